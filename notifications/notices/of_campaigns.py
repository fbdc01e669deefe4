"""What is told about a campaign and its stages."""

from datetime import date

from pydantic import AwareDatetime

from notifications.fields import Line, Lines
from notifications.notices.said import Notice


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


class SummaryPublished(Notice):
    kind = "summary_published"
    legal = True
    published_on: date
    results: Lines = ()


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


ALL = (
    CampaignLaunched,
    StageOpened,
    StageClosed,
    StageSkipped,
    RegistrationReceived,
    RegistrationConfirmed,
    ReportReceived,
    SummaryPublished,
    DateChanged,
    CampaignSuspended,
    CampaignResumed,
    CampaignCancelled,
)
