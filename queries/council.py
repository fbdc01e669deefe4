"""The council's meetings and ballots, for a viewer. How an open ballot stands is told to nobody: only who has voted.

`meetings`, `meeting` and `ballot_result` are what pages and verbs show; the others count what is still missing.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, null
from sqlalchemy import select as select_rows
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from domain.ballots import quorum_needed
from domain.errors import NotFound
from domain.people import Principal
from models.campaigns import Campaign
from models.council import Ballot, Council, Meeting
from models.dossiers import Dossier
from models.stages import Duty, Stage
from queries.council_lines import BallotResult, MeetingDetail, MeetingLine
from queries.council_results import result_of
from queries.recusals import kept_out
from queries.sitting import Sitting, on_agenda
from queries.visibility import reach

DECIDED = ("passed", "failed")


def meetings(
    session: Session, viewer: Principal, *, campaign: str | None = None, limit: int = 200
) -> tuple[MeetingLine, ...]:
    """Meetings of the campaigns that the viewer may see as a whole, the latest first."""
    query = _meetings(viewer).order_by(col(Meeting.at).desc(), col(Meeting.id).desc()).limit(limit)
    if campaign is not None:
        query = query.where(col(Campaign.code) == campaign)
    return _lines(session, viewer, session.execute(query).all())


def meeting(session: Session, viewer: Principal, meeting_id: int) -> MeetingDetail:
    """One meeting: agenda with its ballots, who is there, quorum, and the viewer's own part in each ballot.

    Raises:
        NotFound: `meeting_number`, also where the viewer may not see the campaign.
    """
    row = session.execute(_meetings(viewer).where(col(Meeting.id) == meeting_id)).first()
    if row is None:
        raise NotFound("meeting_number", number=meeting_id)
    sitting = Sitting(session, viewer, row.Meeting, row.Stage, row.Council)
    voting = [seat for seat in sitting.seats if seat.votes]
    now = sum(seat.present for seat in voting)
    needed = quorum_needed(sitting.rule, len(voting)) if sitting.rule else 0
    return MeetingDetail(
        **_lines(session, viewer, [row])[0].model_dump(),
        council=row.Council.name,
        council_document=row.Council.document,
        minutes=row.Meeting.minutes,
        rule=sitting.rule,
        members=len(voting),
        quorum_now=now,
        quorum_needed=needed,
        quorate=now >= needed,
        seats=sitting.seats,
        agenda=sitting.lines(),
    )


def ballot_result(
    session: Session, viewer: Principal, campaign: str, dossier: str, *, turn: int | None = None
) -> BallotResult:
    """A closed ballot with the working of its tally; the last turn unless another is asked for.

    Raises:
        NotFound: `ballot_result`, for a ballot that is open or was never held, and for whoever may not see how this
        dossier is judged: the answer is one and the same.
    """
    query = (
        select_rows(Ballot, Dossier, Campaign, Council)
        .join(Dossier, col(Dossier.id) == col(Ballot.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .join(Council, col(Council.campaign_id) == col(Campaign.id))
        .where(col(Campaign.code) == campaign, col(Dossier.code) == dossier, col(Ballot.closed_at).is_not(None))
        .where(reach(viewer, "campaign:view", col(Campaign.id), null()), ~kept_out(viewer, col(Dossier.id)))
        .order_by(col(Ballot.turn).desc())
    )
    if turn is not None:
        query = query.where(col(Ballot.turn) == turn)
    row = session.execute(query).first()
    if row is None:
        raise NotFound("ballot_result", dossier=dossier)
    return result_of(session, row.Ballot, row.Dossier, row.Campaign, row.Council)


def _meetings(viewer: Principal) -> Select[Any]:
    return (
        select_rows(Meeting, Stage, Campaign, Council)
        .join(Stage, col(Stage.id) == col(Meeting.stage_id))
        .join(Campaign, col(Campaign.id) == col(Meeting.campaign_id))
        .join(Council, col(Council.campaign_id) == col(Campaign.id))
        .where(reach(viewer, "campaign:view", col(Campaign.id), null()))
    )


def _lines(session: Session, viewer: Principal, rows: Sequence[Any]) -> tuple[MeetingLine, ...]:
    counts = _counts(session, viewer, [row.Meeting.id for row in rows])
    return tuple(_line(row, *counts.get(row.Meeting.id, (0, 0))) for row in rows)


def _counts(session: Session, viewer: Principal, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Meeting → how many dossiers the viewer sees on its agenda, and on how many of them the council has decided."""
    last = aliased(Ballot)
    turns = select_rows(func.max(last.turn)).where(col(last.dossier_id) == col(Dossier.id))
    turn = turns.correlate_except(last).scalar_subquery()
    decided = and_(
        col(Ballot.dossier_id) == col(Dossier.id),
        col(Ballot.meeting_id) == col(Meeting.id),
        col(Ballot.turn) == turn,
        col(Ballot.outcome).in_(DECIDED),
    )
    query = (
        select_rows(col(Meeting.id), func.count(), func.count(col(Ballot.id)))
        .join(Stage, col(Stage.id) == col(Meeting.stage_id))
        .join(Dossier, on_agenda(Meeting, Stage))
        .outerjoin(Ballot, decided)
        .where(col(Meeting.id).in_(ids), ~kept_out(viewer, col(Dossier.id)))
        .group_by(col(Meeting.id))
    )
    return {meeting: (dossiers, done) for meeting, dossiers, done in session.execute(query)}


def _line(row: Any, dossiers: int, decided: int) -> MeetingLine:
    return MeetingLine(
        id=row.Meeting.id,
        campaign=row.Campaign.code,
        campaign_name=row.Campaign.name,
        round=row.Stage.round,
        number=row.Meeting.number,
        at=row.Meeting.at,
        place=row.Meeting.place,
        state=row.Meeting.state,
        reason=row.Meeting.reason or "",
        minutes_document=row.Meeting.minutes_document,
        dossiers=dossiers,
        decided=decided,
    )


def open_ballots(session: Session, campaign: str, round_: str) -> frozenset[str]:
    """Codes of the dossiers of a round whose ballot is open."""
    query = (
        select(Dossier.code)
        .join(Ballot, col(Ballot.dossier_id) == col(Dossier.id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(col(Campaign.code) == campaign, col(Dossier.round) == round_, col(Ballot.closed_at).is_(None))
    )
    return frozenset(session.exec(query))


def votes_owed(session: Session, campaign: str, dossier: str) -> int:
    """How many members still owe their vote on a dossier."""
    query = (
        select(func.count())
        .select_from(Duty)
        .join(Dossier, col(Dossier.id) == col(Duty.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(
            col(Campaign.code) == campaign,
            col(Dossier.code) == dossier,
            col(Duty.kind) == "vote",
            col(Duty.ended).is_(False),
        )
    )
    return session.exec(query).one()


def ballots_missing(session: Session, campaign: str, round_: str) -> int:
    """How many dossiers of a round still wait for a ballot that decides."""
    query = (
        select(func.count())
        .select_from(Duty)
        .join(Dossier, col(Dossier.id) == col(Duty.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(
            col(Campaign.code) == campaign,
            col(Dossier.round) == round_,
            col(Duty.kind) == "hold_ballot",
            col(Duty.ended).is_(False),
        )
    )
    return session.exec(query).one()
