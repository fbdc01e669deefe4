"""A store comes into being by migrations alone, on both databases, and ends up as the tables say."""

import subprocess
import sys
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

from domain.errors import WrongState
from models import migrations, triggers
from models.engine import open_engine
from models.tables import metadata

pytestmark = pytest.mark.handmade


def tables(url: str) -> set[str]:
    return set(inspect(open_engine(url)).get_table_names())


def constraints(connection: Connection, table: str) -> dict[str, Any]:
    """What holds in a table, by the names of its rules."""
    seen = inspect(connection)
    return {
        "checks": {check["name"]: check["sqltext"] for check in seen.get_check_constraints(table)},
        "uniques": {unique["name"]: tuple(unique["column_names"]) for unique in seen.get_unique_constraints(table)},
        "foreign": {key["name"]: key["referred_table"] for key in seen.get_foreign_keys(table)},
        "nullable": {column["name"]: column["nullable"] for column in seen.get_columns(table)},
    }


def test_the_pinned_head_is_the_only_one() -> None:
    assert migrations.heads() == (migrations.HEAD,)


def test_up_down_up_leaves_a_whole_store(empty_url: str) -> None:
    migrations.upgrade(empty_url)
    migrations.downgrade(empty_url, "base")
    emptied = tables(empty_url)
    migrations.upgrade(empty_url)
    assert (emptied, tables(empty_url)) == ({"alembic_version"}, {*metadata.tables, "alembic_version"})
    assert triggers.missing_triggers(open_engine(empty_url)) == ()


def test_migrated_tables_match_their_classes(store: Engine) -> None:
    with store.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


@pytest.fixture
def made_from_classes(empty_url: str) -> Engine:
    metadata.create_all(open_engine(empty_url))
    return open_engine(empty_url)


def test_migrated_constraints_match_their_classes(store: Engine, made_from_classes: Engine) -> None:
    with store.connect() as migrated, made_from_classes.connect() as made:
        for table in metadata.tables:
            assert constraints(migrated, table) == constraints(made, table)


def test_every_constraint_has_words_for_a_name(store: Engine) -> None:
    with store.connect() as connection:
        found = [constraints(connection, table) for table in metadata.tables]
    names = [name for kinds in found for kind in ("checks", "uniques", "foreign") for name in kinds[kind]]
    assert None not in names
    assert len(names) > 100


def test_migrating_at_head_does_nothing(store: Engine, store_url: str) -> None:
    assert not migrations.upgrade(store_url)
    assert migrations.current(store) == migrations.HEAD


def test_an_empty_store_has_no_revision(empty_url: str) -> None:
    assert migrations.current(open_engine(empty_url)) is None


def test_a_store_of_a_later_version_is_refused(store: Engine, store_url: str) -> None:
    with store.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongState) as refused:
        migrations.upgrade(store_url)
    assert refused.value.data == {"found": "9999", "known": migrations.HEAD}


@pytest.mark.unsound
def test_migrating_at_head_leaves_a_dropped_trigger_dropped(store: Engine, store_url: str) -> None:
    with store.begin() as connection:
        on = "" if store.dialect.name == "sqlite" else " ON audit_event"
        connection.execute(text(f"DROP TRIGGER audit_event_refuses_delete{on}"))
    migrations.upgrade(store_url)
    assert triggers.missing_triggers(store) == ("audit_event_refuses_delete",)


def test_two_processes_migrate_one_store(empty_url: str) -> None:
    code = "import sys; from models.migrations import upgrade; print(upgrade(sys.argv[1]))"
    command = [sys.executable, "-c", code, empty_url]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.communicate(timeout=60)[0].strip() for process in both)
    assert said == ["False", "True"]
