"""All tables, imported so that the metadata knows them."""

from models import (
    accounts,
    audit,
    calendar,
    campaigns,
    council,
    decisions,
    dossiers,
    later_decisions,
    ledger,
    mail,
    outside_awards,
    papers,
    people,
    personal_data,
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
    "later_decisions",
    "ledger",
    "mail",
    "metadata",
    "outside_awards",
    "papers",
    "people",
    "personal_data",
    "places",
    "registrations",
    "stages",
]
