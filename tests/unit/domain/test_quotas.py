import pytest
from pydantic import ValidationError

from domain.quotas import Breach, Limit, Pick, Quota, Reading, Room, binding, check, room, together_or_each

KIND = {"c": "collective", "i": "individual", "h": "household"}


def quota(subject: str, most: int | None, op: str = "<=", **more: object) -> Quota:
    usual = {"round": "final", "form": "giay_khen", "wording": "không quá"}
    return Quota.model_validate({"subject": subject, "max": most, "op": op, **usual, **more})


def picks(codes: str, **more: str) -> list[Pick]:
    """`c i i` are one collective and two individuals."""
    usual = {"round": "final", "form": "giay_khen", **more}
    return [
        Pick.model_validate({"nominee": f"{code}{number}{more}", "kind": KIND[code], **usual})
        for number, code in enumerate(codes.split())
    ]


def lines(rows: tuple[Room, ...]) -> list[tuple[str | None, int, int | None]]:
    return [(row.place, row.used, row.left) for row in rows]


def faults(breaches: tuple[Breach, ...]) -> list[tuple[str, int]]:
    return [(breach.kind, breach.by) for breach in breaches]


COMMUNE = (quota("collective", 5), quota("individual", 10))
PER_GROUP = (
    quota("collective", 2, "==", scope="per_group"),
    quota("individual", 3, "==", scope="per_group"),
)
UNCLEAR = quota("combined", 10, readings=together_or_each(10))
EITHER = Reading(
    code="or",
    label="01 tập thể hoặc 02 cá nhân",
    limits=(Limit(kinds=("collective",), max=1), Limit(kinds=("individual",), max=2)),
    exclusive=True,
)
BOTH = EITHER.model_copy(update={"code": "and", "exclusive": False})


def test_room_shows_used_and_left() -> None:
    assert lines(room(COMMUNE, picks("c c i"), round_="final")) == [(None, 2, 3), (None, 1, 9)]


def test_quota_filled_exactly_is_kept() -> None:
    assert check(COMMUNE, picks("c " * 5 + "i " * 10), round_="final") == ()


def test_each_kind_over_its_quota_is_told() -> None:
    assert faults(check(COMMUNE, picks("c " * 7 + "i " * 11), round_="final")) == [("over", 2), ("over", 1)]


def test_household_is_not_an_individual() -> None:
    assert lines(room((quota("household", 3),), picks("h i c"), round_="final")) == [(None, 1, 2)]


def test_combined_quota_counts_all_kinds() -> None:
    assert lines(room((quota("combined", 4),), picks("h i c"), round_="final")) == [(None, 3, 1)]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("c c i i i", []),
        ("c i i i", [("under", 1)]),
        ("c c i i i i", [("over", 1)]),
        ("", [("under", 2), ("under", 3)]),
    ],
)
def test_exact_quota_of_a_group(chosen: str, expected: list[tuple[str, int]]) -> None:
    assert faults(check(PER_GROUP, picks(chosen, group="A"), round_="final", groups=["A"])) == expected


def test_group_without_nominee_is_shown() -> None:
    rows = room(PER_GROUP[:1], picks("c", group="B"), round_="final", groups=["A", "B"])
    assert lines(rows) == [("A", 0, 2), ("B", 1, 1)]


def test_unit_has_room_of_its_own() -> None:
    per_unit = (quota("individual", 1, scope="per_unit"),)
    rows = room(per_unit, [*picks("i", unit="A"), *picks("i i", unit="B")], round_="final", units=["C"])
    assert lines(rows) == [("A", 1, 0), ("B", 2, -1), ("C", 0, 1)]


def test_nominee_without_group_escapes_no_quota() -> None:
    breach = check(PER_GROUP, picks("c"), round_="final")
    assert faults(breach) == [("unplaced", 1)]


def test_nominee_of_other_kind_needs_no_group() -> None:
    assert room(PER_GROUP[:1], picks("h"), round_="final") == ()


@pytest.mark.parametrize(("chosen", "expected"), [("i i i", []), ("i", [("under", 1)]), ("i i i i i", [("over", 1)])])
def test_range_has_two_ends(chosen: str, expected: list[tuple[str, int]]) -> None:
    assert faults(check((quota("individual", 4, "range", min=2),), picks(chosen), round_="final")) == expected


