"""Campaigns multiplied inside the database: a few were made through the actions, the rest are copies of their rows.

Copy `n` of a row has the row's id plus n times the table's stride, and so have all ids it refers to. An office and its
people are shared by the campaigns of the office. One statement copies a table for a thousand campaigns.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.sql.expression import CTE
from sqlmodel import AutoString

from models import triggers
from models.tables import metadata

OFFICE = 0
"""Owner of what belongs to no campaign."""

SHARED = ("unit", "person")
LEFT_OUT = frozenset(
    {
        *("workday", "calendar_override", "store_mark", "ledger_leaf", "ledger_node", "ledger_key"),
        # History was sealed long ago; ten million events that wait for it would be a fault of the store.
        "unsealed_event",
    }
)
MAIL_BYTES = 256
"""Of a copied mail only the first bytes are kept, because nobody lists the rest and it would be most of the store."""

NUMBERED = {
    *(("campaign", name) for name in ("name", "folded")),
    *(("dossier", name) for name in ("nominee", "folded")),
    ("decision", "number"),
}
"""Texts that get the number of the copy behind them."""

Owners = dict[int, list[int]]
"""Campaign id, or `OFFICE` → ids of rows."""


@dataclass
class Templates:
    """The rows to copy, by table and owner; `code` is each campaign's, `stride` each table's greatest id."""

    code: Mapping[int, str]
    rows: dict[str, Owners] = field(default_factory=dict)
    stride: dict[str, int] = field(default_factory=dict)


def read(connection: Connection, codes: Sequence[str]) -> Templates:
    """Whose every row is. The store holds nothing but the campaigns of these codes and one office."""
    campaign, event = metadata.tables["campaign"], metadata.tables["audit_event"]
    ids = {code: number for number, code in connection.execute(select(campaign.c.id, campaign.c.code))}
    found = Templates({ids[code]: code for code in codes})
    owner: dict[tuple[str, int], int] = {}
    for table in (t for t in metadata.sorted_tables if t.name not in LEFT_OUT and _key(t)):
        owners: defaultdict[int, list[int]] = defaultdict(list)
        for values in connection.execute(select(table)).mappings():
            key = values[_key(table)]
            if table is event:
                owned_by = ids.get(values["campaign"], OFFICE)
            elif table is campaign:
                owned_by = key
            else:
                owned_by = _owner(table, dict(values), owner)
            owner[table.name, key] = owned_by
            owners[owned_by].append(key)
        if owners:
            found.rows[table.name] = dict(owners)
            found.stride[table.name] = max(max(keys) for keys in owners.values())
    return found


def copy(connection: Connection, templates: Templates, *, kind: int, numbers: range, per_office: int) -> None:
    """Copy what campaign `kind` owns once for each of `numbers`, so many campaigns to an office.

    With `kind` OFFICE, copy the offices of these numbers themselves.
    """
    for name in (table.name for table in metadata.sorted_tables if table.name in templates.rows):
        ids = templates.rows[name].get(kind, [])
        if ids:
            _copy(connection, templates, metadata.tables[name], ids, kind, numbers, per_office)


def begin(connection: Connection) -> None:
    """Before the first copy: nothing refuses rows of what is issued, and no statement is too long."""
    triggers.remove(connection)
    if connection.dialect.name == "postgresql":
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {name} = 0"))
        connection.execute(text("SET LOCAL synchronous_commit = off"))


def end(connection: Connection, templates: Templates) -> None:
    """After the last one: what guards the store stands again, new rows get new ids, the planner knows the sizes."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        for name in templates.rows:
            if _key(metadata.tables[name]) == "id":
                wanted = f"pg_get_serial_sequence('{name}', 'id')"
                connection.execute(text(f"SELECT setval({wanted}, (SELECT max(id) FROM {name}))"))
    triggers.remove(connection)
    triggers.install(connection)
    if connection.dialect.name == "sqlite":
        # A sample of each index is enough; the whole of twenty gigabytes takes minutes.
        connection.execute(text("PRAGMA analysis_limit = 1000"))
    connection.execute(text("ANALYZE"))


