"""What the trail holds about one person: who looked at her data, what was done to it, and that she herself acted."""

import json
from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from models.audit import AuditEvent, AuditValue
from models.people import Person
from models.personal_data import DataView
from queries.history import told
from wording.events import kind_label

Line = dict[str, object]


def views(session: Session, subjects: Sequence[tuple[str, str]]) -> list[Line]:
    """Who looked at which of these things (subject, campaign) on which day, the newest first."""
    things = or_(*(and_(col(DataView.subject) == thing, col(DataView.campaign) == code) for thing, code in subjects))
    query = (
        select(DataView, col(Person.name))
        .outerjoin(Person, col(Person.code) == col(DataView.actor))
        .where(things)
        .order_by(col(DataView.id).desc())
    )
    return [
        {"day": row.day, "viewer": name or row.actor, "sensitive": row.what, "subject": row.subject}
        for row, name in session.execute(query).tuples()
    ]


def about(session: Session, person: Person) -> list[Line]:
    """What was done about her, without the reasons, which are others' words."""
    rows = _events(session, person)
    kinds = {row.id: row.kind for row in rows}
    return [{"at": one.at, "event": kind_label(kinds[one.id]), "who": one.actor_name} for one in told(session, rows)]


def values(session: Session, person: Person) -> list[Line]:
    """What the trail keeps apart about her; salts tell nothing and are left out."""
    query = (
        select(AuditValue, col(AuditEvent.at))
        .join(AuditEvent, col(AuditEvent.id) == col(AuditValue.event_id))
        .where(col(AuditEvent.subject) == f"person:{person.code}", col(AuditValue.name) != "salt")
        .order_by(col(AuditValue.id))
    )
    return [{"at": at, "kept": row.name, "value": row.value} for row, at in session.execute(query).tuples()]


def done_by(session: Session, person: Person) -> list[Line]:
    """What she did, by kind only: the things themselves are others' matters."""
    query = select(col(AuditEvent.at), col(AuditEvent.kind), col(AuditEvent.campaign), col(AuditEvent.text))
    rows = session.execute(query.where(col(AuditEvent.actor) == person.code).order_by(col(AuditEvent.id))).tuples()
    return [
        {"at": at, "event": kind_label(kind), "campaign": code, "for_other": "for_person" in json.loads(text)}
        for at, kind, code, text in rows
        if not kind.startswith("ballot:")
    ]


def _events(session: Session, person: Person) -> list[AuditEvent]:
    query = select(AuditEvent).where(
        col(AuditEvent.subject) == f"person:{person.code}", ~col(AuditEvent.kind).in_(("data:viewed", "audit:viewed"))
    )
    return list(session.scalars(query.order_by(col(AuditEvent.id))))
