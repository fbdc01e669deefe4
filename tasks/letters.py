"""Notices as letters: which go together, when they may go, and the bytes. Nothing here writes or commits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from jinja2 import TemplateError
from pydantic import ValidationError

from actions.mailing import Letter
from domain.errors import Invalid
from domain.steps import MORNING, OFFICE_ZONE, local_day, morning_of
from domain.workdays import WorkCalendar
from models.mail import Notice
from notifications.message import build, new_message_id
from notifications.notices import UnknownNoticeError, parse
from notifications.notices.said import Said
from notifications.render import Rendered, render, render_digest
from settings import Settings
from wording.labels import MAIL_TROUBLE

EVENING = time(18)
"""End of the hours in which people are written to about what is not legal."""

CANNOT_BE_SAID = (UnknownNoticeError, ValidationError, TemplateError, ValueError)
"""A kind this version does not know, values that do not fit, a template with a gap or a value that is not there."""


@dataclass(frozen=True)
class Group:
    """Notices that become one letter; `day` is the office's day of a digest, None for a letter of its own."""

    notices: tuple[Notice, ...]
    message_id: str
    day: date | None = None

    @property
    def ids(self) -> tuple[int, ...]:
        """The notices' keys."""
        return tuple(notice.id for notice in self.notices)


def in_office_hours(calendar: WorkCalendar, at: datetime) -> bool:
    """May digests go out? Not before the morning's reminders, which belong into the same digest."""
    local = at.astimezone(OFFICE_ZONE)
    return MORNING <= local.time() < EVENING and calendar.is_working(local.date())


def next_office_morning(calendar: WorkCalendar, at: datetime) -> datetime:
    """When the next digest goes out: this morning if it is still to come, else that of the next working day."""
    today = local_day(at)
    if at < morning_of(today) and calendar.is_working(today):
        return morning_of(today)
    return morning_of(calendar.next_working(today))


def single(notice: Notice, domain: str) -> Group:
    """A letter of its own; the same Message-ID whoever builds it."""
    return Group((notice,), new_message_id(f"notice:{notice.id}", domain))


def digests(notices: Iterable[Notice], day: date, domain: str) -> tuple[Group, ...]:
    """One group for each address. The Message-ID is made of address and day, so that the store keeps it at one."""
    by_address: defaultdict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_address[notice.address.casefold()].append(notice)
    return tuple(
        Group(tuple(group), new_message_id(f"digest:{address}:{day}", domain), day)
        for address, group in by_address.items()
    )


def letters_of(
    groups: Iterable[Group], settings: Settings, *, at: datetime
) -> tuple[tuple[Letter, ...], tuple[int, ...]]:
    """The letters of these groups, and the notices that cannot be said: those must not hold up the others."""
    letters: list[Letter] = []
    broken: list[int] = []
    for group in groups:
        try:
            letters.append(letter_of(group, settings, at=at))
        except CANNOT_BE_SAID:
            unsound = tuple(notice.id for notice in group.notices if not _can_be_said(notice))
            sound = tuple(notice for notice in group.notices if notice.id not in unsound)
            broken.extend(unsound)
            if sound:
                letters.append(letter_of(replace(group, notices=sound), settings, at=at))
    return tuple(letters), tuple(broken)


def letter_of(group: Group, settings: Settings, *, at: datetime) -> Letter:
    """The letter as it will be stored.

    Raises:
        one of CANNOT_BE_SAID.
    """
    first = group.notices[0]
    name = ", ".join(dict.fromkeys(notice.recipient_name for notice in group.notices))
    said = tuple(parse(notice.kind, notice.content) for notice in group.notices)
    rendered = _rendered(said, name, group.day, settings.office_name)
    campaigns = {notice.campaign_id for notice in group.notices}
    content, trouble = _built(rendered, group, first.address, name, _thread(said, settings), settings, at)
    return Letter(
        notice_ids=group.ids,
        campaign_id=campaigns.pop() if len(campaigns) == 1 else None,
        message_id=group.message_id,
        address=first.address,
        subject=rendered.subject,
        content=content,
        trouble=trouble,
    )


def _can_be_said(notice: Notice) -> bool:
    try:
        render(parse(notice.kind, notice.content))
    except CANNOT_BE_SAID:
        return False
    return True


def _rendered(said: Sequence[Said], name: str, day: date | None, office: str) -> Rendered:
    if day is None:
        return render(said[0], office=office)
    return render_digest(said, recipient_name=name, day=day, office=office)


def _thread(said: Sequence[Said], settings: Settings) -> tuple[str, ...]:
    """Letters about one dossier or campaign refer to one root; a digest of several belongs to none."""
    threads = {notice.thread for notice in said}
    thread = threads.pop() if len(threads) == 1 else ""
    return (new_message_id(f"thread:{thread}", settings.mail_domain),) if thread else ()


def _built(
    rendered: Rendered,
    group: Group,
    address: str,
    name: str,
    references: tuple[str, ...],
    settings: Settings,
    at: datetime,
) -> tuple[bytes, str]:
    try:
        content = build(
            rendered,
            sender=settings.mail_sender,
            sender_name=settings.office_name,
            recipient=address,
            recipient_name=name,
            message_id=group.message_id,
            date=at,
            references=references,
        )
    except Invalid:
        return b"", MAIL_TROUBLE["address"]
    return content, ""
