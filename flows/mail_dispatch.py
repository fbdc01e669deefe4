"""The dispatch: notices become mails, mails go out. Legal ones at once, all others as one digest a person and day."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from prefect import flow
from sqlmodel import Session

import settings
from domain.steps import local_day
from domain.values import Value
from flows.clock import moment
from models.engine import open_engine, reading
from models.mail import Notice
from models.mail_rows import brake_of
from models.workdays import load_calendar
from queries.due import known_message_ids, mails_waiting, notices_due, sweep_under_way
from tasks.letters import Group, digests, in_office_hours, next_office_morning, single
from tasks.mail import hold_notices, send_mails, store_letters

LIMIT = 2_000
"""Notices in one round: their letters are rendered in one task run."""

ROUNDS = 100
SWEEP_PATIENCE = timedelta(minutes=30)
"""So long a digest waits for the sweep that writes its last notices; a silent engine must not hold mail back."""

TRY_AGAIN = timedelta(hours=1)
"""After so long a notice that could not be rendered is tried again, perhaps by a mended version."""


@dataclass(frozen=True)
class Work:
    """Letters to store now, and notices to hold until `held_until`."""

    groups: tuple[Group, ...] = ()
    held: tuple[int, ...] = ()
    held_until: datetime | None = None


class Dispatch(Value):
    """What a dispatch did, in numbers of mails; `paused` when the settings or a person hold all mail."""

    as_of: datetime
    paused: bool = False
    stored: int = 0
    sent: int = 0
    deferred: int = 0
    failed: int = 0
    unknown: int = 0


@flow(name="dispatch_mail", persist_result=False)
async def dispatch_mail(as_of: datetime | None = None) -> Dispatch:
    """Store and send what is due at this moment. Several at once send nothing twice.

    Raises:
        NotAllowed: `as_of_refused` in a store that is not simulated.
    """
    now = await moment(as_of)
    if settings.load().mail_paused or await asyncio.to_thread(_braked):
        return Dispatch(as_of=now, paused=True)
    stored = await _store_all(now)
    counts: dict[str, int] = {}
    for _ in range(ROUNDS):
        if not await asyncio.to_thread(_mails_waiting, now):
            break
        for state, number in (await send_mails(now)).items():
            counts[state] = counts.get(state, 0) + number
    return Dispatch(as_of=now, stored=stored, **counts)


def _braked() -> bool:
    """Has somebody at a desk stopped all mail?"""
    with reading(open_engine(settings.load().database_url)) as session:
        return brake_of(session).paused_since is not None


async def _store_all(now: datetime) -> int:
    stored = 0
    for _ in range(ROUNDS):
        work = await asyncio.to_thread(_find, now)
        if work.held and work.held_until is not None:
            await hold_notices(work.held, work.held_until)
        fresh = await store_letters(work.groups, now, now + TRY_AGAIN) if work.groups else 0
        stored += fresh
        if not fresh and not work.held:
            break
    return stored


def _find(now: datetime) -> Work:
    current = settings.load()
    with reading(open_engine(current.database_url)) as session:
        legal = notices_due(session, now, legal=True, limit=LIMIT)
        if legal:
            return Work(groups=tuple(single(notice, current.mail_domain) for notice in legal))
        others = _whole(notices_due(session, now, legal=False, limit=LIMIT))
        return _digests(session, others, current.mail_domain, now) if others else Work()


def _digests(session: Session, notices: tuple[Notice, ...], domain: str, now: datetime) -> Work:
    calendar = load_calendar(session)
    morning = next_office_morning(calendar, now)
    if not in_office_hours(calendar, now):
        return Work(held=tuple(notice.id for notice in notices), held_until=morning)
    if sweep_under_way(session, now, SWEEP_PATIENCE):
        return Work()
    groups = digests(notices, local_day(now), domain)
    gone = known_message_ids(session, tuple(group.message_id for group in groups))
    return Work(
        groups=tuple(group for group in groups if group.message_id not in gone),
        held=tuple(id_ for group in groups if group.message_id in gone for id_ in group.ids),
        held_until=morning,
    )


def _whole(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Without the last address where the limit may have cut its digest in two."""
    last = notices[-1].address if notices else ""
    if len(notices) < LIMIT or notices[0].address == last:
        return notices
    return tuple(notice for notice in notices if notice.address != last)


def _mails_waiting(now: datetime) -> bool:
    with reading(open_engine(settings.load().database_url)) as session:
        return mails_waiting(session, now)
