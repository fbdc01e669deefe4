"""Everything thidua tells somebody, one frozen value per kind.

A notice holds the values as they were when it was written: labels already in Vietnamese, dates as dates, so that
the letter says what was true then. Dates are calendar days in Asia/Ho_Chi_Minh, moments are aware datetimes, days left
are working days.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, NonNegativeInt

from notifications.fields import LIST_LENGTH, Code, Line, Link

Lines = Annotated[tuple[Line, ...], Field(max_length=LIST_LENGTH)]
SomeLines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=LIST_LENGTH)]


class UnknownNoticeError(LookupError):
    """A stored notice has a kind that this version does not know."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Said(BaseModel):
    """What every notice says: to whom."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    kind: ClassVar[str]
    # Because a legal notice starts a clock or proves a receipt, it goes out at once; others wait for the digest.
    legal: ClassVar[bool] = False

    recipient_name: Line

    @property
    def thread(self) -> str:
        """The code whose letters hang together in the reader's mail program; empty for a letter of its own."""
        return ""


class Notice(Said):
    """What is said about a campaign."""

    campaign_code: Code
    campaign_name: Line

    @property
    def thread(self) -> str:
        return self.campaign_code


class OfficeNotice(Said):
    """What is said about the service itself, whatever campaigns there are."""


class CampaignLaunched(Notice):
    kind = "campaign_launched"
    legal = True
    authority_name: Line
    plan_number: Line | None = None
    plan_date: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    timetable: Lines = ()


class StageOpened(Notice):
    kind = "stage_opened"
    stage_label: Line
    opened_on: date
    due_on: date | None = None
    due_wording: Line | None = None
    duty: Line | None = None


class StageClosed(Notice):
    kind = "stage_closed"
    stage_label: Line
    closed_on: date
    results: Lines = ()


class StageSkipped(Notice):
    kind = "stage_skipped"
    stage_label: Line
    reason: Line


class RegistrationReceived(Notice):
    kind = "registration_received"
    legal = True
    unit_name: Line
    received_at: AwareDatetime
    incoming_number: Line | None = None


class RegistrationConfirmed(Notice):
    kind = "registration_confirmed"
    legal = True
    unit_name: Line
    confirmed_on: date


class ReportReceived(Notice):
    kind = "report_received"
    legal = True
    unit_name: Line
    report_name: Line
    received_at: AwareDatetime
    incoming_number: Line | None = None


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


class CouncilConvened(Notice):
    kind = "council_convened"
    legal = True
    council_name: Line
    starts_at: AwareDatetime
    place: Line
    dossier_count: NonNegativeInt
    agenda: Lines = ()


class CouncilChanged(Notice):
    kind = "council_changed"
    legal = True
    council_name: Line
    document: Line
    decided_on: date
    effective_on: date
    joined: Lines = ()
    left: Lines = ()
    valid_to: date | None = None


class MeetingAdjourned(Notice):
    kind = "meeting_adjourned"
    legal = True
    council_name: Line
    was_at: AwareDatetime
    reason: Line


class ResultPublished(DossierNotice):
    kind = "result_published"
    legal = True
    passed: bool
    votes_for: NonNegativeInt
    votes_base: NonNegativeInt
    rule: Line | None = None


class DecisionSigned(Notice):
    kind = "decision_signed"
    decision_title: Line
    signed_by: Line
    signed_on: date


class DecisionIssued(Notice):
    kind = "decision_issued"
    legal = True
    authority_name: Line
    decision_number: Line
    decision_date: date
    awards: Lines = ()


class DecisionDrafted(Notice):
    kind = "decision_drafted"
    decision_title: Line
    drafted_by: Line


class LaterDecision(Notice):
    """A decision about an issued one, which keeps its number and date."""

    authority_name: Line
    decision_number: Line
    decision_date: date
    old_number: Line
    old_date: date


class DecisionReplaced(LaterDecision):
    kind = "decision_replaced"
    legal = True
    awards: SomeLines
    left_out: Lines = ()


class DecisionCorrected(LaterDecision):
    kind = "decision_corrected"
    legal = True
    passages: SomeLines


class AwardCancelled(LaterDecision):
    kind = "award_cancelled"
    legal = True
    ground: Line
    document: Line
    awards: SomeLines


class SummaryPublished(Notice):
    kind = "summary_published"
    legal = True
    published_on: date
    results: Lines = ()


class DutyAssigned(Notice):
    kind = "duty_assigned"
    duty: Line
    due_on: date | None = None
    due_wording: Line | None = None
    working_days_left: int | None = None


class DutyReminder(Notice):
    kind = "duty_reminder"
    duty: Line
    due_on: date
    due_wording: Line | None = None
    working_days_left: int


