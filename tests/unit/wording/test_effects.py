"""A preview never shows a bare code."""

import pytest

from actions.previews import DATES
from domain.stages import StageState
from models.tables import metadata
from notifications.notices import KINDS
from wording.effects import day_text, mail_label, table_label, what_label

HIDDEN = {"audit_event", "audit_value", "step_taken", "unsealed_event", "wait"}


@pytest.mark.parametrize("table", sorted(set(metadata.tables) - HIDDEN))
def test_every_table_has_a_name(table: str) -> None:
    assert table_label(table)


@pytest.mark.parametrize("kind", KINDS)
def test_every_notice_has_a_name(kind: str) -> None:
    assert mail_label(kind)


@pytest.mark.parametrize("what", DATES)
def test_every_date_has_a_name(what: str) -> None:
    assert what_label(what)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2021-04-15", "15/04/2021"),
        ("2021-04-15T02:00:00+00:00", "15/04/2021"),
        (None, None),
        *((state.value, True) for state in StageState),
    ],
)
def test_values_are_shown_as_read(value: str | None, shown: object) -> None:
    told = day_text(value)
    assert bool(told) if shown is True else told == shown
