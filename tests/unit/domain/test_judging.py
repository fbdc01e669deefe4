"""Evidence as it is typed, read by its criterion."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.eligibility import Criterion
from domain.errors import Invalid
from domain.judging import Entry, Nominee, criteria_for, judge, steps_of, typed_value
from domain.nominees import NomineeKind

DAY = date(2021, 11, 1)


def criterion(**told: Any) -> Criterion:
    values: dict[str, Any] = {"id": "c", "subject": "any", "comparator": ">=", "value": 90, "unit": "percent"}
    return Criterion(**(values | {"wording": "Tiêu chuẩn"} | told))


RATING = criterion(value="Hoàn thành tốt nhiệm vụ", unit="rating")
SPAN = criterion(comparator="range", value=("PT2H", "P5D"), unit="duration")
YES_OR_NO = criterion(comparator="boolean", value=True, unit="none")


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        (criterion(), " 95,5% ", Decimal("95.5")),
        (criterion(unit="count", value=1), "2", Decimal(2)),
        (YES_OR_NO, "Có", True),
        (YES_OR_NO, "khong", False),
        (RATING, "hoàn thành tốt nhiệm vụ", "hoàn thành tốt nhiệm vụ"),
        (SPAN, "P3D", "P3D"),
    ],
)
def test_evidence_is_read_as_its_criterion_measures(asked: Criterion, text: str, value: object) -> None:
    assert typed_value(asked, text) == value


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (criterion(), "nhiều"),
        (criterion(), "-5"),
        (criterion(), "NaN"),
        (YES_OR_NO, "95"),
        (RATING, "rất tốt"),
        (SPAN, "hai ngày"),
        (SPAN, "P1M"),
    ],
)
def test_what_does_not_answer_is_refused_when_typed(asked: Criterion, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        typed_value(asked, text)
    assert (refused.value.code, refused.value.data["field"]) == ("criterion_value", "value-c")


def test_a_rating_offers_the_steps_of_its_scale() -> None:
    assert steps_of(RATING)[-1] == "Hoàn thành xuất sắc nhiệm vụ"
    assert steps_of(criterion()) == ()


def test_only_criteria_of_the_kind_are_asked() -> None:
    both = (criterion(subject="collective"), criterion(subject="individual", id="d"))
    assert [one.id for one in criteria_for(both, "individual")] == ["d"]


def test_a_nominee_is_judged_by_what_was_typed() -> None:
    entries = (Entry("c", "95", None, None, DAY), Entry("unknown", "?", None, None, DAY))
    found = judge((criterion(),), Nominee(kind=NomineeKind.COLLECTIVE), entries, DAY)
    assert found.outcome == "eligible"
