"""The one place under the deployments where the time is asked, unless the store lives in a simulated one."""

import asyncio
from datetime import UTC, datetime

import settings
from domain.errors import Invalid, NotAllowed
from models.campaign_rows import store_mark
from models.engine import open_engine, reading


async def moment(as_of: datetime | None) -> datetime:
    """The moment a flow works for: `as_of`, else the simulated clock of the store, else now.

    Raises:
        NotAllowed: `as_of_refused`, because only a simulated store may be told what time it is.
        Invalid: `moment_without_zone`.
    """
    simulated, clock = await asyncio.to_thread(_mark)
    if as_of is None:
        return clock if simulated and clock is not None else datetime.now(UTC)
    if as_of.tzinfo is None:
        raise Invalid("moment_without_zone", found=as_of)
    if not simulated:
        raise NotAllowed("as_of_refused", found=as_of)
    return as_of


def _mark() -> tuple[bool, datetime | None]:
    with reading(open_engine(settings.load().database_url)) as session:
        mark = store_mark(session)
        return mark.simulated, mark.clock
