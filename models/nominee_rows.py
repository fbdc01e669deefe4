"""A person as a nominee. A dossier names its nominee in words, so the link is her exact name within her own unit."""

from sqlmodel import Session, col, select

from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.people import Person

_LISTING = ("draft", "signed", "issued")


def named_after(session: Session, person: Person, *, listed: bool = True) -> list[Dossier]:
    """Dossiers of individuals of this name in this person's unit; without those that a decision lists where asked."""
    if person.unit_id is None:
        return []
    query = select(Dossier).where(
        col(Dossier.unit_id) == person.unit_id,
        col(Dossier.nominee_kind) == "individual",
        col(Dossier.folded) == person.folded,
        col(Dossier.nominee) == person.name,
    )
    if not listed:
        on_a_list = select(DecisionLine.dossier_id).join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
        query = query.where(col(Dossier.id).not_in(on_a_list.where(col(Decision.state).in_(_LISTING))))
    return list(session.exec(query.order_by(col(Dossier.id))))


def papers_naming(session: Session, person: Person) -> tuple[str, ...]:
    """Numbers of issued decisions whose list holds her name."""
    mine = [dossier.id for dossier in named_after(session, person)]
    query = select(Decision.number).join(DecisionLine, col(DecisionLine.decision_id) == col(Decision.id))
    query = query.where(col(DecisionLine.dossier_id).in_(mine), col(Decision.state) == "issued")
    return tuple(sorted({number for number in session.exec(query) if number}))
