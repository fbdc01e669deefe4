"""What expires, what is erased by two people, and that the ledger and every proof hold afterwards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, insert, text

from actions import people_edits
from actions.audit import record
from actions.emptying import forget_files
from actions.erasing import ask_due, ask_person, decide
from actions.retention import set_period
from actions.summaries import write_summary
from actions.viewing import note_view
from documents.evidence import bundle
from domain.errors import Invalid, NotAllowed
from domain.people import SYSTEM
from domain.personal_data import Kept, Sensitive, checked_years, cut_off
from models import blobs
from models.audit import AuditEvent, AuditValue
from models.base import table_of
from models.campaigns import Campaign
from models.dossiers import CriterionEvidence, DossierDocument
from models.engine import reading, writing
from models.mail import Mail, Notice
from models.people import Person
from models.personal_data import DataView, ErasedDocument, Erasure, RetentionPeriod
from queries.doctor import examine
from queries.ledger_check import check
from queries.reconciling import reconcile
from tests.store import factories
from tests.store.checks import refused, unchanged
from tests.store.playing import propose
from tests.store.scenario import World, campaign_at
from tests.store.test_evidence import OFFICE, proof, sign, unpacked, verified

LATER = "2030-01-10"

Result = TypeVar("Result")


@pytest.fixture
def world(store: Engine, tmp_path: Path) -> World:
    """A campaign that is over, sealed and signed."""
    played = campaign_at(store, "final_summary", units=2)
    played.do(write_summary, text="Đã xong.")
    played.sweep()
    assert played.rows(Campaign)[0].closed_at is not None
    sign(played, tmp_path)
    return played


def do(world: World, action: Callable[..., Result], *arguments: Any, by: str = "admin", **values: Any) -> Result:
    """An act that belongs to no campaign."""
    who = world.who(by)
    with writing(world.engine) as session:
        return action(session, *arguments, **values, by=who, at=world.now)


def keep(world: World, kept: Kept, years: int | None = 5) -> None:
    do(world, set_period, kept, years=years, source="Quyết định 7/QĐ-SNV", reason="Theo quy định")


def erase(world: World, kept: Kept, files: Path | None = None) -> dict[str, int]:
    """Everything of a class that is due long after, by two people."""
    keep(world, kept)
    world.go(LATER)
    asked = do(world, ask_due, kept, reason="Hết thời hạn lưu giữ")
    return do(world, decide, asked.id, agree=True, files=files, by="leader")


def findings(world: World) -> list[str]:
    """What the ledger's check and the comparison of rows complain about."""
    with reading(world.engine) as session:
        found = (*check(session, SYSTEM).findings, *reconcile(session, SYSTEM).findings)
    return [finding.code for finding in found]


def test_nothing_expires_where_no_period_is_set(world: World) -> None:
    world.go(LATER)
    assert world.rows(RetentionPeriod) == []
    with refused(world, "retention_unset"):
        do(world, ask_due, Kept.EVENT_VALUES, reason="Hết hạn")


@pytest.mark.parametrize("kept", [Kept.MAIL_BODIES, Kept.EVENT_VALUES, Kept.EVIDENCE, Kept.DOCUMENTS])
def test_nothing_is_due_before_its_time(world: World, kept: Kept) -> None:
    keep(world, kept, 200)
    with refused(world, "nothing_to_erase"):
        do(world, ask_due, kept, reason="Hết hạn")


def test_erased_values_leave_a_ledger_that_verifies(world: World, tmp_path: Path) -> None:
    before = proof(world)
    assert erase(world, Kept.EVENT_VALUES)["event_values"] > 0
    assert findings(world) == []
    assert verified(unpacked(bundle(before, office=OFFICE), tmp_path / "before"))[0] == 0


def test_proof_made_after_an_erasure_verifies(world: World, tmp_path: Path) -> None:
    erase(world, Kept.EVENT_VALUES)
    sign(world, tmp_path)
    assert verified(unpacked(bundle(proof(world), office=OFFICE), tmp_path / "after"))[0] == 0


def test_values_go_with_their_salts(world: World) -> None:
    erase(world, Kept.EVENT_VALUES)
    limit = cut_off(5, world.today)
    old = {event.id for event in world.rows(AuditEvent) if event.at < limit}
    left = [value for value in world.rows(AuditValue) if value.event_id in old and (value.value or value.salt)]
    assert left == []


def test_evidence_goes_and_its_row_stays(world: World) -> None:
    before = len(world.rows(CriterionEvidence))
    assert erase(world, Kept.EVIDENCE) == {"evidence": before}
    assert {(row.value, row.attested_by) for row in world.rows(CriterionEvidence)} == {("", None)}
    assert findings(world) == []


