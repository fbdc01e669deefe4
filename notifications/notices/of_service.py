"""What is told about the service itself: accounts, delegations, personal data, the ledger."""

from datetime import date

from pydantic import AwareDatetime, NonNegativeInt

from notifications.fields import Code, Line, Lines, Link, SomeLines
from notifications.notices.said import OfficeNotice


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


ALL = (
    AccountOpened,
    PasswordReset,
    PasswordChanged,
    DeputyAppointed,
    SigningDelegated,
    CorrectionAsked,
    CorrectionDecided,
    ErasureAsked,
    LedgerCheckpoint,
    LedgerBroken,
    StoreRestored,
)
