"""Decisions about decisions: replacement, correction, cancellation; and whether the list of awards is public."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IN_HAND = sa.text("kind <> 'award' AND state IN ('draft', 'signed')")
CHECKS = {
    "decision_kind_is_known": "kind IN ('award', 'replacement', 'correction', 'cancellation')",
    "decision_ground_is_known": "ground IN ('false_statement', 'forged_papers', 'against_rules', 'fault_found')",
    "decision_of_later_kind_is_about_another": "(kind = 'award') = (about_id IS NULL)",
    "decision_of_later_kind_has_a_reason": "kind = 'award' OR reason <> ''",
    "decision_cancels_on_a_ground": "(kind = 'cancellation') = (ground IS NOT NULL)",
    "decision_cancels_by_a_document": "kind <> 'cancellation' OR document IS NOT NULL",
    "decision_part_counts_from_one": "part >= 1",
}
COLUMNS = ("kind", "part", "about_id", "ground", "reason", "document")
STATES = ("submitted", "returned", "accepted", "ineligible", "withdrawn", "passed", "not_passed", "awarded")
NEW_STATE = "revoked"


def upgrade() -> None:
    """Every decision that is there is an award decision, part 1, about no other."""
    _widen_decision()
    _know_states(*STATES, NEW_STATE)
    _create_decision_correction()
    _create_recovery()
    op.add_column("store_mark", sa.Column("public_since", MOMENT, nullable=True))


def downgrade() -> None:
    """Take it away, with the later decisions; what they cancelled is awarded again, as the first decision says."""
    with op.batch_alter_table("store_mark") as batch:
        batch.drop_column("public_since")
    op.drop_table("recovery")
    op.drop_table("decision_correction")
    later = "SELECT id FROM decision WHERE kind <> 'award' OR part > 1"
    op.execute(f"DELETE FROM decision_line WHERE decision_id IN ({later})")  # noqa: S608, because it is a constant
    op.execute("DELETE FROM decision WHERE kind <> 'award' OR part > 1")
    op.execute(sa.text("UPDATE dossier SET state = 'awarded' WHERE state = :state").bindparams(state=NEW_STATE))
    _know_states(*STATES)
    _narrow_decision()


def _widen_decision() -> None:
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("kind", sa.String(12), nullable=False, server_default="award"))
        batch.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("about_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("ground", sa.String(16), nullable=True))
        batch.add_column(sa.Column("reason", sa.String(2000), nullable=False, server_default=sa.text("''")))
        batch.add_column(sa.Column("document", sa.String(200), nullable=True))
        batch.create_foreign_key("decision_about_id_exists", "decision", ["about_id"], ["id"])
        batch.drop_constraint("a_round_decides_a_form_once", type_="unique")
        batch.create_unique_constraint("a_round_decides_a_form_once", ["stage_id", "form", "kind", "part"])
        for name, rule in CHECKS.items():
            batch.create_check_constraint(name, rule)
    op.create_index("decision_by_about", "decision", ["about_id"])
    op.create_index(
        "later_decision_in_hand",
        "decision",
        ["state", "campaign_id"],
        sqlite_where=IN_HAND,
        postgresql_where=IN_HAND,
    )


def _narrow_decision() -> None:
    op.drop_index("later_decision_in_hand", table_name="decision")
    op.drop_index("decision_by_about", table_name="decision")
    with op.batch_alter_table("decision") as batch:
        for name in CHECKS:
            batch.drop_constraint(name, type_="check")
        batch.drop_constraint("a_round_decides_a_form_once", type_="unique")
        batch.create_unique_constraint("a_round_decides_a_form_once", ["stage_id", "form"])
        batch.drop_constraint("decision_about_id_exists", type_="foreignkey")
        for column in reversed(COLUMNS):
            batch.drop_column(column)


def _know_states(*states: str) -> None:
    words = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("dossier") as batch:
        batch.drop_constraint("dossier_state_is_known", type_="check")
        batch.create_check_constraint("dossier_state_is_known", f"state IN ({words})")


def _create_decision_correction() -> None:
    op.create_table(
        "decision_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stood", sa.String(2000), nullable=False),
        sa.Column("stands", sa.String(2000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="decision_correction_key"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="decision_correction_decision_id_exists"),
        sa.UniqueConstraint("decision_id", "position", name="a_corrected_passage_stands_once"),
    )


def _create_recovery() -> None:
    op.create_table(
        "recovery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(6), nullable=False),
        sa.Column("recovered_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(200), nullable=True),
        sa.Column("noted_at", MOMENT, nullable=True),
        sa.Column("noted_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="recovery_key"),
        sa.ForeignKeyConstraint(["line_id"], ["decision_line.id"], name="recovery_line_id_exists"),
        sa.UniqueConstraint("line_id", "item", name="an_item_is_recovered_once"),
        sa.CheckConstraint("item IN ('object', 'money')", name="recovery_item_is_known"),
        sa.CheckConstraint(
            "(recovered_on IS NULL) = (noted_at IS NULL) AND (recovered_on IS NULL) = (noted_by IS NULL)",
            name="recovery_recovered_on_noted_at_noted_by_together",
        ),
    )
