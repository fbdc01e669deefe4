"""A large council with many dossiers before it, and all its members voting at once."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from actions import ballots, council
from actions.people import add_person
from models.engine import is_temporary, writing
from tests.store import factories, playing
from tests.store.scenario import World, campaign_at

Vote = tuple[str, str, str]
"""Member, dossier, choice."""


def crowded(engine: Engine, keys: Path, *, members: int, dossiers: int) -> tuple[World, tuple[str, ...]]:
    """Everybody is there and a secret ballot is open on every dossier; the world and the dossiers' codes."""
    world = campaign_at(engine, "dossier_intake@final", units=dossiers)
    people = seat(world, members)
    world.do(council.adopt_rule, factories.council_rule(method="secret"), by="officer")
    world.play_until("council_appraisal@final")
    playing.convene(world)
    world.sweep_until(world.today.fromordinal(world.today.toordinal() + 1))
    playing.attend(world, *people)
    codes = tuple(f"HS-DV-{number}-01" for number in range(1, dossiers + 1))
    for code in codes:
        world.do(ballots.open_ballot, "final", code, keys=keys, by="secretary")
    return world, codes


def seat(world: World, members: int) -> tuple[str, ...]:
    """A council of so many who vote; their codes."""
    people = tuple(f"m{number}" for number in range(members))
    admin = world.who("admin")
    with writing(world.engine) as session:
        for code in people:
            add_person(session, code, name=f"Ủy viên {code}", by=admin, at=world.now)
    seats = [(code, "chair" if code == "m0" else "member") for code in people] + [("secretary", "secretary")]
    told: dict[str, Any] = {"name": "Hội đồng", "document": "12/QĐ", "established_on": world.today, "members": seats}
    world.do(council.establish, **told)
    return people


def vote_at_once(world: World, keys: Path, votes: Iterable[Vote], *, hands: int) -> None:
    """Put all these papers in from so many threads; one that finds the store busy tries again, as a page would."""

    def cast(vote: Vote) -> None:
        member, dossier, choice = vote
        while True:
            try:
                world.do(ballots.vote, "final", dossier, choice, keys=keys, by=member)
            except Exception as error:
                if not is_temporary(error):
                    raise
            else:
                return

    with ThreadPoolExecutor(hands) as pool:
        for _ in pool.map(cast, votes):
            pass
