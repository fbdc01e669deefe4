"""What a plan leaves open is asked, and what it says is not."""

from datetime import date

import pytest

from domain.openitems import ask_from, open_items
from domain.plan import Document, Held, Plan, PlannedStage, Waived
from domain.stages import StageKey, StageKind
from tests.store.factories import small_plan

ALWAYS = {
    "council.rule@final",
    "quota.per_unit@final",
    "council_appraisal@final.date",
    "decision_issuance@final.date",
    "final_summary.date",
}
NOT_HELD = PlannedStage(kind=StageKind.MIDTERM_REVIEW, held=Held.NO)


def keys(plan: Plan) -> set[str]:
    return {item.key for item in open_items(plan)}


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({}, set()),
        ({"copies": None}, {"dossier.copies"}),
        ({"bonus": None}, {"award.bonus"}),
        ({"components": ()}, {"dossier.components"}),
        ({"forms": ()}, {"award.forms@final"}),
        ({"document": Document()}, {"document.number", "document.issued"}),
        ({"stages": ()}, {"registration.held", "midterm_review.held", "dossier_intake@final.due"}),
    ],
)
def test_what_is_missing_is_asked(changes: dict[str, object], more: set[str]) -> None:
    assert keys(small_plan(**changes)) == ALWAYS | more


def test_stage_that_is_not_held_asks_nothing() -> None:
    assert not any(key.startswith("midterm_review") for key in keys(small_plan(stages=(NOT_HELD,))))


def test_waived_item_is_asked_no_more() -> None:
    waived = Waived(key="final_summary.date", reason="vì", by="lan", on=date(2021, 3, 1))
    assert keys(small_plan(waived=(waived,))) == ALWAYS - {"final_summary.date"}


def test_plan_without_rounds_asks_for_no_council() -> None:
    assert keys(small_plan(rounds=())) == {"final_summary.date"}


@pytest.mark.parametrize(
    ("stage", "day"),
    [("dossier_intake@final", date(2021, 10, 1)), ("dossier_intake@2023", date(2023, 11, 1)), ("registration", None)],
)
def test_round_is_asked_sixty_days_before_its_end(stage: str, day: date | None) -> None:
    assert ask_from(small_plan(), StageKey.parse(stage)) == day
