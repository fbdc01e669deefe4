"""The first tables: campaigns with their plans, stages and duties, dossiers, council, decisions, mail, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

TABLES = (
    "audit_event",
    "audit_value",
    "calendar_override",
    "campaign",
    "store_mark",
    "unit",
    "unit_succession",
    "workday",
    "council",
    "mail",
    "participation",
    "person",
    "plan_version",
    "stage",
    "council_member",
    "decision",
    "dossier",
    "incident",
    "meeting",
    "midterm_report",
    "notice",
    "question",
    "registration",
    "review",
    "role_grant",
    "skip_request",
    "step_taken",
    "attendance",
    "ballot",
    "comment_period",
    "consultation",
    "criterion_evidence",
    "decision_line",
    "dossier_document",
    "dossier_return",
    "duty",
    "public_comment",
    "vote",
    "wait",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    """Create every table."""
    _create_audit_event()
    _create_audit_value()
    _create_calendar_override()
    _create_campaign()
    _create_store_mark()
    _create_unit()
    _create_unit_succession()
    _create_workday()
    _create_council()
    _create_mail()
    _create_participation()
    _create_person()
    _create_plan_version()
    _create_stage()
    _create_council_member()
    _create_decision()
    _create_dossier()
    _create_incident()
    _create_meeting()
    _create_midterm_report()
    _create_notice()
    _create_question()
    _create_registration()
    _create_review()
    _create_role_grant()
    _create_skip_request()
    _create_step_taken()
    _create_attendance()
    _create_ballot()
    _create_comment_period()
    _create_consultation()
    _create_criterion_evidence()
    _create_decision_line()
    _create_dossier_document()
    _create_dossier_return()
    _create_duty()
    _create_public_comment()
    _create_vote()
    _create_wait()


def downgrade() -> None:
    """Drop every table, the last one first."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("campaign", sa.String(40), nullable=True),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="audit_event_key"),
    )
    op.create_index("audit_event_by_actor", "audit_event", ["actor", "id"])
    op.create_index("audit_event_by_campaign", "audit_event", ["campaign", "id"])
    op.create_index("audit_event_by_subject", "audit_event", ["subject", "id"])


def _create_audit_value() -> None:
    op.create_table(
        "audit_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="audit_value_key"),
        sa.UniqueConstraint("event_id", "name", name="a_value_is_kept_once"),
    )


def _create_calendar_override() -> None:
    op.create_table(
        "calendar_override",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("day", name="calendar_override_key"),
    )


