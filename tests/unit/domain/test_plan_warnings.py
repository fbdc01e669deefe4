"""What is odd in the shipped plans, and what each rule finds and lets pass."""

from datetime import date

import pytest

from domain.dates import PlanDate, on_day, unspecified
from domain.eligibility import Criterion
from domain.nominees import NomineeKind
from domain.plan import (
    AwardForm,
    Document,
    Level,
    Party,
    Period,
    Plan,
    PlannedDuty,
    PlannedStage,
)
from domain.plan_warnings import calendar_for, plan_warnings
from domain.stages import StageKind
from plans.catalogue import load_shipped

PERIOD = Period(start=on_day(date(2021, 1, 4), ""), end=on_day(date(2021, 11, 30), ""))
PLAN = Plan(name="Mẫu", authority="UBND xã Mẫu", level=Level.COMMUNE, document=Document(), period=PERIOD)


def _warned(plan: Plan) -> list[tuple[str, str]]:
    return [(warning.code, warning.where) for warning in plan_warnings(plan, calendar_for(plan))]


def _with(**parts: object) -> list[tuple[str, str]]:
    return _warned(PLAN.model_copy(update=parts))


def _stage(kind: StageKind, due: PlanDate, round_: str = "main") -> tuple[PlannedStage, ...]:
    return (PlannedStage(kind=kind, round=round_, due=due),)


@pytest.mark.parametrize(
    ("code", "warned"),
    [
        (
            "NH-2021-01",
            [("intake_before_end", "dossier_intake@final"), ("deadline_on_day_off", "dossier_intake@final")],
        ),
        ("LP-2021-01", [("text_cut", "text_state"), ("form_without_quota", "form:giay_khen")]),
        (
            "HY-2024-01",
            [("level_abolished", "participants"), ("quota_two_readings", "quota:1"), ("quota_two_readings", "quota:2")],
        ),
        (
            "BTM-2023-01",
            [
                ("text_second_hand", "text_state"),
                ("not_knowable", "criterion:rating_2023_2024"),
                ("starts_on_day_off", "period.start"),
                ("deadline_on_day_off", "period.end"),
            ],
        ),
        (
            "BT-2019-01",
            [
                ("text_scrambled", "text_state"),
                ("same_deadline_above", "duty:forward_registration"),
                ("two_readings", "registration"),
                ("two_readings", "duty:forward_registration"),
                ("two_readings", "duty:result_report"),
                ("deadline_on_day_off", "midterm_review"),
                ("deadline_on_day_off", "decision_issuance@midterm"),
            ],
        ),
    ],
)
def test_shipped_plans_warn_of_what_is_odd(code: str, warned: list[tuple[str, str]]) -> None:
    assert _warned(load_shipped(code)) == warned


def test_ordinary_plan_warns_of_nothing() -> None:
    assert _with() == []


@pytest.mark.parametrize(
    ("issued", "warned"),
    [(date(2021, 1, 5), [("parent_after_child", "parent")]), (date(2021, 1, 4), []), (None, [])],
)
def test_parent_dated_after_its_child_is_odd(issued: date | None, warned: list[tuple[str, str]]) -> None:
    assert _with(parent=Document(issued=issued)) == warned


@pytest.mark.parametrize(
    ("level", "end", "warned"),
    [
        (Level.DISTRICT, date(2025, 6, 30), []),
        (Level.DISTRICT, date(2025, 7, 1), [("level_abolished", "level")]),
        (Level.COMMUNE, date(2025, 7, 1), []),
    ],
)
def test_district_cannot_outlive_its_abolition(level: Level, end: date, warned: list[tuple[str, str]]) -> None:
    assert _with(level=level, period=Period(start=on_day(date(2025, 1, 6), ""), end=on_day(end, ""))) == warned


def test_named_districts_are_found_among_participants() -> None:
    party = Party(kinds=(NomineeKind.COLLECTIVE,), wording="UBND các huyện")
    late = Period(start=PERIOD.start, end=on_day(date(2025, 12, 31), ""))
    assert _with(participants=(party,), period=late) == [("level_abolished", "participants")]


@pytest.mark.parametrize(
    ("level", "form", "delegated", "codes"),
    [
        (Level.COMMUNE, "giay_khen", False, ["form_without_quota"]),
        (Level.COMMUNE, "bang_khen", False, ["form_above_level", "form_without_quota"]),
        (Level.DISTRICT, "bang_khen", False, ["form_above_level", "form_without_quota"]),
        (Level.PROVINCE, "bang_khen", False, ["form_without_quota"]),
        (Level.PROVINCE, "co_thi_dua", False, ["flag_needs_years", "form_without_quota"]),
        (Level.COMMUNE, "bang_khen", True, ["form_without_quota"]),
    ],
)
def test_form_above_the_level_is_odd(level: Level, form: str, delegated: bool, codes: list[str]) -> None:
    award = AwardForm(code=form, decided_by="Chủ tịch", delegated=delegated)
    assert [code for code, _ in _with(level=level, forms=(award,))] == codes


