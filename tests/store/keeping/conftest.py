"""The office that is kept."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

import settings
from actions import ballots
from models import ballot_keys, blobs
from tests.store import playing
from tests.store.keeps import DOSSIER, PAPER, Office, sign
from tests.store.meeting import on_day
from tests.store.scenario import VOTERS


@pytest.fixture
def office(store: Engine, empty_url: str, tmp_path: Path) -> Office:
    here = tmp_path / "office"
    world = on_day(store, method="secret")
    blobs.put(here / "files", PAPER)
    playing.attend(world, *VOTERS)
    world.do(ballots.open_ballot, "final", DOSSIER, keys=here / ballot_keys.DIRECTORY, by="secretary")
    for person in VOTERS:
        world.do(ballots.vote, "final", DOSSIER, "yes", keys=here / ballot_keys.DIRECTORY, by=person)
    sign(world, here)
    url = store.url.render_as_string(hide_password=False)
    current = settings.load().model_copy(update={"database_url": url, "data_directory": here})
    elsewhere = current.model_copy(update={"database_url": empty_url, "data_directory": tmp_path / "new"})
    return Office(world, current, elsewhere, tmp_path / "kept.tar.gz")
