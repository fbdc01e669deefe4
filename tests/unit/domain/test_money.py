from datetime import date
from decimal import Decimal

import pytest

from domain.coefficients import Coefficient
from domain.errors import Invalid
from domain.money import award, base_salary
from domain.nominees import NomineeKind
from domain.sources import Source


@pytest.mark.parametrize(
    ("form", "kind", "level", "day", "exact", "amount"),
    [
        ("giay_khen", "individual", "commune", date(2021, 12, 1), "223500", 230_000),
        ("giay_khen", "collective", "commune", date(2021, 12, 1), "447000", 450_000),
        ("giay_khen", "individual", "district", date(2020, 5, 1), "447000", 450_000),
        ("giay_khen", "collective", "agency", date(2023, 6, 30), "894000", 900_000),
        ("giay_khen", "collective", "agency", date(2023, 7, 1), "1080000", 1_080_000),
        ("giay_khen", "individual", "commune", date(2023, 12, 31), "270000", 270_000),
        ("bang_khen", "individual", "province", date(2022, 10, 24), "1490000", 1_490_000),
        ("bang_khen", "individual", "province", date(2025, 6, 30), "3510000", 3_510_000),
        ("bang_khen", "individual", "province", date(2026, 6, 30), "3510000", 3_510_000),
        ("bang_khen", "individual", "province", date(2026, 7, 1), "3795000", 3_800_000),
        ("bang_khen", "individual", "province", date(2026, 11, 24), "3795000", 3_800_000),
    ],
)
def test_award_by_form_and_issue_date(form: str, kind: str, level: str, day: date, exact: str, amount: int) -> None:
    paid = award(form, kind, level, day)  # type: ignore[arg-type]  # a table of texts
    assert (paid.exact, paid.amount) == (Decimal(exact), amount)


def test_commune_plan_at_full_quota() -> None:
    day = date(2021, 12, 1)
    collective, individual = (
        award("giay_khen", kind, "commune", day) for kind in (NomineeKind.COLLECTIVE, NomineeKind.INDIVIDUAL)
    )
    assert 5 * collective.amount + 10 * individual.amount == 4_550_000


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2019, 6, 30), 1_390_000),
        (date(2019, 7, 1), 1_490_000),
        (date(2023, 6, 30), 1_490_000),
        (date(2023, 7, 1), 1_800_000),
        (date(2024, 6, 30), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 6, 30), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
    ],
)
def test_base_salary_changes_on_its_day(day: date, amount: int) -> None:
    assert base_salary(day).amount == amount


@pytest.mark.parametrize(
    ("kind", "day", "certainty", "verified"),
    [
        ("individual", date(2022, 1, 1), "secondary", True),
        ("individual", date(2024, 8, 1), "memory", False),
        ("individual", date(2025, 7, 1), "secondary", True),
        ("collective", date(2025, 7, 1), "memory", False),
        ("individual", date(2026, 7, 1), "second_hand", False),
    ],
)
def test_award_is_as_certain_as_its_weakest_source(kind: str, day: date, certainty: str, verified: bool) -> None:
    paid = award("bang_khen", kind, "province", day)  # type: ignore[arg-type]  # a table of texts
    assert (paid.certainty, paid.verified) == (certainty, verified)


@pytest.mark.parametrize(
    ("form", "kind", "level", "day"),
    [
        ("giay_khen", "individual", "commune", date(2024, 1, 1)),
        ("giay_khen", "individual", "commune", date(2025, 7, 1)),
        ("giay_khen", "household", "commune", date(2021, 12, 1)),
        ("giay_khen", "individual", "province", date(2021, 12, 1)),
        ("co_thi_dua", "collective", "province", date(2021, 12, 1)),
        ("bang_khen", "individual", "province", date(2018, 12, 31)),
    ],
)
def test_unknown_coefficient_is_refused(form: str, kind: str, level: str, day: date) -> None:
    with pytest.raises(Invalid, match="award_coefficient_unknown"):
        award(form, kind, level, day)  # type: ignore[arg-type]  # a table of texts


def test_unknown_base_salary_is_refused() -> None:
    with pytest.raises(Invalid, match="base_salary_unknown"):
        base_salary(date(2018, 12, 31))


def test_office_hands_in_its_own_coefficient() -> None:
    own = Coefficient(
        form="giay_khen",
        level="commune",
        kind="household",
        factor=Decimal("0.3"),
        since=date(2025, 7, 1),
        until=None,
        source=Source(text="Quy chế", certainty="primary"),
    )
    assert award("giay_khen", NomineeKind.HOUSEHOLD, "commune", date(2025, 7, 1), (own,)).amount == 710_000
