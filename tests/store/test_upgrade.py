"""Data of the first release is still there after every later migration, and the doctor is content with it."""

import pytest
from sqlalchemy import Engine, inspect, text

from models import migrations
from models.decisions import Decision
from models.dossiers import Dossier
from models.engine import open_engine
from tests.store.later_acts import cancel, carried_out, correct, issued
from tests.store.scenario import World, campaign_at

FIRST = "0001"
STAGES = ("dossier_intake@final", "council_appraisal@final", "decision_issuance@final")


def counts(engine: Engine) -> dict[str, int]:
    """Rows of every table."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        return {table: connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one() for table in tables}  # noqa: S608


def taken_back(world: World) -> str:
    """The world's store as the first release left it; its address."""
    url = world.engine.url.render_as_string(hide_password=False)
    world.engine.dispose()
    migrations.downgrade(url, FIRST)
    return url


@pytest.mark.parametrize("stage", STAGES)
def test_a_store_of_the_first_release_keeps_its_rows(store: Engine, stage: str) -> None:
    url = taken_back(campaign_at(store, stage))
    before = counts(store)
    migrations.upgrade(url)
    after = counts(open_engine(url))
    assert {table: after[table] for table in before if table != "alembic_version"} == {
        table: count for table, count in before.items() if table != "alembic_version"
    }


def test_an_upgraded_campaign_goes_on_to_its_end(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    migrations.upgrade(taken_back(world))
    world.play_until_over()
    assert world.stages()["final_summary"] == "closed"


def test_without_later_decisions_the_first_one_says_who_is_awarded(store: Engine) -> None:
    world = campaign_at(store, STAGES[-1])
    issued(world)
    carried_out(world, cancel(world))
    carried_out(world, correct(world), "62/QĐ-UBND")
    migrations.upgrade(taken_back(world))
    assert [row.code for row in world.rows(Dossier, state="awarded")] == ["HS-DV-1-01", "HS-DV-2-01"]
    assert [(row.kind, row.number) for row in world.rows(Decision)] == [("award", "45/QĐ-UBND")]
