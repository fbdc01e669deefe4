"""What all tables share: named constraints and JSON as text that reads the same on every database."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, MetaData, Table, text
from sqlmodel import SQLModel

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "pk": "%(table_name)s_key",
    "fk": "%(table_name)s_%(column_0_name)s_exists",
    "ix": "%(table_name)s_by_%(column_0_N_name)s",
    "uq": "%(table_name)s_%(column_0_N_name)s_once",
}

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Row(SQLModel):
    """Base of every table. Tables do not validate: values are checked before they come here."""


def table_of(kind: type[Row]) -> Table:
    """The table itself, for writing values of which nobody asks again: a row object costs several times as much."""
    return metadata.tables[str(kind.__tablename__)]


def one_of(column: str, allowed: Iterable[str], *, table: str) -> CheckConstraint:
    """The column holds one of these words."""
    words = ", ".join(f"'{word}'" for word in allowed)
    return CheckConstraint(f"{column} IN ({words})", name=f"{table}_{column}_is_known")


def partial(rule: str) -> dict[str, Any]:
    """Options of an index over some rows only. A question must contain the rule, word for word, to be helped by it."""
    return {"sqlite_where": text(rule), "postgresql_where": text(rule)}


def together(*columns: str, table: str) -> CheckConstraint:
    """Who and when travel together: all of them or none."""
    first, *others = columns
    rule = " AND ".join(f"({first} IS NULL) = ({other} IS NULL)" for other in others)
    return CheckConstraint(rule, name=f"{table}_{'_'.join(columns)}_together")
