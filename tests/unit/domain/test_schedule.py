"""The timetable of a plan: every stage in order, after what it follows, with what the plan leaves open."""

from datetime import date

import pytest

from domain.openitems import Blocks, open_items
from domain.plan import AwardRound, Repeats
from domain.schedule import Slot, period_of, project
from domain.stages import StageKey, StageKind
from plans.catalogue import load_shipped, shipped

CODES = tuple(plan.code for plan in shipped())
OPEN_ITEMS = {
    "NH-2021-01": {"document.issued", "document.number", "registration.held", "midterm_review.held"},
    "BT-2019-01": {"document.issued", "document.number", "dossier_intake@midterm.due", "dossier_intake@final.due"},
    "BTM-2023-01": {"document.issued", "document.number", "registration.held", "dossier_intake@final.due"},
    "HY-2024-01": {"registration.held", "midterm_review.held", "dossier_intake@2025.due", "dossier_intake@final.due"},
    "LP-2021-01": {"registration.held", "midterm_review.held", "dossier_intake@2021.due", "dossier_intake@2022.due"},
}
"""What holds up the opening of some stage, at least."""


def slots(code: str) -> tuple[Slot, ...]:
    return project(load_shipped(code)).slots


@pytest.mark.parametrize("code", CODES)
def test_stages_stand_in_their_order(code: str) -> None:
    positions = [slot.position for slot in slots(code)]
    assert positions == sorted(set(positions))


@pytest.mark.parametrize("code", CODES)
def test_every_stage_follows_one_that_stands_before(code: str) -> None:
    place = {slot.key: slot.position for slot in slots(code)}
    assert all(place[before] < slot.position for slot in slots(code) for before in slot.after)


@pytest.mark.parametrize("code", CODES)
def test_summary_follows_every_decision(code: str) -> None:
    wanted = {slot.key for slot in slots(code) if slot.key.kind is StageKind.DECISION_ISSUANCE}
    assert wanted <= set(slots(code)[-1].after)


@pytest.mark.parametrize("code", CODES)
def test_no_year_opens_before_the_period(code: str) -> None:
    plan = load_shipped(code)
    begins = plan.period.start.opens or plan.document.issued or date.min
    assert all(slot.opens is None or slot.opens >= begins for slot in slots(code) if slot.key.round.isdigit())


@pytest.mark.parametrize("code", CODES)
def test_reminder_never_comes_after_the_refusal(code: str) -> None:
    assert all(slot.remind_by <= slot.due for slot in slots(code) if slot.remind_by and slot.due)


@pytest.mark.parametrize("code", CODES)
def test_shipped_plan_asks_what_holds_it_up(code: str) -> None:
    blocking = {item.key for item in open_items(load_shipped(code)) if item.blocks is Blocks.OPENING}
    assert blocking >= OPEN_ITEMS[code]


@pytest.mark.parametrize("code", CODES)
def test_every_round_asks_for_the_councils_rule(code: str) -> None:
    plan = load_shipped(code)
    asked = {item.key for item in open_items(plan)}
    assert {f"council.rule@{round_}" for round_ in plan.round_codes()} <= asked


@pytest.mark.parametrize("code", CODES)
def test_open_item_stands_once_and_at_a_stage(code: str) -> None:
    items = open_items(load_shipped(code))
    assert len({item.key for item in items}) == len(items)
    assert {item.stage for item in items} <= {slot.key for slot in slots(code)}


@pytest.mark.parametrize(
    ("years", "expected"),
    [((2025, 2026), ("2025", "2026", "final")), (None, ("2024", "2025", "2026", "final")), ((), ("final",))],
)
def test_yearly_round_unfolds_to_its_years(years: tuple[int, ...] | None, expected: tuple[str, ...]) -> None:
    rounds = (AwardRound(), AwardRound(code="yearly", repeats=Repeats.YEARLY, years=years))
    assert load_shipped("HY-2024-01").model_copy(update={"rounds": rounds}).round_codes() == expected


def test_year_is_judged_as_a_whole() -> None:
    assert period_of(load_shipped("HY-2024-01"), "2025") == (date(2025, 1, 1), date(2025, 12, 31))


def test_stage_without_slot_is_not_found() -> None:
    with pytest.raises(KeyError):
        project(load_shipped("NH-2021-01")).slot(StageKey(StageKind.DOSSIER_INTAKE, "2033"))