def test_each_part_of_an_erasure_is_told(world: World) -> None:
    erase(world, Kept.EVIDENCE)
    kinds = [event.kind for event in world.rows(AuditEvent) if event.subject == "erasure:1"]
    assert kinds == ["erasure:asked", "data:erased", "erasure:agreed"]


def papers(world: World) -> list[DossierDocument]:
    return world.rows(DossierDocument)


def test_bytes_go_once_no_row_needs_them(world: World, tmp_path: Path) -> None:
    digest = blobs.put(tmp_path, b"bytes")
    assert digest == factories.PAPERS[0].digest
    assert erase(world, Kept.DOCUMENTS, tmp_path)["documents"] == len(papers(world))
    assert not blobs.there(tmp_path, digest)
    assert len(world.rows(ErasedDocument)) == len(papers(world))
    assert findings(world) == []


def test_bytes_that_another_dossier_needs_stay(store: Engine, tmp_path: Path) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    kept = blobs.put(tmp_path, b"bytes")
    propose(world, "DV-1")
    one = papers(world)[0]
    with writing(store) as session:
        asked = Erasure(person_id=1, reason="x", asked_at=world.now, asked_by="admin")
        asked.decided_at, asked.decided_by, asked.agreed = world.now, "leader", True
        session.add(asked)
        session.flush()
        session.add(ErasedDocument(document_id=one.id, erasure_id=asked.id))
        record(session, "erasure:asked", by=SYSTEM, at=world.now, subject="erasure:1")
        forget_files(session, tmp_path)
    assert blobs.there(tmp_path, kept)


