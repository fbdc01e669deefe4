"""The council concludes: those who passed are chosen within the quotas, and no tie is left to chance."""

import pytest
from sqlalchemy import Engine

from actions import conclusions
from models.dossiers import Dossier
from tests.store import playing
from tests.store.checks import refused, told
from tests.store.meeting import on_day
from tests.store.scenario import World


@pytest.fixture
def sitting(store: Engine) -> World:
    """The day of the meeting; nobody is noted yet."""
    return on_day(store)


def decide_all(world: World, *yes: int) -> None:
    for number, votes in enumerate(yes, 1):
        playing.decide(world, f"HS-DV-{number}-01", yes=votes)


def test_quota_leaves_the_weakest_out(sitting: World) -> None:
    decide_all(sitting, 3, 5, 4)
    assert playing.conclude(sitting) == ("HS-DV-2-01", "HS-DV-3-01")
    assert [row.state for row in sitting.rows(Dossier)] == ["not_passed", "passed", "passed"]


def test_everybody_is_told_the_result(sitting: World) -> None:
    decide_all(sitting, 3, 5, 2)
    playing.conclude(sitting)
    assert told(sitting, "result_published") == ["cb-dv-1", "cb-dv-2", "cb-dv-3"]


def test_tie_at_the_edge_is_not_left_to_chance(sitting: World) -> None:
    decide_all(sitting, 4, 5, 4)
    with refused(sitting, "edge_tie") as found:
        playing.conclude(sitting)
    assert (found.value.data["dossiers"], found.value.data["settled_by"]) == (("HS-DV-1-01", "HS-DV-3-01"), "chair")


def test_chair_settles_a_tie_at_the_edge(sitting: World) -> None:
    decide_all(sitting, 4, 5, 4)
    values = {"minutes": "Chủ tịch chọn", "document": "03/BB", "order": ["HS-DV-3-01", "HS-DV-1-01"]}
    assert sitting.do(conclusions.conclude, "final", **values, by="secretary") == ("HS-DV-2-01", "HS-DV-3-01")


def test_conclusion_waits_for_every_ballot(sitting: World) -> None:
    decide_all(sitting, 5, 5)
    with refused(sitting, "ballots_missing") as found:
        playing.conclude(sitting)
    assert found.value.data["dossiers"] == ("HS-DV-3-01",)


@pytest.mark.parametrize(("minutes", "document"), [(" ", "03/BB"), ("Thống nhất", "")])
def test_conclusion_asks_for_its_minutes(sitting: World, minutes: str, document: str) -> None:
    decide_all(sitting, 5, 4, 3)
    with refused(sitting, "minutes_missing"):
        sitting.do(conclusions.conclude, "final", minutes=minutes, document=document, by="secretary")


def test_concluded_stage_closes_by_itself(sitting: World) -> None:
    decide_all(sitting, 5, 4, 3)
    playing.conclude(sitting)
    assert sitting.sweep()[0].step == "close"


def test_nobody_passed_means_no_decision(sitting: World) -> None:
    decide_all(sitting, 0, 0, 0)
    assert playing.conclude(sitting) == ()
    sitting.sweep_until("2021-11-20")
    assert sitting.stages()["decision_issuance@final"] == "skipped"
