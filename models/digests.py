"""What an event says about the rows it changed: their names and digests. The one way both are made, and made again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import inspect

from models.base import Row

OPERATIONAL = frozenset(
    {
        "wait",
        "step_taken",
        "notice",
        "mail",
        "incident",
        "workday",
        "store_mark",
        "audit_event",
        "audit_value",
        "sign_in_trial",
        "web_session",
        "sealed_paper",
        "unsealed_event",
        "ledger_leaf",
        "ledger_node",
        "ledger_key",
        "ledger_check",
        "checkpoint",
        "data_view",
    }
)
"""Tables that follow from audited ones or from what happened outside; they are exempt from digests."""

PERSONAL = frozenset(
    {
        *("person", "dossier", "decision_line", "decision_correction", "criterion_evidence", "public_comment"),
        # Without salt the digest of a vote would tell its choice to whoever tries the three there are.
        *("vote", "recusal", "paper_count", "complaint", "correction_request"),
    }
)
"""Tables with values about persons: their digests are salted, and the salt can be erased."""

EXEMPT_COLUMNS: Mapping[str, frozenset[str]] = {"stage": frozenset({"next_due_at"})}

_SIGNING = frozenset({"signing_form", "delegation_id", "book_id", "serial"})

ADDED_COLUMNS: Mapping[str, tuple[frozenset[str], ...]] = {
    "council": (frozenset({"valid_from", "valid_to"}),),
    "council_member": (frozenset({"turn", "since", "until", "joined_by_id", "left_by_id"}),),
    "dossier": (frozenset({"initiative", "initiative_folded"}),),
    "meeting": (frozenset({"reason"}),),
    "ballot": (frozenset({"reason", "key_id"}),),
    "decision": (
        frozenset({"kind", "part", "about_id", "ground", "reason", "document"} | _SIGNING),
        _SIGNING,
    ),
}
"""Columns that a table got after its first release, the sets of all later migrations first: an older event's digest
was made without them."""


def canonical(value: object) -> str:
    """The one way an event is written: sorted keys, no blanks, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def row_name(row: Row) -> str:
    """`table:key`, as events name rows."""
    state: Any = inspect(row)
    return f"{row.__tablename__}:{'/'.join(str(part) for part in state.identity or ())}"


def row_digest(row: Row, salt: str = "", *, without: frozenset[str] = frozenset()) -> str:
    """SHA-256 over the row's columns; salted for tables with personal values.

    `without` leaves columns out that the table did not have when the digest was made.
    """
    mapper: Any = inspect(type(row))
    columns = {c.key: getattr(row, c.key) for c in mapper.column_attrs}
    return columns_digest(str(row.__tablename__), columns, salt, without=without)


def columns_digest(
    table: str, columns: Mapping[str, object], salt: str = "", *, without: frozenset[str] = frozenset()
) -> str:
    """The same of a row's columns by their names, for whoever reads very many rows and needs no objects."""
    exempt = EXEMPT_COLUMNS.get(table, frozenset()) | without
    told = {name: value for name, value in columns.items() if name not in exempt}
    used = salt if table in PERSONAL else ""
    return hashlib.sha256((used + canonical(told)).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        # In UTC, because a moment that was handed in with the office's zone comes back from the store without it.
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return str(value)
