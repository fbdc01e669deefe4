"""The trail, plan versions and issued decisions are not rewritten, whoever tries and whichever way."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from models.audit import AuditEvent, AuditValue
from models.campaigns import Campaign, PlanVersion
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.places import Unit
from models.stages import Stage
from models.triggers import COMMON, Guard, missing_triggers

pytestmark = pytest.mark.handmade

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ISSUED = {
    "state": "issued",
    "signed_at": AT,
    "signed_by": "lan",
    "issued_at": AT,
    "issued_by": "lan",
    "number": "45/QĐ-UBND",
    "year": 2026,
    "issued_on": date(2026, 3, 2),
}


def decision(number: int) -> Decision:
    common = {"campaign_id": 1, "stage_id": 1, "round": "main", "authority": "UBND phường", "drafted_by": "lan"}
    return Decision.model_validate({**common, "id": number, "form": f"form{number}", "drafted_at": AT})


def line(number: int, of: int, dossier: int) -> DecisionLine:
    common = {"nominee": "Tổ 1", "nominee_kind": "collective", "unit_name": "Tổ 1"}
    return DecisionLine.model_validate(
        {**common, "id": number, "decision_id": of, "position": 1, "dossier_id": dossier}
    )


def dossier(number: int) -> Dossier:
    common = {"campaign_id": 1, "stage_id": 1, "round": "main", "unit_id": 1, "unit_name": "Tổ 1", "folded": "to"}
    who = {"code": f"HS-{number}", "nominee": f"Tổ {number}", "nominee_kind": "collective", "form": "commendation"}
    return Dossier.model_validate({"id": number, "submitted_at": AT, "submitted_by": "lan", **common, **who})


def rows() -> list[list[SQLModel]]:
    """Decision 1 is issued with line 1, decision 2 is a draft with line 2."""
    return [
        [
            AuditEvent(id=1, at=AT, kind="campaign:created", subject="campaign:1", actor="lan", text="{}"),
            AuditValue(id=1, event_id=1, name="name", salt="ab12", value="Trần Thị Lan"),
            Campaign(id=1, code="NH-2026-01", name="Thi đua", folded="thi dua", authority="UBND", created_at=AT),
            Unit(id=1, code="to1", name="Tổ 1", folded="to 1", level="group"),
        ],
        [
            PlanVersion(id=1, campaign_id=1, number=1, plan="{}", change="created", made_at=AT, made_by="lan"),
            Stage(id=1, campaign_id=1, kind="decision_issuance", round="main", position=1),
        ],
        [dossier(1), dossier(2), decision(1), decision(2)],
        [line(1, of=1, dossier=1), line(2, of=2, dossier=2)],
    ]


@pytest.fixture
def written(store: Engine) -> Engine:
    # Through connections, because a session would ask for an audit event.
    with store.begin() as connection:
        for batch in rows():
            for row in batch:
                connection.execute(row.__table__.insert().values(row.model_dump()))  # type: ignore[attr-defined]
        table = Decision.__table__  # type: ignore[attr-defined]
        connection.execute(table.update().where(table.c.id == 1).values(ISSUED))
    return store


def run(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


REFUSED = [
    "UPDATE audit_event SET actor = 'minh'",
    "UPDATE audit_event SET text = text",
    "DELETE FROM audit_event",
    "UPDATE audit_value SET value = 'Trần Thị Mai'",
    "UPDATE audit_value SET value = NULL, salt = 'cd34'",
    "UPDATE audit_value SET value = NULL, name = 'title'",
    "UPDATE audit_value SET value = NULL, event_id = 2",
    "UPDATE audit_value SET salt = ''",
    "DELETE FROM audit_value",
    "UPDATE plan_version SET reason = 'x'",
    "DELETE FROM plan_version",
    "UPDATE decision SET form = 'x' WHERE id = 1",
    "UPDATE decision SET state = 'signed' WHERE id = 1",
    "DELETE FROM decision WHERE id = 1",
    "UPDATE decision_line SET nominee = 'Tổ 9' WHERE id = 1",
    "UPDATE decision_line SET decision_id = 1 WHERE id = 2",
    "UPDATE decision_line SET decision_id = 2, position = 2 WHERE id = 1",
    "DELETE FROM decision_line WHERE id = 1",
    "INSERT INTO decision_line SELECT 9, 1, 2, 2, 'Tổ 9', 'collective', 'Tổ 9', NULL",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_rewriting_is_refused(written: Engine, statement: str) -> None:
    with pytest.raises(IntegrityError, match=r"append-only|may be erased|never (rewritten|changed)"):
        run(written, statement)


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO audit_event SELECT id, at, 'x', campaign, subject, actor, text FROM audit_event",
        "INSERT OR REPLACE INTO audit_value SELECT * FROM audit_value",
        "INSERT OR REPLACE INTO audit_value SELECT 9, event_id, name, salt, 'x' FROM audit_value",
        "INSERT OR REPLACE INTO plan_version SELECT * FROM plan_version",
        "INSERT OR REPLACE INTO decision SELECT * FROM decision WHERE id = 1",
        "UPDATE OR REPLACE decision SET form = 'form1' WHERE id = 2",
        "UPDATE OR REPLACE decision SET id = 1 WHERE id = 2",
        "INSERT OR REPLACE INTO decision_line SELECT 1, 2, 5, 1, 'x', 'collective', 'x', NULL",
        "UPDATE OR REPLACE decision_line SET id = 1 WHERE id = 2",
    ],
)
def test_replacing_is_refused(written: Engine, statement: str) -> None:
    with pytest.raises(IntegrityError, match=r"append-only|never (rewritten|changed)"):
        run(written, statement)


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("table", ["audit_event", "audit_value", "plan_version", "decision", "decision_line"])
def test_truncating_is_refused(written: Engine, table: str) -> None:
    with pytest.raises(IntegrityError, match=r"append-only|never (rewritten|changed)"):
        run(written, f"TRUNCATE {table} CASCADE")


@pytest.mark.only("postgresql")
def test_truncating_through_a_campaign_is_refused(written: Engine) -> None:
    with pytest.raises(IntegrityError, match="never"):
        run(written, "TRUNCATE campaign CASCADE")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_event SELECT 2, at, kind, campaign, subject, actor, text FROM audit_event",
        "UPDATE audit_value SET value = NULL",
        "UPDATE audit_value SET value = NULL, salt = ''",
        "UPDATE decision SET form = 'x' WHERE id = 2",
        "UPDATE decision_line SET nominee = 'Tổ 9' WHERE id = 2",
        "DELETE FROM decision_line WHERE id = 2",
    ],
)
def test_what_is_meant_to_change_changes(written: Engine, statement: str) -> None:
    run(written, statement)
    with written.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM decision")).scalar_one() == 2


@pytest.mark.unsound
@pytest.mark.parametrize("guard", COMMON, ids=lambda guard: guard.name)
def test_a_dropped_trigger_is_missed(store: Engine, guard: Guard) -> None:
    on = f" ON {guard.table}" if store.dialect.name == "postgresql" else ""
    run(store, f"DROP TRIGGER {guard.name}{on}")
    assert missing_triggers(store) == (guard.name,)


@pytest.mark.unsound
@pytest.mark.only("postgresql")
def test_a_trigger_that_is_switched_off_is_missed(store: Engine) -> None:
    run(store, "ALTER TABLE audit_event DISABLE TRIGGER audit_event_refuses_delete")
    assert missing_triggers(store) == ("audit_event_refuses_delete",)
