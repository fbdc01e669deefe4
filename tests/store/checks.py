"""What a test of an action asks of the whole store: nothing changed, and who was told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, select

from domain.errors import Refused
from models.engine import reading
from models.mail import Notice
from models.tables import metadata
from tests.store.scenario import World

LEFT_OUT = {"workday", "store_mark"}
"""The calendar is large and nobody's business here; the clock of a test moves by itself."""


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    tables = [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]
    with reading(engine) as session:
        return {t.name: [tuple(row) for row in session.execute(select(t).order_by(*t.primary_key))] for t in tables}


@contextmanager
def unchanged(engine: Engine) -> Iterator[None]:
    """Whatever happens inside leaves every table as it was: no row, no event, no notice."""
    before = everything(engine)
    yield
    assert everything(engine) == before


@contextmanager
def refused(world: World, code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What happens inside is refused with this code, and nothing changed; gives the refusal."""
    with unchanged(world.engine), pytest.raises(Refused) as found:
        yield found
    assert found.value.code == code


def told(world: World, kind: str) -> list[str]:
    """Who was told something of a kind, by address without its domain, in order."""
    return sorted(notice.address.partition("@")[0] for notice in world.rows(Notice, kind=kind))
