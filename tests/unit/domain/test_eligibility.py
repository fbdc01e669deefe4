from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.eligibility import Criterion, Eligibility, Evidence, assess
from domain.errors import Invalid
from domain.nominees import NomineeKind
from domain.ratings import SCALES, RatingScale
from domain.sources import Source

TODAY = date(2024, 11, 20)
GOOD, EXCELLENT = "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"


def criterion(comparator: str, value: object = None, unit: str = "none", **more: object) -> Criterion:
    shape = {
        "id": "a",
        "subject": "any",
        "comparator": comparator,
        "value": value,
        "unit": unit,
        "wording": "điều kiện",
    }
    return Criterion.model_validate({**shape, **more})


def evidence(value: object, on: date = TODAY, **more: object) -> Evidence:
    return Evidence.model_validate({"criterion_id": "a", "value": value, "on": on, **more})


def judged(rule: Criterion, *known: Evidence, roles: frozenset[str] = frozenset()) -> Eligibility:
    return assess([rule], NomineeKind.INDIVIDUAL, known, TODAY, roles=roles)


def finding(rule: Criterion, *known: Evidence) -> str:
    return judged(rule, *known).reasons[0].finding


SATISFACTION = criterion(">=", 90, "percent")
DISCIPLINE = criterion("boolean", True, exclusion=True)
RATING = criterion(">=", GOOD, "rating")
RATING_2024 = criterion(">=", GOOD, "rating", period="2024", known_from=date(2025, 1, 1))
LEADER = criterion("boolean", True, applies_to="lãnh đạo cơ quan")
RECOGNISED = criterion(">=", 1, "count", attested_by="cấp huyện trở lên")
JUDGED = criterion("qualitative", "thứ hạng cao hoặc thay đổi vượt bậc")


@pytest.mark.parametrize(
    ("comparator", "demanded", "unit", "value", "met"),
    [
        (">=", 100, "percent", 100, True),
        (">=", 100, "percent", "99.99", False),
        (">", 90, "percent", 90, False),
        (">", 90, "percent", "90.01", True),
        ("<", 5, "percent", "4.9", True),
        ("<", 5, "percent", 5, False),
        ("<=", 5, "percent", 5, True),
        (">", 98, "percent", 98.5, True),
        (">=", 1, "count", 1, True),
        (">=", 1, "count", 0, False),
        ("==", 1, "count", 2, False),
        ("range", [30, 40], "percent", 30, True),
        ("range", [30, 40], "percent", 40, True),
        ("range", [30, 40], "percent", 29, False),
        ("range", [30, 40], "percent", "40.1", False),
        ("range", ["PT2H", "P5D"], "duration", "PT2H", True),
        ("range", ["PT2H", "P5D"], "duration", "P5D", True),
        ("range", ["PT2H", "P5D"], "duration", "PT121H", False),
        ("<=", "P5D", "duration", "PT120H", True),
        (">=", GOOD, "rating", GOOD, True),
        (">=", GOOD, "rating", EXCELLENT, True),
        (">=", GOOD, "rating", "Hoàn thành nhiệm vụ", False),
        (">=", GOOD, "rating", "không hoàn thành nhiệm vụ", False),
        (">=", GOOD, "rating", "  HOÀN THÀNH  tốt nhiệm vụ ", True),
        ("==", "Tốt", "rating", "Tốt", True),
        ("==", "Tốt", "rating", "Khá", False),
        ("==", "Tốt", "rating", "Xuất sắc", False),
        ("<=", "Khá", "rating", "Trung bình", True),
        ("boolean", True, "none", True, True),
        ("boolean", True, "none", False, False),
        ("boolean", False, "none", False, True),
    ],
)
def test_measured_value_against_demand(comparator: str, demanded: object, unit: str, value: object, met: bool) -> None:
    assert (finding(criterion(comparator, demanded, unit), evidence(value)) == "met") == met


def test_judgement_needs_somebody_to_stand_for_it() -> None:
    assert finding(JUDGED, evidence(True)) == "unattested"
    assert finding(JUDGED, evidence(True, attested_by="Sở Nội vụ")) == "met"