@pytest.mark.parametrize(
    ("end", "short"), [(date(2023, 12, 31), True), (date(2024, 1, 2), True), (date(2024, 1, 3), False)]
)
def test_flag_needs_three_whole_years(end: date, short: bool) -> None:
    award = AwardForm(code="co_thi_dua", decided_by="Chủ tịch")
    period = Period(start=PERIOD.start, end=on_day(end, ""))
    found = _with(level=Level.PROVINCE, forms=(award,), period=period)
    assert (("flag_needs_years", "form:co_thi_dua") in found) == short


@pytest.mark.parametrize(
    ("known_from", "warned"), [(date(2021, 12, 1), [("not_knowable", "criterion:rank")]), (date(2021, 11, 30), [])]
)
def test_criterion_must_be_known_when_judged(known_from: date, warned: list[tuple[str, str]]) -> None:
    rank = Criterion(id="rank", subject="any", comparator="boolean", value=True, wording="", known_from=known_from)
    assert _with(criteria=(rank,)) == warned


def test_council_after_the_end_moves_the_judging() -> None:
    rank = Criterion(id="a", subject="any", comparator="boolean", value=True, wording="", known_from=date(2021, 12, 1))
    council = _stage(StageKind.COUNCIL_APPRAISAL, on_day(date(2021, 12, 10), ""), "final")
    assert _with(criteria=(rank,), stages=council) == []


@pytest.mark.parametrize(("day", "warned"), [(29, True), (30, False)])
def test_last_intake_may_end_with_the_campaign(day: int, warned: bool) -> None:
    found = _with(stages=_stage(StageKind.DOSSIER_INTAKE, on_day(date(2021, 11, day), ""), "final"))
    assert found == ([("intake_before_end", "dossier_intake@final")] if warned else [])


def test_interim_intake_before_the_end_is_usual() -> None:
    assert _with(stages=_stage(StageKind.DOSSIER_INTAKE, on_day(date(2021, 5, 20), ""), "midterm")) == []


@pytest.mark.parametrize(
    ("kind", "day", "warned"),
    [
        (StageKind.REGISTRATION, date(2021, 12, 1), [("outside_period", "registration")]),
        (StageKind.REGISTRATION, date(2021, 1, 1), [("outside_period", "registration")]),
        (StageKind.FINAL_SUMMARY, date(2021, 12, 1), []),
        (StageKind.REGISTRATION, date(2021, 2, 1), []),
    ],
)
def test_stage_outside_the_period_is_odd(kind: StageKind, day: date, warned: list[tuple[str, str]]) -> None:
    found = _with(stages=_stage(kind, on_day(day, "")))
    assert [item for item in found if item[0] == "outside_period"] == warned


@pytest.mark.parametrize(("year", "warned"), [(2022, False), (2023, False), (2024, True), (2201, True)])
def test_year_long_after_the_end_is_odd(year: int, warned: bool) -> None:
    found = _with(stages=_stage(StageKind.FINAL_SUMMARY, on_day(date(year, 3, 1), "")))
    assert (("far_after_end", "final_summary") in found) is warned


def test_literal_reading_on_day_off_is_told_too() -> None:
    # "Before Monday the 1st" read literally ends on a Sunday.
    due = on_day(date(2021, 3, 1), "trước ngày 01/3", inclusive=False)
    found = _with(stages=_stage(StageKind.REGISTRATION, due))
    assert found == [("two_readings", "registration"), ("deadline_on_day_off", "registration")]


def test_saturday_worked_by_swap_is_no_day_off() -> None:
    period = Period(start=on_day(date(2024, 1, 2), ""), end=on_day(date(2024, 5, 4), ""))
    assert _with(period=period) == []


@pytest.mark.parametrize(("above", "warned"), [(9, True), (10, True), (11, False)])
def test_office_needs_a_day_to_forward(above: int, warned: bool) -> None:
    duty = PlannedDuty(
        code="forward",
        stage=StageKind.REGISTRATION,
        owed_by="officer",
        owed_to="UBND tỉnh",
        what="Gửi đăng ký",
        due=on_day(date(2021, 3, above), ""),
    )
    found = _with(stages=_stage(StageKind.REGISTRATION, on_day(date(2021, 3, 10), "")), duties=(duty,))
    assert found == ([("same_deadline_above", "duty:forward")] if warned else [])


def test_plan_without_any_date_needs_no_calendar() -> None:
    plan = PLAN.model_copy(update={"period": Period(start=unspecified(), end=unspecified())})
    assert (calendar_for(plan), plan_warnings(plan, None)) == (None, ())
