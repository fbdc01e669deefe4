"""What a store that was brought back lacks, as far as a checkpoint tells that was kept elsewhere."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.checkpoints import Checkpoint, is_signed
from domain.values import Value
from models.audit import AuditEvent
from models.ledger_rows import keys


class Lost(Value):
    """`count` events at least, which were sealed by `signed_at`; the last one that is left happened at `last_at`."""

    count: int
    signed_at: datetime
    left: int
    last_at: datetime | None


def lost_since(session: Session, known: Iterable[Checkpoint]) -> Lost | None:
    """What the largest of these checkpoints has and the store has not; None where nothing shows to be lost.

    One that bears a key of the store with a wrong signature tells nothing.
    """
    public = {key.id: key.public for key in keys(session)}
    genuine = [c for c in known if c.key not in public or is_signed(c.statement, c.signature, public[c.key])]
    left = session.scalar(select(func.count()).select_from(AuditEvent)) or 0
    last = max(genuine, key=lambda one: one.size, default=None)
    if last is None or last.size <= left:
        return None
    return Lost(
        count=last.size - left,
        signed_at=last.at,
        left=left,
        last_at=session.scalar(select(func.max(col(AuditEvent.at)))),
    )
