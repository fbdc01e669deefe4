"""What came back signed of a decision: the list beside it, and one file to hand out."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign
from models.decisions import Decision
from models.issuing import SignedCopy
from models.issuing_rows import copies_of
from models.people import Person
from queries.visibility import visible_campaigns


class CopyLine(Value):
    """A file as it came back; the first one is the issued file, a later one says why it came."""

    number: int
    file_name: str
    size: int
    digest: str
    reason: str | None
    received_at: datetime
    received_by: str


def copies(session: Session, decision_id: int) -> tuple[CopyLine, ...]:
    """What came back, the first one first; for a page that shows the decision anyway."""
    rows = copies_of(session, decision_id)
    found = select(col(Person.code), col(Person.name)).where(col(Person.code).in_({row.received_by for row in rows}))
    names = dict(session.execute(found).tuples().all())
    return tuple(_line(row, names) for row in rows)


def copy(session: Session, viewer: Principal, decision_id: int, number: int) -> CopyLine:
    """One file of an issued decision, for everybody who sees the campaign.

    Raises:
        NotFound: `copy`, also where the viewer may not see it.
    """
    query = (
        select(col(Decision.id))
        .join(Campaign, col(Campaign.id) == col(Decision.campaign_id))
        .where(col(Decision.id) == decision_id, col(Decision.state) == "issued", visible_campaigns(viewer))
    )
    if session.scalars(query).first() is not None:
        for line in copies(session, decision_id):
            if line.number == number:
                return line
    raise NotFound("copy", number=number)


def _line(row: SignedCopy, names: dict[str, str]) -> CopyLine:
    told = row.model_dump(include={"number", "file_name", "size", "digest", "reason", "received_at"})
    return CopyLine(**told, received_by=names.get(row.received_by, row.received_by))