def test_judged_no_is_a_no() -> None:
    assert judged(JUDGED, evidence(False, attested_by="Sở Nội vụ")).outcome == "ineligible"


def test_missing_evidence_is_no_refusal() -> None:
    assert (judged(SATISFACTION).outcome, finding(SATISFACTION)) == ("unknown", "missing")


def test_evidence_without_value_is_missing() -> None:
    assert finding(SATISFACTION, evidence(None)) == "missing"


def test_reason_carries_rule_and_evidence() -> None:
    shown = evidence(85, document="12/BC-UBND")
    reason = judged(SATISFACTION, shown).reasons[0]
    assert (reason.finding, reason.criterion, reason.evidence) == ("unmet", SATISFACTION, shown)


def test_rating_of_2024_is_unknown_in_november() -> None:
    result = judged(RATING_2024, evidence(EXCELLENT))
    assert (result.outcome, result.reasons[0].finding) == ("unknown", "not_yet_known")
    assert result.knowable_from == date(2025, 1, 1)


def test_rating_of_2024_counts_from_its_day() -> None:
    day = date(2025, 1, 1)
    assert assess([RATING_2024], NomineeKind.INDIVIDUAL, [evidence(GOOD, day)], day).outcome == "eligible"


def test_nothing_to_wait_for_has_no_day() -> None:
    assert judged(SATISFACTION).knowable_from is None


def test_standing_discipline_blocks_instead_of_refusing() -> None:
    assert (judged(DISCIPLINE, evidence(False)).outcome, finding(DISCIPLINE, evidence(False))) == (
        "blocked",
        "blocking",
    )


def test_discipline_not_asked_about_blocks_nobody() -> None:
    assert judged(DISCIPLINE).outcome == "unknown"


def test_leader_criterion_is_for_leaders() -> None:
    assert judged(LEADER).reasons[0].finding == "not_applicable"
    assert judged(LEADER, roles=frozenset({"lãnh đạo cơ quan"})).reasons[0].finding == "missing"


def test_not_applicable_criterion_leaves_nominee_eligible() -> None:
    assert judged(LEADER).outcome == "eligible"


def test_recognition_counts_from_the_right_level_only() -> None:
    assert finding(RECOGNISED, evidence(1, attested_by="đơn vị")) == "unattested"
    assert finding(RECOGNISED, evidence(1, attested_by="cấp huyện trở lên")) == "met"


def test_criteria_of_other_kinds_are_not_asked() -> None:
    for_collectives = criterion(">=", 1, "count", subject="collective")
    assert judged(for_collectives).reasons == ()


def test_plan_without_criteria_refuses_nobody() -> None:
    assert assess([], NomineeKind.HOUSEHOLD, [], TODAY).outcome == "eligible"


def test_newer_evidence_replaces_older() -> None:
    older = evidence(80, TODAY - timedelta(days=9))
    assert finding(SATISFACTION, evidence(95), older) == "met"


def test_evidence_from_the_future_is_not_known() -> None:
    assert finding(SATISFACTION, evidence(95, TODAY + timedelta(days=1))) == "missing"


def test_two_values_of_one_day_conflict() -> None:
    result = judged(SATISFACTION, evidence(95), evidence(80))
    assert (result.outcome, result.reasons[0].finding) == ("unknown", "conflicting")


def test_same_value_from_two_papers_agrees() -> None:
    assert finding(SATISFACTION, evidence(95, document="a"), evidence("95.0", document="b")) == "met"