def test_undone_erasure_keeps_the_bytes(world: World, tmp_path: Path) -> None:
    digest = blobs.put(tmp_path, b"bytes")
    keep(world, Kept.DOCUMENTS)
    world.go(LATER)
    asked = do(world, ask_due, Kept.DOCUMENTS, reason="Hết hạn")
    leader = world.who("leader")

    def agree_and_fail() -> None:
        with writing(world.engine) as session:
            decide(session, asked.id, agree=True, files=tmp_path, by=leader, at=world.now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        agree_and_fail()
    assert blobs.there(tmp_path, digest)
    assert world.rows(ErasedDocument) == []


def test_nobody_agrees_to_her_own_request(world: World) -> None:
    keep(world, Kept.EVIDENCE)
    world.go(LATER)
    asked = do(world, ask_due, Kept.EVIDENCE, reason="Hết hạn")
    with refused(world, "erasure_second_person"):
        do(world, decide, asked.id, agree=True, files=None)


def test_second_request_for_the_same_part_is_refused(world: World) -> None:
    keep(world, Kept.EVIDENCE)
    world.go(LATER)
    do(world, ask_due, Kept.EVIDENCE, reason="Hết hạn")
    with refused(world, "erasure_asked"):
        do(world, ask_due, Kept.EVIDENCE, reason="Hết hạn", by="leader")


def test_refused_request_erases_nothing(world: World) -> None:
    keep(world, Kept.EVIDENCE)
    world.go(LATER)
    asked = do(world, ask_due, Kept.EVIDENCE, reason="Hết hạn")
    assert do(world, decide, asked.id, agree=False, answer="Còn khiếu nại", files=None, by="leader") == {}
    assert "" not in {row.value for row in world.rows(CriterionEvidence)}
    with refused(world, "erasure"):
        do(world, decide, asked.id, agree=True, files=None, by="leader")


def test_refusal_needs_its_reason(world: World) -> None:
    keep(world, Kept.EVIDENCE)
    world.go(LATER)
    asked = do(world, ask_due, Kept.EVIDENCE, reason="Hết hạn")
    with refused(world, "reason_missing"):
        do(world, decide, asked.id, agree=False, answer=" ", files=None, by="leader")


@pytest.mark.parametrize("person", ["officer", "auditor", "cb-dv-1", "clerk"])
def test_others_erase_nothing(world: World, person: str) -> None:
    for act in (
        lambda: do(world, ask_due, Kept.EVIDENCE, reason="x", by=person),
        lambda: do(world, ask_person, "clerk", reason="x", by=person),
        lambda: do(world, decide, 1, agree=True, files=None, by=person),
        lambda: do(world, set_period, Kept.EVIDENCE, years=1, source="x", by=person),
    ):
        with unchanged(world.engine), pytest.raises(NotAllowed):
            act()


def leave(world: World, person: str) -> None:
    do(world, people_edits.set_active, person, active=False, reason="Nghỉ hưu")


def test_person_who_is_here_is_not_erased(world: World) -> None:
    with refused(world, "person_still_here"):
        do(world, ask_person, "clerk", reason="Yêu cầu của người ấy")


def test_data_of_a_person_goes_and_the_trail_holds(world: World, tmp_path: Path) -> None:
    before = proof(world)
    leave(world, "cb-dv-1")
    asked = do(world, ask_person, "cb-dv-1", reason="Yêu cầu của người ấy", document="Đơn ngày 3/1")
    counts = do(world, decide, asked.id, agree=True, files=None, by="leader")
    row = world.rows(Person, code="cb-dv-1")[0]
    assert (row.email, row.phone, row.title, counts["accounts"]) == (None, None, "", 1)
    assert findings(world) == []
    assert verified(unpacked(bundle(before, office=OFFICE), tmp_path / "b"))[0] == 0


def test_data_of_others_stays_where_one_is_erased(world: World) -> None:
    def others() -> list[tuple[str, str | None]]:
        events = {event.id for event in world.rows(AuditEvent) if event.subject == "person:cb-dv-2"}
        return [(value.name, value.value) for value in world.rows(AuditValue) if value.event_id in events]

    leave(world, "cb-dv-1")
    before = others()
    asked = do(world, ask_person, "cb-dv-1", reason="Yêu cầu")
    do(world, decide, asked.id, agree=True, files=None, by="leader")
    assert others() == before
    assert world.rows(Person, code="cb-dv-2")[0].email


def test_sent_letters_are_emptied_and_waiting_ones_are_not(world: World) -> None:
    waiting = world.rows(Notice, mail_id=None)
    assert waiting
    with world.engine.begin() as connection:
        base = {"subject": "s", "content": b"x", "attempts": 1, "reply": "", "maybe_twice": False}
        when = {"queued_at": world.now, "next_try_at": world.now, "address": "a@b.example"}
        for state in ("sent", "deferred"):
            connection.execute(insert(table_of(Mail)), {**base, **when, "state": state, "message_id": state})
    assert erase(world, Kept.MAIL_BODIES) == {"mail_bodies": 1}
    assert [(m.state, m.content, m.address) for m in world.rows(Mail)] == [
        ("sent", b"", ""),
        ("deferred", b"x", "a@b.example"),
    ]


@pytest.mark.parametrize("years", [0, -1, 201, 10**9])
def test_years_that_cannot_be_are_refused(years: int) -> None:
    with pytest.raises(Invalid, match="retention_years"):
        checked_years(years)


@pytest.mark.parametrize(
    ("years", "today", "first"),
    [(1, "2025-03-01", "2024-03-01"), (1, "2024-02-29", "2023-02-28"), (200, "0100-05-05", "0001-05-05")],
)
def test_years_are_counted_to_the_day(years: int, today: str, first: str) -> None:
    assert cut_off(years, date.fromisoformat(today)).date() == date.fromisoformat(first)


def test_period_needs_its_source(world: World) -> None:
    with refused(world, "retention_source_missing"):
        do(world, set_period, Kept.NOTICES, years=3, source=" ")


def test_standing_period_is_changed_with_a_reason_only(world: World) -> None:
    do(world, set_period, Kept.NOTICES, years=3, source="Quyết định 7")
    with refused(world, "reason_missing"):
        do(world, set_period, Kept.NOTICES, years=None, source="")
    do(world, set_period, Kept.NOTICES, years=None, source="", reason="Chờ quy định mới")
    assert [row.years for row in world.rows(RetentionPeriod)] == [None]


@pytest.mark.unsound
def test_doctor_finds_what_went_without_consent(world: World) -> None:
    erase(world, Kept.DOCUMENTS)
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE erasure SET decided_at = NULL, decided_by = NULL, agreed = NULL"))
    assert "erased_without_consent" in {fault.code for fault in examine(world.engine, at=world.now, mail_paused=True)}


@pytest.mark.unsound
def test_doctor_finds_a_look_without_its_event(world: World) -> None:
    told = {"actor": "officer", "what": "contact", "subject": "person:clerk", "campaign": "", "day": world.today}
    with world.engine.begin() as connection:
        connection.execute(insert(table_of(DataView)), {**told, "seen_at": world.now})
    assert "views_without_event" in {fault.code for fault in examine(world.engine, at=world.now, mail_paused=True)}


def test_many_looks_at_once_are_one_event(world: World) -> None:
    officer = world.who("officer")

    def look(_: int) -> bool:
        with writing(world.engine) as session:
            return note_view(session, Sensitive.CONTACT, "person:clerk", by=officer, at=world.now)

    with ThreadPoolExecutor(8) as pool:
        noted = list(pool.map(look, range(16)))
    assert noted.count(True) == 1
    assert len(world.rows(AuditEvent, kind="data:viewed")) == 1
