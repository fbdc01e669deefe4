"""The versions of a campaign's plan, each with what it changed."""

from datetime import datetime
from itertools import pairwise

from sqlalchemy import select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.plan import Plan
from domain.plan_changes import changes
from domain.values import Value
from models.campaigns import Campaign, PlanVersion
from models.people import Person
from plans.writing import from_json
from wording.plan_changes import change_sentence
from wording.versions import version_change


class VersionLine(Value):
    """One version: when, by whom, why, by which document, and the differences from the one before as sentences."""

    number: int
    change: str
    reason: str
    document: str | None
    made_at: datetime
    made_by: str
    differences: tuple[str, ...]


def versions(session: Session, campaign: Campaign) -> tuple[VersionLine, ...]:
    """The newest first, for a viewer who was found to see the campaign; one query."""
    query = (
        select(PlanVersion, col(Person.name))
        .outerjoin(Person, col(Person.code) == col(PlanVersion.made_by))
        .where(col(PlanVersion.campaign_id) == campaign.id)
        .order_by(col(PlanVersion.number))
    )
    rows = session.execute(query).tuples().all()
    plans = [from_json(row.plan) for row, _ in rows]
    told: list[tuple[str, ...]] = [(), *(_told(before, after) for before, after in pairwise(plans))]
    lines = (_line(row, name, said) for (row, name), said in zip(rows, told, strict=True))
    return tuple(lines)[::-1]


def version_plan(session: Session, campaign: Campaign, number: int) -> Plan:
    """The plan of one version; raises NotFound `plan_version`."""
    query = select(col(PlanVersion.plan)).where(col(PlanVersion.campaign_id) == campaign.id)
    text = session.scalars(query.where(col(PlanVersion.number) == number)).first()
    if text is None:
        raise NotFound("plan_version", number=number, last=campaign.version)
    return from_json(text)


def _told(before: Plan, after: Plan) -> tuple[str, ...]:
    return tuple(change_sentence(change) for change in changes(before, after))


def _line(row: PlanVersion, name: str | None, differences: tuple[str, ...]) -> VersionLine:
    return VersionLine(
        number=row.number,
        change=version_change(row.change),
        reason=row.reason,
        document=row.document,
        made_at=row.made_at,
        made_by=name or ("Hệ thống" if row.made_by == "system" else row.made_by),
        differences=differences,
    )