def test_delegated_quota_shows_use_without_bound() -> None:
    delegated = (quota("combined", None, "delegated", scope="per_unit"),)
    assert lines(room(delegated, picks("c i", unit="A"), round_="final")) == [("A", 2, None)]
    assert check(delegated, picks("c i", unit="A"), round_="final") == ()


@pytest.mark.parametrize(
    ("quota_round", "award_round", "holds"),
    [
        ("final", "final", True),
        ("final", "2025", False),
        ("yearly", "2025", True),
        ("yearly", "final", False),
        ("yearly", "yearly", True),
        ("2025", "2026", False),
        ("midterm", "midterm", True),
        ("any", "2025", True),
        ("any", "final", True),
    ],
)
def test_quota_holds_in_its_rounds(quota_round: str, award_round: str, holds: bool) -> None:
    rows = room((quota("individual", 1, round=quota_round),), [], round_=award_round)
    assert bool(rows) == holds


def test_other_rounds_use_no_room() -> None:
    yearly = (quota("individual", 1, round="yearly"),)
    taken = [*picks("i", round="2025"), *picks("i", round="2026")]
    assert lines(room(yearly, taken, round_="2026")) == [(None, 1, 0)]


def test_other_forms_use_no_room() -> None:
    assert lines(room(COMMUNE[:1], picks("c", form="bang_khen"), round_="final")) == [(None, 0, 5)]


def test_unclear_wording_shows_both_readings() -> None:
    rows = room((UNCLEAR,), picks("c c i"), round_="final")
    assert [(row.reading.code, row.used, row.left) for row in rows] == [
        ("together", 3, 7),
        ("each", 2, 8),
        ("each", 1, 9),
    ]


def test_stricter_reading_binds_until_confirmed() -> None:
    breaches = check((UNCLEAR,), picks("c " * 6 + "i " * 6), round_="final")
    assert [(breach.room.reading.code, breach.certain) for breach in breaches] == [("together", False)]


def test_breach_is_certain_once_confirmed() -> None:
    settled = UNCLEAR.model_copy(update={"confirmed": "together"})
    assert check((settled,), picks("c " * 6 + "i " * 6), round_="final")[0].certain


def test_confirmed_reading_alone_binds() -> None:
    settled = UNCLEAR.model_copy(update={"confirmed": "each"})
    assert check((settled,), picks("c " * 10 + "i " * 10), round_="final") == ()


@pytest.mark.parametrize(
    ("reading", "chosen", "expected"),
    [
        (EITHER, "c", []),
        (EITHER, "i i", []),
        (EITHER, "c i", [("exclusive", 1)]),
        (EITHER, "c c", [("over", 1)]),
        (BOTH, "c i i", []),
        (BOTH, "c c i i", [("over", 1)]),
    ],
)
def test_or_differs_from_and(reading: Reading, chosen: str, expected: list[tuple[str, int]]) -> None:
    per_unit = (quota("combined", 2, scope="per_unit", readings=(reading,)),)
    assert faults(check(per_unit, picks(chosen, unit="A"), round_="final")) == expected


def test_or_binds_each_unit_alone() -> None:
    per_unit = (quota("combined", 2, scope="per_unit", readings=(EITHER,)),)
    assert check(per_unit, [*picks("c", unit="A"), *picks("i i", unit="B")], round_="final") == ()


def test_plain_quota_has_one_reading() -> None:
    assert [reading.limits for reading in binding(COMMUNE[0])] == [(Limit(kinds=("collective",), max=5),)]


@pytest.mark.parametrize(
    "shape",
    [
        {"op": "<=", "max": None},
        {"op": "==", "max": None},
        {"op": "delegated", "max": 3},
        {"op": "range", "max": 3},
        {"op": "range", "max": 2, "min": 3},
        {"op": "<=", "max": -1},
        {"op": ">=", "max": 3},
        {"confirmed": "together", "max": 3},
        {"readings": (EITHER, EITHER), "max": 3},
        {"subject": "team", "max": 3},
    ],
)
def test_impossible_quota_is_refused(shape: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Quota.model_validate(
            {"subject": "individual", "op": "<=", "round": "final", "form": "giay_khen", "wording": "", **shape}
        )


def test_quota_survives_json() -> None:
    assert Quota.model_validate_json(UNCLEAR.model_dump_json()) == UNCLEAR
