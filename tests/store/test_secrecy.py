"""Attempts to link votes to voters: from the files of the database, a backup, log, trail, mail, and the order of rows.

Two things are shown. Nothing that remains depends on who voted how: with the votes swapped, the same remains. And what
would be needed to open a sealed paper, the ballot's key, is nowhere, while sealed papers in a backup are all alike.
"""

import base64
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, text

from actions import ballots
from domain.secrecy import SEALED_SIZE
from models import ballot_keys
from models.audit import AuditEvent
from models.mail import Notice
from models.papers import BallotPaper, SealedPaper
from models.stages import Wait
from tests.store import playing
from tests.store.checks import everything
from tests.store.meeting import on_day
from tests.store.scenario import VOTERS, World
from tests.store.worlds import administer

VOTES = ("yes", "yes", "no", "no", "blank")
SWAPPED = ("no", "blank", "yes", "no", "yes")
DOSSIERS = ("HS-DV-1-01", "HS-DV-2-01", "HS-DV-3-01")


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / ballot_keys.DIRECTORY


def opened(store: Engine, keys: Path) -> World:
    world = on_day(store, method="secret")
    playing.attend(world, *VOTERS)
    open_(world, keys)
    return world


def open_(world: World, keys: Path, dossier: str = DOSSIERS[0]) -> None:
    world.do(ballots.open_ballot, "final", dossier, keys=keys, by="secretary")


def cast(world: World, keys: Path, votes: tuple[str, ...], dossier: str = DOSSIERS[0]) -> None:
    for person, choice in zip(VOTERS, votes, strict=True):
        world.do(ballots.vote, "final", dossier, choice, keys=keys, by=person)


def close(world: World, keys: Path, dossier: str = DOSSIERS[0]) -> None:
    world.do(ballots.close_ballot, "final", dossier, keys=keys, by="secretary")


def files(engine: Engine) -> Iterator[bytes]:
    """Every byte of the database on disk, its log of changes included: what a thief of the machine would have."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            place = Path(engine.url.database or "")
            found = [place, place.with_name(place.name + "-wal")]
        else:
            administer(engine.url, "CHECKPOINT")
            place = Path(connection.execute(text("SHOW data_directory")).scalar_one())
            found = [path for path in place.rglob("*") if path.is_file()]
    yield from (path.read_bytes() for path in found if path.is_file())


def contains(heap: list[bytes], wanted: bytes) -> bool:
    """Whether something lies there, as it is or as text."""
    written = (wanted, wanted.hex().encode(), wanted.hex().upper().encode(), base64.b64encode(wanted))
    return any(form in content for content in heap for form in written)


def sealed(world: World) -> list[bytes]:
    return [row.sealed for row in world.rows(SealedPaper)]


def remains(world: World) -> dict[str, list[Any]]:
    """Every row that is left, without what is random in each ballot: its key's name, salts, and the shuffled order."""
    rows: dict[str, list[Any]] = dict(everything(world.engine))
    rows["ballot_paper"] = sorted((row.ballot_id, row.choice) for row in world.rows(BallotPaper))
    rows["ballot"] = [tuple(value for value in row if value not in names(rows["ballot"])) for row in rows["ballot"]]
    rows["audit_event"] = [trail(row) for row in world.rows(AuditEvent)]
    rows["audit_value"] = [row[:3] for row in rows["audit_value"]]
    return rows


def names(rows: list[tuple[Any, ...]]) -> set[Any]:
    return {value for row in rows for value in row if isinstance(value, str) and len(value) == 32}


def trail(row: AuditEvent) -> dict[str, Any]:
    """An event with the names of the rows it digests; digests themselves differ with the key's name and the salts."""
    body = json.loads(row.text)
    rows = {name: digest for name, digest in body["rows"].items() if not name.startswith("ballot")}
    return {**body, "rows": sorted(body["rows"]), "digests": rows if not salted(body["rows"]) else None}


def salted(rows: dict[str, str]) -> bool:
    return any(name.partition(":")[0] in ("person", "dossier", "decision_line", "recusal", "vote") for name in rows)


def test_nothing_that_remains_depends_on_who_voted_how(store: Engine, keys: Path) -> None:
    left = []
    for votes in (VOTES, SWAPPED):
        world = opened(store, keys)
        cast(world, keys, votes)
        close(world, keys)
        left.append(remains(world))
    differing = [table for table in left[0] if left[0][table] != left[1][table]]
    assert differing == []


def test_nothing_in_the_trail_depends_on_a_vote_while_it_is_open(store: Engine, keys: Path) -> None:
    left = []
    for votes in (VOTES, SWAPPED):
        world = opened(store, keys)
        cast(world, keys, votes)
        left.append({name: rows for name, rows in remains(world).items() if name != "sealed_paper"})
    assert left[0] == left[1]


