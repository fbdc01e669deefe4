"""The outbox: notices become mails, mails are claimed, and what the server answered is written down.

Rendering and sending happen outside; every function here is one short transaction of its caller.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.telling import tell
from domain.people import Principal, Role
from models.campaign_rows import stages_of
from models.campaigns import Campaign
from models.mail import Mail, Notice
from models.mail_rows import brake_of, mails_by_id, mails_due, notices_in, notices_unsent
from models.stages import Stage
from notifications.notices.of_duties import MailUndeliverable
from notifications.notices.of_service import AccountOpened, PasswordReset
from notifications.outcomes import Deferred, Outcome, Refused, Sent, Unknown

BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 60, 120, 240))
"""Pauses after a 4xx answer; the last one repeats."""

GIVE_UP_AFTER = timedelta(days=5)
"""RFC 5321, 4.5.4.1: at least 4 to 5 days."""

IN_DOUBT = timedelta(minutes=10)
"""How long a mail may stay `sending` before it counts as lost on the way; longer than any SMTP dialogue here."""
OPENING = frozenset({AccountOpened.kind, PasswordReset.kind})
"""Their links open an account, so whoever leads all mail to one address does not get them: they go to their owner."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to be stored. With `trouble` it could not be built, so that it fails at once."""

    notice_ids: tuple[int, ...]
    campaign_id: int | None
    message_id: str
    address: str
    subject: str
    content: bytes = field(repr=False)
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that this dispatch, and no other, sends now."""

    mail_id: int
    address: str
    content: bytes = field(repr=False)


def store_mails(session: Session, letters: Iterable[Letter], *, by: Principal, at: datetime) -> int:
    """Store letters and link their notices; how many. One whose notices another dispatch has taken is left out."""
    stored = [mail for letter in letters if (mail := _store(session, letter, at)) is not None]
    for mail in stored:
        if mail.state == "failed":
            _tell_undeliverable(session, mail, by, at)
    return len(stored)


def hold(session: Session, notice_ids: Iterable[int], *, until: datetime) -> int:
    """Notices that wait for office hours, or for tomorrow's digest; how many."""
    held = notices_unsent(session, notice_ids)
    for notice in held.values():
        notice.not_before = until
    return len(held)


def claim_mails(session: Session, *, at: datetime, limit: int) -> tuple[Claimed, ...]:
    """Take mails that are due and mark them `sending`, before any of them leaves; none while all mail is stopped."""
    claimed: list[Claimed] = []
    brake = brake_of(session)
    if brake.paused_since is not None:
        return ()
    for mail in mails_due(session, at, limit):
        if mail.state in ("sending", "unknown"):
            if mail.maybe_twice:
                # Because a third copy would help nobody, the doubt stays, and the monitor shows it.
                mail.state = "unknown"
                continue
            mail.maybe_twice = True
        mail.state, mail.attempts, mail.next_try_at = "sending", mail.attempts + 1, at + IN_DOUBT
        claimed.append(Claimed(mail.id, _where_to(session, mail, brake.redirect), mail.content))
    return tuple(claimed)


def _where_to(session: Session, mail: Mail, redirect: str | None) -> str:
    if redirect is None or any(notice.kind in OPENING for notice in notices_in(session, mail.id)):
        return mail.address
    return redirect


def record_outcomes(
    session: Session, outcomes: Sequence[tuple[int, Outcome]], *, by: Principal, at: datetime
) -> dict[str, int]:
    """Write down what the server answered; state → how many. The officers hear of what cannot be delivered."""
    mails = mails_by_id(session, [mail_id for mail_id, _ in outcomes])
    counts: dict[str, int] = {}
    for mail_id, outcome in outcomes:
        mail = mails[mail_id]
        _settle(mail, outcome, at)
        counts[mail.state] = counts.get(mail.state, 0) + 1
        if mail.state == "failed":
            _tell_undeliverable(session, mail, by, at)
    return counts


def _store(session: Session, letter: Letter, at: datetime) -> Mail | None:
    notices = notices_unsent(session, letter.notice_ids)
    if set(notices) != set(letter.notice_ids):
        return None
    mail = Mail(
        campaign_id=letter.campaign_id,
        message_id=letter.message_id,
        address=letter.address,
        subject=letter.subject,
        content=letter.content,
        state="failed" if letter.trouble else "queued",
        queued_at=at,
        next_try_at=at,
        reply=letter.trouble,
    )
    try:
        with session.begin_nested():
            session.add(mail)
            session.flush()
            for notice in notices.values():
                notice.mail_id = mail.id
    except IntegrityError:
        # The Message-ID is there: another dispatch has just stored today's digest of this address.
        return None
    return mail


def _settle(mail: Mail, outcome: Outcome, at: datetime) -> None:
    mail.reply = outcome.reply
    match outcome:
        case Sent():
            mail.state, mail.sent_at = "sent", at
        case Deferred() if at - mail.queued_at < GIVE_UP_AFTER:
            mail.state, mail.next_try_at = "deferred", at + BACK_OFF[min(mail.attempts, len(BACK_OFF)) - 1]
        case Unknown():
            mail.state, mail.next_try_at = "unknown", at + IN_DOUBT
        case Deferred() | Refused():
            mail.state = "failed"


def _tell_undeliverable(session: Session, mail: Mail, by: Principal, at: datetime) -> None:
    """Tell the officers of each campaign that the mail was about; never about such a message itself."""
    about: dict[int | None, Notice] = {}
    for notice in notices_in(session, mail.id):
        if notice.kind != MailUndeliverable.kind:
            about.setdefault(notice.campaign_id, notice)
    for notice in about.values():
        campaign = None if notice.campaign_id is None else session.get_one(Campaign, notice.campaign_id)
        if campaign is not None:
            stage = session.get_one(Stage, notice.stage_id) if notice.stage_id else stages_of(session, campaign.id)[0]
            _tell_officers(Case(session, campaign, stage, by, at), mail, notice.recipient_name)
        record(
            session,
            "mail:failed",
            by=by,
            at=at,
            subject=f"mail:{mail.id}",
            campaign=campaign.code if campaign else None,
            facts={"message_id": mail.message_id, "attempts": mail.attempts},
            personal={"address": mail.address, "reply": mail.reply},
        )


def _tell_officers(case: Case, mail: Mail, recipient: str) -> None:
    officers = [person for person in case.people(Role.OFFICER) if person.email != mail.address]
    tell(
        case,
        MailUndeliverable,
        officers,
        failed_recipient=recipient,
        failed_address=mail.address,
        failed_subject=mail.subject,
        server_reply=mail.reply,
    )
