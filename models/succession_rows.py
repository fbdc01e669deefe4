"""Finding what the end of a unit touches: campaigns that run, duties it still owes, who follows it."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, or_, select

from domain.people import Role
from domain.succession import Lifetime, Link
from models.campaigns import Campaign, Participation
from models.decisions import Decision
from models.finders import valid_on
from models.people import RoleGrant
from models.places import Unit, UnitSuccession
from models.stages import Duty, Stage


def lifetime(unit: Unit) -> Lifetime:
    """The unit as the rules of succession see it."""
    return Lifetime(unit.id, unit.name, unit.valid_from, unit.valid_to)


def campaigns_of_unit(session: Session, unit_id: int) -> list[Campaign]:
    """Campaigns that are not over and in which the unit takes part, locked in the order of their ids."""
    taking_part = select(Participation.campaign_id).where(col(Participation.unit_id) == unit_id)
    query = (
        select(Campaign)
        .where(col(Campaign.id).in_(taking_part), col(Campaign.state).in_(("draft", "running")))
        .order_by(col(Campaign.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def owed_by_unit(session: Session, campaign_id: int, unit_id: int) -> list[Duty]:
    """What the unit still owes in a campaign, oldest first."""
    query = select(Duty).where(
        col(Duty.campaign_id) == campaign_id, col(Duty.unit_id) == unit_id, col(Duty.ended).is_(False)
    )
    return list(session.exec(query.order_by(col(Duty.id))))


def owed_under_key(session: Session, campaign_id: int, key: str) -> list[Duty]:
    """Duties still owed under this key in a campaign."""
    query = select(Duty).where(col(Duty.campaign_id) == campaign_id, col(Duty.key) == key, col(Duty.ended).is_(False))
    return list(session.exec(query))


def stage_in_hand(session: Session, campaign_id: int) -> Stage | None:
    """The stage that a question about the campaign as a whole belongs to: the first open one, or the next."""
    query = select(Stage).where(col(Stage.campaign_id) == campaign_id, col(Stage.state).in_(("open", "planned")))
    stages = list(session.exec(query.order_by(col(Stage.position))))
    return next((stage for stage in stages if stage.state == "open"), stages[0] if stages else None)


def officer_grants(session: Session, unit_id: int, on: date) -> list[RoleGrant]:
    """The grants by which people are officers of the unit on a day, for every campaign."""
    query = select(RoleGrant).where(
        col(RoleGrant.role) == Role.UNIT_OFFICER.value,
        col(RoleGrant.unit_id) == unit_id,
        col(RoleGrant.campaign_id).is_(None),
        valid_on(on),
    )
    return list(session.exec(query.order_by(col(RoleGrant.id))))


def drafts_of(session: Session, campaign_id: int) -> list[Decision]:
    """Decisions of a campaign that nobody has signed yet."""
    return list(
        session.exec(select(Decision).where(col(Decision.campaign_id) == campaign_id, col(Decision.state) == "draft"))
    )


def links_about(session: Session, unit_ids: Iterable[int]) -> list[Link]:
    """Every succession that leads away from these units or to them, however many steps off."""
    known, waiting = set[int](), set(unit_ids)
    rows: dict[int, UnitSuccession] = {}
    while waiting:
        known |= waiting
        about = or_(col(UnitSuccession.predecessor_id).in_(waiting), col(UnitSuccession.successor_id).in_(waiting))
        rows |= {row.id: row for row in session.exec(select(UnitSuccession).where(about))}
        waiting = {end for row in rows.values() for end in (row.predecessor_id, row.successor_id)} - known
    return [Link(row.predecessor_id, row.successor_id, row.day) for _, row in sorted(rows.items())]
