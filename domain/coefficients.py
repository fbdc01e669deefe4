"""What award money is worth in base salaries, by decree: only values that were found, each with its certainty.

Values of giấy khen under the decrees of 2023 and 2025 are left out on purpose: nobody has checked them.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from domain.nominees import NomineeKind
from domain.sources import Certainty, Source
from domain.values import Value

AwardLevel = Literal["commune", "agency", "district", "province"]


class Coefficient(Value):
    """Base salaries for one award form of one level to one kind of nominee, from `since` to `until` (None: still)."""

    form: str
    level: AwardLevel
    kind: NomineeKind
    factor: Decimal
    since: date
    until: date | None
    source: Source


def _of_2017(form: str, level: AwardLevel, individual: str) -> tuple[Coefficient, ...]:
    since, until = date(2019, 1, 1), date(2023, 12, 31)
    source = Source(text="Nghị định 91/2017/NĐ-CP, mức tiền thưởng; tập thể gấp 2 lần cá nhân", certainty="secondary")
    return tuple(
        Coefficient(form=form, level=level, kind=kind, factor=factor, since=since, until=until, source=source)
        for kind, factor in _individual_and_double(individual)
    )


def _provincial(
    decree: str, since: date, until: date | None, individual: Certainty, collective: Certainty
) -> tuple[Coefficient, ...]:
    certainty: dict[NomineeKind, Certainty] = {NomineeKind.INDIVIDUAL: individual, NomineeKind.COLLECTIVE: collective}
    return tuple(
        Coefficient(
            form="bang_khen",
            level="province",
            kind=kind,
            factor=factor,
            since=since,
            until=until,
            source=Source(text=decree, certainty=certainty[kind]),
        )
        for kind, factor in _individual_and_double("1.5")
    )


def _individual_and_double(individual: str) -> tuple[tuple[NomineeKind, Decimal], ...]:
    return ((NomineeKind.INDIVIDUAL, Decimal(individual)), (NomineeKind.COLLECTIVE, 2 * Decimal(individual)))


COEFFICIENTS: tuple[Coefficient, ...] = (
    *_of_2017("giay_khen", "commune", "0.15"),
    *_of_2017("giay_khen", "agency", "0.3"),
    *_of_2017("giay_khen", "district", "0.3"),
    *_of_2017("bang_khen", "province", "1.0"),
    *_provincial("Nghị định 98/2023/NĐ-CP", date(2024, 1, 1), date(2025, 6, 30), "memory", "memory"),
    # Because only the individual's value was read; that a collective gets twice as much is carried over from 2017.
    *_provincial("Nghị định 152/2025/NĐ-CP", date(2025, 7, 1), None, "secondary", "memory"),
)
