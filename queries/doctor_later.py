"""The doctor's questions about decisions on decisions: nothing ended twice, and what has to come back is known."""

from collections.abc import Iterator

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, func, select
from sqlmodel.sql.expression import Select

from domain.later_decisions import DecisionKind, Recovered
from models.campaigns import Campaign
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.later_decisions import Recovery
from queries.faults import Fault, fault

_ISSUED_CANCELLATION = (col(Decision.kind) == DecisionKind.CANCELLATION.value, col(Decision.state) == "issued")
_OLD = aliased(Decision, name="old")


def of_later_decisions(session: Session) -> Iterator[Fault]:
    """Everything that is wrong with them."""
    yield from _replaced_twice(session)
    yield from _cancelled_twice(session)
    yield from _cancelled_unlisted(session)
    yield from _unrecovered(session)


def _replaced_twice(session: Session) -> Iterator[Fault]:
    query = (
        select(Campaign.code, _OLD.number)
        .join(_OLD, col(_OLD.campaign_id) == col(Campaign.id))
        .join(Decision, col(Decision.about_id) == col(_OLD.id))
        .where(col(Decision.kind) == DecisionKind.REPLACEMENT.value, col(Decision.state) == "issued")
        .group_by(col(Campaign.code), col(_OLD.id), col(_OLD.number))
        .having(func.count() > 1)
    )
    for code, number in session.exec(query):
        yield fault("replaced_twice", campaign=code, number=number)


def _cancelled_twice(session: Session) -> Iterator[Fault]:
    query = (
        _cancelled_lines()
        .group_by(col(Campaign.code), col(Dossier.code), col(Decision.about_id))
        .having(func.count() > 1)
    )
    for code, dossier in session.exec(query):
        yield fault("cancelled_twice", campaign=code, dossier=dossier)


def _cancelled_unlisted(session: Session) -> Iterator[Fault]:
    """A cancellation of an award that the decision never held."""
    held = aliased(DecisionLine, name="held")
    same = exists().where(
        col(held.decision_id) == col(Decision.about_id),
        col(held.dossier_id) == col(DecisionLine.dossier_id),
        col(held.struck_at).is_(None),
    )
    for code, dossier in session.exec(_cancelled_lines().where(~same)):
        yield fault("cancelled_unlisted", campaign=code, dossier=dossier)


def _unrecovered(session: Session) -> Iterator[Fault]:
    """Object and money have to come back with every cancelled award, or nobody would ask for them."""
    for item in Recovered:
        noted = exists().where(col(Recovery.line_id) == col(DecisionLine.id), col(Recovery.item) == item.value)
        for code, dossier in session.exec(_cancelled_lines().where(~noted)):
            yield fault("recovery_missing", campaign=code, dossier=dossier, item=item.value)


def _cancelled_lines() -> Select[str, str]:
    """Campaign and dossier of every award that was cancelled."""
    return (
        select(Campaign.code, Dossier.code)
        .select_from(DecisionLine)
        .join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
        .join(Dossier, col(Dossier.id) == col(DecisionLine.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Decision.campaign_id))
        .where(*_ISSUED_CANCELLATION, col(DecisionLine.struck_at).is_(None))
    )
