"""The day on which a council meets, and what is done there."""

from sqlalchemy import Engine

from actions import ballots
from tests.store import factories, playing
from tests.store.scenario import World, campaign_at

OPEN = "council_appraisal@final"


def on_day(store: Engine, **rule: object) -> World:
    """Three dossiers before a council of five under a rule; nobody is noted as present yet."""
    world = campaign_at(store, OPEN, units=3, rule=factories.council_rule(**rule))
    playing.convene(world)
    world.sweep_until(world.today.fromordinal(world.today.toordinal() + 1))
    return world


def open_(world: World, dossier: str = "HS-DV-1-01") -> None:
    world.do(ballots.open_ballot, "final", dossier, by="secretary")


def vote(world: World, by: str, choice: str = "yes", **values: object) -> None:
    world.do(ballots.vote, "final", "HS-DV-1-01", choice, by=by, **values)


def close(world: World) -> str:
    return world.do(ballots.close_ballot, "final", "HS-DV-1-01", by="secretary").outcome


def count(world: World, **papers: int) -> str:
    return world.do(ballots.enter_count, "final", "HS-DV-1-01", **papers, document="02/BB", by="secretary").outcome
