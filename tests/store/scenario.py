"""A campaign brought to a stage by the people and the sweep of a small office, without Prefect.

`world = campaign_at(store, "council_appraisal@final", units=3)` stands at the moment at which that stage opened.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions import campaigns, council, people
from actions.calendar import fill_calendar
from actions.questions import answer
from actions.steps import Taken, take_steps
from domain.ballots import CouncilRule
from domain.people import SYSTEM, Principal, Role
from domain.plan import Plan
from domain.stages import StageKey
from domain.steps import OFFICE_ZONE, local_day
from models import base
from models.base import table_of
from models.campaign_rows import questions_of, stages_of, store_mark
from models.engine import reading, writing
from models.finders import campaign_by_code, grants_of, person_by_code, stage_of
from models.mail import Notice
from models.stages import Duty, Stage
from queries.due import due_stages
from queries.owed import Owed, all_owed
from tests.store import factories, playing
from tests.store.worlds import once

CODE = "NH-2021-01"
BEGINNING = date(2021, 2, 22)
OFFICE: Mapping[str, Role] = {
    "officer": Role.OFFICER,
    "leader": Role.LEADER,
    "clerk": Role.CLERK,
    "secretary": Role.SECRETARY,
    "auditor": Role.AUDITOR,
}
VOTERS = ("chair", "member1", "member2", "member3", "member4")
SEATS = (*((code, "chair" if code == "chair" else "member") for code in VOTERS), ("secretary", "secretary"))

Row = TypeVar("Row", bound=base.Row)
Result = TypeVar("Result")


def at(day: date | str, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the office's day, in UTC."""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(found.year, found.month, found.day, hour, minute, tzinfo=OFFICE_ZONE).astimezone(UTC)


@dataclass
class World:
    """One campaign in a store, and the moment it is."""

    engine: Engine
    units: tuple[str, ...]
    now: datetime
    code: str = CODE
    forms: tuple[str, ...] = (factories.FORM,)

    @property
    def today(self) -> date:
        """The office's day."""
        return local_day(self.now)

    def who(self, code: str) -> Principal:
        """A person with the roles of today; `system` is the service."""
        if code == SYSTEM.code:
            return SYSTEM
        with reading(self.engine) as session:
            row = person_by_code(session, code)
            return Principal(row.code, row.name, row.id, row.unit_id, grants_of(session, row.id, self.today))

    def do(self, action: Callable[..., Result], *arguments: Any, by: str = "officer", **values: Any) -> Result:
        """Do an action of this campaign in a transaction of its own, now."""
        principal = self.who(by)
        with writing(self.engine) as session:
            self._set_clock(session)
            return action(session, self.code, *arguments, **values, by=principal, at=self.now)

    def go(self, day: date | str, hour: int = 9, minute: int = 0) -> None:
        """Let time pass; nobody acts, no sweep runs."""
        self.now = at(day, hour, minute)

    def sweep(self) -> tuple[Taken, ...]:
        """Take what is due now."""
        with reading(self.engine) as session:
            due = [stage.id for stage in due_stages(session, self.now, 500)]
        with writing(self.engine) as session:
            self._set_clock(session)
            return take_steps(session, due, by=SYSTEM, at=self.now)

    def sweep_until(self, day: date | str, hour: int = 9) -> list[Taken]:
        """Let the sweep do everything up to a moment, each at its time, while nobody acts."""
        taken: list[Taken] = []
        while (moment := self.next_moment()) is not None and moment <= at(day, hour):
            self.now = max(moment, self.now)
            taken += self.sweep()
        self.go(day, hour)
        return taken

    def next_moment(self) -> datetime | None:
        """When the sweep has something to do."""
        moments = [stage.next_due_at for stage in self.rows(Stage) if stage.next_due_at is not None]
        return min(moments, default=None)

    def stage(self, key: str) -> Stage:
        """A stage by its address."""
        with reading(self.engine) as session:
            return stage_of(session, campaign_by_code(session, self.code).id, StageKey.parse(key))

    def stages(self) -> dict[str, str]:
        """Every stage's state, in order."""
        with reading(self.engine) as session:
            return {s.key: s.state for s in stages_of(session, campaign_by_code(session, self.code).id)}

    def rows(self, table: type[Row], **wanted: object) -> list[Row]:
        """Rows of a table whose columns have these values."""
        query = select(table).where(*(col(getattr(table, name)) == value for name, value in wanted.items()))
        with reading(self.engine) as session:
            keys = table_of(table).primary_key
            return list(session.exec(query.order_by(*keys)))

    def notices(self, kind: str) -> list[str]:
        """What was said in notices of a kind, as JSON."""
        return [notice.content for notice in self.rows(Notice, kind=kind)]

    def owed(self, kind: str | None = None) -> list[Owed]:
        """What is owed now."""
        with reading(self.engine) as session:
            return [duty for duty in all_owed(session) if kind in (None, duty.kind)]

    def duty(self, kind: str, **wanted: object) -> Duty:
        """The only duty of a kind, ended or not."""
        [found] = self.rows(Duty, kind=kind, **wanted)
        return found

    def play_until(self, key: str) -> "World":
        """People do what they owe and the sweep what is due, until the stage is open."""
        for _ in range(400):
            if self.stage(key).state == "open":
                return self
            if self.sweep() or sum(playing.act(self, duty) for duty in self.owed()):
                continue
            self._wait_for_next_day(key)
        raise AssertionError(f"{key} never opens: {self.stages()}")

    def play_until_over(self) -> None:
        """The same until the campaign is closed."""
        for _ in range(400):
            if self.stage("final_summary").state == "closed":
                return
            if not self.sweep() and not sum(playing.act(self, duty) for duty in self.owed()):
                self._wait_for_next_day("the end")

    def _set_clock(self, session: Session) -> None:
        mark = store_mark(session)
        mark.simulated, mark.clock = True, self.now

    def _wait_for_next_day(self, key: str) -> None:
        days = [duty.due for duty in self.owed() if duty.due and duty.due > self.today]
        moments = [at(day) for day in days] + [m for m in (self.next_moment(),) if m is not None and m > self.now]
        assert moments, f"nobody can move on to {key}: {self.stages()}"
        self.now = min(moments)


