"""What somebody owes, and what stands in the way of it."""

from datetime import date

from pydantic import AwareDatetime, NonNegativeInt

from notifications.fields import Line
from notifications.notices.said import Notice


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


ALL = (
    DutyAssigned,
    DutyReminder,
    DutyEscalated,
    QuestionAsked,
    IncidentOpened,
    MailUndeliverable,
)
