"""A date of a plan: every form, both readings of "trước ngày", and what an officer's word changes."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.dates import Anchor, Event, PlanDate, Precision, Resolution, on_day, unspecified

MARCH_15 = date(2021, 3, 15)
BEFORE = on_day(MARCH_15, "trước ngày 15/3/2021", inclusive=False)
UNTIL = on_day(MARCH_15, "chậm nhất là ngày 15/3/2021")
MONTH = PlanDate(wording="trong tháng 3", precision=Precision.MONTH, first=date(2021, 3, 1), last=date(2021, 3, 31))
AFTER_ISSUE = PlanDate(
    wording="15 ngày kể từ ngày ban hành", precision=Precision.RELATIVE, anchor=Anchor(event=Event.PLAN_ISSUED, days=15)
)


def resolved(day: date, *, inclusive: bool = True) -> Resolution:
    return Resolution(day=day, by="hoa", on=date(2021, 3, 2), reason="Lãnh đạo quyết định", inclusive=inclusive)


@pytest.mark.parametrize(
    ("when", "opens", "remind_by", "refuse_after"),
    [
        (UNTIL, MARCH_15, MARCH_15, MARCH_15),
        (BEFORE, MARCH_15, date(2021, 3, 14), MARCH_15),
        (MONTH, date(2021, 3, 1), date(2021, 3, 31), date(2021, 3, 31)),
        (unspecified(), None, None, None),
        (AFTER_ISSUE, None, None, None),
        (AFTER_ISSUE.anchored(date(2021, 3, 1)), date(2021, 3, 16), date(2021, 3, 16), date(2021, 3, 16)),
        (BEFORE.resolved(resolved(MARCH_15)), MARCH_15, MARCH_15, MARCH_15),
        (BEFORE.resolved(resolved(MARCH_15, inclusive=False)), MARCH_15, date(2021, 3, 14), date(2021, 3, 14)),
        (MONTH.resolved(resolved(date(2021, 3, 20))), date(2021, 3, 20), date(2021, 3, 20), date(2021, 3, 20)),
    ],
)
def test_date_opens_reminds_and_refuses(
    when: PlanDate, opens: date | None, remind_by: date | None, refuse_after: date | None
) -> None:
    assert (when.opens, when.remind_by, when.refuse_after) == (opens, remind_by, refuse_after)


@pytest.mark.parametrize(
    ("when", "two"),
    [(BEFORE, True), (UNTIL, False), (unspecified(), False), (BEFORE.resolved(resolved(MARCH_15)), False)],
)
def test_only_an_unconfirmed_before_has_two_readings(when: PlanDate, two: bool) -> None:
    assert when.has_two_readings is two


@pytest.mark.parametrize(
    ("when", "is_open"),
    [(unspecified(), True), (AFTER_ISSUE, True), (MONTH, False), (unspecified().resolved(resolved(MARCH_15)), False)],
)
def test_date_without_a_day_is_open(when: PlanDate, is_open: bool) -> None:
    assert when.is_open is is_open


def test_resolved_relative_date_is_not_moved_by_its_event() -> None:
    fixed = AFTER_ISSUE.resolved(resolved(MARCH_15))
    assert fixed.anchored(date(2021, 6, 1)).remind_by == MARCH_15


def test_wording_survives_every_change() -> None:
    assert BEFORE.resolved(resolved(MARCH_15)).wording == "trước ngày 15/3/2021"


def test_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="first_after_last"):
        PlanDate(wording="", precision=Precision.MONTH, first=date(2021, 3, 2), last=date(2021, 3, 1))