def test_key_lies_nowhere_but_in_its_file(store: Engine, keys: Path) -> None:
    world = opened(store, keys)
    cast(world, keys, VOTES)
    [name] = ballot_keys.names(keys)
    key, backup = ballot_keys.read(keys, name), list(files(store))
    assert sealed(world)
    assert all(contains(backup, paper) for paper in sealed(world))
    close(world, keys)
    assert not contains(backup, key)
    assert not contains(list(files(store)), key)
    assert not any(contains([path.read_bytes()], key) for path in keys.parent.rglob("*") if path.is_file())


def test_backup_of_an_open_ballot_opens_with_nothing_left(store: Engine, keys: Path) -> None:
    world = opened(store, keys)
    cast(world, keys, VOTES)
    papers = sealed(world)
    close(world, keys)
    open_(world, keys, DOSSIERS[1])
    other = ballot_keys.read(keys, ballot_keys.names(keys)[0])
    for paper in papers:
        with pytest.raises(InvalidTag):
            AESGCM(other).decrypt(paper[:12], paper[12:], b"")


def test_sealed_papers_are_all_alike(store: Engine, keys: Path) -> None:
    world = opened(store, keys)
    cast(world, keys, VOTES)
    papers = sealed(world)
    assert ({len(paper) for paper in papers}, len(set(papers))) == ({SEALED_SIZE}, len(VOTERS))


@pytest.mark.only("sqlite")
def test_no_sealed_paper_stays_in_a_free_page(store: Engine, keys: Path) -> None:
    world = opened(store, keys)
    cast(world, keys, VOTES)
    papers = sealed(world)
    cast(world, keys, SWAPPED)
    papers += sealed(world)
    close(world, keys)
    store.dispose()
    # The last connection has written the log of changes into the file when it was closed.
    assert not any(contains([Path(store.url.database or "").read_bytes()], paper) for paper in papers)


def test_log_tells_no_choice(store: Engine, keys: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("sqlalchemy.engine", "sqlalchemy.pool", ""):
        caplog.set_level(logging.DEBUG, logger=name)
    world = opened(store, keys)
    caplog.clear()
    cast(world, keys, VOTES)
    close(world, keys)
    # The names of a ballot's columns are no choices.
    lines = (f"{record.getMessage()} {record.args!r}" for record in caplog.records if "Col %r" not in str(record.msg))
    told = "\n".join(lines)
    assert "INSERT INTO sealed_paper" in told
    assert not [word for word in ("'yes'", "'no'", "'blank'", '"yes"', '"no"') if word in told]


def test_voting_writes_to_nobody(store: Engine, keys: Path) -> None:
    world = opened(store, keys)
    before = len(world.rows(Notice))
    cast(world, keys, VOTES)
    close(world, keys)
    assert len(world.rows(Notice)) == before


def test_event_of_a_vote_digests_nothing_of_the_paper(store: Engine, keys: Path) -> None:
    world = opened(store, keys)
    cast(world, keys, VOTES)
    digested = {name.partition(":")[0] for row in world.rows(AuditEvent, kind="ballot:voted") for name in rows_of(row)}
    assert digested == {"ballot_voter", "duty"}


def rows_of(row: AuditEvent) -> list[str]:
    return list(json.loads(row.text)["rows"])


def test_order_of_the_papers_is_not_the_order_of_the_voters(store: Engine, keys: Path) -> None:
    world = opened(store, keys)
    orders = []
    for number, dossier in enumerate(DOSSIERS):
        if number:
            open_(world, keys, dossier)
        for person, choice in zip(VOTERS, VOTES, strict=True):
            world.do(ballots.vote, "final", dossier, choice, keys=keys, by=person)
        close(world, keys, dossier)
        orders.append([row.choice for row in world.rows(BallotPaper, ballot_id=number + 1)])
    # By chance all three lie as they were cast once in 27,000 runs.
    assert any(order != list(VOTES) for order in orders)
    assert all(sorted(order) == sorted(VOTES) for order in orders)


def test_how_an_open_ballot_stands_changes_no_wait(store: Engine, keys: Path) -> None:
    world = opened(store, keys)
    cast(world, keys, VOTES)
    waits = [(row.cause, row.subject) for row in world.rows(Wait) if row.cause in ("vote", "hold_ballot")]
    other = opened(store, keys)
    cast(other, keys, ("yes",) * 5)
    assert [(row.cause, row.subject) for row in other.rows(Wait) if row.cause in ("vote", "hold_ballot")] == waits
