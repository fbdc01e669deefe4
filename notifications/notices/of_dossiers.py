"""What is told about dossiers and about complaints."""

from datetime import date

from pydantic import AwareDatetime, NonNegativeInt

from notifications.fields import Code, Line, Lines, SomeLines
from notifications.notices.said import Notice


class DossierNotice(Notice):
    """Common to all that concerns one dossier: they form a thread of their own."""

    dossier_code: Code
    unit_name: Line
    nominee_name: Line

    @property
    def thread(self) -> str:
        return self.dossier_code


class DossierReceived(DossierNotice):
    kind = "dossier_received"
    legal = True
    received_at: AwareDatetime
    documents: Lines = ()
    incoming_number: Line | None = None


class DossierReturned(DossierNotice):
    kind = "dossier_returned"
    legal = True
    reasons: SomeLines
    due_on: date | None = None
    working_days_left: int | None = None


class DossierAccepted(DossierNotice):
    kind = "dossier_accepted"
    legal = True
    accepted_on: date


class DossierIneligible(DossierNotice):
    kind = "dossier_ineligible"
    legal = True
    reasons: SomeLines


class DossierHeldBack(DossierNotice):
    """Neither who holds it back nor with what: a unit is told that its dossier waits, and no more."""

    kind = "dossier_held_back"
    legal = True
    held_back_on: date


class DossierSetFree(DossierNotice):
    kind = "dossier_set_free"
    legal = True
    set_free_on: date


class ComplaintReceived(Notice):
    """To those who handle complaints; who sent it and what it says is read where it lies."""

    kind = "complaint_received"
    legal = True
    complaint_code: Line
    dossier_code: Code
    received_on: date
    due_on: date | None = None


class ComplaintEnded(Notice):
    kind = "complaint_ended"
    complaint_code: Line
    dossier_code: Code
    ended_on: date
    result: Line


class ResultPublished(DossierNotice):
    kind = "result_published"
    legal = True
    passed: bool
    votes_for: NonNegativeInt
    votes_base: NonNegativeInt
    rule: Line | None = None


ALL = (
    DossierReceived,
    DossierReturned,
    DossierAccepted,
    DossierIneligible,
    DossierHeldBack,
    DossierSetFree,
    ComplaintReceived,
    ComplaintEnded,
    ResultPublished,
)
