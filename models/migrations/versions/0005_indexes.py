"""Indexes over the few rows that the monitor and the dispatch look for, however much history lies beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

HOLDING = sa.text("cause NOT IN ('date', 'predecessor')")
OPEN = sa.text("state = 'open'")
NOT_SENT = sa.text("state <> 'sent'")


def upgrade() -> None:
    """Replace the indexes over everything by partial ones."""
    op.drop_index("wait_by_due", table_name="wait")
    op.create_index(
        "wait_that_holds",
        "wait",
        ["due", "since", "id", "cause", "campaign_id", "unit_id"],
        sqlite_where=HOLDING,
        postgresql_where=HOLDING,
    )
    op.create_index("wait_by_unit", "wait", ["unit_id"])
    op.create_index("wait_by_cause", "wait", ["cause", "campaign_id"])
    op.drop_index("mail_by_state", table_name="mail")
    op.create_index("mail_not_sent", "mail", ["state", "next_try_at"], sqlite_where=NOT_SENT, postgresql_where=NOT_SENT)
    op.create_index("campaign_by_authority", "campaign", ["authority", "code"])
    op.create_index("role_grant_by_unit", "role_grant", ["unit_id"])
    op.create_index("stage_that_is_open", "stage", ["kind", "campaign_id"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    """Put the old ones back."""
    op.drop_index("stage_that_is_open", table_name="stage")
    op.drop_index("role_grant_by_unit", table_name="role_grant")
    op.drop_index("campaign_by_authority", table_name="campaign")
    op.drop_index("mail_not_sent", table_name="mail")
    op.create_index("mail_by_state", "mail", ["state", "next_try_at"])
    op.drop_index("wait_by_cause", table_name="wait")
    op.drop_index("wait_by_unit", table_name="wait")
    op.drop_index("wait_that_holds", table_name="wait")
    op.create_index("wait_by_due", "wait", ["due"])
