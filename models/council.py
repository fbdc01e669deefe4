"""The council: its members and rule, meetings with their agenda, recusals, ballots and open votes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from domain.recusals import Ground
from domain.secrecy import CHOICES
from models.base import Row, one_of, together

MEETING_STATES = ("convened", "held", "adjourned", "cancelled")


class Council(Row, table=True):
    """The council of a campaign, established by a decision for some time; `rule` is a `CouncilRule` as JSON."""

    __tablename__ = "council"
    __table_args__ = (
        UniqueConstraint("campaign_id", name="a_campaign_has_one_council"),
        together("rule_adopted_at", "rule_adopted_by", table="council"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    name: str = Field(max_length=300)
    document: str = Field(default="", max_length=200)
    established_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    rule: str | None = None
    rule_adopted_at: datetime | None = None
    rule_adopted_by: str | None = Field(default=None, max_length=60)


class CouncilChange(Row, table=True):
    """A later decision by which members of a council join, leave or are replaced from a day on."""

    __tablename__ = "council_change"
    __table_args__ = (Index("council_change_by_council", "council_id"),)

    id: int = Field(default=None, primary_key=True)
    council_id: int = Field(foreign_key="council.id")
    document: str = Field(max_length=200)
    decided_on: date
    effective_on: date
    made_at: datetime
    made_by: str = Field(max_length=60)


class CouncilMember(Row, table=True):
    """A seat; `seat` is chair, vice_chair, member or secretary.

    `since` None: from the council's beginning; `until` is the last day, None as long as nothing ends it. `turn` counts
    the times that a person sits in this council, because she may come back or change her seat.
    """

    __tablename__ = "council_member"
    __table_args__ = (
        UniqueConstraint("council_id", "person_id", "turn", name="a_person_sits_once"),
        one_of("seat", ("chair", "vice_chair", "member", "secretary"), table="council_member"),
        CheckConstraint("since IS NULL OR until IS NULL OR since <= until", name="council_member_leaves_after_joining"),
        CheckConstraint("(until IS NULL) = (left_by_id IS NULL)", name="council_member_leaves_by_a_decision"),
    )

    id: int = Field(default=None, primary_key=True)
    council_id: int = Field(foreign_key="council.id")
    person_id: int = Field(foreign_key="person.id")
    seat: str = Field(max_length=12)
    turn: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    since: date | None = None
    until: date | None = None
    joined_by_id: int | None = Field(default=None, foreign_key="council_change.id")
    left_by_id: int | None = Field(default=None, foreign_key="council_change.id")


class Meeting(Row, table=True):
    """A meeting of the council for one appraisal stage; `reason` says why it was adjourned."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("stage_id", "number", name="a_meeting_is_numbered_once"),
        one_of("state", MEETING_STATES, table="meeting"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    number: int
    at: datetime
    place: str = Field(max_length=300)
    state: str = Field(default="convened", max_length=10)
    convened_at: datetime
    convened_by: str = Field(max_length=60)
    minutes: str = ""
    minutes_document: str | None = Field(default=None, max_length=200)
    reason: str | None = Field(default=None, max_length=2000)


class Attendance(Row, table=True):
    """A member who was there."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id", name="a_member_attends_once"),)

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id")
    noted_at: datetime
    noted_by: str = Field(max_length=60)


class AgendaItem(Row, table=True):
    """A dossier on a meeting's agenda; `moved_at` once another meeting has taken it over."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "dossier_id", name="a_dossier_stands_once_on_an_agenda"),
        together("moved_at", "moved_by", table="agenda_item"),
        Index("agenda_item_by_dossier", "dossier_id"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    dossier_id: int = Field(foreign_key="dossier.id")
    position: int
    moved_at: datetime | None = None
    moved_by: str | None = Field(default=None, max_length=60)


class Recusal(Row, table=True):
    """A member's conflict with a dossier, declared or found, and what the chair decided: `agreed` keeps her out."""

    __tablename__ = "recusal"
    __table_args__ = (
        UniqueConstraint("dossier_id", "person_id", "ground", name="a_conflict_is_noted_once"),
        one_of("ground", Ground, table="recusal"),
        together("decided_at", "decided_by", "agreed", table="recusal"),
        Index("recusal_by_person", "person_id"),
    )

    id: int = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    person_id: int = Field(foreign_key="person.id")
    ground: str = Field(max_length=12)
    reason: str = Field(default="", max_length=2000)
    noted_at: datetime
    noted_by: str = Field(max_length=60)
    decided_at: datetime | None = None
    decided_by: str | None = Field(default=None, max_length=60)
    agreed: bool | None = None
    decision: str = Field(default="", max_length=2000)


class Ballot(Row, table=True):
    """One round of voting on one dossier; `turn` counts re-votes. `tally` is a `Tally` as JSON, once closed.

    `key_id` names the key of a ballot whose papers are sealed, `reason` why it was declared void or voted again.
    """

    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("dossier_id", "turn", name="a_turn_is_voted_once"),
        together("closed_at", "closed_by", table="ballot"),
        together("closed_at", "outcome", table="ballot"),
        CheckConstraint("yes >= 0 AND no >= 0 AND blank >= 0 AND invalid >= 0", name="ballot_counts_are_not_negative"),
        Index("ballot_by_meeting", "meeting_id"),
    )

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    dossier_id: int = Field(foreign_key="dossier.id")
    turn: int = 1
    method: str = Field(max_length=20)
    opened_at: datetime
    opened_by: str = Field(max_length=60)
    closed_at: datetime | None = None
    closed_by: str | None = Field(default=None, max_length=60)
    yes: int = 0
    no: int = 0
    blank: int = 0
    invalid: int = 0
    tally: str | None = None
    outcome: str | None = Field(default=None, max_length=12)
    key_id: str | None = Field(default=None, max_length=32)
    reason: str | None = Field(default=None, max_length=2000)


class Vote(Row, table=True):
    """One open vote. Secret papers never come here."""

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("ballot_id", "person_id", name="a_member_votes_once"),
        one_of("choice", CHOICES, table="vote"),
    )

    id: int = Field(default=None, primary_key=True)
    ballot_id: int = Field(foreign_key="ballot.id")
    person_id: int = Field(foreign_key="person.id")
    choice: str = Field(max_length=8)
    cast_at: datetime
    on_behalf: str | None = Field(default=None, max_length=200)
