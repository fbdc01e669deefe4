"""Kiểm tra một bộ bằng chứng của thidua. Chạy riêng, không cần phần mềm thidua, không cần mạng.

    python3 verify.py [--checkpoint TỆP]

Cần Python 3.8 trở lên. Chữ ký Ed25519 được kiểm tra bằng gói `cryptography` nếu có, nếu không thì bằng lệnh `openssl`
(bản 3.0 trở lên); dòng cuối cho biết đã dùng cái nào. TỆP là nơi bạn giữ điểm neo từ trước, ví dụ thư đã nhận.
Mã thoát: 0 khi mọi thứ khớp, 1 khi có điều sai.
"""

from __future__ import annotations

import argparse
import base64
import email
import email.policy
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import Callable, Dict, List, Match, Optional, Sequence, Tuple

Verify = Callable[[bytes, bytes, bytes], bool]

CHECKPOINT = re.compile(
    r"(?P<statement>thidua-checkpoint v1 size=(?P<size>\d+) root=(?P<root>[0-9a-f]{64}) at=\S+ key=(?P<key>\S+))"
    r" signature=(?P<signature>\S+)"
)
KEY = re.compile(
    r"(?P<statement>thidua-key v1 key=(?P<key>\S+) public=(?P<public>[0-9a-f]{64}) at=\S+(?: after=(?P<after>\S+))?)"
    r"(?: signature=(?P<signature>\S+))?"
)
# What stands before the 32 bytes of an Ed25519 key in a PEM file: RFC 8410, section 4.
PEM_PREFIX = bytes.fromhex("302a300506032b6570032100")


def leaf_hash(entry: bytes) -> bytes:
    """RFC 9162, 2.1.1."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162, 2.1.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_from(number: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> Optional[bytes]:
    """The root to which the proof leads: RFC 9162, 2.1.3.2. None when the proof does not fit the place."""
    position, last, found = number, size - 1, leaf
    if not 0 <= number < size:
        return None
    for sibling in proof:
        if last == 0:
            return None
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    return found if last == 0 else None


def by_cryptography(public: bytes, signature: bytes, statement: bytes) -> bool:
    """With the package."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, statement)
    except InvalidSignature:
        return False
    return True


def by_openssl(public: bytes, signature: bytes, statement: bytes) -> bool:
    """With the command."""
    with tempfile.TemporaryDirectory() as directory:
        here = pathlib.Path(directory)
        body = base64.b64encode(PEM_PREFIX + public).decode()
        (here / "key.pem").write_text(f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n")
        (here / "signature").write_bytes(signature)
        (here / "statement").write_bytes(statement)
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "key.pem"]
        command += ["-sigfile", "signature", "-in", "statement"]
        return subprocess.run(command, cwd=here, capture_output=True, check=False).returncode == 0


def verifier(wanted: Optional[str]) -> Tuple[Verify, str]:
    """How signatures are checked here, with its name."""
    if wanted != "openssl":
        try:
            import cryptography
        except ImportError:
            pass
        else:
            return by_cryptography, f"gói cryptography {cryptography.__version__}"
    try:
        told = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise SystemExit("Cần gói cryptography của Python hoặc lệnh openssl 3 để kiểm tra chữ ký.") from None
    return by_openssl, f"lệnh {told.stdout.strip()}"


def text_of(content: bytes) -> str:
    """The text of a file, or what a mail says that was saved as one."""
    text = content.decode("utf-8", errors="replace")
    if "\nMIME-Version:" not in text.replace("\r", "\n"):
        return text
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain", "html"))
    return str(body.get_content()) if body else text


def lines_in(text: str) -> Tuple[List[Match[str]], List[Match[str]]]:
    """The checkpoints and keys in a text, whatever stands around them."""
    joined = " ".join(text.split())
    return list(CHECKPOINT.finditer(joined)), list(KEY.finditer(joined))


def is_signed(verify: Verify, public: str, match: Match[str]) -> bool:
    """Is the line signed by this key (hex)?"""
    try:
        signature = base64.b64decode(match["signature"] or "", validate=True)
    except ValueError:
        return False
    return len(signature) == 64 and verify(bytes.fromhex(public), signature, match["statement"].encode())


