"""The ledger: leaves, subtrees, checkpoints. What was written before waits to be sealed like everything else."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("unsealed_event", "ledger_leaf", "ledger_node", "ledger_key", "checkpoint", "ledger_check")


def upgrade() -> None:
    """Add the tables, and put every event of the trail into the queue."""
    _create_tree()
    _create_key()
    _create_checkpoint()
    _create_check()
    op.execute("INSERT INTO unsealed_event (event_id) SELECT id FROM audit_event")


def downgrade() -> None:
    """Take them away again."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_tree() -> None:
    op.create_table(
        "unsealed_event",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="unsealed_event_key"),
    )
    op.create_table(
        "ledger_leaf",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="ledger_leaf_key"),
        sa.UniqueConstraint("event_id", name="an_event_is_sealed_once"),
    )
    op.create_table(
        "ledger_node",
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("number % 2 = 1", name="ledger_node_is_above_the_leaves"),
        sa.PrimaryKeyConstraint("number", name="ledger_node_key"),
    )


def _create_key() -> None:
    op.create_table(
        "ledger_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("signed_by", sa.String(length=16), nullable=True),
        sa.Column("signature", sa.String(length=100), nullable=True),
        sa.CheckConstraint("(signed_by IS NULL) = (signature IS NULL)", name="ledger_key_signed_by_signature_together"),
        sa.PrimaryKeyConstraint("number", name="ledger_key_key"),
        sa.UniqueConstraint("id", name="a_key_is_made_once"),
    )


def _create_checkpoint() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("signature", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="checkpoint_key"),
        sa.UniqueConstraint("size", name="a_size_is_signed_once"),
    )


def _create_check() -> None:
    op.create_table(
        "ledger_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("sealed", sa.Integer(), nullable=False),
        sa.Column("unsealed", sa.Integer(), nullable=False),
        sa.Column("anchored", sa.Integer(), nullable=True),
        sa.Column("findings", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="ledger_check_key"),
    )
