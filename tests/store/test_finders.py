"""What actions look up: by code, by role on a day, and a row as it is after waiting for its lock."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from domain.errors import NotFound
from domain.people import Grant, Role
from domain.stages import StageKey, StageKind
from models.campaigns import Campaign, Participation, PlanVersion
from models.finders import (
    campaign_by_code,
    dossier_by_code,
    grants_of,
    latest_plan,
    participants,
    person_by_code,
    role_people,
    stage_of,
    unit_by_code,
)
from models.people import Person, RoleGrant
from models.places import Unit
from models.stages import Stage
from models.surroundings import Surroundings

pytestmark = pytest.mark.handmade

AT = datetime(2026, 3, 2, tzinfo=UTC)
DAY = date(2026, 3, 2)
INTAKE = StageKey(StageKind.DOSSIER_INTAKE, "2025")


def campaign(number: int) -> Campaign:
    code = f"NH-2026-0{number}"
    return Campaign(id=number, code=code, name=code, folded=code, authority="UBND", created_at=AT)


def unit(number: int) -> Unit:
    return Unit(id=number, code=f"to{number}", name=f"Tổ {number}", folded=f"to {number}", level="group")


def person(number: int, *, active: bool = True) -> Person:
    return Person(id=number, code=f"p{number}", name=f"Người {number}", folded=f"nguoi {number}", active=active)


def officer(of: int, **scope: date | int) -> RoleGrant:
    return RoleGrant.model_validate({"person_id": of, "role": "officer", **scope})


def unit_officer(of: int, unit_id: int, **scope: date | int) -> RoleGrant:
    return RoleGrant.model_validate({"person_id": of, "role": "unit_officer", "unit_id": unit_id, **scope})


def plan(number: int) -> PlanVersion:
    return PlanVersion(campaign_id=1, number=number, plan="{}", change="amended", made_at=AT, made_by="p1")


def fill(session: Session) -> None:
    session.add_all([campaign(1), campaign(2), *(unit(n) for n in (3, 1, 2))])
    session.add_all([*(person(n) for n in range(1, 8)), person(8, active=False)])
    session.flush()
    session.add_all([Stage(campaign_id=1, kind="dossier_intake", round="2025", position=1), plan(1), plan(2)])
    session.add_all([Participation(campaign_id=1, unit_id=n) for n in (2, 1)])
    session.add_all([officer(2), officer(1, campaign_id=1), officer(3, campaign_id=2), officer(8)])
    session.add_all([officer(4, valid_from=DAY, valid_to=DAY), officer(5, valid_from=date(2026, 3, 3))])
    session.add_all([officer(6, valid_to=date(2026, 3, 1)), officer(1)])
    session.add_all([unit_officer(7, 1), unit_officer(6, 1, campaign_id=2), unit_officer(8, 2)])


@pytest.fixture
def session(store: Engine) -> Iterator[Session]:
    with Session(store) as session:
        fill(session)
        session.flush()
        yield session


def test_things_are_found_by_code(session: Session) -> None:
    assert campaign_by_code(session, "NH-2026-01").id == 1
    assert (unit_by_code(session, "to2").id, person_by_code(session, "p8").id) == (2, 8)


def test_a_stage_is_found_by_kind_and_round(session: Session) -> None:
    assert stage_of(session, 1, INTAKE).key == "dossier_intake@2025"


@pytest.mark.parametrize(
    ("look", "code"),
    [
        (lambda session: campaign_by_code(session, "XX"), "campaign"),
        (lambda session: stage_of(session, 1, StageKey(StageKind.DOSSIER_INTAKE)), "stage"),
        (lambda session: stage_of(session, 2, INTAKE), "stage"),
        (lambda session: dossier_by_code(session, 1, "XX"), "dossier"),
        (lambda session: unit_by_code(session, "TO2"), "unit"),
        (lambda session: person_by_code(session, ""), "person"),
        (lambda session: latest_plan(session, campaign_by_code(session, "NH-2026-02")), "plan"),
    ],
)
def test_what_is_not_there_is_named(session: Session, look: Callable[[Session], object], code: str) -> None:
    with pytest.raises(NotFound) as refused:
        look(session)
    assert refused.value.code == code


def test_the_latest_plan_has_the_highest_number(session: Session) -> None:
    assert latest_plan(session, campaign_by_code(session, "NH-2026-01")).number == 2


def test_participants_come_by_code(session: Session) -> None:
    assert [one.code for one in participants(session, 1)] == ["to1", "to2"]


def test_people_hold_a_role_on_a_day(session: Session) -> None:
    assert [one.code for one in role_people(session, Role.OFFICER, 1, DAY)] == ["p1", "p2", "p4"]


def test_grants_carry_their_scope(session: Session) -> None:
    assert grants_of(session, 1, DAY) == (Grant(Role.OFFICER, None, 1), Grant(Role.OFFICER))


@pytest.mark.parametrize("somebody", [5, 6, 8, 99])
def test_who_holds_nothing_that_day_has_no_grants(session: Session, somebody: int) -> None:
    assert [grant for grant in grants_of(session, somebody, DAY) if grant.role is Role.OFFICER] == []


@pytest.mark.parametrize(("campaign_id", "codes"), [(1, ["p7"]), (2, ["p6", "p7"])])
def test_unit_officers_serve_their_campaigns(session: Session, campaign_id: int, codes: list[str]) -> None:
    around = Surroundings(session, [session.get_one(Campaign, 1), session.get_one(Campaign, 2)], DAY)
    found = around.officers(campaign_id, [1, 2, 3])
    assert {key: [one.code for one in people] for key, people in found.items()} == {1: codes}


def test_a_role_around_a_campaign_is_its_own_or_everywhere(session: Session) -> None:
    around = Surroundings(session, [session.get_one(Campaign, 1), session.get_one(Campaign, 2)], DAY)
    for number in (1, 2):
        assert around.people(number, Role.OFFICER) == role_people(session, Role.OFFICER, number, DAY)


def test_units_around_a_campaign_come_by_code(session: Session) -> None:
    around = Surroundings(session, [session.get_one(Campaign, 1)], DAY)
    assert around.units(1) == participants(session, 1)


def test_the_plan_around_a_campaign_is_the_latest(session: Session) -> None:
    found = session.get_one(Campaign, 1)
    found.version = 2
    assert Surroundings(session, [found], DAY).plan(1) == latest_plan(session, found).plan


def test_a_locked_row_is_read_anew(session: Session) -> None:
    known = campaign_by_code(session, "NH-2026-01")
    session.connection().execute(text("UPDATE campaign SET state = 'running' WHERE id = 1"))
    assert known.state == "draft"
    assert campaign_by_code(session, "NH-2026-01", lock=True).state == "running"
