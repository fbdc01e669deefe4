"""Signed lines: written, found again in whatever surrounds them, and refused when anything in them was changed."""

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.checkpoints import Checkpoint, PublicKey, is_signed, key_id, read_anchors, unannounced

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
OLD, NEW = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))


def public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def signature(key: Ed25519PrivateKey, statement: str) -> str:
    return base64.b64encode(key.sign(statement.encode())).decode()


def checkpoint(size: int = 42, root: str = "ab" * 32) -> Checkpoint:
    unsigned = Checkpoint(size, root, AT, key_id(public(OLD)))
    return Checkpoint(size, root, AT, unsigned.key, signature(OLD, unsigned.statement))


def first_key() -> PublicKey:
    return PublicKey(key_id(public(OLD)), public(OLD), AT)


def next_key(*, signed_by: Ed25519PrivateKey = OLD) -> PublicKey:
    unsigned = PublicKey(key_id(public(NEW)), public(NEW), AT, after=key_id(public(OLD)))
    return PublicKey(unsigned.id, unsigned.public, AT, unsigned.after, signature(signed_by, unsigned.statement))


def test_line_is_readable_by_people() -> None:
    assert checkpoint().line.startswith(f"thidua-checkpoint v1 size=42 root={'ab' * 32} at=2026-03-02T10:00:00Z key=")


@pytest.mark.parametrize("around", ["{}", "Kính gửi\n  {}\n\nTrân trọng", "> {}\r\n", "<td>{}</td>", "{0}\n{0}"])
def test_lines_are_found_in_any_text(around: str) -> None:
    found = read_anchors(around.format(checkpoint().line) + "\n" + around.format(next_key().line))
    assert (found.checkpoints, found.keys) == ((checkpoint(),), (next_key(),))


def test_line_broken_by_a_mail_program_is_found() -> None:
    assert read_anchors(checkpoint().line.replace(" ", "\n")).checkpoints == (checkpoint(),)


def test_key_without_predecessor_is_found() -> None:
    assert read_anchors(first_key().line).keys == (first_key(),)


def test_checkpoints_come_in_the_order_of_their_sizes() -> None:
    text = "\n".join(checkpoint(size).line for size in (9, 7, 8))
    assert [one.size for one in read_anchors(text).checkpoints] == [7, 8, 9]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "thidua-checkpoint v2" + checkpoint().line[20:],
        checkpoint().line.replace("size=42", "size=0"),
        checkpoint().line.replace("size=42", "size=042"),
        checkpoint().line.replace("2026-03-02T10", "2026-13-02T10"),
        checkpoint().line.replace("root=ab", "root=AB"),
        checkpoint().line[:-1],
        first_key().line.replace("public=", "public=00")[:-2],
        # A key that bears the name of another one.
        first_key().line.replace(first_key().id, key_id(public(NEW))),
    ],
)
def test_what_is_no_checkpoint_is_not_read(line: str) -> None:
    assert read_anchors(line) == read_anchors("")


def test_signature_is_verified() -> None:
    assert is_signed(checkpoint().statement, checkpoint().signature, public(OLD))


@pytest.mark.parametrize(
    ("statement", "signed", "key"),
    [
        (checkpoint(43).statement, checkpoint().signature, public(OLD)),
        (checkpoint().statement, checkpoint(43).signature, public(OLD)),
        (checkpoint().statement, checkpoint().signature, public(NEW)),
        (checkpoint().statement, "", public(OLD)),
        (checkpoint().statement, "không phải base64", public(OLD)),
        (checkpoint().statement, checkpoint().signature, "xx"),
        (checkpoint().statement, checkpoint().signature, ""),
    ],
)
def test_anything_else_is_not_signed(statement: str, signed: str, key: str) -> None:
    assert not is_signed(statement, signed, key)


@pytest.mark.parametrize(
    ("keys", "strange"),
    [
        ((), 0),
        ((first_key(),), 0),
        ((first_key(), next_key()), 0),
        ((first_key(), next_key(signed_by=NEW)), 1),
        ((first_key(), PublicKey(key_id(public(NEW)), public(NEW), AT)), 1),
    ],
)
def test_key_needs_the_word_of_the_one_before(keys: tuple[PublicKey, ...], strange: int) -> None:
    assert len(unannounced(keys)) == strange
