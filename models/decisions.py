"""Decisions: draft, signed, issued; an issued one is never edited, only another one speaks of it.

Before them the public may comment.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from domain.delegations import DELEGATED, SigningForm
from domain.later_decisions import DecisionKind, Ground
from models.base import Row, one_of, partial, together

DECISION_STATES = ("draft", "signed", "issued", "dropped")
IN_HAND = "kind <> 'award' AND state IN ('draft', 'signed')"
"""Later decisions that somebody has to sign or to issue; no duty of an open stage tells of them."""

SIGNED_FOR_ANOTHER = "signing_form IS NULL OR (delegation_id IS NOT NULL) = (signing_form IN ({}))".format(
    ", ".join(f"'{form}'" for form in DELEGATED)
)


class Decision(Row, table=True):
    """A decision on awards of one form in one round, or a later one about it.

    Numbers are unique per authority, type and year.
    `part` counts the decisions of a kind in a round: an award decision for nominees who were held back is part 2.
    `dropped` is a draft that was given up, or whose whole list was withdrawn.
    `signer_title` is the block as it is printed above the signature; an older version noted no `signing_form`.
    `book_id` and `serial` are of a number from the authority's own book; others come from the clerical register.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("stage_id", "form", "kind", "part", name="a_round_decides_a_form_once"),
        UniqueConstraint("authority", "type", "year", "number", name="a_decision_number_is_used_once"),
        UniqueConstraint("book_id", "year", "serial", name="a_book_counts_a_number_once"),
        one_of("state", DECISION_STATES, table="decision"),
        together("signed_at", "signed_by", table="decision"),
        together("issued_at", "issued_by", "number", "year", "issued_on", table="decision"),
        one_of("kind", DecisionKind, table="decision"),
        one_of("ground", Ground, table="decision"),
        CheckConstraint("(kind = 'award') = (about_id IS NULL)", name="decision_of_later_kind_is_about_another"),
        CheckConstraint("kind = 'award' OR reason <> ''", name="decision_of_later_kind_has_a_reason"),
        CheckConstraint("(kind = 'cancellation') = (ground IS NOT NULL)", name="decision_cancels_on_a_ground"),
        CheckConstraint("kind <> 'cancellation' OR document IS NOT NULL", name="decision_cancels_by_a_document"),
        CheckConstraint("part >= 1", name="decision_part_counts_from_one"),
        one_of("signing_form", SigningForm, table="decision"),
        CheckConstraint(SIGNED_FOR_ANOTHER, name="decision_signed_for_another_has_a_delegation"),
        together("book_id", "serial", table="decision"),
        CheckConstraint("state <> 'issued' OR issued_at IS NOT NULL", name="decision_issued_has_a_moment"),
        CheckConstraint("issued_at IS NULL OR signed_at IS NOT NULL", name="decision_is_signed_before_it_is_issued"),
        Index("decision_by_about", "about_id"),
        Index("later_decision_in_hand", "state", "campaign_id", **partial(IN_HAND)),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    round: str = Field(max_length=20)
    form: str = Field(max_length=30)
    type: str = Field(default="QĐ", max_length=10)
    kind: str = Field(default="award", max_length=12, sa_column_kwargs={"server_default": "award"})
    part: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    about_id: int | None = Field(default=None, foreign_key="decision.id")
    ground: str | None = Field(default=None, max_length=16)
    reason: str = Field(default="", max_length=2000, sa_column_kwargs={"server_default": text("''")})
    document: str | None = Field(default=None, max_length=200)
    authority: str = Field(max_length=300)
    state: str = Field(default="draft", max_length=8)
    drafted_at: datetime
    drafted_by: str = Field(max_length=60)
    signed_at: datetime | None = None
    signed_by: str | None = Field(default=None, max_length=60)
    signer_title: str | None = Field(default=None, max_length=400)
    signing_form: str | None = Field(default=None, max_length=12)
    delegation_id: int | None = Field(default=None, foreign_key="delegation.id")
    number: str | None = Field(default=None, max_length=40)
    year: int | None = None
    issued_on: date | None = None
    issued_at: datetime | None = None
    issued_by: str | None = Field(default=None, max_length=60)
    book_id: int | None = Field(default=None, foreign_key="number_book.id")
    serial: int | None = None


class DecisionLine(Row, table=True):
    """One awarded nominee in the decision's list, names as they were when it was drafted.

    A line withdrawn from a draft stays, struck out.
    """

    __tablename__ = "decision_line"
    __table_args__ = (
        UniqueConstraint("decision_id", "position", name="a_line_stands_once"),
        UniqueConstraint("decision_id", "dossier_id", name="a_nominee_is_listed_once"),
        Index("decision_line_by_dossier", "dossier_id"),
    )

    id: int = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id")
    position: int
    dossier_id: int = Field(foreign_key="dossier.id")
    nominee: str = Field(max_length=300)
    nominee_kind: str = Field(max_length=12)
    unit_name: str = Field(max_length=300)
    struck_at: datetime | None = None


class CommentPeriod(Row, table=True):
    """The days in which the public may comment on the list that the council proposes."""

    __tablename__ = "comment_period"
    __table_args__ = (
        UniqueConstraint("stage_id", "number", name="a_comment_period_is_numbered_once"),
        together("closed_at", "closed_by", table="comment_period"),
    )

    id: int = Field(default=None, primary_key=True)
    stage_id: int = Field(foreign_key="stage.id")
    number: int
    place: str = Field(max_length=300)
    document: str | None = Field(default=None, max_length=200)
    opened_at: datetime
    opened_by: str = Field(max_length=60)
    ends_on: date
    closed_at: datetime | None = None
    closed_by: str | None = Field(default=None, max_length=60)


class PublicComment(Row, table=True):
    """What somebody said about the list, or about one dossier in it."""

    __tablename__ = "public_comment"
    __table_args__ = (Index("public_comment_by_period", "period_id"),)

    id: int = Field(default=None, primary_key=True)
    period_id: int = Field(foreign_key="comment_period.id")
    dossier_id: int | None = Field(default=None, foreign_key="dossier.id")
    sender: str = Field(max_length=300)
    text: str
    received_on: date
    noted_at: datetime
    noted_by: str = Field(max_length=60)
