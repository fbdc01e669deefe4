"""Units, people and roles: who may add them, what is refused, what the history keeps."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.people import add_person, add_unit, first_administrator, grant_role, revoke_role
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound, Refused
from domain.people import Principal, Role
from models.audit import AuditEvent, AuditValue
from models.engine import reading, writing
from models.finders import grants_of
from models.people import Person

AT = datetime(2021, 9, 20, 3, tzinfo=UTC)
TODAY = date(2021, 9, 20)


def principal(session: Session, code: str) -> Principal:
    person = session.exec(select(Person).where(col(Person.code) == code)).one()
    return Principal(person.code, person.name, person.id, person.unit_id, grants_of(session, person.id, TODAY))


@pytest.fixture
def office(store: Engine) -> Engine:
    """A store with an administrator, a unit, and somebody without any role."""
    with writing(store) as session:
        first_administrator(session, "quantri", name="Phạm Quản Trị", at=AT)
        by = principal(session, "quantri")
        add_unit(session, "TDP-01", name="Tổ dân phố số 1", level="commune", by=by, at=AT)
        add_person(session, "lan", name="Nguyễn Thị  Lan", email="lan@tdp1.example", unit="TDP-01", by=by, at=AT)
    return store


def grant(store: Engine, role: Role, **scope: object) -> None:
    with writing(store) as session:
        by = principal(session, "quantri")
        grant_role(session, "lan", role, by=by, at=AT, **scope)  # type: ignore[arg-type]  # cases of a table


def held(store: Engine, on: date = TODAY) -> list[Role]:
    with reading(store) as session:
        return [one.role for one in grants_of(session, principal(session, "lan").person_id or 0, on)]


def test_name_is_kept_clean_and_folded(office: Engine) -> None:
    with reading(office) as session:
        person = session.exec(select(Person).where(col(Person.code) == "lan")).one()
    assert (person.name, person.folded) == ("Nguyễn Thị Lan", "nguyen thi lan")


def test_history_holds_no_name(office: Engine) -> None:
    with reading(office) as session:
        texts = session.exec(select(AuditEvent.text)).all()
        kept = session.exec(select(AuditValue.value).where(col(AuditValue.name) == "name")).all()
    assert not any("Nguyễn" in text for text in texts)
    assert "Nguyễn Thị Lan" in kept


def test_second_first_administrator_is_refused(office: Engine) -> None:
    with pytest.raises(AlreadyDone, match="administrator_exists"), writing(office) as session:
        first_administrator(session, "khac", name="Người Khác", at=AT)


def test_person_without_right_adds_nobody(office: Engine) -> None:
    with pytest.raises(NotAllowed), writing(office) as session:
        add_person(session, "x", name="Người Lạ", by=principal(session, "lan"), at=AT)


@pytest.mark.parametrize(
    ("code", "values", "error"),
    [
        ("lan", {"name": "Lan Khác"}, AlreadyDone),
        ("system", {"name": "Giả Máy"}, Invalid),
        ("có dấu cách", {"name": "Ai Đó"}, Invalid),
        ("moi", {"name": "  "}, Invalid),
        ("moi", {"name": "Ẩn\u200bDanh"}, Invalid),
        ("moi", {"name": "Thư Sai", "email": "not an address"}, Invalid),
        ("moi", {"name": "Lạc", "unit": "KHONG-CO"}, NotFound),
    ],
)
def test_impossible_person_is_refused(office: Engine, code: str, values: dict[str, str], error: type[Refused]) -> None:
    with pytest.raises(error), writing(office) as session:
        add_person(session, code, by=principal(session, "quantri"), at=AT, **values)
    with reading(office) as session:
        assert len(session.exec(select(Person)).all()) == 2


@pytest.mark.parametrize(("code", "error"), [("TDP-01", AlreadyDone), ("", Invalid), ("TDP 02", Invalid)])
def test_impossible_unit_is_refused(office: Engine, code: str, error: type[Refused]) -> None:
    with pytest.raises(error), writing(office) as session:
        add_unit(session, code, name="Tổ", level="commune", by=principal(session, "quantri"), at=AT)


def test_role_holds_only_in_its_time(office: Engine) -> None:
    grant(office, Role.OFFICER, valid_from=date(2021, 9, 1), valid_to=date(2021, 9, 30))
    assert [held(office, on) for on in (date(2021, 8, 31), TODAY, date(2021, 10, 1))] == [[], [Role.OFFICER], []]


def test_unit_officer_needs_a_unit(office: Engine) -> None:
    with pytest.raises(Incomplete, match="unit_missing"):
        grant(office, Role.UNIT_OFFICER)


def test_role_ends_not_before_it_begins(office: Engine) -> None:
    with pytest.raises(Invalid, match="ends_before_begins"):
        grant(office, Role.CLERK, valid_from=date(2021, 9, 2), valid_to=date(2021, 9, 1))


def test_role_is_granted_once(office: Engine) -> None:
    grant(office, Role.CLERK)
    with pytest.raises(AlreadyDone, match="role_granted"):
        grant(office, Role.CLERK)


def test_role_may_begin_after_an_earlier_one(office: Engine) -> None:
    grant(office, Role.CLERK, valid_to=date(2021, 9, 30))
    grant(office, Role.CLERK, valid_from=date(2021, 10, 1))
    assert held(office, date(2021, 10, 1)) == [Role.CLERK]


def test_revoked_role_ends_at_once(office: Engine) -> None:
    grant(office, Role.CLERK)
    with writing(office) as session:
        revoke_role(session, "lan", Role.CLERK, reason="Chuyển công tác", by=principal(session, "quantri"), at=AT)
    assert held(office) == []


def test_role_that_nobody_holds_cannot_end(office: Engine) -> None:
    with pytest.raises(NotFound, match="role_not_held"), writing(office) as session:
        revoke_role(session, "lan", Role.CLERK, reason="Nhầm", by=principal(session, "quantri"), at=AT)


def test_role_ends_only_with_a_reason(office: Engine) -> None:
    grant(office, Role.CLERK)
    with pytest.raises(Invalid, match="reason_missing"), writing(office) as session:
        revoke_role(session, "lan", Role.CLERK, reason=" ", by=principal(session, "quantri"), at=AT)