@pytest.mark.parametrize(
    ("known", "outcome"),
    [
        ({"tốt": 95, "kỷ luật": True}, "eligible"),
        ({"tốt": 80, "kỷ luật": True}, "ineligible"),
        ({"tốt": 95}, "unknown"),
        ({"tốt": 80}, "ineligible"),
        ({"tốt": 95, "kỷ luật": False}, "blocked"),
        ({"tốt": 80, "kỷ luật": False}, "blocked"),
        ({"kỷ luật": False}, "blocked"),
    ],
)
def test_outcome_of_several_findings(known: dict[str, object], outcome: str) -> None:
    rules = [criterion(">=", 90, "percent", id="tốt"), DISCIPLINE.model_copy(update={"id": "kỷ luật"})]
    shown = [
        Evidence.model_validate({"criterion_id": key, "value": value, "on": TODAY}) for key, value in known.items()
    ]
    assert assess(rules, NomineeKind.INDIVIDUAL, shown, TODAY).outcome == outcome


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (SATISFACTION, True),
        (SATISFACTION, "Tốt"),
        (SATISFACTION, -1),
        (RATING, 5),
        (RATING, True),
        (DISCIPLINE, "không"),
        (DISCIPLINE, 1),
        (criterion("<=", "P5D", "duration"), 5),
    ],
)
def test_value_of_the_wrong_sort_is_refused(rule: Criterion, value: object) -> None:
    with pytest.raises(Invalid, match="evidence_does_not_fit") as refusal:
        judged(rule, evidence(value))
    assert refusal.value.data["criterion"] == "a"


def test_value_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValidationError):
        evidence(Decimal("NaN"))


def test_text_instead_of_judgement_is_refused() -> None:
    with pytest.raises(Invalid, match="evidence_does_not_fit"):
        judged(JUDGED, evidence("khá cao", attested_by="Sở Nội vụ"))


def test_evidence_for_no_criterion_is_refused() -> None:
    with pytest.raises(Invalid, match="evidence_without_criterion"):
        assess([], NomineeKind.INDIVIDUAL, [evidence(1)], TODAY)


def test_unknown_rating_tells_what_is_known() -> None:
    with pytest.raises(Invalid, match="unknown_rating") as refusal:
        judged(RATING, evidence("Tốt"))
    assert refusal.value.data["known"] == SCALES[0].steps


def test_demand_of_unknown_rating_is_refused() -> None:
    with pytest.raises(Invalid, match="unknown_rating"):
        judged(criterion(">=", "Tuyệt vời", "rating"), evidence(GOOD))


def test_office_brings_its_own_scale() -> None:
    own = RatingScale(code="own", steps=("C", "B", "A"), source=Source(text="Quy chế", certainty="primary"))
    assert (
        assess([criterion(">=", "B", "rating")], NomineeKind.INDIVIDUAL, [evidence("A")], TODAY, (own,)).outcome
        == "eligible"
    )


@pytest.mark.parametrize(
    ("comparator", "value", "unit"),
    [
        (">=", None, "percent"),
        (">=", 90, "none"),
        (">=", True, "count"),
        (">=", "Tốt", "percent"),
        (">=", 5, "rating"),
        ("range", 30, "percent"),
        ("range", [30, 40, 50], "percent"),
        (">=", [30, 40], "percent"),
        ("boolean", 1, "none"),
        ("boolean", None, "none"),
        ("~", 1, "count"),
    ],
)
def test_impossible_criterion_is_refused(comparator: str, value: object, unit: str) -> None:
    with pytest.raises(ValidationError):
        criterion(comparator, value, unit)


@pytest.mark.parametrize(
    "rule",
    [SATISFACTION, DISCIPLINE, RATING_2024, RECOGNISED, JUDGED, LEADER, criterion("range", [30, 40], "percent")],
)
def test_criterion_survives_json(rule: Criterion) -> None:
    back = Criterion.model_validate_json(rule.model_dump_json())
    assert (back, type(back.value)) == (rule, type(rule.value))


@pytest.mark.parametrize("value", [Decimal("99.5"), Decimal(1), True, False, GOOD, "PT2H", None])
def test_evidence_survives_json(value: object) -> None:
    back = Evidence.model_validate_json(evidence(value).model_dump_json())
    assert (back.value, type(back.value)) == (value, type(value))


def test_order_of_evidence_never_matters() -> None:
    known = [evidence(95, document="a"), evidence(80, document="b"), evidence(70, TODAY - timedelta(days=1))]
    assert len({judged(SATISFACTION, *order) for order in permutations(known)}) == 1


@given(st.integers(0, 100), st.integers(0, 100))
def test_better_value_never_costs_eligibility(low: int, high: int) -> None:
    worse, better = sorted((low, high))
    met = [finding(SATISFACTION, evidence(value)) == "met" for value in (worse, better)]
    assert met[0] <= met[1]
