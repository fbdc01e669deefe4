"""A plan written as a file again: the same plan comes back from it."""

from datetime import date

import pytest

from domain.answers import set_due, skip_stage
from domain.dates import Resolution
from domain.plan import Plan
from domain.schedule import project
from domain.stages import StageKey
from plans.catalogue import load_shipped, shipped
from plans.filing import file_text
from plans.loading import load_bytes

each_code = pytest.mark.parametrize("code", [plan.code for plan in shipped()])
SAID = Resolution(day=date(2025, 9, 1), by="x", on=date(2025, 1, 1), reason="mưa bão")


def again(plan: Plan) -> Plan:
    return load_bytes(file_text(plan, code="NH-2021-01").encode()).plan


@each_code
def test_every_shipped_plan_survives_its_file(code: str) -> None:
    assert again(load_shipped(code)) == load_shipped(code)


@each_code
def test_a_file_written_twice_is_the_same(code: str) -> None:
    plan = load_shipped(code)
    assert file_text(again(plan), code=code) == file_text(plan, code=code)


@pytest.mark.parametrize("key", ["registration", "final_summary", "dossier_intake@2025", "council_appraisal@final"])
def test_a_day_that_was_fixed_stays_fixed(key: str) -> None:
    plan = set_due(load_shipped("HY-2024-01"), StageKey.parse(key), SAID)
    assert project(again(plan)).slot(StageKey.parse(key)).due == date(2025, 9, 1)


def test_a_stage_that_is_not_held_stays_out() -> None:
    key = StageKey.parse("midterm_review")
    plan = skip_stage(load_shipped("HY-2024-01"), key, "dịch bệnh")
    assert project(again(plan)).slot(key).skipped == "dịch bệnh"
