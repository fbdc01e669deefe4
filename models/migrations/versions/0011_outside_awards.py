"""Awards that were decided outside the service, answers to warnings, and the initiative that a dossier names."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STANDING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Dossiers that are there name no initiative; no award was entered yet."""
    op.add_column("dossier", sa.Column("initiative", sa.String(300), nullable=True))
    op.add_column("dossier", sa.Column("initiative_folded", sa.String(300), nullable=True))
    op.create_index("dossier_by_initiative", "dossier", ["initiative_folded"])
    _create_outside_award()
    _create_award_answer()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("award_answer")
    op.drop_table("outside_award")
    op.drop_index("dossier_by_initiative", table_name="dossier")
    with op.batch_alter_table("dossier") as batch:
        batch.drop_column("initiative_folded")
        batch.drop_column("initiative")


def _create_outside_award() -> None:
    op.create_table(
        "outside_award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nominee_kind", sa.String(12), nullable=False),
        sa.Column("nominee", sa.String(300), nullable=False),
        sa.Column("folded", sa.String(300), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("unit_name", sa.String(300), nullable=False),
        sa.Column("unit_folded", sa.String(300), nullable=False),
        sa.Column("form", sa.String(100), nullable=False),
        sa.Column("authority", sa.String(300), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("achievement", sa.String(), nullable=False),
        sa.Column("initiative", sa.String(300), nullable=True),
        sa.Column("initiative_folded", sa.String(300), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("entered_by", sa.String(60), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(60), nullable=True),
        sa.Column("ended_reason", sa.String(2000), nullable=True),
        sa.PrimaryKeyConstraint("id", name="outside_award_key"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="outside_award_unit_id_exists"),
        sa.ForeignKeyConstraint(["supersedes_id"], ["outside_award.id"], name="outside_award_supersedes_id_exists"),
        sa.CheckConstraint(
            "nominee_kind IN ('collective', 'individual', 'household')", name="outside_award_nominee_kind_is_known"
        ),
        sa.CheckConstraint("level IN ('commune', 'district', 'province')", name="outside_award_level_is_known"),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_reason IS NULL)",
            name="outside_award_ended_at_ended_by_ended_reason_together",
        ),
        sa.CheckConstraint(
            "period_from IS NULL OR period_to IS NULL OR period_from <= period_to",
            name="outside_award_period_ends_after_it_begins",
        ),
    )
    op.create_index("outside_award_by_initiative", "outside_award", ["initiative_folded"])
    op.create_index("outside_award_by_day", "outside_award", ["decided_on", "id"])
    op.create_index("outside_award_corrected_once", "outside_award", ["supersedes_id"], unique=True)
    op.create_index(
        "outside_award_is_entered_once",
        "outside_award",
        ["folded", "nominee_kind", "unit_folded", "form", "number", "decided_on"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def _create_award_answer() -> None:
    op.create_table(
        "award_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("other_dossier_id", sa.Integer(), nullable=True),
        sa.Column("outside_award_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("answered_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="award_answer_key"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="award_answer_dossier_id_exists"),
        sa.ForeignKeyConstraint(["other_dossier_id"], ["dossier.id"], name="award_answer_other_dossier_id_exists"),
        sa.ForeignKeyConstraint(
            ["outside_award_id"], ["outside_award.id"], name="award_answer_outside_award_id_exists"
        ),
        sa.CheckConstraint("answer IN ('different', 'same')", name="award_answer_answer_is_known"),
        sa.CheckConstraint(
            "(other_dossier_id IS NULL) <> (outside_award_id IS NULL)", name="award_answer_is_about_one_award"
        ),
        sa.CheckConstraint("other_dossier_id <> dossier_id", name="award_answer_is_about_another_dossier"),
    )
    op.create_index("award_answer_by_dossier", "award_answer", ["dossier_id"])
    op.create_index("award_answer_by_other", "award_answer", ["other_dossier_id"])
    op.create_index("award_answer_by_outside", "award_answer", ["outside_award_id"])
