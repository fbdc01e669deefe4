"""Award money as an aid to the officer: worked out from the decision's issue date, never paid by the service."""

from datetime import date
from decimal import ROUND_CEILING, Decimal

from domain.base_salary import BASE_SALARIES, BaseSalary
from domain.coefficients import COEFFICIENTS, AwardLevel, Coefficient
from domain.errors import Invalid
from domain.nominees import NomineeKind
from domain.sources import Certainty, Source
from domain.values import Value

ROUNDED_TO = Decimal(10_000)
"""Amounts are rounded up to this many đồng (secondary source)."""

_WEAKEST_FIRST: tuple[Certainty, ...] = ("memory", "second_hand", "secondary", "computed", "primary")


class Award(Value):
    """Đồng for one nominee; `exact` is before rounding. What is not verified is shown as "chưa kiểm chứng"."""

    amount: int
    exact: Decimal
    coefficient: Decimal
    base_salary: Decimal
    sources: tuple[Source, ...]
    certainty: Certainty

    @property
    def verified(self) -> bool:
        """Does every number behind the amount come from a text that was read?"""
        return all(source.verified for source in self.sources)


def award(
    form: str,
    kind: NomineeKind,
    level: AwardLevel,
    issued_on: date,
    coefficients: tuple[Coefficient, ...] = COEFFICIENTS,
    salaries: tuple[BaseSalary, ...] = BASE_SALARIES,
) -> Award:
    """The award money of one nominee: coefficient × base salary on the issue date, rounded up.

    Raises Invalid where no coefficient or no base salary is known for that day: nothing is guessed.
    """
    coefficient = _coefficient(form, kind, level, issued_on, coefficients)
    salary = base_salary(issued_on, salaries)
    exact = coefficient.factor * salary.amount
    sources = (coefficient.source, salary.source)
    return Award(
        amount=int((exact / ROUNDED_TO).to_integral_value(ROUND_CEILING) * ROUNDED_TO),
        exact=exact,
        coefficient=coefficient.factor,
        base_salary=salary.amount,
        sources=sources,
        certainty=min((source.certainty for source in sources), key=_WEAKEST_FIRST.index),
    )


def base_salary(on: date, salaries: tuple[BaseSalary, ...] = BASE_SALARIES) -> BaseSalary:
    """The base salary in force on a day; raises Invalid before the first one known."""
    begun = [salary for salary in salaries if salary.since <= on]
    if not begun:
        raise Invalid("base_salary_unknown", day=on)
    return max(begun, key=lambda salary: salary.since)


def _coefficient(
    form: str, kind: NomineeKind, level: AwardLevel, on: date, coefficients: tuple[Coefficient, ...]
) -> Coefficient:
    found = [
        row
        for row in coefficients
        if (row.form, row.kind, row.level) == (form, kind, level)
        and row.since <= on
        and (row.until is None or on <= row.until)
    ]
    if not found:
        raise Invalid("award_coefficient_unknown", form=form, kind=kind, level=level, day=on)
    return max(found, key=lambda row: row.since)
