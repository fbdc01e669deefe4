"""What the database itself refuses, whoever asks: the trail, plan versions and issued decisions are never rewritten.

It refuses mistakes and casual tampering. Who owns the database can drop a trigger; `missing_triggers` tells.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Engine, text

from models.engine import reading


class Guard(NamedTuple):
    """One trigger: before `action` (as SQL says it) on `table`, refuse when `condition` holds; empty: always."""

    table: str
    action: str
    message: str
    condition: str = ""

    @property
    def name(self) -> str:
        """`audit_event_refuses_update`."""
        return f"{self.table}_refuses_{self.action.lower()}"


TRAIL = "the audit trail is append-only"
ERASURE = "of an audit value only the value and its salt may be erased"
PLANS = "a plan version is never rewritten"
ISSUED = "an issued decision is never changed"
LISTED = "the list of an issued decision is never changed"
LEDGER = "the ledger is append-only"
COPIES = "a signed copy is never rewritten"
QUEUED = "an event leaves the queue only when it is sealed"

_KEPT = "NEW.id = OLD.id AND NEW.event_id = OLD.event_id AND NEW.name = OLD.name"
# A salt that stays would let anybody guess the erased value against the commitment in the event.
_ERASED = f"NOT (NEW.value IS NULL AND {_KEPT} AND NEW.salt IN (OLD.salt, ''))"
_OLD_ISSUED = "OLD.state = 'issued'"
_LISTED_IN_ISSUED = """EXISTS (
    SELECT 1 FROM decision WHERE state = 'issued' AND id IN ({ids})
)"""
_LINE_OF_ISSUED = """ OR EXISTS (
    SELECT 1 FROM {table} AS line JOIN decision ON decision.id = line.decision_id
    WHERE decision.state = 'issued' AND line.id = NEW.id
)"""

LISTS = ("decision_line", "decision_correction")
"""What a decision holds in lines: who is awarded, or which words are put right."""

LEDGER_ROW_EXISTS: Mapping[str, str] = {
    "ledger_leaf": "EXISTS (SELECT 1 FROM ledger_leaf WHERE number = NEW.number OR event_id = NEW.event_id)",
    "ledger_node": "EXISTS (SELECT 1 FROM ledger_node WHERE number = NEW.number)",
    "ledger_key": "EXISTS (SELECT 1 FROM ledger_key WHERE number = NEW.number OR id = NEW.id)",
    "checkpoint": "EXISTS (SELECT 1 FROM checkpoint WHERE id = NEW.id OR size = NEW.size)",
    "ledger_check": "EXISTS (SELECT 1 FROM ledger_check WHERE id = NEW.id)",
}
"""The tables of the ledger that can only be added to, and when a new row would take the place of another."""

COMMON: tuple[Guard, ...] = (
    Guard("audit_event", "UPDATE", TRAIL),
    Guard("audit_event", "DELETE", TRAIL),
    Guard("audit_value", "UPDATE", ERASURE, _ERASED),
    Guard("audit_value", "DELETE", TRAIL),
    Guard("plan_version", "UPDATE", PLANS),
    Guard("plan_version", "DELETE", PLANS),
    Guard("decision", "DELETE", ISSUED, _OLD_ISSUED),
    Guard("signed_copy", "UPDATE", COPIES),
    Guard("signed_copy", "DELETE", COPIES),
    *(Guard(table, action, LEDGER) for table in LEDGER_ROW_EXISTS for action in ("UPDATE", "DELETE")),
    Guard("unsealed_event", "UPDATE", QUEUED),
)
"""On both databases, word for word."""

_TAKES_PLACE_OF_ISSUED = """EXISTS (
    SELECT 1 FROM decision AS other WHERE other.state = 'issued' AND (
        other.id = NEW.id OR (other.stage_id = NEW.stage_id AND other.form = NEW.form
            AND other.kind = NEW.kind AND other.part = NEW.part)
        OR (other.authority = NEW.authority AND other.type = NEW.type
            AND other.year = NEW.year AND other.number = NEW.number)
        OR (other.book_id = NEW.book_id AND other.year = NEW.year AND other.serial = NEW.serial)
    ){but}
)"""


def _listed(table: str) -> tuple[Guard, ...]:
    """No line comes to an issued decision, changes in it or leaves it."""
    same = _LINE_OF_ISSUED.format(table=table)
    return (
        Guard(table, "INSERT", LISTED, _LISTED_IN_ISSUED.format(ids="NEW.decision_id") + same),
        Guard(table, "UPDATE", LISTED, _LISTED_IN_ISSUED.format(ids="NEW.decision_id, OLD.decision_id") + same),
        Guard(table, "DELETE", LISTED, _LISTED_IN_ISSUED.format(ids="OLD.decision_id")),
    )


SQLITE: tuple[Guard, ...] = (
    *COMMON,
    # INSERT OR REPLACE and UPDATE OR REPLACE delete the row in their way without asking a DELETE trigger.
    Guard("audit_event", "INSERT", TRAIL, "EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)"),
    Guard(
        "audit_value",
        "INSERT",
        TRAIL,
        "EXISTS (SELECT 1 FROM audit_value WHERE id = NEW.id OR (event_id = NEW.event_id AND name = NEW.name))",
    ),
    Guard(
        "plan_version",
        "INSERT",
        PLANS,
        "EXISTS (SELECT 1 FROM plan_version"
        " WHERE id = NEW.id OR (campaign_id = NEW.campaign_id AND number = NEW.number))",
    ),
    Guard("decision", "INSERT", ISSUED, _TAKES_PLACE_OF_ISSUED.format(but="")),
    Guard(
        "decision",
        "UPDATE",
        ISSUED,
        f"{_OLD_ISSUED} OR {_TAKES_PLACE_OF_ISSUED.format(but=' AND other.id <> OLD.id')}",
    ),
    *(guard for table in LISTS for guard in _listed(table)),
    Guard(
        "signed_copy",
        "INSERT",
        COPIES,
        "EXISTS (SELECT 1 FROM signed_copy"
        " WHERE id = NEW.id OR (decision_id = NEW.decision_id AND number = NEW.number))",
    ),
    *(Guard(table, "INSERT", LEDGER, condition) for table, condition in LEDGER_ROW_EXISTS.items()),
    Guard(
        "unsealed_event",
        "DELETE",
        QUEUED,
        "NOT EXISTS (SELECT 1 FROM ledger_leaf WHERE event_id = OLD.event_id)",
    ),
)

POSTGRESQL: tuple[Guard, ...] = (
    *COMMON,
    Guard("decision", "UPDATE", ISSUED, _OLD_ISSUED),
    *(Guard(table, action, LISTED) for table in LISTS for action in ("INSERT", "UPDATE", "DELETE")),
    Guard("unsealed_event", "DELETE", QUEUED),
    *(
        # TRUNCATE asks no row trigger.
        Guard(table, "TRUNCATE", message)
        for table, message in (
            ("audit_event", TRAIL),
            ("audit_value", TRAIL),
            ("plan_version", PLANS),
            ("decision", ISSUED),
            ("signed_copy", COPIES),
            *((table, LISTED) for table in LISTS),
            ("unsealed_event", QUEUED),
            *((table, LEDGER) for table in LEDGER_ROW_EXISTS),
        )
    ),
)

# The code 23000 makes it an IntegrityError, as on SQLite. OLD is empty on INSERT, NEW on DELETE.
FUNCTIONS: Mapping[str, str] = {
    "thidua_refuse": "RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23000';",
    "thidua_refuse_listed": """
        IF EXISTS (SELECT 1 FROM decision WHERE state = 'issued' AND id IN (OLD.decision_id, NEW.decision_id)) THEN
            RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23000';
        END IF;
        RETURN COALESCE(NEW, OLD);
    """,
    "thidua_refuse_unsealed": """
        IF NOT EXISTS (SELECT 1 FROM ledger_leaf WHERE event_id = OLD.event_id) THEN
            RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23000';
        END IF;
        RETURN OLD;
    """,
}

_ASKS: Mapping[tuple[str, str], str] = {
    **{(table, action): "thidua_refuse_listed" for table in LISTS for action in ("INSERT", "UPDATE", "DELETE")},
    ("unsealed_event", "DELETE"): "thidua_refuse_unsealed",
}
"""Which function decides, where a condition on the row alone cannot; PostgreSQL allows no query there."""


def install(connection: Connection) -> None:
    """Create every trigger of this database, replacing those that are there."""
    remove(connection)
    if connection.dialect.name == "sqlite":
        for guard in SQLITE:
            connection.execute(text(_sqlite(guard)))
        return
    for name, body in FUNCTIONS.items():
        connection.execute(text(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"))
    for guard in POSTGRESQL:
        connection.execute(text(_postgresql(guard)))


def remove(connection: Connection) -> None:
    """Drop every trigger that is there, before the tables change."""
    if connection.dialect.name == "sqlite":
        for guard in SQLITE:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {guard.name}"))
        return
    for name in FUNCTIONS:
        # Its triggers go with it.
        connection.execute(text(f"DROP FUNCTION IF EXISTS {name}() CASCADE"))


def missing_triggers(engine: Engine) -> tuple[str, ...]:
    """Names of triggers that the store should have and has not, or that are switched off."""
    expected = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with reading(engine) as session:
        present = set(session.connection().execute(text(query)).scalars())
    return tuple(sorted(guard.name for guard in expected if guard.name not in present))


def _sqlite(guard: Guard) -> str:
    when = f" WHEN {guard.condition}" if guard.condition else ""
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table}{when}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    )


def _postgresql(guard: Guard) -> str:
    each = "STATEMENT" if guard.action == "TRUNCATE" else "ROW"
    when = f" WHEN ({guard.condition})" if guard.condition else ""
    function = _ASKS.get((guard.table, guard.action), "thidua_refuse")
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table} FOR EACH {each}{when}"
        f" EXECUTE FUNCTION {function}('{guard.message}')"
    )
