"""Accounts, sign-ins, links for a new password, and deputies. Tokens are kept as SHA-256 only."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from domain.people import Role
from models.base import Row, one_of, together


class Account(Row, table=True):
    """A person's way in; without `password_hash` nobody signs in until a link for a new password was used."""

    __tablename__ = "account"
    __table_args__ = (together("disabled_at", "disabled_by", table="account"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    password_hash: str | None = Field(default=None, max_length=200)
    must_change: bool
    disabled_at: datetime | None = None
    disabled_by: str | None = Field(default=None, max_length=60)
    created_at: datetime
    created_by: str = Field(max_length=60)


class SignInTrial(Row, table=True):
    """Failed sign-ins under one name, whether somebody has that name or not: both must look alike from outside."""

    __tablename__ = "sign_in_trial"

    id: int = Field(default=None, primary_key=True)
    name_digest: str = Field(unique=True, max_length=64)
    failed: int
    failed_at: datetime
    locked_until: datetime | None = None


class WebSession(Row, table=True):
    """One sign-in in one browser; over when ended, unused until `idle_until`, or at `expires_at` at the latest."""

    __tablename__ = "web_session"
    __table_args__ = (Index("web_session_by_person", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id")
    created_at: datetime
    last_seen_at: datetime
    idle_until: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    agent: str = Field(default="", max_length=120)
    acting_for: int | None = Field(default=None, foreign_key="deputy.id")


class PasswordReset(Row, table=True):
    """A link by which a person chooses a password, once."""

    __tablename__ = "password_reset"
    __table_args__ = (Index("password_reset_by_person", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id")
    made_at: datetime
    made_by: str = Field(max_length=60)
    expires_at: datetime
    used_at: datetime | None = None


class Deputy(Row, table=True):
    """Who acts in place of whom, from one day to another, by which document; None in a scope means all."""

    __tablename__ = "deputy"
    __table_args__ = (
        one_of("role", Role, table="deputy"),
        together("ended_at", "ended_by", table="deputy"),
        CheckConstraint("person_id <> deputy_id", name="nobody_is_her_own_deputy"),
        CheckConstraint("valid_from <= valid_to", name="deputy_ends_after_beginning"),
        Index("deputy_by_person", "person_id"),
        Index("deputy_by_deputy", "deputy_id"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    deputy_id: int = Field(foreign_key="person.id")
    role: str | None = Field(default=None, max_length=20)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    valid_from: date
    valid_to: date
    document: str = Field(max_length=200)
    document_date: date
    made_at: datetime
    made_by: str = Field(max_length=60)
    ended_at: datetime | None = None
    ended_by: str | None = Field(default=None, max_length=60)
