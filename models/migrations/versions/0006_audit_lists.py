"""Reading the trail by kind and by day costs the same however long it has grown."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the indexes."""
    op.create_index("audit_event_by_kind", "audit_event", ["kind", "id"])
    op.create_index("audit_event_by_moment", "audit_event", ["at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("audit_event_by_moment", table_name="audit_event")
    op.drop_index("audit_event_by_kind", table_name="audit_event")
