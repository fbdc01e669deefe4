"""Finding decisions and their lines."""

from sqlmodel import Session, col, select

from models.decisions import Decision, DecisionLine


def decision_of(session: Session, stage_id: int, form: str) -> Decision | None:
    """The decision of a round on one award form."""
    query = select(Decision).where(col(Decision.stage_id) == stage_id, col(Decision.form) == form)
    return session.exec(query.with_for_update(key_share=True)).first()


def decisions_of(session: Session, stage_id: int) -> list[Decision]:
    """All decisions of a round."""
    return list(session.exec(select(Decision).where(col(Decision.stage_id) == stage_id).order_by(col(Decision.form))))


def lines_of(session: Session, decision_id: int, *, struck_too: bool = False) -> list[DecisionLine]:
    """A decision's list, in order; what was struck out is left out."""
    query = select(DecisionLine).where(col(DecisionLine.decision_id) == decision_id)
    if not struck_too:
        query = query.where(col(DecisionLine.struck_at).is_(None))
    return list(session.exec(query.order_by(col(DecisionLine.position))))


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
    """Issued decisions of a campaign."""
    query = select(Decision).where(col(Decision.campaign_id) == campaign_id, col(Decision.state) == "issued")
    return list(session.exec(query.order_by(col(Decision.issued_on), col(Decision.id))))


def awarded_kinds(session: Session, campaign_id: int) -> list[str]:
    """Kind of every nominee in the issued decisions of a campaign."""
    query = (
        select(DecisionLine.nominee_kind)
        .join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
        .where(
            col(Decision.campaign_id) == campaign_id,
            col(Decision.state) == "issued",
            col(DecisionLine.struck_at).is_(None),
        )
    )
    return list(session.exec(query))
