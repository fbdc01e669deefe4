"""The permission table as a condition in SQL, so that a list never holds what its viewer may not see."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, null, or_, true
from sqlmodel import col, select

from domain.people import Grant, Principal
from domain.permissions import TABLE, Scope
from models.campaigns import Campaign, Participation

Column = Any
"""A column as SQLModel types it, or a literal."""


def reach(viewer: Principal, action: str, campaign: Column, unit: Column) -> ColumnElement[bool]:
    """The rows in whose campaign and unit `viewer` may do `action`: what `domain.permissions.allowed` says of each.

    The system sees everything, because on the command line it stands for whoever may read the store's file anyway.
    """
    if viewer.is_system:
        return true()
    row = TABLE[action]
    some = [_of(grant, row[grant.role], campaign, unit) for grant in viewer.grants if grant.role in row]
    # Said in one word where one grant has no limits, so that nothing is looked up for the others.
    return or_(false(), *(and_(*limits) for limits in some)) if all(some) else true()


def visible_campaigns(viewer: Principal) -> ColumnElement[bool]:
    """Campaigns of which the viewer sees at least one unit's matters."""
    seen = reach(viewer, "campaign:view", col(Participation.campaign_id), col(Participation.unit_id))
    # A list of its own and not asked for each campaign, because a unit takes part in few of many.
    taking_part = col(Campaign.id).in_(select(col(Participation.campaign_id)).where(seen))
    return or_(reach(viewer, "campaign:view", col(Campaign.id), null()), taking_part)


def _of(grant: Grant, scope: Scope, campaign: Column, unit: Column) -> list[ColumnElement[bool]]:
    """What limits a grant; nothing where it reaches everything."""
    limits: list[ColumnElement[bool]] = []
    if grant.campaign_id is not None:
        limits.append(campaign == grant.campaign_id)
    if grant.unit_id is not None:
        limits.append(unit == grant.unit_id)
    elif scope is Scope.UNIT:
        limits.append(false())
    return limits
