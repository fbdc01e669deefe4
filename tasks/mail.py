"""Storing letters and sending mails: a transaction per group of letters, and one per group of answers."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime

from prefect import get_run_logger, task
from sqlalchemy import Engine
from tenacity import retry, retry_if_exception, stop_after_attempt, wait_random_exponential

import settings
from actions.mailing import Claimed, Letter, claim_mails, hold, record_outcomes, store_mails
from domain.people import SYSTEM
from models.engine import is_temporary, open_engine, writing
from notifications.delivery import Outgoing, deliver_all
from notifications.outcomes import Outcome
from notifications.smtp import SmtpServer
from settings import Settings
from settings.values import LOOPBACK
from tasks.letters import Group, letters_of
from tasks.retrying import RETRYING

STORED_TOGETHER = 50
CLAIMED_TOGETHER = 200
ANSWERS_TOGETHER = 20
"""Answers in one transaction: a kill between an answer and its record leaves at most so many mails in doubt."""

Counts = dict[str, int]


@task(name="store_mails", timeout_seconds=900, **RETRYING)
async def store_letters(groups: Sequence[Group], as_of: datetime, try_again_at: datetime) -> int:
    """Render each group and store it as a mail; how many. What cannot be said waits until `try_again_at`."""
    current = settings.load()
    stored = 0
    for start in range(0, len(groups), STORED_TOGETHER):
        letters, broken = await asyncio.to_thread(
            letters_of, groups[start : start + STORED_TOGETHER], current, at=as_of
        )
        if broken:
            get_run_logger().error("Không soạn được thư từ các thông báo %s", broken)
        stored += await asyncio.to_thread(_store, current, letters, broken, as_of, try_again_at)
    return stored


@task(name="hold_notices", timeout_seconds=300, **RETRYING)
async def hold_notices(notice_ids: Sequence[int], until: datetime) -> int:
    """Let these notices wait; how many."""
    return await asyncio.to_thread(_hold, settings.load(), tuple(notice_ids), until)


@task(name="send_mails", timeout_seconds=1800, **RETRYING)
async def send_mails(as_of: datetime) -> Counts:
    """Claim mails that are due, send them, write down the answers; state → how many. Empty when none was due."""
    current = settings.load()
    engine = open_engine(current.database_url)
    claimed = await asyncio.to_thread(_claim, engine, as_of)
    counts: Counts = {}
    answers: list[tuple[int, Outcome]] = []
    async for answer in deliver_all(_server(current), _outgoing(claimed, current)):
        answers.append(answer)
        if len(answers) == ANSWERS_TOGETHER:
            await _keep(engine, answers, as_of, counts)
    await _keep(engine, answers, as_of, counts)
    return counts


async def _keep(engine: Engine, answers: list[tuple[int, Outcome]], at: datetime, counts: Counts) -> None:
    if not answers:
        return
    for state, number in (await asyncio.to_thread(_record, engine, tuple(answers), at)).items():
        counts[state] = counts.get(state, 0) + number
    answers.clear()


# Not left to Prefect, because its retry would begin the task anew and these answers would be lost.
@retry(
    retry=retry_if_exception(is_temporary),
    stop=stop_after_attempt(5),
    wait=wait_random_exponential(max=20),
    reraise=True,
)
def _record(engine: Engine, answers: tuple[tuple[int, Outcome], ...], at: datetime) -> Counts:
    with writing(engine) as session:
        return record_outcomes(session, answers, by=SYSTEM, at=at)


def _store(current: Settings, letters: Sequence[Letter], broken: tuple[int, ...], at: datetime, again: datetime) -> int:
    with writing(open_engine(current.database_url)) as session:
        if broken:
            hold(session, broken, until=again)
        return store_mails(session, letters, by=SYSTEM, at=at)


def _hold(current: Settings, ids: tuple[int, ...], until: datetime) -> int:
    with writing(open_engine(current.database_url)) as session:
        return hold(session, ids, until=until)


def _claim(engine: Engine, at: datetime) -> tuple[Claimed, ...]:
    with writing(engine) as session:
        return claim_mails(session, at=at, limit=CLAIMED_TOGETHER)


def _outgoing(claimed: Sequence[Claimed], current: Settings) -> Iterator[Outgoing[int]]:
    for mail in claimed:
        # Only the envelope is redirected, so that a trial shows to whom the letter would have gone.
        yield Outgoing(mail.mail_id, current.mail_sender, current.mail_redirect or mail.address, mail.content)


def _server(current: Settings) -> SmtpServer:
    if current.smtp_host is None:
        return SmtpServer(LOOPBACK, current.mailbox_port)
    return SmtpServer(
        current.smtp_host,
        current.smtp_port,
        security=current.smtp_security,
        username=current.smtp_username,
        password=current.smtp_password.get_secret_value() if current.smtp_password else None,
    )
