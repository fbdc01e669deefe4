"""What differs between two versions of a plan, and how it is told."""

from datetime import date

import pytest

from domain.answers import set_due, skip_stage, waive
from domain.dates import Resolution
from domain.openitems import open_items
from domain.plan import Plan
from domain.plan_changes import amended, changes
from domain.stages import StageKey
from plans.catalogue import load_shipped, shipped
from wording.plan_changes import change_sentence

INTAKE = StageKey.parse("dossier_intake@final")


def moved(plan: Plan, day: date) -> Plan:
    return set_due(plan, INTAKE, Resolution(day=day, by="x", on=date(2021, 1, 1), reason="mưa bão"))


def told(before: Plan, after: Plan) -> list[str]:
    return [change_sentence(change) for change in changes(before, after)]


@pytest.mark.parametrize("code", [one.code for one in shipped()])
def test_a_plan_does_not_differ_from_itself(code: str) -> None:
    assert changes(load_shipped(code), load_shipped(code)) == ()


def test_a_moved_deadline_is_told_with_both_days() -> None:
    plan = load_shipped("NH-2021-01")
    assert told(plan, moved(plan, date(2021, 12, 1))) == ["Tiếp nhận hồ sơ (tổng kết): hạn 20/11/2021 → 01/12/2021"]


def test_a_stage_that_is_not_held_is_told_with_the_reason() -> None:
    plan = load_shipped("BT-2019-01")
    after = skip_stage(plan, StageKey.parse("midterm_review"), "dịch bệnh")
    assert "Không tổ chức “Sơ kết”: dịch bệnh" in told(plan, after)


def test_parts_of_a_plan_are_told_by_their_names() -> None:
    plan = load_shipped("NH-2021-01")
    after = plan.model_copy(
        update={"copies": 2, "authority": "UBND phường Mới", "quotas": plan.quotas[:1], "duties": ()}
    )
    found = told(plan, after)
    assert "Cơ quan chủ trì: UBND phường Ninh Hải → UBND phường Mới" in found
    assert "Số bộ hồ sơ: chưa nêu → 2" in found
    assert "Bỏ việc “Tự đánh giá kết quả và đề nghị khen thưởng”" in found
    assert "Sửa chỉ tiêu khen thưởng (2 → 1 chỉ tiêu)" in found


@pytest.mark.parametrize("other", ["BT-2019-01", "BTM-2023-01", "HY-2024-01", "LP-2021-01"])
def test_any_two_plans_can_be_compared(other: str) -> None:
    assert len(told(load_shipped("NH-2021-01"), load_shipped(other))) > 10


def test_an_amendment_does_not_ask_again_what_was_waived() -> None:
    plan = load_shipped("NH-2021-01")
    item = next(item for item in open_items(plan) if item.waivable)
    before = waive(plan, item, by="x", on=date(2021, 1, 1), reason="không cần")
    assert changes(before, amended(before, plan)) == ()
