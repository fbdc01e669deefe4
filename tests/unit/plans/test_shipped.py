"""The five plans that come with the service say what their authorities decided."""

import re
from datetime import date

import pytest

from domain.errors import NotFound
from domain.openitems import open_items
from domain.plan import Held, Plan
from domain.schedule import project
from domain.stages import StageKey
from plans.catalogue import load_shipped, shipped
from plans.loading import load_file
from wording.questions import question

CODES = ("BT-2019-01", "BTM-2023-01", "HY-2024-01", "LP-2021-01", "NH-2021-01")
each_code = pytest.mark.parametrize("code", CODES)


def _due(plan: Plan, stage: str) -> tuple[date | None, date | None]:
    said = plan.stage(StageKey.parse(stage))
    return (said.due.first, said.due.last) if said and said.due else (None, None)


def test_five_plans_are_shipped() -> None:
    assert tuple(plan.code for plan in shipped()) == CODES


@each_code
def test_file_is_named_by_its_code(code: str) -> None:
    assert {plan.code: load_file(plan.path).code for plan in shipped()}[code] == code


def test_unknown_code_lists_what_there_is() -> None:
    with pytest.raises(NotFound) as refusal:
        load_shipped("XX-2021-01")
    assert refusal.value.data["allowed"] == CODES


@pytest.mark.parametrize(
    ("code", "stage", "first", "last"),
    [
        ("NH-2021-01", "dossier_intake@final", date(2021, 11, 20), date(2021, 11, 20)),
        ("NH-2021-01", "final_summary", None, None),
        ("LP-2021-01", "decision_issuance@2022", None, None),
        ("HY-2024-01", "decision_issuance@final", None, None),
        ("BTM-2023-01", "midterm_review", date(2024, 3, 1), date(2024, 3, 31)),
        ("BTM-2023-01", "council_appraisal@final", date(2024, 11, 1), date(2024, 12, 31)),
        ("BT-2019-01", "registration", date(2019, 3, 15), date(2019, 3, 15)),
        ("BT-2019-01", "decision_issuance@midterm", date(2019, 5, 19), date(2019, 5, 19)),
    ],
)
def test_deadlines_are_those_of_the_plan(code: str, stage: str, first: date | None, last: date | None) -> None:
    assert _due(load_shipped(code), stage) == (first, last)


@pytest.mark.parametrize(
    ("code", "quotas"),
    [
        ("NH-2021-01", [("collective", "<=", 5, "total", "final"), ("individual", "<=", 10, "total", "final")]),
        ("LP-2021-01", []),
        (
            "HY-2024-01",
            [
                ("combined", "<=", 10, "total", "yearly"),
                ("combined", "<=", 20, "total", "final"),
                ("combined", "delegated", None, "per_unit", "any"),
            ],
        ),
        ("BTM-2023-01", [("collective", "==", 2, "per_group", "final"), ("individual", "==", 3, "per_group", "final")]),
        ("BT-2019-01", []),
    ],
)
def test_quotas_are_those_of_the_plan(code: str, quotas: list[object]) -> None:
    assert [(q.subject, q.op, q.max, q.scope, q.round) for q in load_shipped(code).quotas] == quotas


@pytest.mark.parametrize(
    ("code", "rounds"),
    [
        ("NH-2021-01", ("final",)),
        ("LP-2021-01", ("2021", "2022")),
        ("HY-2024-01", ("2024", "2025", "2026", "final")),
        ("BTM-2023-01", ("final",)),
        ("BT-2019-01", ("midterm", "final")),
    ],
)
def test_rounds_are_those_of_the_plan(code: str, rounds: tuple[str, ...]) -> None:
    assert load_shipped(code).round_codes() == rounds


def test_forwarding_is_owed_by_the_office() -> None:
    duty = load_shipped("BT-2019-01").duties[0]
    assert (duty.owed_by, duty.due and duty.due.inclusive) == ("officer", False)


def test_report_is_owed_by_units_after_the_end() -> None:
    plan = load_shipped("BT-2019-01")
    assert (plan.duties[1].owed_by, plan.duties[1].due and plan.duties[1].due.last) == ("units", date(2019, 11, 15))


def test_figures_without_award_are_targets_only() -> None:
    plan = load_shipped("BT-2019-01")
    assert (len(plan.criteria), len(plan.targets)) == (0, 5)


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        (
            "NH-2021-01",
            [">=100", ">=100", "==Tốt", ">=100", ">=Hoàn thành tốt nhiệm vụ", ">=Hoàn thành tốt nhiệm vụ", ">=1"],
        ),
        ("LP-2021-01", [">=1", ">90"]),
        ("HY-2024-01", []),
        ("BTM-2023-01", [">=100", "<5", ">=90", ">=1", ">=Hoàn thành tốt nhiệm vụ", ">=1"]),
        ("BT-2019-01", [">80", ">98", ">80", "range30–40", "rangePT2H–P5D"]),
    ],
)
def test_figures_are_those_of_the_plan(code: str, figures: list[str]) -> None:
    plan = load_shipped(code)
    measured = [c for c in plan.criteria or plan.targets if c.comparator not in ("boolean", "qualitative")]
    assert [f"{c.comparator}{_figure(c.value)}" for c in measured] == figures


def _figure(value: object) -> str:
    return "–".join(map(str, value)) if isinstance(value, tuple) else str(value)


def test_rating_of_2024_is_known_in_2025() -> None:
    rating = next(c for c in load_shipped("BTM-2023-01").criteria if c.id == "rating_2023_2024")
    assert rating.known_from == date(2025, 1, 1)


@each_code
def test_no_plan_says_a_council_day_or_copies(code: str) -> None:
    plan = load_shipped(code)
    councils = [stage for stage in plan.stages if stage.kind == "council_appraisal"]
    assert plan.copies is None
    assert all(stage.due is None or stage.due.first != stage.due.last or stage.due.last is None for stage in councils)


@each_code
def test_nothing_real_plans_say_is_absent(code: str) -> None:
    assert not [stage for stage in load_shipped(code).stages if stage.held is Held.NO]


@each_code
def test_timetable_and_questions_can_be_made(code: str) -> None:
    plan = load_shipped(code)
    assert project(plan).slots
    assert all(question(item.key).endswith("?") for item in open_items(plan))


@each_code
def test_files_hold_no_contact_data(code: str) -> None:
    text = next(plan.path for plan in shipped() if plan.code == code).read_text("utf-8")
    assert not re.search(r"[\w.]+@[\w.]+|\b0\d{8,10}\b", text)
