"""The ledger's flows, in Prefect: seal, sign, check, and tell those who watch over the trail."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from actions.people import grant_role
from domain.errors import NotAllowed, WrongState
from domain.people import Role
from flows.ledger import check_ledger, checkpoint_ledger, seal_ledger
from models import triggers
from models.engine import reading, writing
from models.ledger import UnsealedEvent
from models.ledger_file import NAME
from models.ledger_keys import DIRECTORY
from models.mail import Notice
from queries.ledger import state
from tests.scenario import ADMIN, BEGINNING, at, change, launched

DAY = at("2021-01-04", 17)


def waiting(engine: Engine) -> int:
    with reading(engine) as session:
        return len(session.exec(select(UnsealedEvent)).all())


def told(engine: Engine, kind: str) -> list[str]:
    with reading(engine) as session:
        return list(session.exec(select(Notice.content).where(Notice.kind == kind)))


def test_everything_is_sealed(store: Engine) -> None:
    before = waiting(store)
    assert asyncio.run(seal_ledger()).sealed == before > 0
    assert waiting(store) == 0


def test_two_seals_at_once_seal_once(store: Engine) -> None:
    async def both() -> int:
        one, other = await asyncio.gather(seal_ledger(), seal_ledger())
        return one.sealed + other.sealed

    before = waiting(store)
    assert asyncio.run(both()) == before


@pytest.mark.usefixtures("store")
def test_signing_leaves_the_store(tmp_path: Path) -> None:
    signed = asyncio.run(checkpoint_ledger(as_of=DAY)).signed
    assert f"size={signed} " in (tmp_path / NAME).read_text()
    assert len(list((tmp_path / DIRECTORY).iterdir())) == 1


@pytest.mark.usefixtures("store")
def test_signing_twice_adds_the_key_event_and_then_nothing(tmp_path: Path) -> None:
    sizes = [asyncio.run(checkpoint_ledger(as_of=DAY)).signed for _ in range(3)]
    assert (sizes[1] - sizes[0], sizes[2] - sizes[1]) == (1, 0)
    assert len((tmp_path / NAME).read_text().splitlines()) == 3


def test_lost_key_fails_the_run_and_seals_all_the_same(store: Engine, tmp_path: Path) -> None:
    asyncio.run(checkpoint_ledger(as_of=DAY))
    for file in (tmp_path / DIRECTORY).iterdir():
        file.unlink()
    with pytest.raises(WrongState, match="ledger_key_lost"):
        asyncio.run(checkpoint_ledger(as_of=DAY + timedelta(days=1)))
    assert waiting(store) == 0


@pytest.mark.usefixtures("store")
def test_line_that_a_kill_left_out_is_added_later(tmp_path: Path) -> None:
    asyncio.run(checkpoint_ledger(as_of=DAY))
    before = (tmp_path / NAME).read_text().splitlines()
    (tmp_path / NAME).unlink()
    asyncio.run(checkpoint_ledger(as_of=DAY + timedelta(days=1)))
    assert set(before) < set((tmp_path / NAME).read_text().splitlines())


def test_sound_ledger_is_checked_quietly(store: Engine) -> None:
    launched(store)
    asyncio.run(checkpoint_ledger(as_of=DAY))
    assert asyncio.run(check_ledger(as_of=DAY)).findings == ()
    assert told(store, "ledger_broken") == []


def test_tampering_is_told_to_who_watches(store: Engine) -> None:
    with writing(store) as session:
        grant_role(session, "hoa", Role.AUDITOR, by=ADMIN, at=BEGINNING)
    asyncio.run(checkpoint_ledger(as_of=DAY))
    with store.begin() as connection:
        triggers.remove(connection)
    change(store, "UPDATE audit_event SET text = replace(text, 'person', 'PERSON')")
    assert "event_edited" in asyncio.run(check_ledger(as_of=DAY)).findings
    [notice] = told(store, "ledger_broken")
    assert "đã bị sửa sau khi niêm phong." in notice


def test_state_tells_the_last_check(store: Engine) -> None:
    asyncio.run(checkpoint_ledger(as_of=DAY))
    asyncio.run(check_ledger(as_of=DAY))
    with reading(store) as session:
        found = state(session).check
    assert found is not None
    assert (found.at, found.by, found.anchored, found.findings) == (DAY, "system", None, ())


def test_moment_is_refused_in_a_real_store(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(text("UPDATE store_mark SET simulated = false"))
    with pytest.raises(NotAllowed, match="as_of_refused"):
        asyncio.run(check_ledger(as_of=DAY))


def test_lines_from_outside_anchor_a_check(store: Engine, tmp_path: Path) -> None:
    signed = asyncio.run(checkpoint_ledger(as_of=DAY)).signed
    asyncio.run(check_ledger(as_of=DAY, kept_outside=(tmp_path / NAME).read_text()))
    with reading(store) as session:
        found = state(session).check
    assert found is not None
    assert found.anchored == signed


def test_forged_line_alarms_nobody(store: Engine, tmp_path: Path) -> None:
    with writing(store) as session:
        grant_role(session, "hoa", Role.AUDITOR, by=ADMIN, at=BEGINNING)
    asyncio.run(checkpoint_ledger(as_of=DAY))
    forged = (tmp_path / NAME).read_text().replace(" size=", " size=9")
    assert "checkpoint_forged" in asyncio.run(check_ledger(as_of=DAY, kept_outside=forged)).findings
    assert told(store, "ledger_broken") == []
