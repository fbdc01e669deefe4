"""Accounts, sign-ins and deputies; notices that are about no campaign."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ROLES = "'administrator', 'officer', 'leader', 'secretary', 'member', 'unit_officer', 'clerk', 'auditor'"

TABLES = ("account", "sign_in_trial", "deputy", "web_session", "password_reset")
"""In the order in which they refer to each other."""


def upgrade() -> None:
    """Add the tables; a notice may be about an account and so about no campaign."""
    _create_account()
    _create_sign_in_trial()
    _create_deputy()
    _create_web_session()
    _create_password_reset()
    with op.batch_alter_table("notice") as notice:
        notice.alter_column("campaign_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    """Take them away again, and the notices that the older tables cannot hold."""
    op.execute("DELETE FROM notice WHERE campaign_id IS NULL")
    with op.batch_alter_table("notice") as notice:
        notice.alter_column("campaign_id", existing_type=sa.Integer(), nullable=False)
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.Column("disabled_by", sa.String(60), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="account_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="account_person_id_exists"),
        sa.UniqueConstraint("person_id", name="account_person_id_once"),
        sa.CheckConstraint(
            "(disabled_at IS NULL) = (disabled_by IS NULL)", name="account_disabled_at_disabled_by_together"
        ),
    )


def _create_sign_in_trial() -> None:
    op.create_table(
        "sign_in_trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_digest", sa.String(64), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("failed_at", MOMENT, nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="sign_in_trial_key"),
        sa.UniqueConstraint("name_digest", name="sign_in_trial_name_digest_once"),
    )


def _create_deputy() -> None:
    op.create_table(
        "deputy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="deputy_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="deputy_person_id_exists"),
        sa.ForeignKeyConstraint(["deputy_id"], ["person.id"], name="deputy_deputy_id_exists"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="deputy_unit_id_exists"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="deputy_campaign_id_exists"),
        sa.CheckConstraint(f"role IN ({ROLES})", name="deputy_role_is_known"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="deputy_ended_at_ended_by_together"),
        sa.CheckConstraint("person_id <> deputy_id", name="nobody_is_her_own_deputy"),
        sa.CheckConstraint("valid_from <= valid_to", name="deputy_ends_after_beginning"),
    )
    op.create_index("deputy_by_person", "deputy", ["person_id"])
    op.create_index("deputy_by_deputy", "deputy", ["deputy_id"])


def _create_web_session() -> None:
    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("idle_until", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("agent", sa.String(120), nullable=False),
        sa.Column("acting_for", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="web_session_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="web_session_person_id_exists"),
        sa.ForeignKeyConstraint(["acting_for"], ["deputy.id"], name="web_session_acting_for_exists"),
        sa.UniqueConstraint("token_hash", name="web_session_token_hash_once"),
    )
    op.create_index("web_session_by_person", "web_session", ["person_id"])


def _create_password_reset() -> None:
    op.create_table(
        "password_reset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="password_reset_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="password_reset_person_id_exists"),
        sa.UniqueConstraint("token_hash", name="password_reset_token_hash_once"),
    )
    op.create_index("password_reset_by_person", "password_reset", ["person_id"])
