"""Whether the service itself looks: its last look, and the last time for which it did not run."""

from datetime import datetime

from sqlmodel import Session

from domain.downtime import silent
from domain.values import Value
from models.campaign_rows import store_mark
from wording.engine import blind_sentence, downtime_sentence, look_sentence


class EngineLine(Value):
    """`blind`: nobody has looked for longer than the limit, so what is shown beside may be out of date.

    `missed_reminders` fell into the last downtime and are not sent; None, as its moments, where there was none.
    """

    swept_at: datetime | None
    blind: bool
    down_since: datetime | None
    down_until: datetime | None
    missed_reminders: int | None
    sentences: tuple[str, ...]


def engine(session: Session, *, at: datetime) -> EngineLine:
    """How the service stands at this moment, also in sentences."""
    mark = store_mark(session)
    blind = not mark.set_by_hand and silent(mark.swept_at, at)
    said = [blind_sentence(mark.swept_at) if blind and mark.swept_at else look_sentence(mark.swept_at)]
    if mark.down_since and mark.down_until:
        said.append(downtime_sentence(mark.down_since, mark.down_until, mark.missed_reminders or 0))
    return EngineLine(
        swept_at=mark.swept_at,
        blind=blind,
        down_since=mark.down_since,
        down_until=mark.down_until,
        missed_reminders=mark.missed_reminders,
        sentences=tuple(said),
    )
