"""How the ledger stands, and the proof of a history that somebody outside can verify."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import Session, col

from domain.errors import Incomplete, NotFound, WrongState
from domain.later_decisions import decision_subject
from domain.ledger import heard
from domain.merkle import inclusion_parts, proof_of
from domain.people import Principal
from domain.proven import Evidence, ProvenEvent
from domain.stages import StageKey, StageKind
from domain.values import Value
from models.audit import AuditEvent
from models.campaigns import Campaign
from models.complaints import Complaint
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.finders import campaign_by_code
from models.ledger import LedgerCheck, LedgerLeaf, UnsealedEvent
from models.ledger_rows import checkpoint_of, hashes_at, keys, last_checkpoint, oldest_waiting, size_of
from models.stages import Stage
from queries.history import not_kept_out, require_reader, told

DOSSIER = "dossier:"
OF_THE_COUNCIL = ("meeting:", "council:")
"""Kinds of events about the council's stage that belong to the history of every dossier in it."""


class LastCheckpoint(Value):
    """The checkpoint over most events."""

    size: int
    at: datetime
    key: str


class LastCheck(Value):
    """When somebody last went through the whole ledger; `anchored` is None without an outside checkpoint."""

    at: datetime
    by: str
    sealed: int
    anchored: int | None
    findings: tuple[str, ...]


class LedgerState(Value):
    """How many events are sealed and how many wait, since when, and what was signed and checked last."""

    sealed: int
    unsealed: int
    waiting_since: datetime | None
    checkpoint: LastCheckpoint | None
    check: LastCheck | None


def state(session: Session) -> LedgerState:
    """How the ledger stands; cheap, for the strip of a page."""
    signed = last_checkpoint(session)
    checked = session.scalars(select(LedgerCheck).order_by(col(LedgerCheck.id).desc()).limit(1)).first()
    return LedgerState(
        sealed=size_of(session),
        unsealed=session.scalar(select(func.count()).select_from(UnsealedEvent)) or 0,
        waiting_since=oldest_waiting(session),
        checkpoint=signed and LastCheckpoint(size=signed.size, at=signed.at, key=signed.key),
        check=checked
        and LastCheck(
            at=checked.at,
            by=checked.by,
            sealed=checked.sealed,
            anchored=checked.anchored,
            findings=tuple(one.code for one in heard(json.loads(checked.findings))),
        ),
    )


def evidence(
    session: Session, viewer: Principal, subject: str, *, campaign: str | None = None, at: datetime
) -> Evidence:
    """The history of a subject of the trail (`dossier:HS-0001`, `unit:TDP-01`) or of one event by its number, proven.

    The history of a dossier holds the council's sittings and the decisions that list it.

    Raises:
        NotAllowed: `role_missing`. NotFound: `campaign`, `nothing_to_prove`. Incomplete: `campaign_of_dossier`.
        WrongState: `not_anchored_yet`, while no checkpoint covers any of it.
    """
    require_reader(session, viewer, campaign)
    found = None if campaign is None else campaign_by_code(session, campaign)
    if subject.startswith(DOSSIER) and found is None:
        raise Incomplete("campaign_of_dossier", subject=subject)
    events = session.scalars(
        select(AuditEvent)
        .where(_about(session, subject, found), *not_kept_out(session, viewer))
        .order_by(col(AuditEvent.id))
    ).all()
    if not events:
        raise NotFound("nothing_to_prove", subject=subject)
    checkpoint = last_checkpoint(session)
    numbers = _numbers(session, [event.id for event in events])
    proven = [event for event in events if checkpoint and numbers.get(event.id, checkpoint.size) < checkpoint.size]
    if checkpoint is None or not proven:
        raise WrongState("not_anchored_yet", subject=subject)
    return Evidence(
        subject=subject,
        campaign=found and found.code,
        campaign_name=found and found.name,
        made_at=at,
        events=_proven(session, proven, numbers, checkpoint.size),
        waiting=len(events) - len(proven),
        checkpoint=checkpoint_of(checkpoint),
        keys=tuple(keys(session)),
    )


def _about(session: Session, subject: str, campaign: Campaign | None) -> ColumnElement[bool]:
    # No database takes a longer number for an id.
    numbered = subject.isascii() and subject.isdecimal() and len(subject) < 19
    parts = [col(AuditEvent.id) == int(subject) if numbered else col(AuditEvent.subject) == subject]
    if campaign is None:
        return parts[0]
    if subject.startswith(DOSSIER):
        parts += _around_dossier(session, campaign, subject.removeprefix(DOSSIER))
    return and_(col(AuditEvent.campaign) == campaign.code, or_(*parts))


def _around_dossier(session: Session, campaign: Campaign, code: str) -> list[ColumnElement[bool]]:
    """What happened to a dossier together with others: the council's sittings, decisions around it, complaints."""
    query = select(Dossier).where(col(Dossier.campaign_id) == campaign.id, col(Dossier.code) == code)
    dossier = session.scalars(query).first()
    if dossier is None:
        return []
    council = f"stage:{StageKey(StageKind.COUNCIL_APPRAISAL, dossier.round)}"
    kinds = or_(*(col(AuditEvent.kind).startswith(prefix) for prefix in OF_THE_COUNCIL))
    listed = select(col(DecisionLine.decision_id)).where(col(DecisionLine.dossier_id) == dossier.id)
    about = or_(col(Decision.id).in_(listed), col(Decision.about_id).in_(listed))
    decisions = {
        decision_subject(stage.key, row.form, row.kind, row.part)
        for row, stage in session.execute(
            select(Decision, Stage).join(Stage, col(Stage.id) == col(Decision.stage_id)).where(about)
        ).tuples()
    }
    complaints = select("complaint:" + col(Complaint.code)).where(col(Complaint.dossier_id) == dossier.id)
    parts = (decisions, complaints)
    return [and_(col(AuditEvent.subject) == council, kinds), *(col(AuditEvent.subject).in_(some) for some in parts)]


def _numbers(session: Session, event_ids: Sequence[int]) -> dict[int, int]:
    query = select(col(LedgerLeaf.event_id), col(LedgerLeaf.number)).where(col(LedgerLeaf.event_id).in_(event_ids))
    return dict(session.execute(query).tuples().all())


def _proven(
    session: Session, events: Sequence[AuditEvent], numbers: dict[int, int], size: int
) -> tuple[ProvenEvent, ...]:
    parts = {event.id: inclusion_parts(numbers[event.id], size) for event in events}
    hashes = hashes_at(session, {place for proof in parts.values() for part in proof for place in part})
    return tuple(
        ProvenEvent(
            id=event.id,
            number=numbers[event.id],
            at=event.at,
            actor=shown.actor_name,
            sentence=shown.sentence,
            text=event.text,
            proof=tuple(hash_.hex() for hash_ in proof_of(parts[event.id], hashes)),
        )
        for event, shown in zip(events, told(session, events), strict=True)
    )
