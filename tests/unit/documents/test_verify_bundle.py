"""The verifier that is handed out knows the tree by itself; it agrees with ours, and refuses what ours refuses."""

import base64
import quopri
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from documents.verify_bundle import by_cryptography, check_keys, is_signed, lines_in, root_from, text_of
from domain.merkle import Edge, Place, fold, inclusion_parts, leaf_hash, peaks, proof_of

LEAVES = tuple(leaf_hash(b"%d" % number) for number in range(70))
OLD, NEW = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))


def hashes() -> dict[Place, bytes]:
    edge = Edge()
    found: dict[Place, bytes] = {(0, number): leaf for number, leaf in enumerate(LEAVES)}
    for leaf in LEAVES:
        found.update(dict(edge.add(leaf)))
    return found


TREE = hashes()


@given(size=st.integers(1, len(LEAVES)), data=st.data())
def test_proof_leads_to_the_root(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    proof = proof_of(inclusion_parts(number, size), TREE)
    assert root_from(number, size, LEAVES[number], proof) == fold([TREE[place] for place in peaks(0, size)])


@given(size=st.integers(2, len(LEAVES)), data=st.data())
def test_proof_of_another_size_leads_nowhere(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    proof = proof_of(inclusion_parts(number, size), TREE)
    assert root_from(number, size, LEAVES[number], (*proof, LEAVES[0])) is None
    assert root_from(number, 4 * size, LEAVES[number], proof) is None
    assert root_from(size, size, LEAVES[number], proof) is None


def key_line(key: Ed25519PrivateKey, *, signed_by: Ed25519PrivateKey | None = None) -> str:
    public = key.public_key().public_bytes_raw().hex()
    statement = f"thidua-key v1 key={name(key)} public={public} at=2026-03-02T10:00:00Z"
    if signed_by is None:
        return statement
    statement += f" after={name(OLD)}"
    return f"{statement} signature={base64.b64encode(signed_by.sign(statement.encode())).decode()}"


def name(key: Ed25519PrivateKey) -> str:
    return sha256(key.public_key().public_bytes_raw()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ((key_line(OLD),), 0),
        ((key_line(OLD), key_line(NEW, signed_by=OLD)), 0),
        ((key_line(OLD), key_line(NEW, signed_by=NEW)), 1),
        ((key_line(OLD), key_line(NEW)), 1),
        ((key_line(OLD).replace(name(OLD), name(NEW)),), 1),
    ],
)
def test_key_needs_the_word_of_the_one_before(lines: tuple[str, ...], faults: int) -> None:
    found: list[str] = []
    check_keys(by_cryptography, lines_in("\n".join(lines))[1], found)
    assert len(found) == faults


@pytest.mark.parametrize("signature", ["", "AAAA", "không phải", "=" * 88])
def test_what_is_no_signature_is_refused(signature: str) -> None:
    line = f"thidua-checkpoint v1 size=1 root={'0' * 64} at=x key=y signature={signature or '-'}"
    [match] = lines_in(line)[0]
    assert not is_signed(by_cryptography, OLD.public_key().public_bytes_raw().hex(), match)


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_mail_is_read_however_it_was_encoded(encoding: str) -> None:
    line = key_line(NEW, signed_by=OLD)
    body = {
        "7bit": line.encode(),
        "quoted-printable": quopri.encodestring(line.encode()),
        "base64": base64.encodebytes(line.encode()),
    }[encoding]
    head = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: {encoding}\n\n"
    assert len(lines_in(text_of(head.encode() + body))[1]) == 1
