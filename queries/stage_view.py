"""One stage as whoever wants to move it sees it: what it waits for, what happens by itself, what helps, what was done.

What follows from other units' matters (the next step, the forecast, the trail) is only for those who see all units.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.errors import Invalid
from domain.people import Principal
from domain.permissions import allowed
from domain.stages import StageKey
from domain.steps import Step, steps_ahead
from domain.values import Value
from models.aside_rows import open_skip_request
from models.audit import AuditEvent
from models.campaigns import Campaign
from models.finders import stage_of
from models.mail import Mail, Notice
from models.people import Person
from models.situations import load
from models.stages import Stage, Wait
from models.standing import facts_of
from models.workdays import load_calendar
from queries.campaigns import visible
from queries.forecast import ForecastLine, outlook
from queries.history import Event, told
from queries.hold_ups import HoldUp, hold_ups
from queries.remedies import RemedyLine, later_stages, remedies_of
from queries.wanted import Wanted
from wording.labels import stage_label
from wording.waits import step_phrase

LISTED = 30
"""Waits of one cause that are told one by one."""

STEPS, EVENTS = 4, 30


class StepAhead(Value):
    """What the service will do by itself; `due` is the deadline that it is about."""

    at: datetime
    what: str
    due: date | None


class SkipAsked(Value):
    """Somebody asks that the stage is not held; `own`: the viewer, or whoever she stands for, who cannot agree."""

    by: str
    at: datetime
    reason: str
    own: bool


class MailCount(Value):
    """Notices of a kind about this stage: how many, how many of their mails left, how many failed, and the last."""

    kind: str
    written: int
    sent: int
    failed: int
    last_at: datetime


class StageView(Value):
    """`sees_all`: the viewer sees every unit's matters; without it `ahead`, `forecast`, `events`, `mails` are empty."""

    campaign: str
    campaign_name: str
    campaign_state: str
    suspended: bool
    stage: str
    name: str
    state: str
    reason: str
    opens: date | None
    remind_by: date | None
    due: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    revision: int
    sees_all: bool
    holds: tuple[HoldUp, ...]
    remedies: tuple[RemedyLine, ...]
    ahead: tuple[StepAhead, ...]
    expected: ForecastLine | None
    later: tuple[ForecastLine, ...]
    skip: SkipAsked | None
    events: tuple[Event, ...]
    mails: tuple[MailCount, ...]


def stage_view(
    session: Session, viewer: Principal, code: str, key: StageKey, *, on: date, at: datetime, cause: str | None = None
) -> StageView:
    """One stage; `cause` narrows what it waits for.

    Raises:
        NotFound: `campaign`, `stage`.
    """
    campaign = visible(session, viewer, code)
    stage = stage_of(session, campaign.id, key)
    sees_all = viewer.is_system or allowed("campaign:view", viewer, campaign_id=campaign.id)
    wanted = Wanted(campaign=code, stage=str(key), cause=cause, planned=True)
    holds = hold_ups(session, viewer, on=on, wanted=wanted, limit=50, shown=LISTED)
    expected, later = _outlook(session, viewer, campaign, stage, on) if sees_all else (None, ())
    return StageView(
        campaign=code,
        campaign_name=campaign.name,
        campaign_state=campaign.state,
        suspended=campaign.suspended_at is not None,
        stage=stage.key,
        name=stage_label(stage.kind, stage.round),
        state=stage.state,
        reason=stage.reason,
        opens=stage.opens,
        remind_by=stage.remind_by,
        due=stage.due,
        opened_at=stage.opened_at,
        closed_at=stage.closed_at,
        revision=stage.revision,
        sees_all=sees_all,
        holds=holds,
        remedies=_remedies(viewer, holds, stage, campaign),
        ahead=_ahead(session, campaign, stage, at) if sees_all else (),
        expected=expected,
        later=later,
        skip=_skip(session, viewer, stage) if sees_all else None,
        events=_events(session, viewer, campaign, stage),
        mails=_mails(session, viewer, campaign, stage),
    )


