"""How a decision is signed and numbered: delegations, the authority's own books, copies of what was signed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")
COLUMNS = ("signing_form", "delegation_id", "book_id", "serial")
CHECKS = {
    "decision_signing_form_is_known": "signing_form IN ('own', 'collective', 'in_place', 'by_order', 'by_authority')",
    "decision_signed_for_another_has_a_delegation": (
        "signing_form IS NULL"
        " OR (delegation_id IS NOT NULL) = (signing_form IN ('in_place', 'by_order', 'by_authority'))"
    ),
    "decision_book_id_serial_together": "(book_id IS NULL) = (serial IS NULL)",
}


def upgrade() -> None:
    """What was signed before keeps its printed block, and its number stays one of the clerical register."""
    _create_delegation()
    _create_number_book()
    _create_signed_copy()
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("signing_form", sa.String(12), nullable=True))
        batch.add_column(sa.Column("delegation_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("book_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("serial", sa.Integer(), nullable=True))
        batch.create_foreign_key("decision_delegation_id_exists", "delegation", ["delegation_id"], ["id"])
        batch.create_foreign_key("decision_book_id_exists", "number_book", ["book_id"], ["id"])
        batch.create_unique_constraint("a_book_counts_a_number_once", ["book_id", "year", "serial"])
        batch.alter_column("signer_title", type_=sa.String(400), existing_type=sa.String(200), existing_nullable=True)
        for name, rule in CHECKS.items():
            batch.create_check_constraint(name, rule)


def downgrade() -> None:
    """Take it away; numbers and printed blocks stay."""
    op.execute("UPDATE decision SET signer_title = substr(signer_title, 1, 200)")
    with op.batch_alter_table("decision") as batch:
        batch.alter_column("signer_title", type_=sa.String(200), existing_type=sa.String(400), existing_nullable=True)
        for name in CHECKS:
            batch.drop_constraint(name, type_="check")
        batch.drop_constraint("a_book_counts_a_number_once", type_="unique")
        batch.drop_constraint("decision_book_id_exists", type_="foreignkey")
        batch.drop_constraint("decision_delegation_id_exists", type_="foreignkey")
        for column in reversed(COLUMNS):
            batch.drop_column(column)
    for table in ("signed_copy", "number_book", "delegation"):
        op.drop_table(table)


def _create_delegation() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegator_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(12), nullable=False),
        sa.Column("collective", sa.String(100), nullable=True),
        sa.Column("delegator_title", sa.String(100), nullable=False),
        sa.Column("delegate_title", sa.String(100), nullable=False),
        sa.Column("authority", sa.String(300), nullable=True),
        sa.Column("kind", sa.String(12), nullable=True),
        sa.Column("award_form", sa.String(30), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="delegation_key"),
        sa.ForeignKeyConstraint(["delegator_id"], ["person.id"], name="delegation_delegator_id_exists"),
        sa.ForeignKeyConstraint(["delegate_id"], ["person.id"], name="delegation_delegate_id_exists"),
        sa.CheckConstraint("form IN ('in_place', 'by_order', 'by_authority')", name="delegation_form_is_known"),
        sa.CheckConstraint(
            "kind IN ('award', 'replacement', 'correction', 'cancellation')", name="delegation_kind_is_known"
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="delegation_ended_at_ended_by_together"),
        sa.CheckConstraint("delegator_id <> delegate_id", name="nobody_delegates_to_herself"),
        sa.CheckConstraint("valid_from <= valid_to", name="delegation_ends_after_beginning"),
    )
    op.create_index("delegation_by_delegator", "delegation", ["delegator_id"])
    op.create_index("delegation_by_delegate", "delegation", ["delegate_id"])


def _create_number_book() -> None:
    op.create_table(
        "number_book",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(300), nullable=False),
        sa.Column("type", sa.String(10), nullable=False),
        sa.Column("symbol", sa.String(25), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.String(60), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="number_book_key"),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL)", name="number_book_closed_at_closed_by_together"
        ),
        sa.CheckConstraint("first_number >= 1", name="number_book_begins_at_one_or_later"),
    )
    op.create_index(
        "an_authority_has_one_open_book_of_a_type",
        "number_book",
        ["authority", "type"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _create_signed_copy() -> None:
    op.create_table(
        "signed_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("received_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="signed_copy_key"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="signed_copy_decision_id_exists"),
        sa.UniqueConstraint("decision_id", "number", name="a_signed_copy_is_numbered_once"),
        sa.CheckConstraint("number = 1 OR reason IS NOT NULL", name="a_further_copy_has_a_reason"),
    )
