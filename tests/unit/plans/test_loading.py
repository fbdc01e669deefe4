"""Faults of a plan file: every one at once, each at its line, with what may stand there."""

from pathlib import Path

import pytest

from domain.errors import NotFound, PlanRefused
from plans.faults import Fault
from plans.loading import load_bytes, load_file
from plans.reading import MAX_BYTES
from wording.plan_faults import fault_line, fault_sentence

GOOD = """\
name: Thi đua cải cách hành chính
authority: UBND xã Mẫu
level: commune
period: {start: 2021-01-01, end: 2021-11-30}
rounds:
  final: {}
forms:
  - {code: giay_khen, decided_by: Chủ tịch, rounds: [final]}
"""


def _faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(PlanRefused) as refusal:
        load_bytes(text.encode())
    faults = refusal.value.data["faults"]
    assert isinstance(faults, tuple)
    return faults


def _told(extra: str) -> list[tuple[str, str, int]]:
    return [(fault.code, fault.place, fault.line) for fault in _faults(GOOD + extra)]


def test_smallest_plan_is_read() -> None:
    assert load_bytes(GOOD.encode()).plan.name == "Thi đua cải cách hành chính"


def test_plan_without_code_suggests_none() -> None:
    assert load_bytes(GOOD.encode()).code is None


@pytest.mark.parametrize(
    ("extra", "code", "place"),
    [
        ("colour: red\n", "unknown_key", "colour"),
        ("copies: hai\n", "not_number", "copies"),
        ("copies: true\n", "not_number", "copies"),
        ("copies: -1\n", "too_small", "copies"),
        ("code: nh-1\n", "code_form", "code"),
        ("document: {number: 42}\n", "not_text", "document.number"),
        ("document: {issued: 2021-02-30}\n", "impossible_date", "document.issued"),
        ("document: KH\n", "not_map", "document"),
        ("document: {issued: 2022-01-01}\n", "end_before_issue", "period.end"),
        ("quotas: 5\n", "not_list", "quotas"),
        ("quotas: [5]\n", "not_map", "quotas[1]"),
        ("text_state: torn\n", "not_allowed_here", "text_state"),
        ("registration: {opens: 2021-05-01, due: 2021-04-30}\n", "due_before_opens", "registration.due"),
        ("registration: {silent: true, due: 2021-04-30}\n", "stage_says_two_things", "registration"),
        ("registration: {absent: Không có, due: 2021-04-30}\n", "stage_says_two_things", "registration"),
        ("registration: maybe\n", "not_map", "registration"),
        ("participants: [{kinds: [], wording: a}]\n", "too_few", "participants[1].kinds"),
        ("midterm_review: {wording: Sơ kết, rút kinh nghiệm}\n", "stray_key", "midterm_review.rút kinh nghiệm"),
        ("roles: [{role: appraise}]\n", "missing", "roles[1].who"),
        ("law: ['']\n", "blank", "law[1]"),
        ("components: [{code: a}, {code: a}]\n", "used_twice", "components[2].code"),
    ],
)
def test_single_fault_is_named_and_placed(extra: str, code: str, place: str) -> None:
    found = _told(extra)
    assert [(found_code, found_place) for found_code, found_place, _ in found] == [(code, place)]


@pytest.mark.parametrize(
    ("quota", "code"),
    [
        ("form: bang_khen, round: final, at_most: 1", "form_unknown"),
        ("form: giay_khen, round: midterm, at_most: 1", "round_unknown"),
        ("form: giay_khen, round: finale, at_most: 1", "code_form"),
        ("form: giay_khen, round: final, at_most: -1", "too_small"),
        ("form: giay_khen, round: final", "one_of"),
        ("form: giay_khen, round: final, at_most: 1, exactly: 1", "one_of"),
        ("form: giay_khen, round: final, between: [3, 1]", "range_backwards"),
        ("form: giay_khen, round: final, between: [1, 2, 3]", "too_many"),
        ("form: giay_khen, round: final, at_most: 1, scope: village", "not_allowed_here"),
        ("form: giay_khen, round: final, at_most: 1, reading: each", "reading_needless"),
    ],
)
def test_quota_that_cannot_be_is_refused(quota: str, code: str) -> None:
    assert [c for c, _, _ in _told(f"quotas:\n  - {{subject: collective, wording: a, {quota}}}\n")] == [code]


