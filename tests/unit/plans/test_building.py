"""From what a file says to the plan: quotas with their readings, silence, absence, limits."""

from decimal import Decimal

import pytest

from domain.plan import Held, Plan
from domain.quotas import Quota
from domain.stages import StageKey
from plans.loading import load_bytes

HEAD = """\
name: Thi đua cải cách hành chính
authority: UBND xã Mẫu
level: commune
period: {start: 2021-01-01, end: 2022-11-30}
rounds: {yearly: {}, final: {}}
forms:
  - {code: giay_khen, decided_by: Chủ tịch}
"""


def _plan(extra: str) -> Plan:
    return load_bytes((HEAD + extra).encode()).plan


def _quota(written: str) -> Quota:
    return _plan(f"quotas:\n  - {{form: giay_khen, wording: a, {written}}}\n").quotas[0]


@pytest.mark.parametrize(
    ("written", "op", "low", "high"),
    [
        ("subject: collective, at_most: 5", "<=", None, 5),
        ("subject: collective, at_most: 0", "<=", None, 0),
        ("subject: individual, exactly: 3", "==", None, 3),
        ("subject: household, between: [1, 3]", "range", 1, 3),
        ("subject: combined, delegated: true", "delegated", None, None),
    ],
)
def test_each_limit_becomes_its_operator(written: str, op: str, low: int | None, high: int | None) -> None:
    quota = _quota(written)
    assert (quota.op, quota.min, quota.max) == (op, low, high)


def test_combined_quota_gets_both_readings() -> None:
    limits = [
        [(limit.kinds, limit.max) for limit in r.limits] for r in _quota("subject: combined, at_most: 10").readings
    ]
    assert limits == [[(("collective", "individual"), 10)], [(("collective",), 10), (("individual",), 10)]]


def test_reading_named_in_the_file_is_confirmed() -> None:
    quota = _quota("subject: combined, at_most: 10, reading: together")
    assert (quota.confirmed, quota.ambiguous) == ("together", False)


def test_either_or_quota_is_one_exclusive_reading() -> None:
    limits = "limits: [{kinds: [collective], at_most: 1}, {kinds: [individual], at_most: 2}]"
    quota = _quota(f"subject: combined, at_most: 2, readings: [{{code: either, label: b, {limits}, exclusive: true}}]")
    assert (quota.readings[0].exclusive, len(quota.readings[0].limits), quota.ambiguous) == (True, 2, False)


def test_quota_without_round_holds_for_any() -> None:
    assert _quota("subject: collective, at_most: 5").round == "any"


def test_stage_not_mentioned_is_silent() -> None:
    stage = _plan("").stage(StageKey.parse("registration"))
    assert stage is not None
    assert stage.held is Held.SILENT


def test_launch_is_held_without_a_word() -> None:
    stage = _plan("").stage(StageKey.parse("launch"))
    assert stage is not None
    assert stage.held is Held.YES


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("silent", Held.SILENT),
        ("{absent: Không đăng ký}", Held.NO),
        ("{wording: Có đăng ký}", Held.YES),
        ("{due: 2021-02-01}", Held.YES),
        ("", Held.SILENT),
    ],
)
def test_stage_is_held_as_said(written: str, held: Held) -> None:
    stage = _plan(f"registration: {written}\n").stage(StageKey.parse("registration"))
    assert stage is not None
    assert stage.held is held


def test_year_finds_what_is_said_of_every_year() -> None:
    plan = load_bytes(HEAD.replace("yearly: {}", "yearly: {decision_issuance: {due: yearly}}").encode()).plan
    stage = plan.stage(StageKey.parse("decision_issuance@2022"))
    assert stage is not None
    assert stage.due is not None


def test_named_years_are_the_only_rounds() -> None:
    plan = load_bytes(HEAD.replace("yearly: {}", "yearly: {years: [2022]}").encode()).plan
    assert plan.round_codes() == ("2022", "final")


@pytest.mark.parametrize(
    ("written", "comparator", "value"),
    [
        ("at_least: 100, unit: percent", ">=", Decimal(100)),
        ("more_than: 90.5, unit: percent", ">", Decimal("90.5")),
        ("at_most: 2, unit: count", "<=", Decimal(2)),
        ("less_than: 5, unit: percent", "<", Decimal(5)),
        ("equals: Tốt, unit: rating", "==", "Tốt"),
        ("between: [PT2H, P5D], unit: duration", "range", ("PT2H", "P5D")),
        ("between: [30, 40], unit: percent", "range", (Decimal(30), Decimal(40))),
        ("holds: false", "boolean", False),
        ("judged: thứ hạng cao", "qualitative", "thứ hạng cao"),
    ],
)
def test_each_limit_becomes_its_comparator(written: str, comparator: str, value: object) -> None:
    criterion = _plan(f"criteria:\n  - {{id: a, subject: any, wording: b, {written}}}\n").criteria[0]
    assert (criterion.comparator, criterion.value) == (comparator, value)


def test_note_may_be_a_bare_sentence() -> None:
    assert [note.what for note in _plan("open:\n  - Chưa rõ số bộ hồ sơ\n").open_notes] == ["Chưa rõ số bộ hồ sơ"]


@pytest.mark.parametrize(("written", "comparator"), [("exactly: 1", "=="), ("at_least: 1", ">=")])
def test_requirement_of_registration_has_its_comparator(written: str, comparator: str) -> None:
    item = f"{{kinds: [individual], of: sáng kiến, wording: a, {written}}}"
    (requirement,) = _plan(f"registration_requirements: [{item}]\n").registration_requirements
    assert (requirement.comparator, requirement.value) == (comparator, 1)
