"""The brake over all mail: held since when, or led to one address instead."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns; mail of an upgraded store goes as it went before."""
    op.add_column("store_mark", sa.Column("mail_paused_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("store_mark", sa.Column("mail_redirect", sa.String(254), nullable=True))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("store_mark") as batch:
        batch.drop_column("mail_redirect")
        batch.drop_column("mail_paused_since")
