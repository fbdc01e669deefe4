"""What others are asked about a campaign: the public about the council's list, other bodies about a dossier."""

from datetime import date, datetime

from sqlalchemy import null, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign
from models.decisions import CommentPeriod, PublicComment
from models.dossiers import Consultation, Dossier
from models.stages import Stage
from queries.recusals import kept_out
from queries.visibility import reach
from wording.labels import round_label


class CommentLine(Value):
    """What somebody said, about the list or about one dossier."""

    sender: str
    text: str
    received_on: date
    dossier: str | None


class PeriodLine(Value):
    """One period of public comment; it runs while `closed_at` is empty."""

    round: str
    round_name: str
    number: int
    place: str
    document: str | None
    opened_at: datetime
    ends_on: date
    closed_at: datetime | None
    comments: tuple[CommentLine, ...]


class AskedLine(Value):
    """One body's opinion on one dossier; `answer` is empty while it is awaited."""

    dossier: str
    nominee: str
    body: str
    document: str
    due: date
    asked_at: datetime
    answered_at: datetime | None
    answer: str | None


def periods(session: Session, viewer: Principal, campaign: Campaign) -> tuple[PeriodLine, ...]:
    """Periods of public comment with what was said, the newest first; two queries."""
    query = (
        select(CommentPeriod, col(Stage.round))
        .join(Stage, col(Stage.id) == col(CommentPeriod.stage_id))
        .where(col(Stage.campaign_id) == campaign.id, reach(viewer, "comments:manage", col(Stage.campaign_id), null()))
        .order_by(col(CommentPeriod.id).desc())
    )
    rows = session.execute(query).tuples().all()
    said = _comments(session, [row.id for row, _ in rows])
    return tuple(
        PeriodLine(
            round=round_,
            round_name=round_label(round_),
            number=row.number,
            place=row.place,
            document=row.document,
            opened_at=row.opened_at,
            ends_on=row.ends_on,
            closed_at=row.closed_at,
            comments=tuple(said.get(row.id, ())),
        )
        for row, round_ in rows
    )


def consultations(session: Session, viewer: Principal, campaign: Campaign) -> tuple[AskedLine, ...]:
    """Bodies that were asked, those that have not answered first; one query."""
    query = (
        select(Consultation, Dossier)
        .join(Dossier, col(Dossier.id) == col(Consultation.dossier_id))
        .where(col(Dossier.campaign_id) == campaign.id, ~kept_out(viewer, col(Dossier.id)))
        .where(reach(viewer, "consultation:manage", col(Dossier.campaign_id), col(Dossier.unit_id)))
        .order_by(col(Consultation.answered_at).is_not(None), col(Consultation.due), col(Consultation.id))
    )
    return tuple(
        AskedLine(
            dossier=dossier.code,
            nominee=dossier.nominee,
            body=row.body,
            document=row.document,
            due=row.due,
            asked_at=row.asked_at,
            answered_at=row.answered_at,
            answer=row.answer,
        )
        for row, dossier in session.execute(query)
    )


def _comments(session: Session, ids: list[int]) -> dict[int, list[CommentLine]]:
    found: dict[int, list[CommentLine]] = {}
    query = (
        select(PublicComment, col(Dossier.code))
        .outerjoin(Dossier, col(Dossier.id) == col(PublicComment.dossier_id))
        .where(col(PublicComment.period_id).in_(ids))
        .order_by(col(PublicComment.id))
    )
    for row, code in session.execute(query):
        line = CommentLine(sender=row.sender, text=row.text, received_on=row.received_on, dossier=code)
        found.setdefault(row.period_id, []).append(line)
    return found
