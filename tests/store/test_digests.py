"""Digests of rows outlive changes of the tables: a column that came later is known to have come later."""

from typing import Any

import pytest
from sqlalchemy import inspect

from models import migrations
from models.base import table_of
from models.digests import ADDED_COLUMNS, row_digest
from models.engine import open_engine
from models.places import Unit
from queries.reconciling import audited

pytestmark = pytest.mark.handmade

FIRST = "0001"


def columns_of_the_first_release(url: str) -> dict[str, set[str]]:
    migrations.upgrade(url, FIRST)
    seen = inspect(open_engine(url))
    return {table: {column["name"] for column in seen.get_columns(table)} for table in seen.get_table_names()}


def test_every_column_that_came_later_is_listed(empty_url: str) -> None:
    before = columns_of_the_first_release(empty_url)
    tables = {str(table.__tablename__): {column.name for column in table_of(table).columns} for table in audited()}
    later = {name: columns - before[name] for name, columns in tables.items() if name in before}
    assert {name: added for name, added in later.items() if added} == {
        name: set().union(*added) for name, added in ADDED_COLUMNS.items()
    }


def test_digest_can_leave_a_column_out() -> None:
    one, other = (Unit(id=1, code="TDP-1", name="Tổ 1", folded="to 1", level=level) for level in ("group", "commune"))
    assert row_digest(one) != row_digest(other)
    assert row_digest(one, without=frozenset({"level"})) == row_digest(other, without=frozenset({"level"}))


def test_every_column_is_called_as_its_attribute() -> None:
    """Because rows are compared by their columns, and were digested by their attributes."""
    mappers: list[Any] = [inspect(table) for table in audited()]
    assert [a.key for m in mappers for a in m.column_attrs if a.key != a.columns[0].name] == []
