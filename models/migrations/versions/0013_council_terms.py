"""Who sits in a council from when to when, and the decisions that changed it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COLUMNS = ("turn", "since", "until", "joined_by_id", "left_by_id")
LINKS = {
    "council_member_joined_by_id_exists": "joined_by_id",
    "council_member_left_by_id_exists": "left_by_id",
}
ENDS = "since IS NULL OR until IS NULL OR since <= until"
LEFT = "(until IS NULL) = (left_by_id IS NULL)"


def upgrade() -> None:
    """Whoever sits in a council has done so since it was established, and still does."""
    op.create_table(
        "council_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="council_change_key"),
        sa.ForeignKeyConstraint(["council_id"], ["council.id"], name="council_change_council_id_exists"),
    )
    op.create_index("council_change_by_council", "council_change", ["council_id"])
    with op.batch_alter_table("council_member") as batch:
        batch.add_column(sa.Column("turn", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch.add_column(sa.Column("until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("joined_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("left_by_id", sa.Integer(), nullable=True))
        for name, column in LINKS.items():
            batch.create_foreign_key(name, "council_change", [column], ["id"])
        batch.drop_constraint("a_person_sits_once", type_="unique")
        batch.create_unique_constraint("a_person_sits_once", ["council_id", "person_id", "turn"])
        batch.create_check_constraint("council_member_leaves_after_joining", ENDS)
        batch.create_check_constraint("council_member_leaves_by_a_decision", LEFT)


def downgrade() -> None:
    """Whoever has left is no member any more."""
    op.execute("DELETE FROM council_member WHERE until IS NOT NULL")
    with op.batch_alter_table("council_member") as batch:
        batch.drop_constraint("council_member_leaves_by_a_decision", type_="check")
        batch.drop_constraint("council_member_leaves_after_joining", type_="check")
        batch.drop_constraint("a_person_sits_once", type_="unique")
        batch.create_unique_constraint("a_person_sits_once", ["council_id", "person_id"])
        for name in LINKS:
            batch.drop_constraint(name, type_="foreignkey")
        for column in reversed(COLUMNS):
            batch.drop_column(column)
    op.drop_table("council_change")
