"""The list of a decision against what it is to be: who is held back, and whether a draft has to be written anew.

The council's list, less those about whom a complaint is open, is what a decision may hold (`actions.approved_lists`).
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, null, select
from sqlmodel import Session, col

from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.later_decisions import DecisionKind
from domain.people import Principal
from domain.stages import StageKind
from domain.values import Value
from models.awards import lines_of
from models.campaigns import Campaign
from models.decisions import Decision
from models.dossiers import Dossier
from models.stages import Duty, Stage, Wait
from queries.campaigns import visible
from queries.held_back import HeldBack, held_back
from queries.visibility import reach

IN_HAND = ("draft", "signed")


class HeldLine(Value):
    """Somebody whom the council approved and who waits, with what the viewer may know of why."""

    dossier: str
    nominee: str
    unit_name: str
    why: HeldBack | None


class IssuedPart(Value):
    """A decision of the same round and form that was issued before."""

    decision_id: int
    part: int
    number: str
    issued_on: date


class ListState(Value):
    """`part` is that of the decision in hand, or issued last. `stale`: it has to be drafted anew before anything else;
    `next_part`: so many may be awarded by a further decision now."""

    part: int
    held: tuple[HeldLine, ...]
    stale: bool
    next_part: int
    before: tuple[IssuedPart, ...]


def list_state(session: Session, viewer: Principal, campaign: str, round_: str, form: str) -> ListState:
    """How the list of one decision stands; raises NotFound `campaign`."""
    owner = visible(session, viewer, campaign)
    query = select(Dossier).where(col(Dossier.campaign_id) == owner.id, col(Dossier.round) == round_)
    query = query.where(col(Dossier.form) == form, col(Dossier.state) == DossierState.PASSED.value)
    approved = session.scalars(query.order_by(col(Dossier.rank), col(Dossier.code))).all()
    blocked = held_back(session, viewer, [row.id for row in approved])
    free = [row.id for row in approved if row.id not in blocked]
    parts = session.scalars(_parts(owner.id, round_, form)).all()
    last = parts[-1] if parts else None
    return ListState(
        part=last.part if last else 1,
        held=tuple(_held(row, blocked[row.id]) for row in approved if row.id in blocked),
        stale=last is not None and last.state in IN_HAND and _listed(session, last) != free,
        next_part=len(free) if last is not None and last.state == "issued" else 0,
        before=_before(parts),
    )


def to_be_drafted(session: Session, viewer: Principal) -> frozenset[tuple[str, str, str]]:
    """(campaign, round, form) of every decision whose draft is owed, be it the first, a new one or a further part."""
    query = (
        select(col(Campaign.code), col(Stage.round), col(Duty.key))
        .join(Stage, col(Stage.campaign_id) == col(Campaign.id))
        .join(Wait, col(Wait.stage_id) == col(Stage.id))
        .join(Duty, col(Duty.id) == col(Wait.duty_id))
        .where(col(Wait.cause) == DutyKind.DRAFT_DECISION.value)
        .where(reach(viewer, "decision:draft", col(Campaign.id), null()))
    )
    return frozenset((code, round_, key.split(":")[1]) for code, round_, key in session.execute(query))


def _parts(campaign_id: int, round_: str, form: str) -> Select[tuple[Decision]]:
    return (
        select(Decision)
        .join(Stage, col(Stage.id) == col(Decision.stage_id))
        .where(col(Decision.campaign_id) == campaign_id, col(Stage.round) == round_, col(Decision.form) == form)
        .where(col(Stage.kind) == StageKind.DECISION_ISSUANCE.value, col(Decision.kind) == DecisionKind.AWARD.value)
        .order_by(col(Decision.part))
    )


def _listed(session: Session, decision: Decision) -> list[int]:
    return [line.dossier_id for line in lines_of(session, decision.id)]


def _held(row: Dossier, why: HeldBack) -> HeldLine:
    return HeldLine(dossier=row.code, nominee=row.nominee, unit_name=row.unit_name, why=why)


def _before(parts: Sequence[Decision]) -> tuple[IssuedPart, ...]:
    return tuple(
        IssuedPart(decision_id=row.id, part=row.part, number=row.number, issued_on=row.issued_on)
        for row in parts[:-1]
        if row.number is not None and row.issued_on is not None
    )