def _create_campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("folded", sa.String(500), nullable=False),
        sa.Column("authority", sa.String(300), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("launched_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("suspended_at", MOMENT, nullable=True),
        sa.Column("suspended_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="campaign_key"),
        sa.UniqueConstraint("code", name="campaign_code_once"),
        sa.CheckConstraint("state IN ('draft', 'running', 'closed', 'cancelled')", name="campaign_state_is_known"),
        sa.CheckConstraint(
            "(suspended_at IS NULL) = (suspended_by IS NULL)",
            name="campaign_suspended_at_suspended_by_together",
        ),
    )
    op.create_index("campaign_by_folded", "campaign", ["folded"])
    op.create_index("campaign_by_state", "campaign", ["state", "code"])


def _create_store_mark() -> None:
    op.create_table(
        "store_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("clock", MOMENT, nullable=True),
        sa.Column("seed", sa.String(40), nullable=True),
        sa.Column("calendar_edition", sa.Integer(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("swept_at", MOMENT, nullable=True),
        sa.Column("down_since", MOMENT, nullable=True),
        sa.Column("down_until", MOMENT, nullable=True),
        sa.Column("missed_reminders", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="store_mark_key"),
        sa.CheckConstraint("id = 1", name="store_mark_is_one_row"),
        sa.CheckConstraint(
            "(down_since IS NULL) = (down_until IS NULL) AND (down_since IS NULL) = (missed_reminders IS NULL)",
            name="store_mark_down_since_down_until_missed_reminders_together",
        ),
    )


def _create_unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("folded", sa.String(300), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("group", sa.String(100), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="unit_key"),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name="unit_parent_id_exists"),
        sa.UniqueConstraint("code", name="unit_code_once"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="unit_ends_after_it_begins"),
    )
    op.create_index("unit_by_folded", "unit", ["folded"])


def _create_unit_succession() -> None:
    op.create_table(
        "unit_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="unit_succession_key"),
        sa.ForeignKeyConstraint(["predecessor_id"], ["unit.id"], name="unit_succession_predecessor_id_exists"),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name="unit_succession_successor_id_exists"),
        sa.UniqueConstraint("predecessor_id", "successor_id", name="a_unit_is_succeeded_once_by_another"),
        sa.CheckConstraint("predecessor_id <> successor_id", name="unit_does_not_succeed_itself"),
    )
    op.create_index("unit_succession_by_successor", "unit_succession", ["successor_id"])


def _create_workday() -> None:
    op.create_table(
        "workday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("day", name="workday_key"),
    )


def _create_council() -> None:
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("established_on", sa.Date(), nullable=True),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("rule_adopted_at", MOMENT, nullable=True),
        sa.Column("rule_adopted_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="council_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="council_campaign_id_exists"),
        sa.UniqueConstraint("campaign_id", name="a_campaign_has_one_council"),
        sa.CheckConstraint(
            "(rule_adopted_at IS NULL) = (rule_adopted_by IS NULL)",
            name="council_rule_adopted_at_rule_adopted_by_together",
        ),
    )


def _create_mail() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(1000), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("reply", sa.String(1000), nullable=False),
        sa.Column("maybe_twice", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="mail_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="mail_campaign_id_exists"),
        sa.UniqueConstraint("message_id", name="mail_message_id_once"),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'deferred', 'failed', 'unknown')",
            name="mail_state_is_known",
        ),
    )
    op.create_index("mail_by_campaign", "mail", ["campaign_id"])
    op.create_index("mail_by_state", "mail", ["state", "next_try_at"])


def _create_participation() -> None:
    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(100), nullable=True),
        sa.PrimaryKeyConstraint("id", name="participation_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="participation_campaign_id_exists"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="participation_unit_id_exists"),
        sa.UniqueConstraint("campaign_id", "unit_id", name="a_unit_takes_part_once"),
    )
    op.create_index("participation_by_unit", "participation", ["unit_id"])


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("folded", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("phone", sa.String(30), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="person_key"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="person_unit_id_exists"),
        sa.UniqueConstraint("code", name="person_code_once"),
    )
    op.create_index("person_by_folded", "person", ["folded"])
    op.create_index("person_by_unit", "person", ["unit_id"])


def _create_plan_version() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("change", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("document", sa.String(200), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="plan_version_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="plan_version_campaign_id_exists"),
        sa.UniqueConstraint("campaign_id", "number", name="plan_version_is_numbered_once"),
    )


def _create_stage() -> None:
    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("round", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=True),
        sa.Column("remind_by", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("ask_from", sa.Date(), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("next_due_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="stage_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="stage_campaign_id_exists"),
        sa.UniqueConstraint("campaign_id", "kind", "round", name="stage_is_addressed_once"),
        sa.CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="stage_closed_has_a_moment"),
        sa.CheckConstraint(
            "kind IN ('launch', 'registration', 'midterm_review', 'dossier_intake', 'council_appraisal', "
            "'decision_issuance', 'final_summary')",
            name="stage_kind_is_known",
        ),
        sa.CheckConstraint("state <> 'open' OR opened_at IS NOT NULL", name="stage_open_has_a_moment"),
        sa.CheckConstraint("state <> 'skipped' OR reason <> ''", name="stage_skipped_has_a_reason"),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'closed', 'skipped', 'cancelled')",
            name="stage_state_is_known",
        ),
    )
    op.create_index("stage_by_campaign", "stage", ["campaign_id", "position"])
    op.create_index("stage_by_next_due_at", "stage", ["next_due_at"])


def _create_council_member() -> None:
    op.create_table(
        "council_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("id", name="council_member_key"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="council_member_council_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="council_member_person_id_exists"),
        sa.UniqueConstraint("council_id", "person_id", name="a_person_sits_once"),
        sa.CheckConstraint(
            "seat IN ('chair', 'vice_chair', 'member', 'secretary')",
            name="council_member_seat_is_known",
        ),
    )


