"""The figures at the top of the monitor, and what its filters offer."""

from datetime import date

from sqlalchemy import exists, func, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.steps import local_day
from domain.values import Value
from models.campaigns import Campaign
from models.stages import Wait
from queries import stuck
from queries.holding import holding
from queries.visibility import reach, visible_campaigns
from queries.wanted import Wanted, fitting

OFFERED = 60
"""Authorities in a list to choose from; where there are more, the search box is the better way."""


class Figures(Value):
    """`soon`: due within the working days of the first reminder; `campaigns`: all that the viewer may see."""

    waiting: int
    overdue: int
    stuck: int
    undeliverable: int
    soon: int
    running: int
    campaigns: int


class Choices(Value):
    """What can be chosen: authorities by name, and the years in which something was under way."""

    authorities: tuple[str, ...]
    years: tuple[int, ...]


def figures(session: Session, viewer: Principal, *, on: date) -> Figures:
    """What stands still, is late or soon will be, in everything that the viewer may see."""
    told = stuck.counts(session, viewer, on=on)
    running = col(Campaign.state) == "running"
    query = select(func.count(), func.count().filter(running)).where(visible_campaigns(viewer))
    campaigns, under_way = session.execute(query).one()
    return Figures(**told.model_dump(), running=under_way, campaigns=campaigns)


def choices(session: Session, viewer: Principal, *, on: date) -> Choices:
    """What the viewer's own campaigns offer to choose from."""
    mine = visible_campaigns(viewer)
    authority = col(Campaign.authority)
    names = session.scalars(select(authority).where(mine).distinct().order_by(authority).limit(OFFERED)).all()
    began = func.coalesce(col(Campaign.launched_at), col(Campaign.created_at))
    first = session.scalars(select(began).where(mine).order_by(began).limit(1)).first()
    years = range(on.year, local_day(first).year - 1, -1) if first else ()
    return Choices(authorities=tuple(names), years=tuple(years))


def causes(session: Session, viewer: Principal, *, on: date, wanted: Wanted) -> tuple[tuple[str, int], ...]:
    """What is waited for, whatever cause `wanted` names: (cause, how many), the commonest first."""
    rest = wanted.model_copy(update={"cause": None, "ids": None})
    number = func.count()
    query = select(col(Wait.cause), number).where(*fitting(session, viewer, on, rest)).group_by(col(Wait.cause))
    return tuple(session.execute(query.order_by(number.desc(), col(Wait.cause))).tuples())


def campaigns_waiting(session: Session, viewer: Principal) -> tuple[tuple[str, str], ...]:
    """Code and name of the campaigns in which something waits, by code; at most as many as can be chosen from."""
    seen = reach(viewer, "campaign:view", col(Wait.campaign_id), col(Wait.unit_id))
    held = exists(select(col(Wait.id)).where(col(Wait.campaign_id) == col(Campaign.id), holding(), seen))
    query = select(col(Campaign.code), col(Campaign.name)).where(held).order_by(col(Campaign.code))
    return tuple(session.execute(query.limit(OFFERED)).tuples())
