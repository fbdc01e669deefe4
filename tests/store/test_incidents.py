"""A step that fails is written down, tried again, and at last handed to a person."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from actions.incidents import BACK_OFF, Noted, mark_shown, note_failure, retry, set_aside
from actions.steps import take_steps
from domain.errors import Invalid, NotAllowed, NotFound
from domain.people import SYSTEM
from domain.stages import StageKey, StageKind
from models.audit import AuditEvent
from models.engine import reading, writing
from models.mail import Notice
from models.stages import Incident, Stage, Wait
from queries.due import due_stages, incidents_given_up
from tests.scenario import BEGINNING, OFFICER, PLAN, launched, office

LAUNCH = StageKey(StageKind.LAUNCH)
ERROR = Invalid("name_blank")


@pytest.fixture
def stage_id(store: Engine) -> int:
    """The launch stage of a campaign, due since its plan's day."""
    office(store)
    launched(store)
    with reading(store) as session:
        [due] = due_stages(session, BEGINNING, 10)
    return due.id


def fail(store: Engine, stage_id: int, *, after: timedelta = timedelta(0)) -> Noted | None:
    with writing(store) as session:
        return note_failure(session, stage_id, ERROR, by=SYSTEM, at=BEGINNING + after)


def fail_for_good(store: Engine, stage_id: int) -> Noted | None:
    fail(store, stage_id)
    fail(store, stage_id, after=timedelta(minutes=10))
    return fail(store, stage_id, after=timedelta(hours=2))


def only_incident(session: Session) -> Incident:
    return session.exec(select(Incident)).one()


def test_first_failure_is_tried_again_soon(store: Engine, stage_id: int) -> None:
    noted = fail(store, stage_id)
    assert noted == Noted(campaign=PLAN, stage="launch", step="open", attempts=1, waits=False)
    with reading(store) as session:
        assert session.get_one(Stage, stage_id).next_due_at == BEGINNING + BACK_OFF[0]


def test_cause_is_a_vietnamese_sentence(store: Engine, stage_id: int) -> None:
    fail(store, stage_id)
    with reading(store) as session:
        assert only_incident(session).cause == "Tên không được để trống."


def test_second_failure_waits_an_hour(store: Engine, stage_id: int) -> None:
    fail(store, stage_id)
    fail(store, stage_id, after=timedelta(minutes=10))
    with reading(store) as session:
        assert only_incident(session).next_try_at == BEGINNING + timedelta(minutes=70)


def test_third_failure_waits_for_a_person(store: Engine, stage_id: int) -> None:
    noted = fail_for_good(store, stage_id)
    assert noted is not None
    assert noted.waits
    with reading(store) as session:
        assert not due_stages(session, BEGINNING + timedelta(days=300), 10)


def test_failure_noted_by_two_sweeps_counts_once(store: Engine, stage_id: int) -> None:
    fail(store, stage_id)
    assert fail(store, stage_id) is None


def test_officers_hear_first_and_last_failure(store: Engine, stage_id: int) -> None:
    fail_for_good(store, stage_id)
    with reading(store) as session:
        told = session.exec(select(Notice).where(col(Notice.kind) == "incident_opened")).all()
    assert [notice.address for notice in told] == ["hoa@so.example"] * 2


def test_incident_stands_where_telling_fails(store: Engine, stage_id: int) -> None:
    with writing(store) as session:
        session.connection().execute(text("UPDATE campaign SET name = ''"))
    assert fail(store, stage_id) is not None


def test_open_incident_is_waited_for(store: Engine, stage_id: int) -> None:
    fail(store, stage_id)
    with reading(store) as session:
        causes = session.exec(select(Wait.cause).where(col(Wait.stage_id) == stage_id)).all()
    assert "incident" in causes


def test_steps_taken_settle_the_incident(store: Engine, stage_id: int) -> None:
    fail(store, stage_id)
    later = BEGINNING + timedelta(minutes=10)
    with writing(store) as session:
        set_aside(session, [stage_id], by=SYSTEM, at=later)
        take_steps(session, [stage_id], by=SYSTEM, at=later)
    with reading(store) as session:
        assert only_incident(session).resolved_at == later
        assert session.get_one(Stage, stage_id).state == "closed"


def test_incident_is_not_settled_too_early(store: Engine, stage_id: int) -> None:
    fail(store, stage_id)
    with writing(store) as session:
        set_aside(session, [stage_id], by=SYSTEM, at=BEGINNING + timedelta(minutes=9))
    with reading(store) as session:
        assert only_incident(session).resolved_at is None


def test_retry_makes_stage_due_at_once(store: Engine, stage_id: int) -> None:
    fail_for_good(store, stage_id)
    asked = BEGINNING + timedelta(hours=3)
    with writing(store) as session:
        retry(session, PLAN, LAUNCH, by=OFFICER, at=asked)
    with reading(store) as session:
        assert [due.id for due in due_stages(session, asked, 10)] == [stage_id]


@pytest.mark.usefixtures("stage_id")
def test_retry_of_nothing_is_refused(store: Engine) -> None:
    with pytest.raises(NotFound, match="incident"), writing(store) as session:
        retry(session, PLAN, LAUNCH, by=OFFICER, at=BEGINNING)


def test_retry_needs_a_person(store: Engine, stage_id: int) -> None:
    fail(store, stage_id)
    with pytest.raises(NotAllowed), writing(store) as session:
        retry(session, PLAN, LAUNCH, by=SYSTEM, at=BEGINNING)


def test_failures_stand_in_the_trail(store: Engine, stage_id: int) -> None:
    fail_for_good(store, stage_id)
    with reading(store) as session:
        kinds = session.exec(select(AuditEvent.kind).where(col(AuditEvent.kind).startswith("incident:"))).all()
    assert kinds == ["incident:opened", "incident:repeated", "incident:repeated"]


def test_only_given_up_incidents_are_shown_once(store: Engine, stage_id: int) -> None:
    fail_for_good(store, stage_id)
    with writing(store) as session:
        [given_up] = incidents_given_up(session)
        mark_shown(session, [given_up.id])
    with reading(store) as session:
        assert incidents_given_up(session) == ()


@pytest.mark.usefixtures("stage_id")
def test_suspended_campaign_is_not_due(store: Engine) -> None:
    with writing(store) as session:
        session.connection().execute(text("UPDATE campaign SET suspended_at = '2021-01-04', suspended_by = 'x'"))
    with reading(store) as session:
        assert due_stages(session, BEGINNING, 10) == ()
