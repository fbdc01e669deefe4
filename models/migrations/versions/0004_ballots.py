"""Agendas, recusals, secret papers and what a counting team found."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("agenda_item", "recusal", "ballot_voter", "sealed_paper", "ballot_paper", "paper_count")
KINDS = (
    *("answer_question", "launch_campaign", "register", "confirm_registration", "file_report", "write_review"),
    *("submit_dossier", "appraise_dossier", "supplement_dossier", "establish_council", "convene_meeting"),
    *("hold_ballot", "vote", "conclude_council", "draft_decision", "sign_decision", "issue_decision"),
    *("write_summary", "planned", "get_opinion", "gather_comments", "confirm_skip", "name_successor"),
)
NEW_KIND = "decide_recusal"


def upgrade() -> None:
    """Add the tables and columns; what was convened and voted before keeps its meaning without them."""
    op.add_column("council", sa.Column("valid_from", sa.Date(), nullable=True))
    op.add_column("council", sa.Column("valid_to", sa.Date(), nullable=True))
    op.add_column("meeting", sa.Column("reason", sa.String(2000), nullable=True))
    op.add_column("ballot", sa.Column("key_id", sa.String(32), nullable=True))
    op.add_column("ballot", sa.Column("reason", sa.String(2000), nullable=True))
    _know_kinds(*KINDS, NEW_KIND)
    _create_agenda_item()
    _create_recusal()
    _create_ballot_voter()
    _create_sealed_paper()
    _create_ballot_paper()
    _create_paper_count()


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute(sa.text("DELETE FROM wait WHERE cause = :kind").bindparams(kind=NEW_KIND))
    op.execute(sa.text("DELETE FROM duty WHERE kind = :kind").bindparams(kind=NEW_KIND))
    _know_kinds(*KINDS)
    for table, column in (
        ("ballot", "reason"),
        ("ballot", "key_id"),
        ("meeting", "reason"),
        ("council", "valid_to"),
        ("council", "valid_from"),
    ):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)


def _know_kinds(*kinds: str) -> None:
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("duty") as batch:
        batch.drop_constraint("duty_kind_is_known", type_="check")
        batch.create_check_constraint("duty_kind_is_known", f"kind IN ({words})")


def _create_agenda_item() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("moved_at", MOMENT, nullable=True),
        sa.Column("moved_by", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="agenda_item_key"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="agenda_item_meeting_id_exists"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="agenda_item_dossier_id_exists"),
        sa.UniqueConstraint("meeting_id", "dossier_id", name="a_dossier_stands_once_on_an_agenda"),
        sa.CheckConstraint("(moved_at IS NULL) = (moved_by IS NULL)", name="agenda_item_moved_at_moved_by_together"),
    )
    op.create_index("agenda_item_by_dossier", "agenda_item", ["dossier_id"])


def _create_recusal() -> None:
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("noted_by", sa.String(60), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.String(60), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decision", sa.String(2000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="recusal_key"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="recusal_dossier_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="recusal_person_id_exists"),
        sa.UniqueConstraint("dossier_id", "person_id", "ground", name="a_conflict_is_noted_once"),
        sa.CheckConstraint(
            "ground IN ('declared', 'own_unit', 'proposer', 'co_signer', 'nominee')", name="recusal_ground_is_known"
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (agreed IS NULL)",
            name="recusal_decided_at_decided_by_agreed_together",
        ),
    )
    op.create_index("recusal_by_person", "recusal", ["person_id"])


def _create_ballot_voter() -> None:
    op.create_table(
        "ballot_voter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="ballot_voter_key"),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="ballot_voter_ballot_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="ballot_voter_person_id_exists"),
        sa.UniqueConstraint("ballot_id", "person_id", name="a_voter_is_noted_once"),
    )


def _create_sealed_paper() -> None:
    op.create_table(
        "sealed_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="sealed_paper_key"),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="sealed_paper_ballot_id_exists"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="sealed_paper_person_id_exists"),
        sa.UniqueConstraint("ballot_id", "person_id", name="a_voter_has_one_sealed_paper"),
        sa.CheckConstraint("length(sealed) = 36", name="sealed_paper_has_one_size"),
    )


def _create_ballot_paper() -> None:
    op.create_table(
        "ballot_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("id", name="ballot_paper_key"),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="ballot_paper_ballot_id_exists"),
        sa.UniqueConstraint("ballot_id", "number", name="a_paper_is_numbered_once"),
        sa.CheckConstraint("choice IN ('yes', 'no', 'blank')", name="ballot_paper_choice_is_known"),
    )


def _create_paper_count() -> None:
    op.create_table(
        "paper_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("tellers", sa.String(), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="paper_count_key"),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name="paper_count_ballot_id_exists"),
        sa.UniqueConstraint("ballot_id", name="a_ballot_is_counted_once"),
        sa.CheckConstraint("0 <= returned AND returned <= issued AND 0 <= written", name="paper_count_adds_up"),
        sa.CheckConstraint(
            "(file_name IS NULL) = (size IS NULL) AND (file_name IS NULL) = (digest IS NULL)",
            name="paper_count_file_name_size_digest_together",
        ),
    )
