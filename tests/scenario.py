"""A small office and its campaigns, made through the actions as people would make them. All names are invented."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy import Engine, text

from actions.calendar import fill_calendar
from actions.campaigns import create, launch, prepare_launch
from actions.people import add_person, add_unit, grant_role
from actions.questions import answer
from domain.people import Grant, Principal, Role
from domain.steps import OFFICE_ZONE
from models.campaign_rows import questions_of, store_mark
from models.engine import writing
from models.finders import campaign_by_code
from plans.catalogue import load_shipped

ADMIN = Principal(code="quan-tri", name="Quản trị", person_id=10_001, grants=(Grant(Role.ADMINISTRATOR),))
OFFICER = Principal(code="chuyen-vien", name="Chuyên viên", person_id=10_002, grants=(Grant(Role.OFFICER),))
LEADER = Principal(code="lanh-dao", name="Lãnh đạo", person_id=10_003, grants=(Grant(Role.LEADER),))
BEGINNING = datetime(2021, 1, 4, 2, tzinfo=UTC)
STAFF = {"hoa": Role.OFFICER, "binh": Role.LEADER, "lan": Role.SECRETARY}
PLAN, OTHER = "NH-2021-01", "NH-2021-02"


def at(day: date | str, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the office's day, in UTC."""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(found.year, found.month, found.day, hour, minute, tzinfo=OFFICE_ZONE).astimezone(UTC)


def office(engine: Engine, *, units: int = 2) -> None:
    """A simulated store with its calendar, the office's people, and units with an officer each."""
    with writing(engine) as session:
        fill_calendar(session)
        store_mark(session).simulated = True
    with writing(engine) as session:
        for code, role in STAFF.items():
            add_person(session, code, name=f"Người {code}", email=f"{code}@so.example", by=ADMIN, at=BEGINNING)
            grant_role(session, code, role, by=ADMIN, at=BEGINNING)
        for number in range(1, units + 1):
            unit, person = f"DV-{number:02}", f"canbo-{number:02}"
            add_unit(session, unit, name=f"Đơn vị {number}", level="commune", by=ADMIN, at=BEGINNING)
            mail = f"{person}@donvi.example"
            add_person(session, person, name=f"Cán bộ {number}", email=mail, unit=unit, by=ADMIN, at=BEGINNING)
            grant_role(session, person, Role.UNIT_OFFICER, unit=unit, by=ADMIN, at=BEGINNING)


def launched(engine: Engine, code: str = PLAN, *, units: Iterable[str] = ("DV-01", "DV-02")) -> None:
    """A campaign by a shipped plan, launched but not swept yet; what the launch needs is answered."""
    with writing(engine) as session:
        create(session, code, load_shipped(PLAN), units=units, by=OFFICER, at=BEGINNING)
        prepare_launch(session, code, by=OFFICER, at=BEGINNING)
    _answer_launch(engine, code, BEGINNING)
    with writing(engine) as session:
        launch(session, code, by=LEADER, at=BEGINNING)


def change(engine: Engine, statement: str) -> None:
    """Do to the store what no action would do."""
    with writing(engine) as session:
        session.connection().execute(text(statement))


def _answer_launch(engine: Engine, code: str, when: datetime) -> None:
    with writing(engine) as session:
        rows = questions_of(session, campaign_by_code(session, code).id)
        asked: Iterable[tuple[str, str]] = [
            (q.key, q.answer_kind) for q in rows if q.blocks == "opening" and q.asked_at
        ]
    for key, kind in asked:
        with writing(engine) as session:
            answer(session, code, key, "2021-01-04" if kind == "date" else "01/KH-UBND", by=OFFICER, at=when)
