"""A store as large as a country's: four campaigns played through the actions and multiplied inside the database.

python -m benchmarks.generate URL [--campaigns 3300 | --scale] [--units 17] [--nominees 2]

Of nine campaigns six are over and three stand still, each in another stage; ten share an office. A killed run goes on
where it stopped. `doctor` accepts the store. What differs from a store that lived: days and texts are those of the
four, the digests inside a copied event are those of its original (so `audit reconcile` does not fit), ids have gaps,
and of a copied mail only the first bytes are kept.
"""

import argparse
import time
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, func, select

from benchmarks import copying, templates
from benchmarks.copying import OFFICE, Templates
from models import migrations
from models.engine import open_engine
from models.tables import metadata

CAMPAIGNS, SCALE = 3_300, 33_000
UNITS, NOMINEES = 10, 4
OFFICE_OF = 10
"""Campaigns of one office: one a year."""

PATTERN = (templates.OVER,) * 6 + tuple(templates.STANDING)
TOGETHER = 90
"""Offices in one transaction; what a killed run loses."""


def generate(url: str, *, campaigns: int, units: int = UNITS, nominees: int = NOMINEES) -> None:
    """Fill the store up to about so many campaigns, whole offices at a time."""
    migrations.upgrade(url)
    engine = open_engine(url)
    if not _count(engine, "campaign"):
        templates.make(engine, units=units, nominees=nominees)
    with engine.connect() as connection:
        read = copying.read(connection, (templates.OVER, *templates.STANDING))
    for offices in _missing(engine, read, campaigns):
        with engine.begin() as connection:
            copying.begin(connection)
            _copy(connection, read, offices)
        print(f"{offices.stop * OFFICE_OF} campaigns", flush=True)
    with engine.begin() as connection:
        copying.end(connection, read)


def _missing(engine: Engine, read: Templates, campaigns: int) -> Iterator[range]:
    """Offices to make, in portions. The first one is that of the four, so it stays small."""
    unit = metadata.tables["unit"]
    with engine.connect() as connection:
        made = (connection.execute(select(func.max(unit.c.id))).scalar_one() - 1) // read.stride["unit"]
    wanted = max(campaigns // OFFICE_OF, 2)
    for start in range(made + 1, wanted, TOGETHER):
        yield range(start, min(start + TOGETHER, wanted))


def _copy(connection: Connection, read: Templates, offices: range) -> None:
    copying.copy(connection, read, kind=OFFICE, numbers=offices, per_office=OFFICE_OF)
    numbers = range(offices.start * OFFICE_OF, offices.stop * OFFICE_OF)
    kinds = {code: kind for kind, code in read.code.items()}
    for place, code in enumerate(PATTERN):
        first = numbers.start + (place - numbers.start) % len(PATTERN)
        some = range(first, numbers.stop, len(PATTERN))
        if some:
            copying.copy(connection, read, kind=kinds[code], numbers=some, per_office=OFFICE_OF)


def _count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--campaigns", type=int, default=CAMPAIGNS)
    parser.add_argument("--scale", action="store_true", help=f"{SCALE} campaigns")
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--nominees", type=int, default=NOMINEES)
    given = parser.parse_args()
    begun = time.perf_counter()
    wanted = SCALE if given.scale else given.campaigns
    generate(given.url, campaigns=wanted, units=given.units, nominees=given.nominees)
    engine = open_engine(given.url)
    for table in ("campaign", "dossier", "duty", "wait", "audit_event", "notice", "mail"):
        print(f"{table}: {_count(engine, table)}")
    print(f"{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