def _create_decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(20), nullable=False),
        sa.Column("form", sa.String(30), nullable=False),
        sa.Column("type", sa.String(10), nullable=False),
        sa.Column("authority", sa.String(300), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("drafted_at", MOMENT, nullable=False),
        sa.Column("drafted_by", sa.String(60), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("signed_by", sa.String(60), nullable=True),
        sa.Column("signer_title", sa.String(200), nullable=True),
        sa.Column("number", sa.String(40), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_at", MOMENT, nullable=True),
        sa.Column("issued_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="decision_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="decision_campaign_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="decision_stage_id_exists"),
        sa.UniqueConstraint("authority", "type", "year", "number", name="a_decision_number_is_used_once"),
        sa.UniqueConstraint("stage_id", "form", name="a_round_decides_a_form_once"),
        sa.CheckConstraint("issued_at IS NULL OR signed_at IS NOT NULL", name="decision_is_signed_before_it_is_issued"),
        sa.CheckConstraint(
            "(issued_at IS NULL) = (issued_by IS NULL) AND (issued_at IS NULL) = (number IS NULL) AND "
            "(issued_at IS NULL) = (year IS NULL) AND (issued_at IS NULL) = (issued_on IS NULL)",
            name="decision_issued_at_issued_by_number_year_issued_on_together",
        ),
        sa.CheckConstraint("state <> 'issued' OR issued_at IS NOT NULL", name="decision_issued_has_a_moment"),
        sa.CheckConstraint("(signed_at IS NULL) = (signed_by IS NULL)", name="decision_signed_at_signed_by_together"),
        sa.CheckConstraint("state IN ('draft', 'signed', 'issued', 'dropped')", name="decision_state_is_known"),
    )


def _create_dossier() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(20), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("unit_name", sa.String(300), nullable=False),
        sa.Column("group", sa.String(100), nullable=True),
        sa.Column("nominee", sa.String(300), nullable=False),
        sa.Column("folded", sa.String(300), nullable=False),
        sa.Column("nominee_kind", sa.String(12), nullable=False),
        sa.Column("nominee_role", sa.String(100), nullable=True),
        sa.Column("form", sa.String(30), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("achievement", sa.String(), nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=False),
        sa.Column("submitted_by", sa.String(60), nullable=False),
        sa.Column("incoming_number", sa.String(60), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("judged_at", MOMENT, nullable=True),
        sa.Column("judged_by", sa.String(60), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("late_authority", sa.String(200), nullable=True),
        sa.Column("late_document", sa.String(200), nullable=True),
        sa.Column("late_reason", sa.String(2000), nullable=True),
        sa.PrimaryKeyConstraint("id", name="dossier_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="dossier_campaign_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="dossier_stage_id_exists"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="dossier_unit_id_exists"),
        sa.UniqueConstraint("campaign_id", "code", name="a_dossier_code_stands_once"),
        sa.UniqueConstraint(
            "stage_id", "unit_id", "nominee_kind", "nominee", "form", name="a_nominee_is_proposed_once_in_a_round"
        ),
        sa.CheckConstraint("(judged_at IS NULL) = (judged_by IS NULL)", name="dossier_judged_at_judged_by_together"),
        sa.CheckConstraint(
            "(late_authority IS NULL) = (late_document IS NULL) AND (late_authority IS NULL) = (late_reason IS NULL)",
            name="dossier_late_authority_late_document_late_reason_together",
        ),
        sa.CheckConstraint(
            "nominee_kind IN ('collective', 'individual', 'household')",
            name="dossier_nominee_kind_is_known",
        ),
        sa.CheckConstraint(
            "state IN ('submitted', 'returned', 'accepted', 'ineligible', 'withdrawn', 'passed', "
            "'not_passed', 'awarded')",
            name="dossier_state_is_known",
        ),
    )
    op.create_index("dossier_by_folded", "dossier", ["folded"])
    op.create_index("dossier_by_stage", "dossier", ["stage_id", "state"])
    op.create_index("dossier_by_unit", "dossier", ["unit_id"])


def _create_incident() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(30), nullable=False),
        sa.Column("cause", sa.String(2000), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=True),
        sa.Column("owner_role", sa.String(20), nullable=False),
        sa.Column("shown_in_prefect", sa.Boolean(), nullable=False),
        sa.Column("resolved_at", MOMENT, nullable=True),
        sa.Column("resolved_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="incident_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="incident_campaign_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="incident_stage_id_exists"),
        sa.CheckConstraint(
            "(resolved_at IS NULL) = (resolved_by IS NULL)",
            name="incident_resolved_at_resolved_by_together",
        ),
    )
    op.create_index("incident_by_stage", "incident", ["stage_id", "resolved_at"])


def _create_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("convened_at", MOMENT, nullable=False),
        sa.Column("convened_by", sa.String(60), nullable=False),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("minutes_document", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name="meeting_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="meeting_campaign_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="meeting_stage_id_exists"),
        sa.UniqueConstraint("stage_id", "number", name="a_meeting_is_numbered_once"),
        sa.CheckConstraint("state IN ('convened', 'held', 'adjourned', 'cancelled')", name="meeting_state_is_known"),
    )


def _create_midterm_report() -> None:
    op.create_table(
        "midterm_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("indicators", sa.String(), nullable=False),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("filed_by", sa.String(60), nullable=False),
        sa.Column("incoming_number", sa.String(60), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="midterm_report_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="midterm_report_campaign_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="midterm_report_stage_id_exists"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="midterm_report_unit_id_exists"),
        sa.UniqueConstraint("stage_id", "unit_id", name="a_unit_reports_once"),
    )


def _create_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=True),
        sa.Column("recipient_name", sa.String(300), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("legal", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="notice_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="notice_campaign_id_exists"),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name="notice_mail_id_exists"),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"], name="notice_recipient_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="notice_stage_id_exists"),
    )
    op.create_index("notice_by_campaign", "notice", ["campaign_id"])
    op.create_index("notice_by_mail", "notice", ["mail_id", "not_before"])


def _create_question() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("answer_kind", sa.String(20), nullable=False),
        sa.Column("blocks", sa.String(10), nullable=False),
        sa.Column("asks", sa.String(20), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", sa.String(60), nullable=True),
        sa.Column("answer", sa.String(4000), nullable=True),
        sa.Column("waived", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="question_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="question_campaign_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="question_stage_id_exists"),
        sa.UniqueConstraint("campaign_id", "key", name="an_open_item_stands_once"),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="question_answer_has_who_and_when"),
        sa.CheckConstraint("blocks IN ('opening', 'closing', 'nothing')", name="question_blocks_is_known"),
    )
    op.create_index("question_by_stage", "question", ["stage_id"])


def _create_registration() -> None:
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("pledges", sa.String(), nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=False),
        sa.Column("submitted_by", sa.String(60), nullable=False),
        sa.Column("incoming_number", sa.String(60), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("confirmed_by", sa.String(60), nullable=True),
        sa.Column("late_authority", sa.String(200), nullable=True),
        sa.Column("late_document", sa.String(200), nullable=True),
        sa.Column("late_reason", sa.String(2000), nullable=True),
        sa.PrimaryKeyConstraint("id", name="registration_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="registration_campaign_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="registration_stage_id_exists"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="registration_unit_id_exists"),
        sa.UniqueConstraint("campaign_id", "unit_id", name="a_unit_registers_once"),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL)",
            name="registration_confirmed_at_confirmed_by_together",
        ),
        sa.CheckConstraint(
            "(late_authority IS NULL) = (late_document IS NULL) AND (late_authority IS NULL) = (late_reason IS NULL)",
            name="registration_late_authority_late_document_late_reason_together",
        ),
        sa.CheckConstraint("state IN ('submitted', 'confirmed', 'withdrawn')", name="registration_state_is_known"),
    )
    op.create_index("registration_by_unit", "registration", ["unit_id"])


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("document", sa.String(200), nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("written_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="review_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="review_campaign_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="review_stage_id_exists"),
        sa.UniqueConstraint("stage_id", name="a_stage_is_reviewed_once"),
    )


def _create_role_grant() -> None:
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("document", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name="role_grant_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="role_grant_campaign_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="role_grant_person_id_exists"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="role_grant_unit_id_exists"),
        sa.CheckConstraint(
            "role IN ('administrator', 'officer', 'leader', 'secretary', 'member', 'unit_officer', 'clerk', 'auditor')",
            name="role_grant_role_is_known",
        ),
    )
    op.create_index("role_grant_by_campaign", "role_grant", ["campaign_id", "role"])
    op.create_index("role_grant_by_person", "role_grant", ["person_id"])


