"""What one dossier waits for, and whose time has passed since it came in."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from domain.clocks import Pause, Split, split
from domain.dossiers import OVER, DossierState
from domain.duties import Clock
from domain.errors import Invalid, NotFound
from domain.people import Principal
from domain.steps import local_day
from domain.values import Value
from models.campaigns import Campaign
from models.complaints import Complaint
from models.dossiers import Consultation, Dossier, DossierReturn
from models.workdays import load_calendar
from queries.campaigns import visible
from queries.held_back import HeldBack, held_back
from queries.hold_ups import HoldUp, hold_ups
from queries.visibility import reach
from queries.wanted import Wanted

JUDGED = (*OVER, DossierState.AWARDED)
"""Nobody works on these any more."""


class Asked(Value):
    """An opinion asked of another body; `answered_at` is None while it is open."""

    body: str
    document: str
    due: date
    asked_at: datetime
    answered_at: datetime | None


class DossierWaits(Value):
    """A dossier as the monitor shows it; `days` is None beyond the calendar, and once nobody works on it any more."""

    campaign: str
    campaign_name: str
    code: str
    nominee: str
    unit_name: str
    form: str
    state: str
    received_on: date
    holds: tuple[HoldUp, ...]
    asked: tuple[Asked, ...]
    days: Split | None
    held: HeldBack | None


def dossier_waits(session: Session, viewer: Principal, code: str, dossier: str, *, on: date) -> DossierWaits:
    """One dossier.

    Raises:
        NotFound: `campaign`; `dossier`, also for one that the viewer may not see.
    """
    campaign = visible(session, viewer, code)
    row = _row(session, viewer, campaign, dossier)
    opinions = session.scalars(select(Consultation).where(col(Consultation.dossier_id) == row.id)).all()
    received = row.received_on or local_day(row.submitted_at)
    return DossierWaits(
        campaign=code,
        campaign_name=campaign.name,
        code=row.code,
        nominee=row.nominee,
        unit_name=row.unit_name,
        form=row.form,
        state=row.state,
        received_on=received,
        holds=hold_ups(session, viewer, on=on, wanted=Wanted(campaign=code, dossier=dossier), shown=10),
        asked=tuple(_asked(one) for one in opinions),
        days=None if row.state in JUDGED else _days(session, row.id, received, opinions, on),
        held=held_back(session, viewer, [row.id]).get(row.id),
    )


def _row(session: Session, viewer: Principal, campaign: Campaign, dossier: str) -> Dossier:
    seen = reach(viewer, "campaign:view", col(Dossier.campaign_id), col(Dossier.unit_id))
    query = select(Dossier).where(col(Dossier.campaign_id) == campaign.id, col(Dossier.code) == dossier, seen)
    found = session.scalars(query).first()
    if found is None:
        raise NotFound("dossier", code=dossier)
    return found


def _asked(one: Consultation) -> Asked:
    return Asked(body=one.body, document=one.document, due=one.due, asked_at=one.asked_at, answered_at=one.answered_at)


def _days(
    session: Session, dossier_id: int, received: date, opinions: Sequence[Consultation], on: date
) -> Split | None:
    returns = session.scalars(select(DossierReturn).where(col(DossierReturn.dossier_id) == dossier_id)).all()
    try:
        pauses = (*_pauses(returns, opinions, on), *_held_pauses(session, dossier_id, on))
        return split(received, on, pauses, load_calendar(session))
    except Invalid:
        return None


def _pauses(returns: Sequence[DossierReturn], opinions: Sequence[Consultation], on: date) -> Iterator[Pause]:
    for back in returns:
        yield _pause(Clock.THEIRS, back.returned_at, back.supplemented_at, on)
    for asked in opinions:
        yield _pause(Clock.STOPPED, asked.asked_at, asked.answered_at, on)


def _held_pauses(session: Session, dossier_id: int, on: date) -> Iterator[Pause]:
    """While a complaint is verified nobody may go on with the dossier, so the days are nobody's delay."""
    query = select(Complaint).where(col(Complaint.dossier_id) == dossier_id)
    for complaint in session.scalars(query):
        yield _pause(Clock.STOPPED, complaint.filed_at, complaint.ended_at, on)


def _pause(clock: Clock, since: datetime, until: datetime | None, on: date) -> Pause:
    return Pause(clock=clock, since=local_day(since), until=local_day(until) if until else on)
