"""Who looked at what, corrections, periods of keeping, and what was erased."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("data_view", "correction_request", "retention_period", "erasure", "erased_document")
"""In the order in which they refer to each other."""
SENSITIVE = "'contact', 'addresses', 'document', 'evidence', 'trail', 'export', 'proof', 'person'"
FIELDS = "'name', 'title', 'phone', 'email', 'other'"
KEPT = "'accounts', 'sign_ins', 'mail_bodies', 'notices', 'documents', 'evidence', 'event_values', 'corrections'"


def upgrade() -> None:
    """Add the tables; nothing is due in an upgraded store, because no period is set."""
    _create_data_view()
    _create_correction_request()
    _create_retention_period()
    _create_erasure()
    _create_erased_document()


def downgrade() -> None:
    """Take them away; what was erased stays erased."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_data_view() -> None:
    op.create_table(
        "data_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("campaign", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="data_view_key"),
        sa.UniqueConstraint("actor", "what", "subject", "campaign", "day", name="a_view_is_noted_once_a_day"),
        sa.CheckConstraint(f"what IN ({SENSITIVE})", name="data_view_what_is_known"),
    )
    op.create_index("data_view_by_subject", "data_view", ["subject", "campaign", "day"])


def _create_correction_request() -> None:
    op.create_table(
        "correction_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("wrong", sa.String(500), nullable=False),
        sa.Column("right", sa.String(500), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.String(60), nullable=False),
        *_decided(),
        sa.PrimaryKeyConstraint("id", name="correction_request_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="correction_request_person_id_exists"),
        sa.CheckConstraint(f"field IN ({FIELDS})", name="correction_request_field_is_known"),
        _together("correction_request"),
        sa.CheckConstraint("decided_by <> asked_by", name="correction_request_is_decided_by_another"),
    )
    op.create_index("correction_request_by_person", "correction_request", ["person_id"])
    op.create_index("correction_request_by_decision", "correction_request", ["decided_at"])


def _create_retention_period() -> None:
    op.create_table(
        "retention_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept", sa.String(20), nullable=False),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="retention_period_key"),
        sa.UniqueConstraint("kept", name="retention_period_kept_once"),
        sa.CheckConstraint(f"kept IN ({KEPT})", name="retention_period_kept_is_known"),
        sa.CheckConstraint("years BETWEEN 1 AND 200", name="retention_period_is_some_years"),
    )


def _create_erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept", sa.String(20), nullable=True),
        sa.Column("before", MOMENT, nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("document", sa.String(200), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.String(60), nullable=False),
        *_decided(),
        sa.Column("counts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="erasure_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="erasure_person_id_exists"),
        sa.CheckConstraint(f"kept IN ({KEPT})", name="erasure_kept_is_known"),
        sa.CheckConstraint("(kept IS NULL) <> (person_id IS NULL)", name="erasure_is_of_a_class_or_of_a_person"),
        sa.CheckConstraint("(kept IS NULL) = (before IS NULL)", name="erasure_kept_before_together"),
        _together("erasure"),
        sa.CheckConstraint("decided_by <> asked_by", name="erasure_is_decided_by_a_second_person"),
    )
    op.create_index("erasure_by_person", "erasure", ["person_id"])


def _create_erased_document() -> None:
    op.create_table(
        "erased_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("erasure_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="erased_document_key"),
        sa.UniqueConstraint("document_id", name="erased_document_document_id_once"),
        sa.ForeignKeyConstraint(["document_id"], ["dossier_document.id"], name="erased_document_document_id_exists"),
        sa.ForeignKeyConstraint(["erasure_id"], ["erasure.id"], name="erased_document_erasure_id_exists"),
    )
    op.create_index("erased_document_by_erasure", "erased_document", ["erasure_id"])


def _decided() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.String(60), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.String(2000), nullable=False),
    )


def _together(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(
        "(decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (agreed IS NULL)",
        name=f"{table}_decided_at_decided_by_agreed_together",
    )
