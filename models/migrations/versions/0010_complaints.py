"""Complaints about nominees and awards, the limit within which they are handled, and the duty to do so."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STILL_OPEN = "state IN ('received', 'accepted')"
KINDS = (
    *("answer_question", "launch_campaign", "register", "confirm_registration", "file_report", "write_review"),
    *("submit_dossier", "appraise_dossier", "supplement_dossier", "establish_council", "convene_meeting"),
    *("hold_ballot", "vote", "conclude_council", "draft_decision", "sign_decision", "issue_decision"),
    *("write_summary", "planned", "get_opinion", "gather_comments", "confirm_skip", "name_successor"),
    "decide_recusal",
)
NEW_KIND = "handle_complaint"


def upgrade() -> None:
    """Add the tables; no limit is set and no complaint is known."""
    _know_kinds(*KINDS, NEW_KIND)
    _create_complaint()
    _create_complaint_limit()


def downgrade() -> None:
    """Drop them, with what was owed because of them."""
    op.drop_table("complaint_limit")
    op.drop_table("complaint")
    op.execute(sa.text("DELETE FROM wait WHERE cause = :kind").bindparams(kind=NEW_KIND))
    op.execute(sa.text("DELETE FROM duty WHERE kind = :kind").bindparams(kind=NEW_KIND))
    _know_kinds(*KINDS)


def _know_kinds(*kinds: str) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("duty") as batch:
        batch.drop_constraint("duty_kind_is_known", type_="check")
        batch.create_check_constraint("duty_kind_is_known", f"kind IN ({words})")


def _create_complaint() -> None:
    op.create_table(
        "complaint",
        *_filed(),
        *_handled(),
        *_ended(),
        sa.PrimaryKeyConstraint("id", name="complaint_key"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="complaint_campaign_id_exists"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="complaint_dossier_id_exists"),
        sa.UniqueConstraint("campaign_id", "code", name="a_complaint_code_stands_once"),
        sa.CheckConstraint(
            "state IN ('received', 'accepted', 'not_accepted', 'resolved', 'withdrawn')",
            name="complaint_state_is_known",
        ),
        sa.CheckConstraint("about IN ('nominee', 'award')", name="complaint_about_is_known"),
        sa.CheckConstraint("outcome IN ('upheld', 'partly', 'unfounded')", name="complaint_outcome_is_known"),
        _together("accepted_at", "accepted_by", "accepted_document"),
        _together("ended_at", "ended_by"),
        _together("outcome", "conclusion", "conclusion_document"),
        _together("extended_at", "extended_by", "extended_from"),
        sa.CheckConstraint(
            "(extended_at IS NULL) = (extension_reason IS NULL)", name="complaint_extended_has_a_reason"
        ),
        _together("paused_at", "paused_by", "pause_reason"),
        _together("file_name", "size", "digest"),
        sa.CheckConstraint(f"({STILL_OPEN}) = (ended_at IS NULL)", name="complaint_that_is_over_has_a_moment"),
        sa.CheckConstraint("(state = 'resolved') = (outcome IS NOT NULL)", name="complaint_resolved_has_an_outcome"),
        sa.CheckConstraint("resumed_at IS NULL OR paused_at IS NOT NULL", name="complaint_goes_on_after_a_pause"),
    )
    op.create_index("complaint_by_dossier", "complaint", ["dossier_id"])
    op.create_index(
        "complaint_that_is_open",
        "complaint",
        ["dossier_id", "campaign_id"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _filed() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("about", sa.String(8), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("sender", sa.String(300), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("filed_by", sa.String(60), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
    )


def _handled() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("accepted_by", sa.String(60), nullable=True),
        sa.Column("accepted_document", sa.String(200), nullable=True),
        sa.Column("extended_at", MOMENT, nullable=True),
        sa.Column("extended_by", sa.String(60), nullable=True),
        sa.Column("extended_from", sa.Date(), nullable=True),
        sa.Column("extension_reason", sa.String(2000), nullable=True),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("paused_by", sa.String(60), nullable=True),
        sa.Column("pause_reason", sa.String(2000), nullable=True),
        sa.Column("resumed_at", MOMENT, nullable=True),
    )


def _ended() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(60), nullable=True),
        sa.Column("end_reason", sa.String(2000), nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("conclusion", sa.String(), nullable=True),
        sa.Column("conclusion_document", sa.String(200), nullable=True),
        sa.Column("excludes", sa.Boolean(), nullable=False),
    )


def _create_complaint_limit() -> None:
    op.create_table(
        "complaint_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(8), nullable=True),
        sa.Column("counted_from", sa.String(8), nullable=True),
        sa.Column("source", sa.String(300), nullable=True),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="complaint_limit_key"),
        _together("days", "unit", "counted_from", "source", table="complaint_limit"),
    )


def _together(*columns: str, table: str = "complaint") -> sa.CheckConstraint:
    first, *others = columns
    rule = " AND ".join(f"({first} IS NULL) = ({other} IS NULL)" for other in others)
    return sa.CheckConstraint(rule, name=f"{table}_{'_'.join(columns)}_together")
