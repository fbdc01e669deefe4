"""Who and what stands around some campaigns: plans, units, people. Each is asked once for all of them, when needed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from sqlmodel import Session, and_, col, or_, select

from domain.errors import NotFound
from domain.people import Role
from models.campaigns import Campaign, Participation, PlanVersion
from models.finders import valid_on
from models.people import Person, RoleGrant
from models.places import Unit

Officers = dict[int, list[tuple[int | None, Person]]]
"""Unit → the campaign its officer was named for (None: every one) and the officer."""


class Surroundings:
    """Of campaigns that one transaction is about, as they are on a day; an answer once given stays."""

    def __init__(self, session: Session, campaigns: Sequence[Campaign], on: date) -> None:
        self.session = session
        self._codes = {campaign.id: campaign.code for campaign in campaigns}
        self._on = on
        self._people: dict[Role, dict[int | None, list[Person]]] = {}
        self._officers: Officers = {}

    def plan(self, campaign_id: int) -> str:
        """The text of the plan as it stands; raises NotFound `plan`."""
        if campaign_id not in self._plans:
            raise NotFound("plan", code=self._codes[campaign_id])
        return self._plans[campaign_id]

    def units(self, campaign_id: int) -> list[Unit]:
        """The units that take part and stand on this day, by code."""
        return self._units[campaign_id]

    def people(self, campaign_id: int, role: Role) -> list[Person]:
        """Active people who hold the role, for this campaign or for all of them, by code."""
        if role not in self._people:
            self._people[role] = self._ask_people(role)
        found = (*self._people[role][campaign_id], *self._people[role][None])
        return sorted({person.id: person for person in found}.values(), key=lambda person: person.code)

    def officers(self, campaign_id: int, unit_ids: Iterable[int]) -> dict[int, list[Person]]:
        """Unit → its active officers, by code; a unit without one is left out."""
        wanted = list(unit_ids)
        if not self._officers.keys() >= set(wanted):
            taking_part = {unit.id for units in self._units.values() for unit in units}
            self._ask_officers((taking_part | set(wanted)) - self._officers.keys())
        found = {
            unit_id: {p.id: p for named_for, p in self._officers[unit_id] if named_for in (None, campaign_id)}
            for unit_id in wanted
        }
        return {unit_id: list(people.values()) for unit_id, people in found.items() if people}

    @cached_property
    def _plans(self) -> dict[int, str]:
        query = (
            select(PlanVersion.campaign_id, PlanVersion.plan)
            .join(
                Campaign,
                and_(col(Campaign.id) == PlanVersion.campaign_id, col(Campaign.version) == PlanVersion.number),
            )
            .where(col(PlanVersion.campaign_id).in_(list(self._codes)))
        )
        return dict(self.session.exec(query).all())

    @cached_property
    def _units(self) -> defaultdict[int, list[Unit]]:
        units: defaultdict[int, list[Unit]] = defaultdict(list)
        query = (
            select(Participation.campaign_id, Unit)
            .join(Unit, col(Unit.id) == Participation.unit_id)
            .where(
                col(Participation.campaign_id).in_(list(self._codes)),
                or_(col(Unit.valid_to).is_(None), col(Unit.valid_to) >= self._on),
            )
            .order_by(col(Unit.code))
        )
        for campaign_id, unit in self.session.exec(query):
            units[campaign_id].append(unit)
        return units

    def _ask_people(self, role: Role) -> defaultdict[int | None, list[Person]]:
        people: defaultdict[int | None, list[Person]] = defaultdict(list)
        query = (
            select(RoleGrant.campaign_id, Person)
            .join(Person, col(Person.id) == RoleGrant.person_id)
            .where(
                col(RoleGrant.role) == role.value,
                or_(col(RoleGrant.campaign_id).is_(None), col(RoleGrant.campaign_id).in_(list(self._codes))),
                col(Person.active).is_(True),
                valid_on(self._on),
            )
        )
        for campaign_id, person in self.session.exec(query):
            people[campaign_id].append(person)
        return people

    def _ask_officers(self, unit_ids: set[int]) -> None:
        self._officers |= {unit_id: [] for unit_id in unit_ids}
        query = (
            select(RoleGrant.unit_id, RoleGrant.campaign_id, Person)
            .join(Person, col(Person.id) == RoleGrant.person_id)
            .where(
                col(RoleGrant.role) == Role.UNIT_OFFICER.value,
                col(RoleGrant.unit_id).in_(unit_ids),
                col(Person.active).is_(True),
                valid_on(self._on),
            )
            .order_by(col(Person.code))
        )
        for unit_id, campaign_id, person in self.session.exec(query):
            if unit_id is not None:
                self._officers[unit_id].append((campaign_id, person))
