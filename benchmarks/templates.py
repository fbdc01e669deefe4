"""Four campaigns of one office, played through the actions: one is over, three stand still where people owe something.

They are what `benchmarks.generate` multiplies. The people are those of the tests' small office.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select

import settings
from actions import people
from actions.calendar import fill_calendar
from actions.campaigns import create, launch, prepare_launch
from actions.mailing import claim_mails, record_outcomes, store_mails
from actions.questions import answer
from domain.people import SYSTEM, Grant, Principal, Role
from models.campaign_rows import store_mark
from models.engine import reading, writing
from models.mail import Notice
from notifications.outcomes import Sent
from queries.owed import Owed
from tasks.letters import letters_of, single
from tests.store import factories, playing
from tests.store.scenario import OFFICE, VOTERS, World, asked, at, seat_council, unit_officer

OVER = "BM-2021-01"
STANDING = {
    # Half the units have registered, the others are five working days late.
    "BM-2021-02": "registration",
    # Dossiers lie with the officer, and half the units are late.
    "BM-2021-03": "dossier_intake@final",
    # The council has spoken, and nobody drafts the decision.
    "BM-2021-04": "decision_issuance@final",
}
LATE = timedelta(days=10)
MADE = at("2021-02-22")
TOGETHER = 500
OFFICER = Principal(code="officer", name="Người officer", person_id=0, grants=(Grant(Role.OFFICER),))
ADMIN = Principal(code="admin", name="Quản trị", person_id=0, grants=(Grant(Role.ADMINISTRATOR),))


class Own(World):
    """A campaign among others of its office: its people look at what is owed in it alone."""

    def owed(self, kind: str | None = None) -> list[Owed]:
        return [duty for duty in super().owed(kind) if duty.campaign == self.code]


def make(engine: Engine, *, units: int, nominees: int) -> datetime:
    """Play them all in an empty store; the moment at which the last one stands."""
    _office(engine, units)
    worlds = [_begin(engine, OVER, units)]
    _play(worlds[0], "final_summary", nominees)
    worlds[0].play_until_over()
    for code, stage in STANDING.items():
        world = _begin(engine, code, units)
        _play(world, stage, nominees)
        _half(world, stage)
        world.sweep_until(_end(world, stage) + LATE)
        worlds.append(world)
    now = max(world.now for world in worlds)
    for world in worlds[1:]:
        world.now = now
        while world.sweep():
            continue
    _send_all(engine, now)
    return now


def _office(engine: Engine, units: int) -> None:
    with writing(engine) as session:
        fill_calendar(session, 2020, 2023)
        mark = store_mark(session)
        mark.simulated, mark.clock = True, MADE
        known: dict[str, Any] = {"by": ADMIN, "at": MADE}
        for code in (*OFFICE, *VOTERS):
            people.add_person(session, code, name=f"Người {code}", email=f"{code}@minhhoa.example", **known)
        for unit in _units(units):
            code = unit_officer(unit)
            people.add_unit(session, unit, name=f"Đơn vị {unit}", level="commune", **known)
            people.add_person(session, code, name=f"Cán bộ {unit}", email=f"{code}@minhhoa.example", unit=unit, **known)
            people.grant_role(session, code, Role.UNIT_OFFICER, unit=unit, **known)


def _units(count: int) -> tuple[str, ...]:
    return tuple(f"DV-{number}" for number in range(1, count + 1))


def _begin(engine: Engine, code: str, units: int) -> World:
    """A campaign that was launched; its staff serves it alone, because the copies' offices must not see each other."""
    world = Own(engine, _units(units), MADE, code=code)
    wide = (factories.quota("collective", 100_000),)
    with writing(engine) as session:
        create(session, code, factories.small_plan(quotas=wide), units=world.units, by=OFFICER, at=MADE)
        for person, role in OFFICE.items():
            people.grant_role(session, person, role, campaign=code, by=ADMIN, at=MADE)
    world.do(prepare_launch)
    for key in asked(world):
        world.do(answer, key, {"document.number": "18/KH-UBND"}.get(key, factories.ISSUED.isoformat()))
    world.do(launch, by="leader")
    return replace(world, now=at(factories.ISSUED))


def _play(world: World, stage: str, nominees: int) -> None:
    """Until the stage has just opened; each unit proposes so many."""
    if stage != "registration":
        world.play_until("dossier_intake@final")
        if stage == "dossier_intake@final":
            return
        _propose(world, world.units, nominees)
        seat_council(world, factories.council_rule())
    world.play_until(stage)


def _propose(world: World, units: tuple[str, ...], nominees: int) -> None:
    for unit in units:
        for number in range(1, nominees + 1):
            playing.propose(world, unit, nominee=f"Tập thể số {number} {unit}")


def _half(world: World, stage: str) -> None:
    """Half the units do their part in a stage that stands still."""
    units = world.units[::2]
    for duty in world.owed():
        if duty.unit in units and duty.kind in ("register", "submit_dossier"):
            playing.act(world, duty)
    if stage.startswith("dossier_intake"):
        _propose(world, units, 2)


def _end(world: World, stage: str) -> date:
    return world.stage(stage).due or world.today


def _send_all(engine: Engine, now: datetime) -> None:
    """Every notice as a letter that was sent."""
    current = settings.load()
    with reading(engine) as session:
        notices = session.exec(select(Notice).where(col(Notice.mail_id).is_(None)).order_by(col(Notice.id))).all()
    letters, broken = letters_of([single(notice, "minhhoa.example") for notice in notices], current, at=now)
    assert not broken
    for start in range(0, len(letters), TOGETHER):
        with writing(engine) as session:
            store_mails(session, letters[start : start + TOGETHER], by=SYSTEM, at=now)
        with writing(engine) as session:
            claimed = claim_mails(session, at=now, limit=TOGETHER)
            record_outcomes(session, [(one.mail_id, Sent("250 OK")) for one in claimed], by=SYSTEM, at=now)
