"""The auditor keeps a mail; years later its bytes, as a mail program saved them, are the anchor."""

from datetime import UTC, datetime

import pytest

from documents.verify_bundle import lines_in, text_of
from domain.checkpoints import Checkpoint, PublicKey, anchors_in, key_id
from notifications.message import build
from notifications.render import render, render_digest
from tests.unit.notifications.examples import example

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PUBLIC = "5c" * 32
KEY = PublicKey(key_id(PUBLIC), PUBLIC, AT)
CHECKPOINT = Checkpoint(12_345, "ab" * 32, AT, KEY.id, "A" * 86 + "==")
NOTICE = example("ledger_checkpoint", checkpoint=CHECKPOINT.line, key=KEY.line)
LETTERS = {
    "alone": render(NOTICE),
    "digest": render_digest([NOTICE, example("stage_opened")], recipient_name="Bà Hoa", day=AT.date()),
}


def mail(name: str) -> bytes:
    return build(
        LETTERS[name],
        sender="thidua@so.example",
        sender_name="Sở Nội vụ",
        recipient="kt@so.example",
        recipient_name="Người kiểm toán",
        message_id="<1@so.example>",
        date=AT,
        references=(),
    )


@pytest.mark.parametrize("name", LETTERS)
def test_checkpoint_and_key_are_found_in_the_mail(name: str) -> None:
    found = anchors_in(mail(name))
    assert (found.checkpoints, found.keys) == ((CHECKPOINT,), (KEY,))


@pytest.mark.parametrize("name", LETTERS)
def test_verifier_finds_the_same(name: str) -> None:
    [checkpoint], [key] = lines_in(text_of(mail(name)))
    assert (checkpoint["statement"], key["statement"]) == (CHECKPOINT.statement, KEY.statement)


def test_page_saved_from_a_browser_is_read_too() -> None:
    assert anchors_in(LETTERS["alone"].html.encode()).checkpoints == (CHECKPOINT,)
