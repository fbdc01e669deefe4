"""Working days as rows, and the days that officers set by order."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.calendar import fill_calendar, set_days
from deployments.prepare import prepare
from domain.errors import Incomplete, Invalid, NotAllowed, Refused
from domain.people import Grant, Principal, Role
from domain.sources import Source
from domain.workdays import DayOverride, vietnam_calendar
from models.audit import AuditEvent
from models.calendar import CalendarOverride, Workday
from models.campaigns import StoreMark
from models.engine import open_engine, reading, writing
from models.workdays import known_until, load_calendar
from settings import Settings

AT = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
OFFICER = Principal(code="lan", name="Trần Thị Lan", person_id=1, grants=(Grant(Role.OFFICER),))
MEMBER = Principal(code="minh", name="Lê Văn Minh", person_id=2, grants=(Grant(Role.MEMBER),))
MONDAY, SATURDAY = date(2026, 5, 4), date(2026, 5, 9)


def by_order(day: date, *, worked: bool, document: str = "Thông báo 12/TB-UBND") -> DayOverride:
    return DayOverride(day=day, worked=worked, document=document, source=Source(text=document, certainty="primary"))


SWAP = (by_order(MONDAY, worked=False), by_order(SATURDAY, worked=True))


@pytest.fixture
def filled(store: Engine) -> Engine:
    with writing(store) as session:
        fill_calendar(session, 2026, 2026)
    return store


def rows(engine: Engine) -> list[tuple[date, bool, int]]:
    with reading(engine) as session:
        found = session.exec(select(Workday).order_by(col(Workday.day)))
        return [(row.day, row.worked, row.ordinal) for row in found]


def test_a_filled_store_holds_every_day(filled: Engine) -> None:
    assert rows(filled) == list(vietnam_calendar(range(2026, 2027)).ordinals())


def test_the_store_knows_how_far_it_can_count(filled: Engine) -> None:
    with reading(filled) as session:
        assert known_until(session) == session.get_one(StoreMark, 1).known_until == date(2026, 12, 31)


def test_a_holiday_says_its_name(filled: Engine) -> None:
    with reading(filled) as session:
        assert session.exec(select(Workday.reason).where(Workday.day == date(2026, 9, 2))).one() == "Quốc khánh"


def test_an_empty_store_has_no_calendar(store: Engine) -> None:
    with reading(store) as session, pytest.raises(Incomplete, match="calendar_empty"):
        load_calendar(session)


def test_days_by_order_rewrite_the_rows(filled: Engine) -> None:
    with writing(filled) as session:
        calendar = set_days(session, SWAP, by=OFFICER, at=AT)
    assert not calendar.is_working(MONDAY)
    assert calendar.is_working(SATURDAY)
    assert rows(filled) == list(calendar.ordinals())


def test_days_by_order_are_read_again(filled: Engine) -> None:
    with writing(filled) as session:
        calendar = set_days(session, SWAP, by=OFFICER, at=AT)
    with reading(filled) as session:
        assert load_calendar(session) == calendar


def test_days_by_order_keep_the_shipped_swap(filled: Engine) -> None:
    with writing(filled) as session:
        calendar = set_days(session, SWAP, by=OFFICER, at=AT)
    assert calendar.is_working(date(2026, 1, 10))


def test_a_day_set_twice_is_as_set_last(filled: Engine) -> None:
    with writing(filled) as session:
        set_days(session, SWAP, by=OFFICER, at=AT)
    with writing(filled) as session:
        set_days(session, (by_order(MONDAY, worked=True, document="Thông báo 13/TB-UBND"),), by=OFFICER, at=AT)
    with reading(filled) as session:
        row = session.get_one(CalendarOverride, MONDAY)
    assert (row.worked, row.document) == (True, "Thông báo 13/TB-UBND")


def test_each_change_is_a_new_edition(filled: Engine) -> None:
    with writing(filled) as session:
        set_days(session, SWAP, by=OFFICER, at=AT)
    with reading(filled) as session:
        assert session.exec(select(StoreMark.calendar_edition)).one() == 2


def test_days_by_order_leave_an_event(filled: Engine) -> None:
    with writing(filled) as session:
        set_days(session, SWAP, by=OFFICER, at=AT)
    with reading(filled) as session:
        event = session.exec(select(AuditEvent)).one()
    assert (event.kind, event.actor, event.at) == ("calendar:set", "lan", AT)
    assert '"2026-05-04":{"document":"Thông báo 12/TB-UBND","worked":false}' in event.text


@pytest.mark.parametrize(
    ("overrides", "by", "refusal", "code"),
    [
        (SWAP, MEMBER, NotAllowed, "role_missing"),
        ((), OFFICER, Incomplete, "days_missing"),
        ((SWAP[0], SWAP[0]), OFFICER, Invalid, "day_twice"),
        ((by_order(date(2027, 1, 4), worked=False),), OFFICER, Invalid, "holidays_unknown"),
        ((by_order(MONDAY, worked=False, document=" "),), OFFICER, Incomplete, "document_missing"),
    ],
)
def test_days_that_cannot_be_set_change_nothing(
    filled: Engine, overrides: tuple[DayOverride, ...], by: Principal, refusal: type[Refused], code: str
) -> None:
    before = rows(filled)
    with pytest.raises(refusal) as refused, writing(filled) as session:
        set_days(session, overrides, by=by, at=AT)
    assert (refused.value.code, rows(filled)) == (code, before)


def test_preparing_makes_a_store_ready(empty_url: str) -> None:
    settings = Settings(database_url=empty_url.replace("postgresql://", "postgresql+psycopg://"))
    assert (prepare(settings), prepare(settings)) == (True, False)
    with reading(open_engine(settings.database_url)) as session:
        calendar = load_calendar(session)
    assert (calendar.first, calendar.last) == (date(2018, 1, 1), date(2032, 12, 31))


def test_preparing_keeps_days_that_were_set(filled: Engine, store_url: str) -> None:
    with writing(filled) as session:
        set_days(session, SWAP, by=OFFICER, at=AT)
    prepare(Settings(database_url=store_url.replace("postgresql://", "postgresql+psycopg://")))
    with reading(filled) as session:
        assert not load_calendar(session).is_working(MONDAY)
