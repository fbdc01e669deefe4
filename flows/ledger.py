"""The ledger by itself: events are sealed every few minutes, signed once a day, and checked at night."""

from datetime import datetime

from prefect import flow

from domain.errors import WrongState
from domain.values import Value
from flows.clock import moment
from tasks.ledger import seal_events, sign_ledger, walk_ledger


class Sealing(Value):
    """How many events were sealed."""

    sealed: int


class Signing(Value):
    """How many events the checkpoint covers; 0 where nothing could be signed yet."""

    sealed: int
    signed: int


class Checking(Value):
    """What is wrong, by its codes; empty when nothing was found, which without an outside checkpoint proves little."""

    as_of: datetime
    findings: tuple[str, ...]


@flow(name="seal_ledger", persist_result=False)
async def seal_ledger() -> Sealing:
    """Give every event that waits its place in the tree."""
    return Sealing(sealed=await seal_events())


@flow(name="checkpoint_ledger", persist_result=False)
async def checkpoint_ledger(as_of: datetime | None = None) -> Signing:
    """Seal, then sign: one line that auditors keep outside.

    Raises:
        NotAllowed: `as_of_refused` in a store that is not simulated. WrongState: `ledger_key_lost`.
    """
    now = await moment(as_of)
    sealed = await seal_events()
    try:
        return Signing(sealed=sealed, signed=await sign_ledger(now))
    except WrongState as refused:
        # A new store has nothing to sign, and after an upgrade the next day will do.
        if refused.code not in ("nothing_sealed", "ledger_backlog"):
            raise
        return Signing(sealed=sealed, signed=0)


@flow(name="check_ledger", persist_result=False)
async def check_ledger(as_of: datetime | None = None, kept_outside: str = "") -> Checking:
    """Go through everything; whoever watches over the trail is told by mail when something is wrong.

    `kept_outside` are lines that an auditor kept: then she alone reads what came of it.

    Raises:
        NotAllowed: `as_of_refused` in a store that is not simulated.
    """
    now = await moment(as_of)
    return Checking(as_of=now, findings=await walk_ledger(now, kept_outside))