def check_keys(verify: Verify, keys: Sequence[Match[str]], faults: List[str]) -> Dict[str, str]:
    """Id → public key, each but the first introduced by the one before."""
    known: Dict[str, str] = {}
    for match in keys:
        if hashlib.sha256(bytes.fromhex(match["public"])).hexdigest()[:16] != match["key"]:
            faults.append(f"Khóa {match['key']} mang tên không đúng.")
        elif known and not (match["after"] in known and is_signed(verify, known[match["after"]], match)):
            faults.append(f"Khóa {match['key']} không được khóa trước giới thiệu.")
        known[match["key"]] = match["public"]
    return known


def check_checkpoint(verify: Verify, here: pathlib.Path, faults: List[str]) -> Match[str]:
    """Size and root of the bundle's checkpoint, whose signature must be good."""
    checkpoints, keys = lines_in((here / "checkpoint.txt").read_text(encoding="utf-8"))
    known = check_keys(verify, keys, faults)
    if len(checkpoints) != 1:
        raise SystemExit("Tệp checkpoint.txt phải có đúng một điểm neo.")
    match = checkpoints[0]
    if match["key"] not in known or not is_signed(verify, known[match["key"]], match):
        faults.append("Chữ ký của điểm neo không đúng.")
    return match


def check_events(here: pathlib.Path, size: int, root: str, faults: List[str]) -> int:
    """Every event against the root; how many."""
    count = 0
    for line in (here / "events.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        leaf = leaf_hash(f"{event['id']}\n{event['text']}".encode())
        proof = [bytes.fromhex(hash_) for hash_ in event["proof"]]
        found = root_from(event["number"], size, leaf, proof)
        count += 1
        said = json.loads(event["text"])
        good = found is not None and found.hex() == root
        print(f"{'đúng' if good else 'SAI '}  sự kiện {event['id']:>8}  {said['at']}  {said['kind']}  {said['by']}")
        if not good:
            faults.append(f"Sự kiện {event['id']} không phải sự kiện đã được niêm phong.")
    return count


def compare(checkpoint: Match[str], file: Optional[str], faults: List[str]) -> bool:
    """The bundle's checkpoint with those that the reader kept; whether one of hers says the same."""
    if file is None:
        return False
    kept = lines_in(text_of(pathlib.Path(file).read_bytes()))[0]
    same = [one for one in kept if one["size"] == checkpoint["size"]]
    if any(one["root"] != checkpoint["root"] for one in same):
        faults.append("Điểm neo của bộ bằng chứng khác điểm neo bạn giữ cho cùng số sự kiện.")
    if not same:
        print(f"Tệp {file} không có điểm neo cho {checkpoint['size']} sự kiện nên không đối chiếu được.")
    return bool(same)


def main() -> int:
    """Check everything, say what is wrong."""
    parser = argparse.ArgumentParser(description="Kiểm tra một bộ bằng chứng của thidua.")
    parser.add_argument("--checkpoint", metavar="TỆP", help="nơi bạn giữ điểm neo từ trước")
    parser.add_argument("--with", dest="wanted", choices=("cryptography", "openssl"), help="cách kiểm tra chữ ký")
    asked = parser.parse_args()
    here = pathlib.Path(__file__).resolve().parent
    faults: List[str] = []
    verify, name = verifier(asked.wanted)
    checkpoint = check_checkpoint(verify, here, faults)
    count = check_events(here, int(checkpoint["size"]), checkpoint["root"], faults)
    anchored = compare(checkpoint, asked.checkpoint, faults)
    for fault in faults:
        print(f"SAI: {fault}")
    if not faults:
        print(f"{count} sự kiện đều đúng là sự kiện đã niêm phong trong {checkpoint['size']} sự kiện đầu tiên.")
        if anchored:
            print("Điểm neo trùng với điểm neo bạn giữ.")
        else:
            print("Chưa có điểm neo bên ngoài: hãy so dòng sau với điểm neo bạn hoặc kiểm toán viên giữ từ trước:")
            print(f"  {checkpoint['statement']}")
    print(f"Chữ ký kiểm tra bằng {name}.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
