"""`thidua doctor`: content with a sound store, and not with one that was changed behind its back."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from models.engine import open_engine
from tests.system.desk import Office, launched, staffed


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A campaign that runs."""
    office = staffed(tmp_path_factory.mktemp("doctor"))
    launched(office)
    return office


@pytest.fixture
def damaged(tmp_path: Path) -> Office:
    """A version was counted that does not exist."""
    office = staffed(tmp_path)
    launched(office)
    with open_engine(office.url).begin() as connection:
        connection.execute(text("UPDATE campaign SET version = 99"))
    return office


def test_sound_store_ends_with_zero(office: Office) -> None:
    answer = office.ask("doctor")
    assert (answer.code, answer.out) == (0, "Kho dữ liệu ổn.\n")


def test_damage_is_told_in_sentences(damaged: Office) -> None:
    answer = damaged.ask("doctor")
    assert (answer.code, "các bản kế hoạch không liền số" in answer.out) == (1, True)
    assert answer.out.endswith("Có 1 điều không ổn.\n")


def test_damage_can_be_read_by_a_script(damaged: Office) -> None:
    answer = damaged.ask("doctor --json")
    assert (answer.code, [one["code"] for one in json.loads(answer.out)]) == (1, ["versions_have_gaps"])


def test_store_that_is_not_there_is_no_sound_one(tmp_path: Path) -> None:
    answer = Office(tmp_path / "none").ask("doctor")
    assert (answer.code, answer.out) == (1, "")