def office(engine: Engine, units: int) -> World:
    """The calendar, the office's people, a council's members, and units with an officer each, in an empty store."""
    return begin(engine, ("office", units), lambda: _office(engine, units))


def _office(engine: Engine, units: int) -> World:
    world = World(engine, tuple(f"DV-{n}" for n in range(1, units + 1)), at(BEGINNING))
    with writing(engine) as session:
        fill_calendar(session, 2020, 2023)
        people.first_administrator(session, "admin", name="Phạm Quản Trị", at=world.now)
    admin = world.who("admin")
    with writing(engine) as session:
        known: dict[str, Any] = {"by": admin, "at": world.now}
        for code in (*OFFICE, *VOTERS):
            people.add_person(session, code, name=f"Người {code}", email=f"{code}@minhhoa.example", **known)
        for code, role in OFFICE.items():
            people.grant_role(session, code, role, **known)
        for unit in world.units:
            code = unit_officer(unit)
            people.add_unit(session, unit, name=f"Đơn vị {unit}", level="commune", **known)
            people.add_person(session, code, name=f"Cán bộ {unit}", email=f"{code}@minhhoa.example", unit=unit, **known)
            people.grant_role(session, code, Role.UNIT_OFFICER, unit=unit, **known)
    return world


def unit_officer(unit: str) -> str:
    """Code of a unit's officer."""
    return f"cb-{unit.lower()}"


def drafted(engine: Engine, *, units: int = 3, plan: Plan | None = None) -> World:
    """A campaign that was entered and not launched; what the launch asks is answered."""
    world = office(engine, units)
    world.do(campaigns.create, plan or factories.small_plan(), units=world.units)
    world.do(campaigns.prepare_launch)
    return world


def launched(engine: Engine, *, units: int = 3, plan: Plan | None = None) -> World:
    """A campaign that runs; no sweep has looked at it yet."""
    world = drafted(engine, units=units, plan=plan)
    for row in asked(world):
        world.do(answer, row, {"document.number": "18/KH-UBND"}.get(row, factories.ISSUED.isoformat()))
    world.do(campaigns.launch, by="leader")
    return world


def campaign_at(
    engine: Engine, key: str = "launch", *, units: int = 3, plan: Plan | None = None, rule: CouncilRule | None = None
) -> World:
    """A campaign whose stage has just opened; with a council under `rule` once its turn has come.

    Each is played once and copied afterwards, so the store has to be empty.
    """
    told = tuple(value and value.model_dump_json() for value in (plan, rule))

    def build() -> World:
        world = launched(engine, units=units, plan=plan)
        world.forms = tuple(form.code for form in plan.forms) if plan else world.forms
        world.go(factories.ISSUED)
        if StageKey.parse(key).kind in ("council_appraisal", "decision_issuance", "final_summary"):
            seat_council(world, rule or factories.council_rule())
        return world if key == "launch" else world.play_until(key)

    return begin(engine, ("campaign_at", key, units, *told), build)


def begin(engine: Engine, key: Hashable, build: Callable[[], World]) -> World:
    """A world in this store as `build` leaves it, which is asked only the first time."""
    return replace(once(engine, key, build), engine=engine)


def seat_council(world: World, rule: CouncilRule) -> None:
    """A council of five who vote, with a secretary who does not, and its rule."""
    values: dict[str, Any] = {
        "name": "Hội đồng",
        "document": "12/QĐ-UBND",
        "established_on": world.today,
        "members": SEATS,
    }
    world.do(council.establish, **values)
    world.do(council.adopt_rule, rule, by="secretary")


def asked(world: World) -> list[str]:
    """Keys of the open items that were asked and hold something up."""
    with reading(world.engine) as session:
        rows = questions_of(session, campaign_by_code(session, world.code).id)
    return [row.key for row in rows if row.asked_at and row.answered_at is None and row.blocks == "opening"]