def _create_skip_request() -> None:
    op.create_table(
        "skip_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.String(60), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.String(60), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="skip_request_key"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="skip_request_stage_id_exists"),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (agreed IS NULL)",
            name="skip_request_decided_at_decided_by_agreed_together",
        ),
        sa.CheckConstraint("decided_by <> asked_by", name="skip_request_is_decided_by_a_second_person"),
    )
    op.create_index("skip_request_by_stage", "skip_request", ["stage_id", "decided_at"])


def _create_step_taken() -> None:
    op.create_table(
        "step_taken",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="step_taken_key"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="step_taken_stage_id_exists"),
        sa.UniqueConstraint("stage_id", "revision", "name", "due", name="a_step_happens_once"),
    )


def _create_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("noted_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="attendance_key"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="attendance_meeting_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="attendance_person_id_exists"),
        sa.UniqueConstraint("meeting_id", "person_id", name="a_member_attends_once"),
    )


def _create_ballot() -> None:
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.String(60), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(60), nullable=True),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("tally", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(12), nullable=True),
        sa.PrimaryKeyConstraint("id", name="ballot_key"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="ballot_dossier_id_exists"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="ballot_meeting_id_exists"),
        sa.UniqueConstraint("dossier_id", "turn", name="a_turn_is_voted_once"),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="ballot_closed_at_closed_by_together"),
        sa.CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="ballot_closed_at_outcome_together"),
        sa.CheckConstraint(
            "yes >= 0 AND no >= 0 AND blank >= 0 AND invalid >= 0",
            name="ballot_counts_are_not_negative",
        ),
    )
    op.create_index("ballot_by_meeting", "ballot", ["meeting_id"])


