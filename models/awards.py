"""Finding decisions and their lines."""

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.later_decisions import LISTING, DecisionKind
from models.decisions import Decision, DecisionLine
from models.later_decisions import DecisionCorrection, Recovery

_LATER = aliased(Decision, name="later")
_CANCELLED = aliased(DecisionLine, name="cancelled")


def in_force() -> ColumnElement[bool]:
    """Condition on `Decision`: issued, with a list of awards, and not replaced by another one."""
    replaced = exists().where(
        col(_LATER.about_id) == col(Decision.id),
        col(_LATER.kind) == DecisionKind.REPLACEMENT.value,
        col(_LATER.state) == "issued",
    )
    listing = col(Decision.kind).in_([kind.value for kind in LISTING])
    return and_(col(Decision.state) == "issued", listing, ~replaced.correlate_except(_LATER))


def stands() -> ColumnElement[bool]:
    """Condition on `DecisionLine` joined with its `Decision`: an award that holds, neither replaced nor cancelled."""
    cancelled = exists().where(
        col(_LATER.about_id) == col(Decision.id),
        col(_LATER.kind) == DecisionKind.CANCELLATION.value,
        col(_LATER.state) == "issued",
        col(_CANCELLED.decision_id) == col(_LATER.id),
        col(_CANCELLED.dossier_id) == col(DecisionLine.dossier_id),
        col(_CANCELLED.struck_at).is_(None),
    )
    return and_(in_force(), col(DecisionLine.struck_at).is_(None), ~cancelled.correlate_except(_LATER, _CANCELLED))


def last_part() -> ScalarSelect[int]:
    """The part of the last award decision of `Decision`'s round on its form; 2 and on is for those held back."""
    other = aliased(Decision)
    last = select(func.max(col(other.part))).where(
        col(other.stage_id) == col(Decision.stage_id),
        col(other.form) == col(Decision.form),
        col(other.kind) == DecisionKind.AWARD.value,
    )
    return last.correlate(Decision).scalar_subquery()


def current_decision(session: Session, stage_id: int, form: str) -> Decision | None:
    """The award decision of the highest part of a round on one form: the one that is in hand, or was issued last."""
    query = select(Decision).where(
        col(Decision.stage_id) == stage_id,
        col(Decision.form) == form,
        col(Decision.kind) == DecisionKind.AWARD.value,
    )
    query = query.order_by(col(Decision.part).desc()).limit(1)
    return session.exec(query.with_for_update(key_share=True)).first()


def decisions_of(session: Session, stage_id: int) -> list[Decision]:
    """All award decisions of a round."""
    query = select(Decision).where(col(Decision.stage_id) == stage_id, col(Decision.kind) == DecisionKind.AWARD.value)
    return list(session.exec(query.order_by(col(Decision.form), col(Decision.part))))


def lines_of(session: Session, decision_id: int, *, struck_too: bool = False) -> list[DecisionLine]:
    """A decision's list, in order; what was struck out is left out."""
    query = select(DecisionLine).where(col(DecisionLine.decision_id) == decision_id)
    if not struck_too:
        query = query.where(col(DecisionLine.struck_at).is_(None))
    return list(session.exec(query.order_by(col(DecisionLine.position))))


def decision_by_id(session: Session, campaign_id: int, number: int) -> Decision | None:
    """A decision of a campaign, whatever its kind, as it stands now."""
    query = select(Decision).where(col(Decision.id) == number, col(Decision.campaign_id) == campaign_id)
    return session.exec(query.execution_options(populate_existing=True)).first()


def later_of(session: Session, decision_id: int, *states: str) -> list[Decision]:
    """The decisions about this one that are in one of these states, the oldest first."""
    query = select(Decision).where(col(Decision.about_id) == decision_id, col(Decision.state).in_(states))
    return list(session.exec(query.order_by(col(Decision.id))))


def replacement_of(session: Session, decision_id: int) -> Decision | None:
    """The issued decision that took the place of this one."""
    found = later_of(session, decision_id, "issued")
    return next((one for one in found if one.kind == DecisionKind.REPLACEMENT), None)


def standing_lines(session: Session, decision_id: int) -> list[DecisionLine]:
    """The lines of a decision whose awards hold, in order."""
    query = select(DecisionLine).join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
    query = query.where(col(Decision.id) == decision_id, stands())
    return list(session.exec(query.order_by(col(DecisionLine.position))))


def corrections_of(session: Session, decision_id: int) -> list[DecisionCorrection]:
    """The passages that a correction puts right, in order."""
    query = select(DecisionCorrection).where(col(DecisionCorrection.decision_id) == decision_id)
    return list(session.exec(query.order_by(col(DecisionCorrection.position))))


def recovery_of(session: Session, decision_id: int, number: int) -> Recovery | None:
    """One thing that a cancellation takes back."""
    query = select(Recovery).join(DecisionLine, col(DecisionLine.id) == col(Recovery.line_id))
    query = query.where(col(DecisionLine.decision_id) == decision_id, col(Recovery.id) == number)
    return session.exec(query).first()


def next_part(session: Session, stage_id: int, form: str, kind: str) -> int:
    """The number of the next decision of a kind in a round."""
    query = select(func.max(Decision.part)).where(
        col(Decision.stage_id) == stage_id, col(Decision.form) == form, col(Decision.kind) == kind
    )
    return (session.exec(query).one() or 0) + 1


def number_used(session: Session, authority: str, type_: str, year: int, number: str) -> Decision | None:
    """The decision that already carries this number in the authority's book of the year."""
    query = select(Decision).where(
        col(Decision.authority) == authority,
        col(Decision.type) == type_,
        col(Decision.year) == year,
        col(Decision.number) == number,
    )
    return session.exec(query).first()


def issued_decisions(session: Session, campaign_id: int) -> list[Decision]:
    """The decisions of a campaign by which awards hold, each once however often it was corrected or replaced."""
    query = select(Decision).where(col(Decision.campaign_id) == campaign_id, in_force())
    return list(session.exec(query.order_by(col(Decision.issued_on), col(Decision.id))))


def awarded_kinds(session: Session, campaign_id: int) -> list[str]:
    """Kind of every nominee whose award stands."""
    query = (
        select(DecisionLine.nominee_kind)
        .join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
        .where(col(Decision.campaign_id) == campaign_id, stands())
    )
    return list(session.exec(query))
