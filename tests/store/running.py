"""Two campaigns under way, for whoever asks about them: in one a unit owes its registration past the deadline."""

from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.questions import answer
from actions.registrations import register
from actions.steps import take_steps
from domain.people import SYSTEM, Principal
from domain.stages import StageKind
from models.engine import writing
from models.finders import campaign_by_code, grants_of, person_by_code
from models.stages import Stage
from tests.scenario import BEGINNING, OFFICER, OTHER, PLAN, at, launched, office

LATE = date(2021, 3, 3)


def begun(store: Engine) -> Engine:
    """DV-01 has registered by 08/02/2021, DV-02 never does; another campaign has DV-02 only and has just begun."""
    office(store)
    launched(store)
    launched(store, OTHER, units=("DV-02",))
    sweep(store, BEGINNING)
    with writing(store) as session:
        answer(session, PLAN, "registration.held", "2021-02-26", reason="Họp giao ban", by=OFFICER, at=BEGINNING)
    sweep(store, BEGINNING)
    with writing(store) as session:
        register(session, PLAN, "DV-01", pledges=["Đúng hạn"], by=viewer(session, "canbo-01"), at=at("2021-02-08"))
    return store


def sweep(engine: Engine, moment: datetime) -> None:
    """Take every step that is due."""
    with writing(engine) as session:
        ids = list(session.exec(select(Stage.id).order_by(col(Stage.id))))
        while take_steps(session, ids, by=SYSTEM, at=moment):
            pass


def viewer(session: Session, code: str) -> Principal:
    """A person with what she was granted."""
    person = person_by_code(session, code)
    return Principal(code, person.name, person.id, person.unit_id, grants_of(session, person.id, LATE))


def stage_id(session: Session, kind: StageKind) -> int:
    """The stage of this kind in the first campaign."""
    campaign = campaign_by_code(session, PLAN)
    return session.exec(
        select(Stage.id).where(col(Stage.campaign_id) == campaign.id, col(Stage.kind) == kind.value)
    ).one()
