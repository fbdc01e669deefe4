"""An answer to an open item: each kind well and badly, and the plan it leads to."""

from datetime import date

import pytest

from domain.answers import apply_answer, set_due, skip_stage, waive
from domain.dates import Resolution
from domain.errors import Invalid
from domain.openitems import OpenItem, open_items
from domain.plan import Plan
from domain.schedule import project
from domain.stages import StageKey, StageKind
from plans.catalogue import load_shipped, shipped

ON = date(2021, 2, 24)
CODES = tuple(plan.code for plan in shipped())


def item(plan: Plan, key: str) -> OpenItem:
    return next(item for item in open_items(plan) if item.key == key)


def answered(code: str, key: str, answer: str) -> Plan:
    plan = load_shipped(code)
    return apply_answer(plan, item(plan, key), answer, by="hoa", on=ON, reason="Lãnh đạo quyết định")


GOOD: tuple[tuple[str, str, str], ...] = (
    ("NH-2021-01", "document.issued", "2021-02-24"),
    ("NH-2021-01", "document.number", "18/KH-UBND"),
    ("NH-2021-01", "registration.held", "2021-03-31"),
    ("NH-2021-01", "midterm_review.held", "không"),
    ("NH-2021-01", "midterm_review.held", "KHÔNG"),
    ("NH-2021-01", "dossier.copies", "2"),
    ("NH-2021-01", "award.bonus", "Theo quy định"),
    ("NH-2021-01", "quota.per_unit@final", "collective=1,individual=2"),
    ("NH-2021-01", "final_summary.date", "2021-12-17"),
    ("HY-2024-01", "round.yearly.years", "2025, 2026"),
    ("HY-2024-01", "quota.reading@yearly:bang_khen:combined", "together"),
    ("HY-2024-01", "dossier.components", "luật"),
    ("HY-2024-01", "dossier.components", "to_trinh, bien_ban"),
    ("HY-2024-01", "dossier_intake@2025.due", "2025-11-28"),
    ("BT-2019-01", "award.forms@final", "giay_khen"),
    ("LP-2021-01", "quota@2021", "combined=10"),
)

BAD: tuple[tuple[str, str, str], ...] = (
    ("NH-2021-01", "document.issued", "24/02/2021"),
    ("NH-2021-01", "document.issued", "2021-02-30"),
    ("NH-2021-01", "document.number", "  "),
    ("NH-2021-01", "registration.held", "có"),
    ("NH-2021-01", "dossier.copies", "0"),
    ("NH-2021-01", "dossier.copies", "51"),
    ("NH-2021-01", "dossier.copies", "hai"),
    ("NH-2021-01", "dossier.copies", "-1"),
    ("NH-2021-01", "quota.per_unit@final", "collective"),
    ("NH-2021-01", "quota.per_unit@final", "collective=-1"),
    ("NH-2021-01", "quota.per_unit@final", "team=3"),
    ("HY-2024-01", "round.yearly.years", "2023"),
    ("HY-2024-01", "round.yearly.years", "2025-2026"),
    ("HY-2024-01", "round.yearly.years", ""),
    ("HY-2024-01", "quota.reading@yearly:bang_khen:combined", "either"),
    ("HY-2024-01", "dossier.components", "Tờ trình"),
    ("BT-2019-01", "award.forms@final", "Giấy khen"),
)


@pytest.mark.parametrize(("code", "key", "answer"), GOOD)
def test_answered_item_is_gone(code: str, key: str, answer: str) -> None:
    assert key not in {item.key for item in open_items(answered(code, key, answer))}


@pytest.mark.parametrize(("code", "key", "answer"), BAD)
def test_unusable_answer_is_refused(code: str, key: str, answer: str) -> None:
    with pytest.raises(Invalid) as found:
        answered(code, key, answer)
    assert (found.value.code, found.value.data["key"], found.value.data["found"]) == ("answer", key, answer)


def test_rule_is_adopted_and_not_told() -> None:
    with pytest.raises(Invalid, match="rule_is_adopted"):
        answered("NH-2021-01", "council.rule@final", "quá bán")


def test_quota_waits_for_its_award_form() -> None:
    with pytest.raises(Invalid, match="answer_first"):
        answered("BT-2019-01", "quota@final", "combined=10")


def test_answered_quota_holds_in_its_round() -> None:
    quotas = answered("NH-2021-01", "quota.per_unit@final", "collective=1").quotas_of("final")
    assert [(quota.scope, quota.max) for quota in quotas if quota.scope == "per_unit"] == [("per_unit", 1)]


def test_one_reading_holds_for_every_year() -> None:
    plan = answered("HY-2024-01", "quota.reading@yearly:bang_khen:combined", "each")
    assert {quota.confirmed for year in ("2025", "2026") for quota in plan.quotas_of(year) if quota.readings} == {
        "each"
    }


def test_stage_said_not_to_be_held_is_skipped_with_its_reason() -> None:
    slot = project(answered("NH-2021-01", "registration.held", "không")).slot(StageKey(StageKind.REGISTRATION))
    assert slot.skipped == "Lãnh đạo quyết định"


@pytest.mark.parametrize("code", CODES)
def test_whatever_holds_nothing_up_can_be_waived(code: str) -> None:
    plan = load_shipped(code)
    for one in open_items(plan):
        if one.waivable:
            plan = waive(plan, one, by="hoa", on=ON, reason="Không cần")
    assert not [one.key for one in open_items(plan) if one.waivable]


def test_what_holds_a_stage_up_is_not_waived() -> None:
    plan = load_shipped("NH-2021-01")
    with pytest.raises(Invalid, match="not_waivable"):
        waive(plan, item(plan, "document.issued"), by="hoa", on=ON, reason="Không cần")


@pytest.mark.parametrize("code", CODES)
def test_new_deadline_changes_that_stage_alone(code: str) -> None:
    plan = load_shipped(code)
    key = StageKey(StageKind.FINAL_SUMMARY)
    moved = set_due(plan, key, Resolution(day=date(2027, 3, 1), by="hoa", on=ON, reason="vì"))
    assert project(moved).slot(key).due == date(2027, 3, 1)
    assert [s for s in project(moved).slots if s.key != key] == [s for s in project(plan).slots if s.key != key]


def test_skipped_stage_keeps_its_place() -> None:
    plan = load_shipped("NH-2021-01")
    key = StageKey(StageKind.MIDTERM_REVIEW)
    slot = project(skip_stage(plan, key, "Thời gian ngắn")).slot(key)
    assert (slot.skipped, slot.position) == ("Thời gian ngắn", project(plan).slot(key).position)
