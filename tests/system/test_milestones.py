"""Every dated milestone of the five plans is honoured as worded.

From the plans' own dates, and from what careful readers wrote down from the originals where those notes are at hand.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from domain.dates import PlanDate, Precision
from domain.schedule import SPANS, Slot, project
from domain.stages import StageKey
from plans.catalogue import load_shipped, shipped
from tests.system.played import LONGEST, Played

# The first test waits for the demonstration itself.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(LONGEST + 60)]
NOTES = Path(__file__).resolve().parents[3] / "shared" / "plans"
FILES = {"00": "NH-2021-01", "01": "LP-2021-01", "02": "HY-2024-01", "03": "BTM-2023-01", "04": "BT-2019-01"}
AROUND = timedelta(days=7)
"""What “trong dịp” a day allows: the week before and after it."""

HANDED_IN = {
    "registration": "SELECT submitted_at FROM registration r JOIN campaign c ON c.id = r.campaign_id"
    " WHERE c.code = ? AND late_document IS NULL AND 'main' = ?",
    "dossier_intake": "SELECT submitted_at FROM dossier d JOIN campaign c ON c.id = d.campaign_id"
    " WHERE c.code = ? AND late_document IS NULL AND d.round = ?",
}


def day(text: str) -> date:
    return date.fromisoformat(text[:10])


def stage_days(played: Played, code: str, key: StageKey) -> tuple[date, date]:
    """When the stage opened and when it ended."""
    stage = played.stage(key.kind, code=code, round_=key.round)
    return day(stage["opened"]), day(stage["closed"])


def handed_in(played: Played, code: str, key: StageKey) -> list[date]:
    """The days on which units handed in, those accepted late left out."""
    return [day(moment) for (moment,) in played.ask(HANDED_IN[key.kind], code, key.round)]


def done_on(played: Played, code: str, duty: str) -> list[date]:
    """The days on which a duty that the plan names was done."""
    query = (
        "SELECT done_at FROM duty JOIN campaign c ON c.id = duty.campaign_id"
        " WHERE c.code = ? AND duty.key LIKE ? AND done_at IS NOT NULL"
    )
    return [day(moment) for (moment,) in played.ask(query, code, f"planned:{duty}:%")]


def slots() -> Iterator[tuple[str, Slot]]:
    """Every stage of every shipped plan that was held in the demonstration."""
    for plan in shipped():
        for slot in project(load_shipped(plan.code)).slots:
            # Because Hưng Yên's leader answers that its yearly awards begin in 2025.
            if (plan.code, slot.key.round) != ("HY-2024-01", "2024"):
                yield plan.code, slot


ENDS = [
    pytest.param(code, slot.key, slot.planned_due, id=f"{code}-{slot.key}")
    for code, slot in slots()
    if slot.planned_due and (slot.planned_due.last or slot.planned_due.precision is Precision.RECURRING_YEARLY)
]
"""Every deadline to which a plan gives a date, or a year of its own."""

OPENINGS = [
    pytest.param(code, slot.key, slot.opens, id=f"{code}-{slot.key}")
    for code, slot in slots()
    if slot.opens and (slot.planned_opens or (slot.planned_due and slot.planned_due.precision in SPANS))
]
"""Every stage whose first day a plan names, by itself or as that of a span."""


@pytest.mark.parametrize(("code", "key", "when"), ENDS)
def test_deadline_of_the_plan_is_honoured(demonstration: Played, code: str, key: StageKey, when: PlanDate) -> None:
    _, closed = stage_days(demonstration, code, key)
    if when.precision is Precision.RECURRING_YEARLY:
        assert closed.year == int(key.round)
    elif key.kind in HANDED_IN:
        handed = handed_in(demonstration, code, key)
        assert handed
        assert max(handed) <= (when.remind_by or date.min) < closed
    elif when.precision is Precision.AROUND_DAY:
        assert abs(closed - (when.last or date.max)) <= AROUND
    else:
        assert closed <= (when.last or date.min)


@pytest.mark.parametrize(("code", "key", "first"), OPENINGS)
def test_stage_opens_no_earlier_than_its_time(demonstration: Played, code: str, key: StageKey, first: date) -> None:
    assert stage_days(demonstration, code, key)[0] >= first


@pytest.mark.parametrize("plan", shipped(), ids=lambda plan: plan.code)
def test_campaign_ends_no_earlier_than_its_plan(demonstration: Played, plan: Any) -> None:
    opened, _ = stage_days(demonstration, plan.code, StageKey.parse("final_summary"))
    assert opened > (load_shipped(plan.code).period.end.refuse_after or date.max)


@pytest.mark.parametrize(
    ("code", "duty", "by", "holders"),
    [
        ("BT-2019-01", "forward_registration", date(2019, 3, 14), 1),
        ("BT-2019-01", "result_report", date(2019, 11, 14), 14),
    ],
)
def test_duty_of_the_plan_is_done_in_time(demonstration: Played, code: str, duty: str, by: date, holders: int) -> None:
    done = done_on(demonstration, code, duty)
    assert (len(done), max(done) <= by) == (holders, True)


def launched(played: Played, code: str, first: date, _last: date) -> bool:
    return stage_days(played, code, StageKey.parse("launch"))[0] == first


def window_of(key: str) -> Callable[[Played, str, date, date], bool]:
    def kept(played: Played, code: str, _first: date, last: date) -> bool:
        stage = StageKey.parse(key)
        return max(handed_in(played, code, stage)) <= last < stage_days(played, code, stage)[1]

    return kept


def within(*keys: str) -> Callable[[Played, str, date, date], bool]:
    def kept(played: Played, code: str, first: date, last: date) -> bool:
        spans = [stage_days(played, code, StageKey.parse(key)) for key in keys]
        return all(first <= closed <= last for _, closed in spans)

    return kept


def duty_done(name: str) -> Callable[[Played, str, date, date], bool]:
    return lambda played, code, _first, last: max(done_on(played, code, name)) <= last


def over(played: Played, code: str, _first: date, last: date) -> bool:
    return stage_days(played, code, StageKey.parse("final_summary"))[0] > last


MEANINGS: dict[str, Callable[[Played, str, date, date], bool]] = {
    "launch": launched,
    "plan_issued": launched,
    "registration_deadline": window_of("registration"),
    "registration_forward_deadline": duty_done("forward_registration"),
    "dossier_deadline": window_of("dossier_intake@final"),
    "midterm_review": within("midterm_review"),
    "midterm_review_and_award": within("midterm_review", "decision_issuance@midterm"),
    "result_report_deadline": duty_done("result_report"),
    "final_selection_and_review": within("council_appraisal@final", "final_summary"),
    "campaign_end": over,
}
"""What a milestone of the notes asks of the days that were played, between its first and its last day."""


def bounds(milestone: dict[str, Any]) -> tuple[date, date]:
    """First and last day that the wording allows: `2024-03`, `2024-11/2024-12`, around a day, before a day."""
    first, _, last = str(milestone["date"]).partition("/")
    if milestone["precision"].startswith("month"):
        year, month = map(int, (last or first).split("-"))
        return day(f"{first}-01"), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    exact = day(first)
    if milestone["precision"] == "around_day":
        return exact - AROUND, exact + AROUND
    return exact, exact if milestone.get("inclusive", True) else exact - timedelta(days=1)


def noted() -> Iterator[Any]:
    for path in sorted(NOTES.glob("0?.yaml")):
        for milestone in YAML(typ="safe").load(path.read_text("utf-8"))["milestones"]:
            if milestone["date"]:
                yield pytest.param(FILES[path.stem], milestone, id=f"{path.stem}-{milestone['kind']}")


@pytest.mark.parametrize(("code", "milestone"), list(noted()))
def test_milestone_of_the_original_is_honoured(demonstration: Played, code: str, milestone: dict[str, Any]) -> None:
    assert MEANINGS[milestone["kind"]](demonstration, code, *bounds(milestone))
