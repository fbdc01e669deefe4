"""Acts that can be done on many waits at once: what each is done to, and what it needs to be told."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from actions import campaigns, helping, incidents, second_person
from domain.errors import NotFound
from domain.remedies import RIGHTS, Remedy
from domain.stages import StageKey
from queries.stuck import WaitLine
from web.desk import Desk
from web.forms import Form

PARAMETERS = ("phong-trao", "giai-doan", "loai", "nguoi-giu", "tim", "qua-han", "sap-den-han", "vuong")
"""The filters of the list, as they stand in an address."""

MOST = 300
"""Things in one go: each is a savepoint, and the store is held for all of them."""


class Target(NamedTuple):
    """What one act is done to, with the sentence that names it. `duty` is None where the whole stage is meant."""

    campaign: str
    stage: str
    duty: int | None
    label: str
    why_not: str | None


Do = Callable[[Desk, Form, Target], object]


class Choice(NamedTuple):
    """An act over many: `fields` are what its form asks besides the reason; `of` says what of a wait it is done to."""

    label: str
    of: Callable[[WaitLine, Remedy], Target]
    do: Do
    fields: tuple[str, ...] = ()


def targets(lines: Iterable[WaitLine], name: str) -> tuple[Target, ...]:
    """What the act `name` is done to, each once, by campaign, so that two such acts never wait for each other."""
    remedy, choice = Remedy(name), CHOICES[name]
    found = {target[:3]: target for target in (choice.of(line, remedy) for line in lines)}
    return tuple(sorted(found.values(), key=lambda one: (one.campaign, one.stage, one.duty or 0)))


def mark_of(found: Iterable[Target]) -> str:
    """Changes whenever another thing is meant, so that what was looked at is what is done."""
    return sha256(repr([target[:3] for target in found]).encode()).hexdigest()[:16]


def _duty(line: WaitLine, remedy: Remedy) -> Target:
    label = f"{line.what} – {line.holder} ({line.stage_name}, {line.campaign})"
    return Target(line.campaign, line.stage, line.duty_id, label, _against(line, remedy))


def _stage(line: WaitLine, remedy: Remedy) -> Target:
    return Target(line.campaign, line.stage, None, f"{line.stage_name}, {line.campaign}", _against(line, remedy))


def _campaign(line: WaitLine, remedy: Remedy) -> Target:
    return Target(line.campaign, "launch", None, f"{line.campaign_name} ({line.campaign})", _against(line, remedy))


def _against(line: WaitLine, remedy: Remedy) -> str | None:
    return next(one.why_not for one in line.remedies if one.remedy == remedy)


def _remind(desk: Desk, form: Form, one: Target) -> object:
    if one.duty is None:
        raise NotFound("owed", stage=one.stage)
    key, reason = StageKey.parse(one.stage), form.needed("reason")
    return helping.remind_now(desk.session, one.campaign, key, duty_id=one.duty, reason=reason, by=desk.by, at=desk.at)


def _retry(desk: Desk, form: Form, one: Target) -> None:
    key, reason = StageKey.parse(one.stage), form.needed("reason")
    incidents.retry(desk.session, one.campaign, key, reason=reason, by=desk.by, at=desk.at)


def _hand_over(desk: Desk, form: Form, one: Target) -> object:
    if one.duty is None:
        raise NotFound("owed", stage=one.stage)
    return helping.hand_over(
        desk.session,
        one.campaign,
        StageKey.parse(one.stage),
        one.duty,
        person_code(form.needed("person")),
        reason=form.needed("reason"),
        document=form.optional("document"),
        by=desk.by,
        at=desk.at,
    )


def _move(*, extend: bool) -> Do:
    def do(desk: Desk, form: Form, one: Target) -> None:
        campaigns.set_date(
            desk.session,
            one.campaign,
            StageKey.parse(one.stage),
            form.day("day"),
            reason=form.needed("reason"),
            document=form.optional("document"),
            extend=extend,
            by=desk.by,
            at=desk.at,
        )

    return do


def _skip(desk: Desk, form: Form, one: Target) -> object:
    key, reason = StageKey.parse(one.stage), form.needed("reason")
    return second_person.ask_skip(desk.session, one.campaign, key, reason=reason, by=desk.by, at=desk.at)


def _suspend(desk: Desk, form: Form, one: Target) -> None:
    campaigns.suspend(desk.session, one.campaign, reason=form.needed("reason"), by=desk.by, at=desk.at)


def person_code(typed: str) -> str:
    """The code of a person as it was typed, or as a list offers it: `Nguyễn Văn A – ma-nguoi`."""
    return typed.rpartition("– ")[2].strip()


CHOICES: Mapping[str, Choice] = {
    Remedy.REMIND.value: Choice("Nhắc ngay", _duty, _remind),
    Remedy.RETRY.value: Choice("Thử lại bước bị lỗi", _stage, _retry),
    Remedy.HAND_OVER.value: Choice("Giao người khác", _duty, _hand_over, ("person", "document")),
    Remedy.EXTEND.value: Choice("Kéo dài hạn", _stage, _move(extend=True), ("day", "document")),
    Remedy.SET_DATE.value: Choice("Ấn định hạn", _stage, _move(extend=False), ("day", "document")),
    Remedy.SKIP.value: Choice("Đề nghị bỏ qua giai đoạn", _stage, _skip),
    Remedy.SUSPEND.value: Choice("Tạm dừng phong trào", _campaign, _suspend),
}
"""From the mildest to the strongest."""

ANY_RIGHT = tuple(dict.fromkeys(RIGHTS[Remedy(name)] for name in CHOICES))
"""Whoever holds one of these may open the page; each act asks for its own."""
