"""Whether awards still hold: by which decision a nominee is awarded, and which one ended that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from domain.later_decisions import LISTING, DecisionKind
from domain.values import Value
from models.decisions import Decision, DecisionLine


class AwardStanding(Value):
    """The decision whose list holds a nominee, and what became of the award.

    `standing` is a word of `wording.later_decisions.STANDINGS`; `ended_by` is the number of the decision that ended it.
    """

    number: str | None
    issued_on: date | None
    standing: str
    ended_by: str | None
    ended_on: date | None


@dataclass(frozen=True)
class Endings:
    """What ended lines of some decisions: cancellations by (decision, dossier), replacements by decision."""

    cancelled: dict[tuple[int, int], Decision]
    replaced: dict[int, Decision]

    def of(self, decision: Decision, dossier_id: int, *, replaced: str) -> AwardStanding:
        """How one line of an issued list stands; `replaced` is the word where the whole list was replaced."""
        by = self.cancelled.get((decision.id, dossier_id))
        word = "cancelled"
        if by is None:
            by, word = self.replaced.get(decision.id), replaced
        return AwardStanding(
            number=decision.number,
            issued_on=decision.issued_on,
            standing=word if by else "in_force",
            ended_by=by.number if by else None,
            ended_on=by.issued_on if by else None,
        )


def standings(session: Session, dossier_ids: Iterable[int]) -> dict[int, AwardStanding]:
    """Dossier → how its award stands, for those that an issued decision lists.

    A nominee who stands in a replacement is awarded by that one, whatever became of the first.
    """
    query = (
        select(col(DecisionLine.dossier_id), Decision)
        .join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
        .where(col(DecisionLine.dossier_id).in_(list(dossier_ids)), col(DecisionLine.struck_at).is_(None))
        .where(col(Decision.state) == "issued", col(Decision.kind).in_([kind.value for kind in LISTING]))
        .order_by(col(Decision.id))
    )
    last = dict(session.execute(query).tuples().all())
    ended = endings(session, {decision.id for decision in last.values()})
    return {dossier: ended.of(decision, dossier, replaced="left_out") for dossier, decision in last.items()}


def endings(session: Session, decision_ids: Iterable[int]) -> Endings:
    """What issued decisions ended of the lists of these."""
    ids = list(decision_ids)
    about = (col(Decision.about_id).in_(ids), col(Decision.state) == "issued")
    lines = (
        select(DecisionLine, Decision)
        .join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
        .where(*about, col(Decision.kind) == DecisionKind.CANCELLATION.value, col(DecisionLine.struck_at).is_(None))
    )
    whole = select(Decision).where(*about, col(Decision.kind) == DecisionKind.REPLACEMENT.value)
    return Endings(
        cancelled={(row.about_id or 0, line.dossier_id): row for line, row in session.execute(lines).tuples()},
        replaced={row.about_id or 0: row for row in session.scalars(whole)},
    )
