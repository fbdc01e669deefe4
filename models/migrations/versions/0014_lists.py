"""Indexes for long lists."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

HELD_BY_ROLE = sa.text("role IS NOT NULL")


def upgrade() -> None:
    """Find what a role owes; without it the menu of whoever has a role everywhere read every running campaign."""
    op.create_index(
        "duty_by_role",
        "duty",
        ["role", "ended", "campaign_id"],
        sqlite_where=HELD_BY_ROLE,
        postgresql_where=HELD_BY_ROLE,
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_index("duty_by_role", "duty")
