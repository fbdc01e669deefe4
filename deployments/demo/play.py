"""The demonstration's days: sweep, people act, sweep, mail; only days on which something happens are played.

Everything is in the store, the clock too, so that a killed demonstration goes on where it stopped and ends alike. The
clock is kept before each part of a day that changes anything, because a part that is begun anew must find what it found
the first time.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine

from actions.cases import plan_of
from deployments.demo.accounts import open_for_scene
from deployments.demo.acts import NOT_YET, act
from deployments.demo.cast import Part, part_for
from deployments.demo.events import actor, happen
from deployments.demo.moment import Moment
from deployments.demo.scenery import is_set, principal, set_stage
from deployments.demo.scenes import Scene
from deployments.demo.sealing import sign_at_the_end, sign_at_times
from domain.errors import Refused
from domain.people import Principal
from domain.steps import OFFICE_ZONE, local_day
from domain.workdays import WorkCalendar
from flows.lifecycle import advance_campaigns
from flows.mail_dispatch import dispatch_mail
from models.campaign_rows import store_mark
from models.engine import open_engine, reading, writing
from models.finders import campaign_by_code
from models.workdays import load_calendar
from queries.agenda import next_moments, stepped_since, work_waiting
from queries.due import mails_waiting
from queries.owed import all_owed, still_owed

PATIENCE = timedelta(days=10)
"""So long the demonstration keeps a notice, because each dispatch is a run of its own in Prefect."""

PASSES = 60
"""Looks at the duties of one day; more would mean that somebody acts without anything moving."""


@dataclass
class Stage:
    """What the loop needs."""

    url: str
    scenes: tuple[Scene, ...]
    seed: str
    files: Path
    admin: Principal
    say: Callable[[date, str], None]
    calendar: WorkCalendar = field(init=False)
    waiting: set[int] = field(default_factory=set)
    tomorrow: set[int] = field(default_factory=set)
    to_set: list[Scene] = field(init=False)

    def __post_init__(self) -> None:
        with reading(self.engine) as session:
            self.calendar = load_calendar(session)
        self.to_set = [scene for scene in self.scenes if not is_set(self.engine, scene)]

    @property
    def engine(self) -> Engine:
        """The store."""
        return open_engine(self.url)


async def play(stage: Stage) -> None:
    """Play day after day until every campaign is over or waits for nobody who will act."""
    begun: datetime | None = _clock(stage)
    while begun is not None:
        day = local_day(begun)
        for hour, part in PARTS:
            at = _at(day, hour)
            if at >= begun:
                await part(stage, at)
        following = _next_day(stage, day)
        begun = _at(following, DAWN) if following else None
    await sign_at_the_end(stage.engine, _clock(stage))


async def _begin(stage: Stage, at: datetime) -> None:
    for scene in [scene for scene in stage.to_set if scene.prepared_on <= local_day(at)]:
        _save_clock(stage, at)
        # One transaction, because a scene that is half set could neither be played nor set again.
        with writing(stage.engine) as session:
            set_stage(session, scene, seed=stage.seed, admin=stage.admin, at=at)
            open_for_scene(session, scene, by=stage.admin, at=at)
        stage.to_set.remove(scene)


async def _sweep(stage: Stage, at: datetime) -> None:
    with reading(stage.engine) as session:
        due = work_waiting(session, at).stages
    if due:
        _save_clock(stage, at)
        await advance_campaigns(as_of=at)


async def _post(stage: Stage, at: datetime) -> None:
    """Mail goes out after every sweep, else when the oldest notice has waited for days; in life, every minute."""
    with reading(stage.engine) as session:
        moved = stepped_since(session, _at(local_day(at), DAWN))
        waiting = work_waiting(session, at if moved else at - PATIENCE).mails
        left_over = mails_waiting(session, at)
    if waiting or left_over:
        _save_clock(stage, at)
        await dispatch_mail(as_of=at)


async def _sign(stage: Stage, at: datetime) -> None:
    """On a day on which mail goes out anyway, because the auditor's letter would else be a run of its own."""
    with reading(stage.engine) as session:
        moved = stepped_since(session, _at(local_day(at), DAWN))
    if moved:
        await sign_at_times(stage.engine, at)


