"""Notices as letters: subject, plain text and HTML from the templates, once, before anything is sent."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

from css_inline import CSSInliner
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from notifications.fields import one_line
from notifications.notices.said import Notice, Said
from wording import dates, numbers

OFFICE = "Bộ phận Thi đua – Khen thưởng"
OF_THE_SERVICE = "Hệ thống"
SUBJECT_LENGTH = 200

_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_INLINER = CSSInliner(load_remote_stylesheets=False)


class Rendered(BaseModel):
    """A letter before it has an address: one line, plain text, a whole HTML page with its styles inside the tags."""

    model_config = ConfigDict(frozen=True, strict=True)

    subject: str
    text: str
    html: str


class EmptyDigestError(ValueError):
    """A digest of nothing would be a letter that says nothing."""


def render(notice: Said, *, office: str = OFFICE) -> Rendered:
    """The letter of one notice, signed by `office`.

    Raises:
        jinja2.UndefinedError: a template asks for a name that is not there.
    """
    subject = _cut(f"[{notice.campaign_code}] {_title(notice)}" if isinstance(notice, Notice) else _title(notice))
    values = {"notice": notice, "recipient_name": notice.recipient_name, "office": one_line(office)}
    return _letter(f"email/{notice.kind}", subject, values)


def render_digest(notices: Sequence[Said], *, recipient_name: str, day: date, office: str = OFFICE) -> Rendered:
    """One letter for several notices, by campaign in the order given; a single notice keeps its own letter.

    Raises:
        EmptyDigestError: there is nothing to say.
    """
    if not notices:
        raise EmptyDigestError
    if len(notices) == 1:
        return render(notices[0].model_copy(update={"recipient_name": one_line(recipient_name)}), office=office)
    subject = _fill("digest/subject.txt", day=day, count=len(notices))
    values = {
        "recipient_name": one_line(recipient_name),
        "office": one_line(office),
        "day": day,
        "count": len(notices),
        "campaigns": _by_campaign(notices),
    }
    return _letter("digest", subject, values)


def deadline(due_on: date | None, wording: str | None = None, left: int | None = None) -> str:
    """A deadline with its weekday, the plan's own words and the working days left; empty when there is none."""
    day = f"{dates.weekday(due_on)}, {dates.long_date(due_on)}" if due_on else ""
    quoted = f"theo kế hoạch: “{wording}”" if wording else ""
    remaining = dates.relative_days(left) if left is not None else ""
    return "; ".join(part for part in (day, quoted, remaining) if part)


def _letter(folder: str, subject: str, values: dict[str, object]) -> Rendered:
    html = _fill(f"{folder}/body.html", layout="base.html", subject=subject, **values)
    return Rendered(
        subject=subject,
        text=_tidy(_fill(f"{folder}/body.txt", layout="base.txt", **values)),
        html=_INLINER.inline(html),
    )


def _by_campaign(notices: Sequence[Said]) -> tuple[dict[str, object], ...]:
    groups: dict[str, list[Said]] = {}
    for notice in notices:
        groups.setdefault(_heading(notice), []).append(notice)
    return tuple(
        {"heading": heading, "parts": tuple(_section(notice) for notice in group)} for heading, group in groups.items()
    )


def _heading(notice: Said) -> str:
    return f"{notice.campaign_name} (mã {notice.campaign_code})" if isinstance(notice, Notice) else OF_THE_SERVICE


def _section(notice: Said) -> dict[str, str]:
    folder = f"email/{notice.kind}"
    return {
        "title": _title(notice),
        "text": _tidy(_fill(f"{folder}/body.txt", layout="section.txt", notice=notice)),
        # Because the section was escaped by its own template, escaping it once more would show entities.
        "html": Markup(_fill(f"{folder}/body.html", layout="section.html", notice=notice)),  # noqa: S704
    }


def _title(notice: Said) -> str:
    return one_line(_fill(f"email/{notice.kind}/subject.txt", notice=notice))


def _cut(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_LENGTH else f"{subject[: SUBJECT_LENGTH - 1].rstrip()}…"


def _fill(template: str, **values: object) -> str:
    return _environment().get_template(template).render(**values)


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"


def _never_none(value: object) -> object:
    # Because a letter must not say "None", an unguarded optional value is an error, as a missing name is.
    if value is None:
        raise ValueError("a template prints a value that is not there")
    return value


def _if_given(say: Callable[[Any], str]) -> Callable[[Any], str]:
    # Because a row of facts without a value is left out, an optional date may be empty there.
    return lambda value: "" if value is None else say(value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("notifications"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        finalize=_never_none,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=200,
    )
    environment.globals["deadline"] = deadline
    environment.filters |= {
        "long_date": _if_given(dates.long_date),
        "short_date": _if_given(dates.short_date),
        "moment": _if_given(dates.moment),
        "working_days": dates.working_days,
        "relative_days": dates.relative_days,
        "grouped": numbers.grouped,
    }
    return environment
