"""The base salary (mức lương cơ sở) over time: the amount that award money is a multiple of."""

from datetime import date
from decimal import Decimal

from domain.sources import Source
from domain.values import Value


class BaseSalary(Value):
    """Đồng a month, in force from `since` until the day before the next one."""

    amount: Decimal
    since: date
    source: Source


BASE_SALARIES: tuple[BaseSalary, ...] = (
    BaseSalary(
        amount=Decimal(1_390_000),
        # Because only its last day was checked, the whole year is claimed and earlier years are refused.
        since=date(2019, 1, 1),
        source=Source(text="Mức lương cơ sở đến 30/6/2019", certainty="secondary"),
    ),
    BaseSalary(
        amount=Decimal(1_490_000),
        since=date(2019, 7, 1),
        source=Source(text="Mức lương cơ sở từ 01/7/2019", certainty="secondary"),
    ),
    BaseSalary(
        amount=Decimal(1_800_000),
        since=date(2023, 7, 1),
        source=Source(text="Mức lương cơ sở từ 01/7/2023", certainty="secondary"),
    ),
    BaseSalary(
        amount=Decimal(2_340_000),
        since=date(2024, 7, 1),
        source=Source(text="Mức lương cơ sở từ 01/7/2024", certainty="secondary"),
    ),
    BaseSalary(
        amount=Decimal(2_530_000),
        since=date(2026, 7, 1),
        source=Source(text="Mức lương cơ sở từ 01/7/2026", certainty="second_hand"),
    ),
)
