"""Many campaigns in one store with one stage due in each: one is made through the actions, the others are its copies.

python -m benchmarks.generator URL [--campaigns 1000] [--due nothing|open|remind|close]

Every copy is an office of its own, with its own units, people, roles and plan text, because copies that share them
would make the sweep look cheaper than it is. A killed run goes on where it stopped.
"""

import argparse
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Engine, func, select
from sqlmodel import Session

from actions.calendar import fill_calendar
from actions.campaigns import create, launch, prepare_launch, set_date
from actions.people import add_person, add_unit, grant_role
from actions.questions import answer
from actions.steps import take_steps
from benchmarks import copying
from domain.people import SYSTEM, Grant, Principal, Role
from domain.stages import StageKey, StageKind
from domain.steps import OFFICE_ZONE
from models import migrations
from models.base import metadata
from models.campaign_rows import questions_of, store_mark
from models.engine import open_engine, reading, writing
from models.finders import campaign_by_code
from plans.catalogue import load_shipped
from queries.due import due_stages

CODE = "BM-2021-00"
UNITS = 4
BATCH = 500
"""Copies in one transaction; what a killed run loses."""

STAFF = {"chuyenvien": Role.OFFICER, "lanhdao": Role.LEADER, "thuky": Role.SECRETARY}
REGISTER_BY = date(2021, 3, 31)
MADE = datetime(2021, 1, 4, 2, tzinfo=UTC)
LAUNCHED_ON = date(2021, 1, 4)

DUE_ON = {
    "nothing": LAUNCHED_ON,
    "open": LAUNCHED_ON,
    "remind": date(2021, 3, 24),
    "close": date(2021, 4, 1),
}
"""The day on which exactly this is due in each campaign, when it was swept on every day before."""


def generate(url: str, *, campaigns: int, due: str) -> datetime:
    """Fill the store up to so many campaigns; the moment at which each has one stage due for `due`, or none."""
    migrations.upgrade(url)
    engine = open_engine(url)
    moment = at(DUE_ON[due])
    if not _count(engine):
        _template(engine, due)
    with engine.connect() as connection:
        templates = copying.read(connection, (CODE,))
    [kind] = templates.code
    while (made := _count(engine)) < campaigns:
        numbers = range(made, min(made + BATCH, campaigns))
        with engine.begin() as connection:
            copying.begin(connection)
            for owner in (copying.OFFICE, kind):
                copying.copy(connection, templates, kind=owner, numbers=numbers, per_office=1)
    with engine.begin() as connection:
        copying.end(connection, templates)
    return moment


def at(day: date, hour: int = 9) -> datetime:
    """A moment of the office's day, in UTC."""
    return datetime.combine(day, time(hour), OFFICE_ZONE).astimezone(UTC)


def _template(engine: Engine, due: str) -> None:
    admin = Principal(code="quantri", name="Quản trị", person_id=0, grants=(Grant(Role.ADMINISTRATOR),))
    officer = Principal(code="chuyenvien", name="Chuyên viên", person_id=0, grants=(Grant(Role.OFFICER),))
    leader = Principal(code="lanhdao", name="Lãnh đạo", person_id=0, grants=(Grant(Role.LEADER),))
    with writing(engine) as session:
        fill_calendar(session)
        store_mark(session).simulated = True
        _people(session, admin)
        create(session, CODE, load_shipped("NH-2021-01"), units=_units(), by=officer, at=MADE)
        for code, role in STAFF.items():
            grant_role(session, code, role, campaign=CODE, by=admin, at=MADE)
        prepare_launch(session, CODE, by=officer, at=MADE)
        for key, kind in [(q.key, q.answer_kind) for q in _opening(session)]:
            answer(session, CODE, key, "2021-01-04" if kind == "date" else "01/KH-UBND", by=officer, at=MADE)
        set_date(session, CODE, StageKey(StageKind.REGISTRATION), REGISTER_BY, reason="đo tốc độ", by=officer, at=MADE)
        launch(session, CODE, by=leader, at=MADE)
    if due != "open":
        _sweep(engine, at(LAUNCHED_ON))
    for day in (DUE_ON["remind"], date(2021, 3, 29)):
        if day < DUE_ON[due]:
            _sweep(engine, at(day))


def _people(session: Session, admin: Principal) -> None:
    for code in STAFF:
        add_person(session, code, name=f"Người {code}", email=f"{code}@so.example", by=admin, at=MADE)
    for number, unit in enumerate(_units(), start=1):
        person = f"canbo{number}"
        add_unit(session, unit, name=f"Đơn vị {number}", level="commune", by=admin, at=MADE)
        add_person(session, person, name=f"Cán bộ {number}", email=f"{person}@x.example", unit=unit, by=admin, at=MADE)
        grant_role(session, person, Role.UNIT_OFFICER, unit=unit, by=admin, at=MADE)


def _units() -> list[str]:
    return [f"DV-{number}" for number in range(1, UNITS + 1)]


def _opening(session: Session) -> list[Any]:
    rows = questions_of(session, campaign_by_code(session, CODE).id)
    return [row for row in rows if row.blocks == "opening" and row.asked_at]


def _sweep(engine: Engine, moment: datetime) -> None:
    for _ in range(20):
        with reading(engine) as session:
            due = due_stages(session, moment, 100)
        if not due:
            return
        with writing(engine) as session:
            take_steps(session, [stage.id for stage in due], by=SYSTEM, at=moment)


def _count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(metadata.tables["campaign"])).scalar_one()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--campaigns", type=int, default=1_000)
    parser.add_argument("--due", choices=tuple(DUE_ON), default="nothing")
    given = parser.parse_args()
    print(generate(given.url, campaigns=given.campaigns, due=given.due))


if __name__ == "__main__":
    main()
