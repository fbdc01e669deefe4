"""What the database itself refuses to store. Each rule is broken once, on both databases."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Connection, Engine, Table, UniqueConstraint, func, select
from sqlalchemy.exc import IntegrityError

from models.tables import metadata

pytestmark = pytest.mark.handmade

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
OF_TYPE: dict[type, Any] = {int: 1, str: "x", date: date(2026, 3, 2), datetime: AT, bool: False, bytes: b"x"}
WORDS: dict[str, dict[str, Any]] = {
    "ballot": {"outcome": None},
    "ballot_paper": {"choice": "yes"},
    "campaign": {"state": "draft"},
    "award_answer": {"answer": "different", "other_dossier_id": 2},
    "complaint": {"state": "received", "about": "nominee"},
    "correction_request": {"field": "name"},
    "council_member": {"seat": "chair"},
    "data_view": {"what": "contact"},
    "decision": {"state": "draft", "kind": "award"},
    "delegation": {"form": "in_place", "delegate_id": 2},
    "deputy": {"deputy_id": 2},
    "dossier": {"state": "submitted", "nominee_kind": "collective"},
    "duty": {"kind": "register", "clock": "ours", "unit_id": 1},
    "erasure": {"person_id": 1},
    "mail": {"state": "queued"},
    "meeting": {"state": "convened"},
    "outside_award": {"nominee_kind": "collective", "level": "commune"},
    "question": {"blocks": "nothing"},
    "recovery": {"item": "object"},
    "recusal": {"ground": "declared"},
    "registration": {"state": "submitted"},
    "retention_period": {"kept": "accounts"},
    "role_grant": {"role": "officer"},
    "sealed_paper": {"sealed": b"x" * 36},
    "stage": {"kind": "launch", "state": "planned"},
    "unit_succession": {"successor_id": 2},
    "vote": {"choice": "yes"},
}
ISSUED: dict[str, Any] = {
    "signed_at": AT,
    "signed_by": "lan",
    "issued_at": AT,
    "issued_by": "lan",
    "number": "45/QĐ-UBND",
    "year": 2026,
    "issued_on": AT.date(),
    "book_id": 1,
    "serial": 1,
}
OVER: dict[str, Any] = {"ended_at": AT, "ended_by": "lan"}
CANCELLING: dict[str, Any] = {
    "kind": "cancellation",
    "about_id": 1,
    "ground": "fault_found",
    "reason": "vì",
    "document": "12/KL",
}
BY_ONE_PERSON: dict[str, Any] = {"asked_by": "lan", "decided_at": AT, "decided_by": "lan", "agreed": True}
DIFFERENT = {int: 2, str: "y", date: date(2026, 3, 3), type(None): None}
BROKEN: dict[str, dict[str, Any]] = {
    "a_further_copy_has_a_reason": {"number": 2},
    "award_answer_is_about_another_dossier": {"other_dossier_id": 1},
    "award_answer_is_about_one_award": {"outside_award_id": 1},
    "ballot_counts_are_not_negative": {"no": -1},
    "complaint_goes_on_after_a_pause": {"resumed_at": AT},
    "complaint_outcome_is_known": {
        **OVER,
        "state": "resolved",
        "outcome": "?",
        "conclusion": "vì",
        "conclusion_document": "12/KL",
    },
    "complaint_resolved_has_an_outcome": {**OVER, "state": "resolved"},
    "complaint_state_is_known": {**OVER, "state": "?"},
    "complaint_that_is_over_has_a_moment": OVER,
    "consultation_answered_at_answered_by_answer_together": {"answered_at": AT},
    "correction_request_is_decided_by_another": BY_ONE_PERSON,
    "council_member_leaves_after_joining": {
        "since": date(2026, 3, 3),
        "until": date(2026, 3, 2),
        "left_by_id": 1,
    },
    "decision_cancels_by_a_document": {**CANCELLING, "document": None},
    "decision_cancels_on_a_ground": {**CANCELLING, "ground": None},
    "decision_ground_is_known": {**CANCELLING, "ground": "?"},
    "decision_kind_is_known": {"kind": "?", "about_id": 1, "reason": "vì"},
    "decision_of_later_kind_has_a_reason": {"kind": "correction", "about_id": 1, "reason": ""},
    "decision_part_counts_from_one": {"part": 0},
    "decision_is_signed_before_it_is_issued": {**ISSUED, "signed_at": None, "signed_by": None},
    "decision_issued_has_a_moment": {"state": "issued"},
    "decision_signed_for_another_has_a_delegation": {"signing_form": "in_place"},
    "delegation_ends_after_beginning": {"valid_to": date(2026, 3, 1)},
    "deputy_ends_after_beginning": {"valid_to": date(2026, 3, 1)},
    "dossier_document_is_not_empty": {"size": 0},
    "duty_has_somebody_who_owes_it": {"unit_id": None},
    "duty_is_done_or_lapsed": {"done_at": AT, "done_by": "lan", "lapsed_at": AT},
    "erasure_is_decided_by_a_second_person": BY_ONE_PERSON,
    "erasure_is_of_a_class_or_of_a_person": {"person_id": None},
    "erasure_kept_is_known": {"kept": "?", "before": AT, "person_id": None},
    "nobody_delegates_to_herself": {"delegate_id": 1},
    "nobody_is_her_own_deputy": {"deputy_id": 1},
    "number_book_begins_at_one_or_later": {"first_number": 0},
    "outside_award_period_ends_after_it_begins": {"period_from": date(2026, 3, 3), "period_to": date(2026, 3, 2)},
    "paper_count_adds_up": {"returned": 2},
    "question_answer_has_who_and_when": {"answered_at": AT},
    "ledger_node_is_above_the_leaves": {"number": 2},
    "retention_period_is_some_years": {"years": 0},
    "sealed_paper_has_one_size": {"sealed": b"x" * 35},
    "skip_request_is_decided_by_a_second_person": BY_ONE_PERSON,
    "stage_closed_has_a_moment": {"state": "closed"},
    "stage_open_has_a_moment": {"state": "open"},
    "stage_skipped_has_a_reason": {"state": "skipped", "reason": ""},
    "store_mark_is_one_row": {"id": 2},
    "unit_does_not_succeed_itself": {"predecessor_id": 1, "successor_id": 1},
    "unit_ends_after_it_begins": {"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)},
}
"""What breaks the rules that cannot be broken by the pattern of their names."""


# Both columns are never empty, so nothing can break it.
IDLE = {"dossier_return_returned_at_returned_by_together"}


def value_for(column: Column[Any]) -> Any:
    # SQLModel's own types do not say what they hold, but wrap one that does.
    return OF_TYPE[getattr(column.type, "impl", column.type).python_type]


def sample(table: Table) -> dict[str, Any]:
    """A row that the table takes: what may be empty is empty."""
    plain = {c.name: None if c.nullable else value_for(c) for c in table.columns}
    return {**plain, **WORDS.get(table.name, {})}


def checks() -> Iterator[tuple[Table, CheckConstraint]]:
    for table in metadata.sorted_tables:
        named = (rule for rule in table.constraints if isinstance(rule, CheckConstraint) and rule.name not in IDLE)
        yield from ((table, rule) for rule in sorted(named, key=lambda rule: str(rule.name)))


def breaking(table: Table, rule: CheckConstraint) -> dict[str, Any]:
    """Values that break this rule and no other."""
    name = str(rule.name)
    if name in BROKEN:
        return BROKEN[name]
    if name.endswith("_is_known"):
        return {name.removeprefix(f"{table.name}_").removesuffix("_is_known"): "?"}
    column = table.columns[re.findall(r"\((\w+) IS NULL\)", str(rule.sqltext))[-1]]
    return {column.name: value_for(column)}


@pytest.fixture
def alone(store: Engine) -> Iterator[Connection]:
    """A connection on which a row may stand without those it refers to, so that one rule is tried at a time."""
    lite = store.dialect.name == "sqlite"
    with store.connect() as connection:
        # Outside of a transaction, because SQLite ignores the pragma inside of one.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF" if lite else "SET session_replication_role = replica")
        yield connection
        connection.invalidate()


def insert(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    connection.execute(table.insert().values(row))


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_a_sound_row_is_stored(alone: Connection, table: Table) -> None:
    insert(alone, table, sample(table))
    assert alone.execute(select(func.count()).select_from(table)).scalar_one() == 1


@pytest.mark.parametrize(("table", "rule"), [pytest.param(*pair, id=str(pair[1].name)) for pair in checks()])
def test_a_broken_rule_is_refused_by_name(alone: Connection, table: Table, rule: CheckConstraint) -> None:
    with pytest.raises(IntegrityError, match=str(rule.name)):
        insert(alone, table, {**sample(table), **breaking(table, rule)})


def uniques() -> Iterator[tuple[Table, UniqueConstraint]]:
    for table in metadata.sorted_tables:
        named = (rule for rule in table.constraints if isinstance(rule, UniqueConstraint))
        yield from ((table, rule) for rule in sorted(named, key=lambda rule: [column.name for column in rule.columns]))


@pytest.mark.parametrize(
    ("table", "rule"),
    [pytest.param(*pair, id=f"{pair[0]}-{'-'.join(pair[1].columns.keys())}") for pair in uniques()],
)
def test_a_second_one_is_refused(alone: Connection, table: Table, rule: UniqueConstraint) -> None:
    first = {
        **sample(table),
        **(ISSUED if {"number", "serial"} & set(rule.columns.keys()) and table.name == "decision" else {}),
    }
    insert(alone, table, first)
    elsewhere = {column.name for _, other in uniques() if other.table is table for column in other.columns}
    free = elsewhere - set(rule.columns.keys()) - set(WORDS.get(table.name, {}))
    differs = {name: DIFFERENT[type(first[name])] for name in free}
    other = {column.name: 2 for column in table.primary_key if column.name not in rule.columns}
    with pytest.raises(IntegrityError, match=r"(?i)unique|is never rewritten|is append-only"):
        insert(alone, table, {**first, **differs, **other})


def test_a_row_that_refers_to_nothing_is_refused(store: Engine) -> None:
    with store.begin() as connection, pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        insert(connection, metadata.tables["participation"], sample(metadata.tables["participation"]))