def _create_comment_period() -> None:
    op.create_table(
        "comment_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("document", sa.String(200), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.String(60), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="comment_period_key"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="comment_period_stage_id_exists"),
        sa.UniqueConstraint("stage_id", "number", name="a_comment_period_is_numbered_once"),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL)", name="comment_period_closed_at_closed_by_together"
        ),
    )


def _create_consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(300), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.String(60), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", sa.String(60), nullable=True),
        sa.Column("answer", sa.String(12), nullable=True),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("answer_document", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name="consultation_key"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="consultation_dossier_id_exists"),
        sa.CheckConstraint(
            "answer IN ('agrees', 'disagrees', 'no_opinion', 'dropped')", name="consultation_answer_is_known"
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (answer IS NULL)",
            name="consultation_answered_at_answered_by_answer_together",
        ),
    )
    op.create_index("consultation_by_dossier", "consultation", ["dossier_id"])


def _create_criterion_evidence() -> None:
    op.create_table(
        "criterion_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(60), nullable=False),
        sa.Column("value", sa.String(500), nullable=False),
        sa.Column("document", sa.String(200), nullable=True),
        sa.Column("attested_by", sa.String(200), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="criterion_evidence_key"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="criterion_evidence_dossier_id_exists"),
        sa.UniqueConstraint("dossier_id", "criterion", name="a_criterion_is_evidenced_once"),
    )


def _create_decision_line() -> None:
    op.create_table(
        "decision_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("nominee", sa.String(300), nullable=False),
        sa.Column("nominee_kind", sa.String(12), nullable=False),
        sa.Column("unit_name", sa.String(300), nullable=False),
        sa.Column("struck_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="decision_line_key"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="decision_line_decision_id_exists"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="decision_line_dossier_id_exists"),
        sa.UniqueConstraint("decision_id", "dossier_id", name="a_nominee_is_listed_once"),
        sa.UniqueConstraint("decision_id", "position", name="a_line_stands_once"),
    )
    op.create_index("decision_line_by_dossier", "decision_line", ["dossier_id"])


def _create_dossier_document() -> None:
    op.create_table(
        "dossier_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(60), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by", sa.String(60), nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="dossier_document_key"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="dossier_document_dossier_id_exists"),
        sa.CheckConstraint("size > 0", name="dossier_document_is_not_empty"),
    )
    op.create_index("dossier_document_by_dossier", "dossier_document", ["dossier_id"])