async def _people_act(stage: Stage, at: datetime) -> None:
    day, done = local_day(at), 0
    for _ in range(PASSES):
        parts = [part for part in _parts(stage) if part.day <= day]
        if parts and not done:
            _save_clock(stage, at)
        acted = [_one_acts(stage, part, at) for part in parts]
        done += sum(acted)
        # Who waits for somebody else gives no reason to play another day.
        stage.waiting = {part.duty.id for part, moved in zip(parts, acted, strict=True) if not moved}
        if not any(acted):
            break
    if done:
        stage.say(day, f"{done} việc được thực hiện")


async def _events_happen(stage: Stage, at: datetime) -> None:
    day = local_day(at)
    for scene in stage.scenes:
        for event in scene.events:
            if event.day == day:
                _save_clock(stage, at)
                by = principal(stage.engine, actor(scene, event), at)
                with writing(stage.engine) as session:
                    if happen(session, scene, event, by=by, at=at):
                        stage.say(day, f"{scene.code}: {event.kind}")


def _one_acts(stage: Stage, part: Part, at: datetime) -> bool:
    scene = _scene(stage, part.duty.campaign)
    by = principal(stage.engine, part.person, at)
    try:
        with writing(stage.engine) as session:
            # Because what somebody else has just done may have settled it: the summary written answers its own date.
            if not still_owed(session, part.duty.id):
                return False
            plan = plan_of(session, campaign_by_code(session, scene.code))
            moment = Moment(stage.engine, scene, plan, stage.calendar, part.duty, by, at, stage.seed, stage.files)
            return act(session, moment)
    except Refused as refusal:
        # Outside the transaction, because half an act must not stay: how often it is tried depends on kills.
        if refusal.code not in NOT_YET:
            raise
        if refusal.code == "no_quorum":
            stage.tomorrow.add(part.duty.id)
        return False


def _parts(stage: Stage) -> list[Part]:
    with reading(stage.engine) as session:
        owed = all_owed(session)
    known = {scene.code for scene in stage.scenes}
    parts = (
        part_for(_scene(stage, duty.campaign), duty, stage.calendar, stage.seed)
        for duty in owed
        if duty.campaign in known
    )
    return [part for part in parts if part is not None]


def _scene(stage: Stage, code: str) -> Scene:
    return next(scene for scene in stage.scenes if scene.code == code)


def _next_day(stage: Stage, day: date) -> date | None:
    tomorrow = day + timedelta(days=1)
    with reading(stage.engine) as session:
        coming = next_moments(session)
    parts = [part for part in _parts(stage) if part.duty.id not in stage.waiting - stage.tomorrow]
    days = [max(part.day, tomorrow) for part in parts]
    stage.tomorrow = set()
    days += [scene.prepared_on for scene in stage.to_set]
    days += [event.day for scene in stage.scenes for event in scene.events if event.day > day]
    days += [max(local_day(moment), tomorrow) for moment in (coming.stage, coming.mail) if moment is not None]
    if coming.notice is not None:
        # Days without anything else are left out, but not while somebody may only be waiting for a day to come.
        patience = timedelta() if stage.waiting else PATIENCE
        days.append(max(local_day(coming.notice + patience), tomorrow))
    return min(days, default=None)


def _clock(stage: Stage) -> datetime:
    with reading(stage.engine) as session:
        clock = store_mark(session).clock
    return clock or _at(min(scene.prepared_on for scene in stage.scenes), DAWN)


def _save_clock(stage: Stage, at: datetime) -> None:
    with writing(stage.engine) as session:
        store_mark(session).clock = at


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, OFFICE_ZONE).astimezone(UTC)


DAWN = time(7, 30)
PARTS: tuple[tuple[time, Callable[[Stage, datetime], Awaitable[None]]], ...] = (
    (DAWN, _begin),
    (time(8), _sweep),
    (time(8, 30), _events_happen),
    (time(9), _people_act),
    (time(16, 30), _sweep),
    (time(16, 40), _sign),
    (time(16, 45), _post),
    # Again for letters that a killed dispatch was sending: in the digest of another day they would be other letters.
    (time(17), _post),
)
"""A day, in its order."""
