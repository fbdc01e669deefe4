"""One stage of one campaign inside one transaction, with what its procedure needs at hand."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Self

from sqlmodel import Session

from domain.duties import DutyKind
from domain.people import Principal, Role
from domain.plan import Plan
from domain.stages import StageKey, StageKind
from domain.steps import local_day
from domain.workdays import WorkCalendar
from models.campaigns import Campaign
from models.duties import owed
from models.finders import campaign_by_code, latest_plan, stage_of
from models.people import Person
from models.places import Unit
from models.stages import Duty, Stage
from models.surroundings import Surroundings
from models.workdays import load_calendar
from plans.writing import from_json
from wording.labels import stage_label


@dataclass
class Case:
    """A stage and its surroundings; cheap to make, everything else is read when it is first asked for."""

    session: Session
    campaign: Campaign
    stage: Stage
    by: Principal
    at: datetime
    # What is owed in the stage, where it was asked for many stages at once; rows that have ended since stay in it.
    owing: list[Duty] | None = None

    @classmethod
    def of(cls, session: Session, code: str, key: StageKey, *, by: Principal, at: datetime) -> Self:
        """The case of a stage by its address, the campaign locked; raises NotFound."""
        campaign = campaign_by_code(session, code, lock=True)
        return cls(session, campaign, stage_of(session, campaign.id, key), by, at)

    @classmethod
    def within(
        cls,
        around: Surroundings,
        calendar: WorkCalendar,
        campaign: Campaign,
        stage: Stage,
        *,
        by: Principal,
        at: datetime,
    ) -> Self:
        """A case among many in one transaction, which share what stands around them."""
        case = cls(around.session, campaign, stage, by, at)
        case.around, case.calendar = around, calendar
        return case

    @property
    def key(self) -> StageKey:
        """The stage's address."""
        return StageKey(StageKind(self.stage.kind), self.stage.round)

    @property
    def label(self) -> str:
        """The stage as officers call it."""
        return stage_label(self.stage.kind, self.stage.round)

    @property
    def today(self) -> date:
        """The office's day at `at`."""
        return local_day(self.at)

    @property
    def due_wording(self) -> str | None:
        """The deadline in the plan's words, where it has some."""
        said = self.plan.stage(self.key)
        return (said.due.wording or None) if said and said.due else None

    @cached_property
    def around(self) -> Surroundings:
        """Where the plan, the units and the people are asked."""
        return Surroundings(self.session, [self.campaign], self.today)

    @cached_property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return _parsed(self.around.plan(self.campaign.id))

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Working days."""
        return load_calendar(self.session)

    @property
    def units(self) -> list[Unit]:
        """Units that take part."""
        return self.around.units(self.campaign.id)

    @property
    def officers_of(self) -> dict[int, list[Person]]:
        """Unit → its officers."""
        return self.around.officers(self.campaign.id, [unit.id for unit in self.units])

    def owed(self, kind: DutyKind | None = None) -> list[Duty]:
        """Duties still owed in this stage."""
        if self.owing is None:
            return owed(self.session, self.stage.id, kind)
        return [duty for duty in self.owing if not duty.ended and (kind is None or duty.kind == kind)]

    def owed_about(self, kind: DutyKind, dossier_id: int) -> list[Duty]:
        """Duties of a kind still owed about one dossier."""
        return owed(self.session, self.stage.id, kind, dossier_id=dossier_id)

    def people(self, role: Role) -> list[Person]:
        """Who holds a role in this campaign today."""
        return self.around.people(self.campaign.id, role)


@lru_cache(maxsize=512)
def _parsed(text: str) -> Plan:
    # Because a sweep asks for the same plan at every step, and parsing costs more than the step.
    return from_json(text)


def plan_of(session: Session, campaign: Campaign) -> Plan:
    """The campaign's plan in its latest version."""
    return _parsed(latest_plan(session, campaign).plan)