def _create_dossier_return() -> None:
    op.create_table(
        "dossier_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("returned_at", MOMENT, nullable=False),
        sa.Column("returned_by", sa.String(60), nullable=False),
        sa.Column("supplemented_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="dossier_return_key"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="dossier_return_dossier_id_exists"),
        sa.CheckConstraint(
            "(returned_at IS NULL) = (returned_by IS NULL)",
            name="dossier_return_returned_at_returned_by_together",
        ),
    )
    op.create_index("dossier_return_by_dossier", "dossier_return", ["dossier_id"])


def _create_duty() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(20), nullable=True),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("blocks", sa.Boolean(), nullable=False),
        sa.Column("clock", sa.String(10), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", sa.String(60), nullable=True),
        sa.Column("lapsed_at", MOMENT, nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="duty_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="duty_campaign_id_exists"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="duty_dossier_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="duty_person_id_exists"),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name="duty_question_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="duty_stage_id_exists"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="duty_unit_id_exists"),
        sa.UniqueConstraint("stage_id", "revision", "key", name="a_duty_is_owed_once"),
        sa.CheckConstraint("clock IN ('ours', 'theirs', 'stopped')", name="duty_clock_is_known"),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="duty_done_at_done_by_together"),
        sa.CheckConstraint(
            "unit_id IS NOT NULL OR person_id IS NOT NULL OR role IS NOT NULL",
            name="duty_has_somebody_who_owes_it",
        ),
        sa.CheckConstraint("done_at IS NULL OR lapsed_at IS NULL", name="duty_is_done_or_lapsed"),
        sa.CheckConstraint(
            "kind IN ('answer_question', 'launch_campaign', 'register', 'confirm_registration', "
            "'file_report', 'write_review', 'submit_dossier', 'appraise_dossier', 'supplement_dossier', "
            "'establish_council', 'convene_meeting', 'hold_ballot', 'vote', 'conclude_council', 'draft_decision', "
            "'sign_decision', 'issue_decision', 'write_summary', 'planned', 'get_opinion', 'gather_comments', "
            "'confirm_skip', 'name_successor')",
            name="duty_kind_is_known",
        ),
    )
    op.create_index("duty_by_person", "duty", ["person_id", "ended"])
    op.create_index("duty_by_stage", "duty", ["stage_id", "ended"])
    op.create_index("duty_by_unit", "duty", ["unit_id", "ended"])


def _create_public_comment() -> None:
    op.create_table(
        "public_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(300), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("noted_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="public_comment_key"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="public_comment_dossier_id_exists"),
        sa.ForeignKeyConstraint(["period_id"], ["comment_period.id"], name="public_comment_period_id_exists"),
    )
    op.create_index("public_comment_by_period", "public_comment", ["period_id"])


def _create_vote() -> None:
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(8), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.Column("on_behalf", sa.String(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name="vote_key"),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="vote_ballot_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="vote_person_id_exists"),
        sa.UniqueConstraint("ballot_id", "person_id", name="a_member_votes_once"),
        sa.CheckConstraint("choice IN ('yes', 'no', 'blank')", name="vote_choice_is_known"),
    )


def _create_wait() -> None:
    op.create_table(
        "wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(20), nullable=True),
        sa.Column("clock", sa.String(10), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="wait_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="wait_campaign_id_exists"),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="wait_duty_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="wait_person_id_exists"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="wait_stage_id_exists"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="wait_unit_id_exists"),
        sa.UniqueConstraint("stage_id", "cause", "subject", name="a_wait_stands_once"),
    )
    op.create_index("wait_by_campaign", "wait", ["campaign_id"])
    op.create_index("wait_by_due", "wait", ["due"])