@pytest.mark.parametrize(
    ("criterion", "code"),
    [
        ("wording: a", "one_of"),
        ("wording: a, at_least: 5, less_than: 3, unit: count", "one_of"),
        ("wording: a, at_least: 90", "unit_does_not_fit"),
        ("wording: a, at_least: 90, unit: rating", "unit_does_not_fit"),
        ("wording: a, at_least: Tốt, unit: percent", "unit_does_not_fit"),
        ("wording: a, at_least: Tuyệt vời, unit: rating", "unknown_rating"),
        ("wording: a, less_than: P1M, unit: duration", "unknown_duration"),
        ("wording: a, between: [40, 30], unit: percent", "range_backwards"),
        ("wording: a, at_least: true, unit: count", "not_measure"),
        ("wording: a, equals: Tốt", "unit_does_not_fit"),
        ("wording: a, at_least: -1, unit: count", "out_of_range"),
        ("wording: a, at_least: 2000000000, unit: count", "out_of_range"),
        ("wording: a, at_least: 1e400, unit: count", "unit_does_not_fit"),
        ("wording: a, at_least: .nan, unit: percent", "unit_does_not_fit"),
        ("wording: a, holds: maybe", "not_yes_no"),
        ("holds: true", "missing"),
    ],
)
def test_criterion_that_cannot_be_is_refused(criterion: str, code: str) -> None:
    assert [c for c, _, _ in _told(f"criteria:\n  - {{id: a, subject: collective, {criterion}}}\n")] == [code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("end: 2021-11-30", "end: 2020-11-30", "end_before_start"),
        ("name: Thi đua cải cách hành chính\n", "", "missing"),
        ("period: {start: 2021-01-01, end: 2021-11-30}\n", "", "missing"),
        ("end: 2021-11-30", "arond: 2021-11-30", "missing"),
        ("final: {}", "final: {years: [2021]}", "years_of_single_round"),
        ("final: {}", "any: {}", "code_form"),
        ("final: {}", "finale: {}", "code_form"),
        ("rounds: [final]", "rounds: [yearly]", "round_unknown"),
        ("level: commune", "level: village", "not_allowed_here"),
    ],
)
def test_contradiction_inside_plan_is_refused(old: str, new: str, code: str) -> None:
    assert code in [fault.code for fault in _faults(GOOD.replace(old, new))]


def test_yearly_round_stays_inside_the_period() -> None:
    text = GOOD.replace("final: {}", "yearly: {years: [2020, 2021]}").replace("rounds: [final]", "rounds: [yearly]")
    assert [(fault.code, fault.found) for fault in _faults(text)] == [("year_outside_period", "2020")]


def test_duty_of_undeclared_round_is_refused() -> None:
    duty = "{code: a, stage: dossier_intake, round: midterm, owed_by: units, owed_to: b, what: c}"
    assert _told(f"duties:\n  - {duty}\n") == [("round_unknown", "duties[1].round", 10)]


def test_unknown_key_suggests_its_neighbour() -> None:
    (fault,) = _faults(GOOD + "particpants: []\n")
    assert fault.allowed == ("participants",)


def test_suggestion_knows_where_it_is() -> None:
    (fault,) = _faults(
        GOOD + "quotas:\n  - {subjekt: x, subject: collective, at_most: 1, form: giay_khen, wording: a}\n"
    )
    assert fault.allowed == ("subject",)


def test_unknown_value_lists_what_is_allowed() -> None:
    (fault,) = _faults(GOOD.replace("level: commune", "level: ward"))
    assert (fault.found, fault.allowed) == ("ward", ("commune", "district", "province"))


def test_checks_across_parts_run_beside_other_faults() -> None:
    found = _told("copies: -1\nregistration: {opens: 2021-05-01, due: 2021-04-30}\n")
    assert found == [("too_small", "copies", 9), ("due_before_opens", "registration.due", 10)]


def test_places_stay_right_behind_faulty_items() -> None:
    bad = "{subject: x, at_most: 1, form: giay_khen, wording: a}"
    lost = "{subject: collective, at_most: 1, form: bang_khen, wording: a}"
    found = _told(f"quotas:\n  - {bad}\n  - {lost}\n")
    assert found == [("not_allowed_here", "quotas[1].subject", 10), ("form_unknown", "quotas[2].form", 11)]


def test_faulty_form_brings_no_second_fault() -> None:
    text = GOOD.replace("decided_by: Chủ tịch", "decided_by: 5") + (
        "quotas:\n  - {subject: collective, at_most: 1, form: giay_khen, round: final, wording: a}\n"
    )
    assert [fault.code for fault in _faults(text)] == ["not_text"]


def test_faults_stand_in_the_order_of_the_file() -> None:
    lines = [fault.line for fault in _faults("level: x\nname: a\ncopies: -1\ncolour: 1\nname: b\n")]
    assert lines == sorted(lines)


def test_fault_line_reads_as_a_sentence() -> None:
    fault = Fault("form_unknown", ("quotas", 1, "form"), 12, 7, "bang_khen", ("giay_khen",))
    assert fault_line(fault) == (
        "dòng 12, cột 7, quotas[2].form: Chưa khai hình thức khen “bang_khen”; các hình thức có: giay_khen."
    )


def test_missing_choices_are_told_as_such() -> None:
    assert fault_sentence("form_unknown", "bang_khen").endswith("các hình thức có: (chưa có).")


def test_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refusal:
        load_file(tmp_path / "nowhere.yaml")
    assert refusal.value.code == "plan_file"


def test_directory_is_no_plan_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_file(tmp_path)


def test_refusal_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"")
    with pytest.raises(PlanRefused) as refusal:
        load_file(path)
    assert refusal.value.data["file"] == "plan.yaml"


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    with pytest.raises(PlanRefused) as refusal:
        load_file(path)
    assert refusal.value.data["faults"] == (Fault("too_large", found=str(MAX_BYTES + 1), allowed=(str(MAX_BYTES),)),)


def test_campaign_of_a_single_day_is_allowed() -> None:
    text = GOOD.replace("start: 2021-01-01, end: 2021-11-30", "start: 2021-11-30, end: 2021-11-30")
    assert load_bytes(text.encode()).plan.period.end.last == load_bytes(text.encode()).plan.period.start.first
