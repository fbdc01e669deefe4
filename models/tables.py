"""All tables, imported so that the metadata knows them."""

from models import (
    accounts,
    audit,
    calendar,
    campaigns,
    council,
    decisions,
    dossiers,
    mail,
    people,
    places,
    registrations,
    stages,
)
from models.base import metadata

__all__ = [
    "accounts",
    "audit",
    "calendar",
    "campaigns",
    "council",
    "decisions",
    "dossiers",
    "mail",
    "metadata",
    "people",
    "places",
    "registrations",
    "stages",
]
