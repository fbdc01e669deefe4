"""The doctor: content with what the actions wrote, and not with a store that was changed behind their back."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from models.engine import writing
from queries.doctor import examine
from queries.faults import Fault
from tests.store.scenario import World, campaign_at
from wording.doctor import SENTENCES, fault_sentence

DAMAGE: tuple[tuple[str, str, str], ...] = (
    ("registration", "duty_end_unclear", "UPDATE duty SET ended = true WHERE kind = 'register'"),
    ("registration", "duty_outlives_stage", "UPDATE stage SET state = 'cancelled' WHERE kind = 'registration'"),
    (
        "council_appraisal@final",
        "incident_outlives_stage",
        "INSERT INTO incident (campaign_id, stage_id, step, cause, attempts, opened_at, owner_role, shown_in_prefect)"
        " SELECT campaign_id, id, 'open', 'Lỗi', 1, closed_at, 'officer', false FROM stage WHERE kind = 'registration'",
    ),
    (
        "council_appraisal@final",
        "comments_outlive_stage",
        "INSERT INTO comment_period (stage_id, number, place, opened_at, opened_by, ends_on)"
        " SELECT id, 1, 'Bảng tin', closed_at, 'officer', '2021-11-01' FROM stage WHERE kind = 'registration'",
    ),
    (
        "decision_issuance@final",
        "ballot_outlives_stage",
        "UPDATE ballot SET closed_at = NULL, closed_by = NULL, outcome = NULL",
    ),
    ("registration", "question_outlives_campaign", "UPDATE campaign SET state = 'cancelled'"),
    ("registration", "versions_have_gaps", "UPDATE campaign SET version = 5"),
    ("registration", "question_missing", "DELETE FROM question WHERE key = 'final_summary.date'"),
    ("registration", "question_left_over", "UPDATE question SET key = 'dossier.copies' WHERE id = 1"),
    (
        "registration",
        "question_in_other_stage",
        "UPDATE question SET stage_id = (SELECT id FROM stage WHERE kind = 'midterm_review')"
        " WHERE key = 'final_summary.date'",
    ),
    ("registration", "wait_missing", "DELETE FROM wait"),
    ("registration", "wait_left_over", "UPDATE wait SET cause = 'date' WHERE cause = 'register'"),
    (
        "registration",
        "wait_missing",
        "UPDATE wait SET since = opened.at FROM (SELECT MAX(at) AS at FROM audit_event) opened",
    ),
    ("registration", "next_look_differs", "UPDATE stage SET next_due_at = NULL WHERE kind = 'registration'"),
    ("registration", "next_look_differs", "UPDATE stage SET next_due_at = '2032-01-01 00:00:00' WHERE kind = 'launch'"),
    (
        "midterm_review",
        "nobody_can_move",
        "UPDATE stage SET due = NULL, next_due_at = NULL WHERE kind = 'midterm_review';"
        "DELETE FROM wait; DELETE FROM duty WHERE kind IN ('file_report', 'write_review')",
    ),
    ("registration", "workdays_differ", "DELETE FROM workday WHERE day = '2021-07-01'"),
    ("registration", "calendar_empty", "DELETE FROM workday"),
    ("midterm_review", "role_without_holder", "DELETE FROM role_grant WHERE role = 'officer'"),
    ("decision_issuance@final", "quota_exceeded", "UPDATE dossier SET state = 'passed'"),
    ("final_summary", "decided_without_award", "UPDATE dossier SET state = 'passed' WHERE code = 'HS-DV-1-01'"),
    ("decision_issuance@final", "awarded_without_decision", "UPDATE dossier SET state = 'awarded' WHERE rank = 1"),
    ("registration", "trigger_missing", ""),
)
"""Where the campaign stands, what the doctor says, and what was done to the rows."""


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration")


def damage(world: World, statements: str) -> None:
    """Change rows as no action would."""
    with world.engine.begin() as connection:
        for statement in filter(None, statements.split(";")):
            connection.execute(text(statement))


def drop_a_trigger(world: World) -> None:
    on = " ON audit_event" if world.engine.dialect.name == "postgresql" else ""
    damage(world, f"DROP TRIGGER audit_event_refuses_update{on}")


def codes(world: World, *, mail_paused: bool = True) -> set[str]:
    return {found.code for found in examine(world.engine, at=world.now, mail_paused=mail_paused)}


def test_what_actions_wrote_is_sound(world: World) -> None:
    assert codes(world) == set()


@pytest.mark.unsound
@pytest.mark.parametrize(("key", "code", "statements"), DAMAGE)
def test_every_damage_is_seen(store: Engine, key: str, code: str, statements: str) -> None:
    world = campaign_at(store, key)
    damage(world, statements) if statements else drop_a_trigger(world)
    assert code in codes(world)


@pytest.mark.unsound
def test_question_that_nobody_owes_is_seen(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", rule=None)
    damage(world, "UPDATE question SET asked_at = '2021-10-01 00:00:00' WHERE key = 'final_summary.date'")
    assert codes(world) == {"question_owed_by_nobody"}


@pytest.mark.unsound
def test_dossier_that_nobody_appraises_is_seen(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    damage(world, "UPDATE dossier SET state = 'returned' WHERE code = 'HS-DV-1-01'")
    assert "dossier_owed_by_nobody" in codes(world)


@pytest.mark.unsound
def test_store_of_another_revision_is_asked_nothing_more(world: World) -> None:
    damage(world, "UPDATE alembic_version SET version_num = '0000'; DELETE FROM wait")
    assert codes(world) == {"store_revision"}


def test_notice_may_wait_for_a_day(world: World) -> None:
    with writing(world.engine) as session:
        session.connection().execute(text("UPDATE notice SET not_before = :at"), {"at": world.now})
    assert codes(world, mail_paused=False) == set()


def test_notice_that_waits_longer_is_seen(world: World) -> None:
    world.now += timedelta(days=1, minutes=1)
    assert "notices_without_mail" in codes(world, mail_paused=False)


def test_every_fault_has_a_sentence() -> None:
    said = {code for _, code, _ in DAMAGE}
    said |= {"question_owed_by_nobody", "dossier_owed_by_nobody", "store_revision", "notices_without_mail"}
    # Those about ballots, seats, complaints, decisions, personal data and accounts have tests of their own.
    said |= {"sealed_paper_left", "sealed_papers_missing", "papers_differ"}
    said |= {"awarded_under_complaint", "complaint_owed_by_nobody", "complaint_owed_for_nothing"}
    said |= {"complaint_holds_wrongly", "complaint_due_differs"}
    said |= {"ended_award_not_revoked", "revoked_without_decision", "replaced_twice"}
    said |= {"cancelled_twice", "cancelled_unlisted", "recovery_missing"}
    said |= {"book_has_gaps", "book_days_out_of_order", "book_number_differs", "signature_without_delegation"}
    said |= {"sits_twice", "council_without_head", "award_corrected_and_counted"}
    said |= {"views_without_event", "erased_without_consent"}
    said |= {"session_without_account", "link_without_account", "session_acts_for_stranger"}
    assert said == set(SENTENCES)


@pytest.mark.unsound
def test_faults_render_as_sentences(world: World) -> None:
    damage(
        world, "UPDATE wait SET cause = 'date'; UPDATE campaign SET version = 7; UPDATE stage SET next_due_at = NULL"
    )
    found: tuple[Fault, ...] = examine(world.engine, at=world.now)
    said = [fault_sentence(one.code, one.data) for one in found]
    assert any("Đăng ký" in sentence for sentence in said)
    assert not [sentence for sentence in said if "{" in sentence]