def _key(table: Table) -> str:
    """The name of the one whole number that is a row's key; empty where there is none."""
    keys = list(table.primary_key)
    return keys[0].name if len(keys) == 1 and isinstance(keys[0].type, Integer) else ""


def _refers(table: Table, column: str) -> str | None:
    """The table that a column's ids are of."""
    if column == "event_id":
        return "audit_event"
    return next((key.column.table.name for key in table.c[column].foreign_keys), None)


def _owner(table: Table, values: Mapping[str, Any], owner: Mapping[tuple[str, int], int]) -> int:
    for column in table.columns.keys():  # noqa: SIM118  # a collection of columns, not of names
        other = _refers(table, column)
        if other and values[column] is not None and (found := owner.get((other, values[column]), OFFICE)) != OFFICE:
            return found
    return OFFICE


def _copy(
    connection: Connection,
    templates: Templates,
    table: Table,
    ids: Sequence[int],
    kind: int,
    numbers: range,
    per_office: int,
) -> None:
    series = _series(numbers)
    shift = _Shift(templates, table, templates.code.get(kind, ""), series.c.n, per_office)
    query: Select[Any] = select(*(shift.value(column.name).label(column.name) for column in table.c))
    query = query.select_from(table.join(series, literal(value=True))).where(table.c[_key(table)].in_(ids))
    connection.execute(insert(table).from_select(list(table.c.keys()), query))


def _series(numbers: range) -> CTE:
    first = select(cast(literal(numbers.start), Integer).label("n")).cte("series", recursive=True)
    return first.union_all(select((first.c.n + numbers.step).label("n")).where(first.c.n + numbers.step < numbers.stop))


@dataclass
class _Shift:
    """What a copy's columns hold. `code` is empty for an office, whose numbers are its own."""

    templates: Templates
    table: Table
    code: str
    n: ColumnElement[int]
    per_office: int

    @property
    def office(self) -> ColumnElement[int]:
        return self.n // self.per_office if self.code else self.n

    def value(self, name: str) -> ColumnElement[Any]:
        column = self.table.c[name]
        other = self.table.name if name == _key(self.table) else _refers(self.table, name)
        if other in self.templates.stride:
            number = self.office if other in SHARED and name != _key(self.table) else self.n
            return column + number * self.templates.stride[other]
        if isinstance(column.type, LargeBinary):
            return func.substr(column, 1, MAIL_BYTES)
        return self._text(name) if isinstance(column.type, (String, AutoString)) else column

    def _text(self, name: str) -> ColumnElement[Any]:
        column, table = self.table.c[name], self.table.name
        office, number = self._ending(self.office), self._ending(self.n)
        if name == "actor" or name.endswith("_by"):
            return case((column == "system", column), else_=column + office)
        if name in ("email", "address"):
            return func.replace(column, "@", office + "@")
        if name == "message_id":
            return func.replace(column, "@", number + "@")
        if table in SHARED:
            return column + office if name in ("code", "name", "folded") else column
        if (table, name) in NUMBERED:
            return column + number
        return self._content(name, func.replace(column, self.code, self.code + number) if self.code else column)

    def _content(self, name: str, said: ColumnElement[Any]) -> ColumnElement[Any]:
        """A text that names its campaign already, with what else it names."""
        match self.table.name, name:
            case "plan_version", "plan":
                # Because every real plan has a text of its own, and the sweep remembers plans it has read.
                return func.replace(said, '"name":"', '"name":"' + cast(self.n, String) + " ")
            case "audit_event", "text":
                actor, quoted = self.table.c.actor, literal('"by":"') + self.table.c.actor
                named = func.replace(said, quoted + '"', quoted + self._ending(self.office) + '"')
                return case((actor == "system", said), else_=named)
            case "wait", "subject":
                duty = self.table.c.duty_id
                return case((duty.is_(None), said), else_="duty:" + cast(self.value("duty_id"), String))
            case _:
                return said

    def _ending(self, number: ColumnElement[int]) -> ColumnElement[str]:
        return literal("-") + cast(number, String)
