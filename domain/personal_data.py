"""Personal data: what is sensitive to look at, what a person may have corrected, and the classes that expire.

Law 91/2025/QH15: use for a purpose, access by role and noted, correction, an end of keeping. The law names no number
of years, so there is none here either.
"""

from datetime import date, datetime, time
from enum import StrEnum

from domain.errors import Invalid
from domain.steps import OFFICE_ZONE


class Sensitive(StrEnum):
    """What is noted when somebody looks at it."""

    CONTACT = "contact"
    ADDRESSES = "addresses"
    DOCUMENT = "document"
    EVIDENCE = "evidence"
    TRAIL = "trail"
    EXPORT = "export"
    PROOF = "proof"
    PERSON = "person"


class Field(StrEnum):
    """What a person may have corrected; OTHER is put right by hand, where it stands."""

    NAME = "name"
    TITLE = "title"
    PHONE = "phone"
    EMAIL = "email"
    OTHER = "other"


class Kept(StrEnum):
    """A class of data with a period of its own."""

    ACCOUNTS = "accounts"
    SIGN_INS = "sign_ins"
    MAIL_BODIES = "mail_bodies"
    NOTICES = "notices"
    DOCUMENTS = "documents"
    EVIDENCE = "evidence"
    EVENT_VALUES = "event_values"
    CORRECTIONS = "corrections"


MOST_YEARS = 200
OF_A_PERSON = (Kept.ACCOUNTS, Kept.SIGN_INS, Kept.MAIL_BODIES, Kept.NOTICES, Kept.EVENT_VALUES, Kept.CORRECTIONS)
"""What goes when one person's data is erased. Papers and evidence of dossiers stay: decisions rest on them."""


def checked_years(years: int | None) -> int | None:
    """Whole years, None for no end; raises Invalid `retention_years`."""
    if years is not None and not 1 <= years <= MOST_YEARS:
        raise Invalid("retention_years", found=years, most=MOST_YEARS, field="years")
    return years


def cut_off(years: int, today: date) -> datetime:
    """The moment before which something must have happened to be due today: the beginning of a day of the office."""
    year = max(today.year - years, 1)
    # 29 February counts as the 28th, so that nothing is due a day early.
    day = today.replace(year=year, day=min(today.day, 28)) if today.month == 2 else today.replace(year=year)
    return datetime.combine(day, time(), tzinfo=OFFICE_ZONE)
