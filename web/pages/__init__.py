"""Every page, a module each; a module gives its routes as `router`."""

import importlib
from collections.abc import Iterator

from fastapi import APIRouter

PAGES = (
    "campaign_list",
    "new_campaign",
    "campaign_adopt",
    "campaign_parts",
    "campaign_changes",
    "campaign_amend",
    "campaign_units",
    "campaign_mail",
    "campaign_opinions",
    "campaign",
    "monitor",
    "stage",
    "remedies",
    "waiting",
    "bulk",
    "search",
    "health",
    "signing",
    "profile",
    "own_data",
    "contacts",
    "duties",
    "unit_desk",
    "registration_pages",
    "report_pages",
    "dossier_entry",
    "intake",
    "intake_acts",
    "documents",
    "complaints",
    "public_list",
    "later_decisions",
    "outside_awards",
    "signed_copies",
    "decisions",
    "meetings",
    "ballots",
    "council",
    "ledger",
    "audit",
    "admin_people",
    "admin_access",
    "admin_units",
    "admin_signing",
    "admin_books",
    "admin_calendar",
    "admin_mail",
    "admin_system",
    "admin_retention",
    "admin_corrections",
    "mail_brake",
    "admin",
)
"""Modules of this package in the order in which their addresses are compared."""


def routers() -> Iterator[APIRouter]:
    """The routes of all pages."""
    for name in PAGES:
        yield importlib.import_module(f"web.pages.{name}").router
