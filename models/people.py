"""People and the roles they hold."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from domain.people import Role
from models.base import Row, one_of


class Person(Row, table=True):
    """Somebody who acts or is written to. `email` may be missing: then the unit's officer enters on behalf."""

    __tablename__ = "person"
    __table_args__ = (Index("person_by_folded", "folded"), Index("person_by_unit", "unit_id"))

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=60)
    name: str = Field(max_length=200)
    folded: str = Field(max_length=200)
    title: str = Field(default="", max_length=200)
    email: str | None = Field(default=None, max_length=254)
    phone: str | None = Field(default=None, max_length=30)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    active: bool = True


class RoleGrant(Row, table=True):
    """A role with its scope and its time; None in a scope means all."""

    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", Role, table="role_grant"),
        Index("role_grant_by_person", "person_id"),
        Index("role_grant_by_campaign", "campaign_id", "role"),
        Index("role_grant_by_unit", "unit_id"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    role: str = Field(max_length=20)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    valid_from: date | None = None
    valid_to: date | None = None
    document: str | None = Field(default=None, max_length=200)
