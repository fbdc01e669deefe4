"""The ledger of the demonstration: its own flows seal and sign it now and then, and once more when all is over."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from flows.ledger import check_ledger, checkpoint_ledger
from flows.mail_dispatch import dispatch_mail
from models.engine import reading
from models.ledger_rows import last_checkpoint

EVERY = timedelta(days=180)
"""In life every day; here so that the years of a demonstration leave some checkpoints and each costs little."""


async def sign_at_times(engine: Engine, at: datetime) -> None:
    """Sign when the last checkpoint is old."""
    with reading(engine) as session:
        last = last_checkpoint(session)
    if last is None or at - last.at >= EVERY:
        await checkpoint_ledger(as_of=at)


async def sign_at_the_end(engine: Engine, at: datetime) -> None:
    """Sign what nobody will add to any more, mail it to the auditor, and go through all of it once."""
    with reading(engine) as session:
        last = last_checkpoint(session)
    if last is not None and last.at == at:
        return
    await checkpoint_ledger(as_of=at)
    await dispatch_mail(as_of=at)
    await check_ledger(as_of=at)