class DutyEscalated(Notice):
    kind = "duty_escalated"
    holder_name: Line
    holder_contact: Line | None = None
    duty: Line
    due_on: date
    working_days_late: NonNegativeInt


class QuestionAsked(Notice):
    kind = "question_asked"
    question: Line
    needed_for: Line
    due_on: date | None = None
    how_to_answer: Line | None = None


class DateChanged(Notice):
    kind = "date_changed"
    legal = True
    stage_label: Line
    old_date: date | None = None
    new_date: date
    reason: Line
    document: Line | None = None


class CampaignSuspended(Notice):
    kind = "campaign_suspended"
    legal = True
    since_on: date
    reason: Line


class CampaignResumed(Notice):
    kind = "campaign_resumed"
    legal = True
    since_on: date
    reason: Line


class CampaignCancelled(Notice):
    kind = "campaign_cancelled"
    legal = True
    since_on: date
    reason: Line
    document: Line | None = None


class IncidentOpened(Notice):
    kind = "incident_opened"
    stage_label: Line
    cause: Line
    attempts: NonNegativeInt
    next_try_at: AwareDatetime | None = None


class MailUndeliverable(Notice):
    kind = "mail_undeliverable"
    failed_recipient: Line
    failed_address: Line
    failed_subject: Line
    server_reply: Line


class AccountOpened(OfficeNotice):
    kind = "account_opened"
    legal = True
    code: Code
    link: Link
    valid_until: AwareDatetime


class PasswordReset(OfficeNotice):
    kind = "password_reset"
    legal = True
    link: Link
    valid_until: AwareDatetime


class PasswordChanged(OfficeNotice):
    kind = "password_changed"
    legal = True
    changed_at: AwareDatetime


class DeputyAppointed(OfficeNotice):
    kind = "deputy_appointed"
    legal = True
    person_name: Line
    deputy_name: Line
    scope: Line
    valid_from: date
    valid_to: date
    document: Line
    document_date: date


class SigningDelegated(OfficeNotice):
    kind = "signing_delegated"
    legal = True
    delegator_name: Line
    delegate_name: Line
    block: Line
    reach: Line
    valid_from: date
    valid_to: date
    document: Line
    document_date: date


class LedgerCheckpoint(OfficeNotice):
    kind = "ledger_checkpoint"
    legal = True
    events: NonNegativeInt
    signed_at: AwareDatetime
    checkpoint: Line
    key: Line


class LedgerBroken(OfficeNotice):
    kind = "ledger_broken"
    legal = True
    checked_at: AwareDatetime
    findings: SomeLines


class StoreRestored(OfficeNotice):
    kind = "store_restored"
    legal = True
    restored_at: AwareDatetime
    made_at: AwareDatetime
    reason: Line
    voided: Lines = ()


class CorrectionAsked(OfficeNotice):
    kind = "correction_asked"
    number: int
    person_name: Line
    field: Line


class CorrectionDecided(OfficeNotice):
    kind = "correction_decided"
    legal = True
    field: Line
    agreed: bool
    answer: Line | None = None


class ErasureAsked(OfficeNotice):
    kind = "erasure_asked"
    number: int
    of: Line
    asked_by: Line


_ALL: tuple[type[Said], ...] = (
    CampaignLaunched, StageOpened, StageClosed, StageSkipped,
    RegistrationReceived, RegistrationConfirmed, ReportReceived,
    DossierReceived, DossierReturned, DossierAccepted, DossierIneligible,
    DossierHeldBack, DossierSetFree, ComplaintReceived, ComplaintEnded,
    CouncilConvened, CouncilChanged, MeetingAdjourned, ResultPublished,
    DecisionSigned, DecisionIssued, SummaryPublished,
    DecisionDrafted, DecisionReplaced, DecisionCorrected, AwardCancelled,
    DutyAssigned, DutyReminder, DutyEscalated, QuestionAsked,
    DateChanged, CampaignSuspended, CampaignResumed, CampaignCancelled, IncidentOpened, MailUndeliverable,
    AccountOpened, PasswordReset, PasswordChanged, DeputyAppointed, SigningDelegated,
    CorrectionAsked, CorrectionDecided, ErasureAsked,
    LedgerCheckpoint, LedgerBroken, StoreRestored,
)  # fmt: skip  # because one class a line would hide the office's order of events

KINDS: Mapping[str, type[Said]] = MappingProxyType({notice.kind: notice for notice in _ALL})


def parse(kind: str, json_text: str) -> Said:
    """Read a stored notice back; raises UnknownNoticeError, or pydantic.ValidationError for values that do not fit."""
    if kind not in KINDS:
        raise UnknownNoticeError(kind)
    return KINDS[kind].model_validate_json(json_text)