def _remedies(viewer: Principal, holds: Sequence[HoldUp], stage: Stage, campaign: Campaign) -> tuple[RemedyLine, ...]:
    """Each remedy once: as it applies to some wait, else why it applies to none."""
    offers = [line.remedies for hold in holds for line in hold.lines]
    if not offers:
        nothing = Wait(
            campaign_id=campaign.id, stage_id=stage.id, cause="", subject="", clock="ours", since=campaign.created_at
        )
        offers = [remedies_of(viewer, nothing, stage, campaign)]
    return tuple(next((one for one in each if one.why_not is None), each[0]) for each in zip(*offers, strict=True))


def _ahead(session: Session, campaign: Campaign, stage: Stage, at: datetime) -> tuple[StepAhead, ...]:
    [record] = load(session, [campaign])
    one = next(found for found in record.stages if found.stage.id == stage.id)
    if one.incidents:
        tries = [incident.next_try_at for incident in one.incidents if incident.next_try_at is not None]
        return tuple(StepAhead(at=moment, what="thử lại bước bị lỗi", due=None) for moment in sorted(tries))
    try:
        steps = steps_ahead(facts_of(record, one), load_calendar(session), at)
    except Invalid:
        # Beyond the calendar nobody can say on which day a reminder falls.
        return ()
    return tuple(_step(step) for step in steps[:STEPS])


def _step(step: Step) -> StepAhead:
    return StepAhead(at=step.at, what=step_phrase(step.name), due=step.due)


def _outlook(
    session: Session, viewer: Principal, campaign: Campaign, stage: Stage, on: date
) -> tuple[ForecastLine | None, tuple[ForecastLine, ...]]:
    names = set(later_stages(session, [campaign.id])[stage.id])
    lines = outlook(session, viewer, campaign.code, on=on)
    own = next((line for line in lines if line.stage == stage.key), None)
    return own, tuple(line for line in lines if line.name in names)


def _skip(session: Session, viewer: Principal, stage: Stage) -> SkipAsked | None:
    asked = open_skip_request(session, stage.id)
    if asked is None:
        return None
    name = session.scalars(select(col(Person.name)).where(col(Person.code) == asked.asked_by)).first()
    return SkipAsked(
        by=name or asked.asked_by, at=asked.asked_at, reason=asked.reason, own=viewer.stands_for(asked.asked_by)
    )


def _may_look_back(viewer: Principal, campaign: Campaign) -> bool:
    return viewer.is_system or any(
        allowed(right, viewer, campaign_id=campaign.id) for right in ("stage:remind", "audit:view")
    )


def _events(session: Session, viewer: Principal, campaign: Campaign, stage: Stage) -> tuple[Event, ...]:
    if not _may_look_back(viewer, campaign):
        return ()
    query = select(AuditEvent).where(
        col(AuditEvent.campaign) == campaign.code, col(AuditEvent.subject) == f"stage:{stage.key}"
    )
    rows = session.scalars(query.order_by(col(AuditEvent.id).desc()).limit(EVENTS)).all()
    return told(session, rows)


def _mails(session: Session, viewer: Principal, campaign: Campaign, stage: Stage) -> tuple[MailCount, ...]:
    if not _may_look_back(viewer, campaign):
        return ()
    last = func.max(col(Notice.created_at))
    query = (
        select(
            col(Notice.kind),
            func.count(),
            func.count().filter(col(Mail.state) == "sent"),
            func.count().filter(col(Mail.state).in_(("failed", "unknown"))),
            last,
        )
        .outerjoin(Mail, col(Mail.id) == col(Notice.mail_id))
        .where(col(Notice.campaign_id) == campaign.id, col(Notice.stage_id) == stage.id)
        .group_by(col(Notice.kind))
        .order_by(last.desc(), col(Notice.kind))
    )
    return tuple(
        MailCount(kind=kind, written=written, sent=sent, failed=failed, last_at=moment)
        for kind, written, sent, failed, moment in session.execute(query)
    )
