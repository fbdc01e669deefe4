"""What was typed into a form: cleaned at the boundary, and kept when something is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any
from unicodedata import category

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from domain.errors import Incomplete, Invalid
from web.addresses import FIRST_YEAR, LAST_YEAR, LONGEST_NUMBER
from web.parts import read_form
from wording.names import nfc

TOKEN, PAGE, PREVIEW, FORM = "_token", "_page", "_preview", "_form"
OWN = frozenset({TOKEN, PAGE, PREVIEW, FORM})
LONGEST = 100_000
"""Characters of one field; the longest texts of an office are a report, and a plan that somebody pastes."""


class ForgedFormError(Exception):
    """The form's token is not of this session: another site's form, or a page left open over a new sign-in."""


@dataclass(frozen=True)
class Upload:
    """A file that was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """The fields of one form. Each reader names the field in its refusal, so that the page can point at it."""

    values: Mapping[str, tuple[str, ...]]
    files: Mapping[str, tuple[UploadFile, ...]] = field(default_factory=dict)
    page: str = "/"
    name: str = ""
    wants_preview: bool = False

    def draft(self, error: str = "", field: str = "", effect: Any = None) -> "Draft":
        """The form on its way back to the person."""
        return Draft(self.values, name=self.name, error=error, field=field, effect=effect)

    def text(self, name: str) -> str:
        """One line or more, without blanks at its ends; empty when nothing was typed."""
        return next(iter(self.values.get(name, ())), "").strip()

    def needed(self, name: str) -> str:
        """The same, for a field that may not be empty. Raises Incomplete `form_field`."""
        found = self.text(name)
        if not found:
            raise Incomplete("form_field", field=name)
        return found

    def optional(self, name: str) -> str | None:
        """The text, or None when nothing was typed."""
        return self.text(name) or None

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may be ticked several times."""
        return tuple(value for value in self.values.get(name, ()) if value)

    def ticked(self, name: str) -> bool:
        """Is the box ticked?"""
        return bool(self.text(name))

    def day(self, name: str) -> date:
        """A day, as a browser sends it or as it is written here (31/12/2026).

        Raises:
            Incomplete: `form_field`. Invalid: `form_day`.
        """
        return day_of(self.needed(name), field=name)

    def optional_day(self, name: str) -> date | None:
        """The same, or None when nothing was typed."""
        return self.day(name) if self.text(name) else None

    def number(self, name: str) -> int:
        """A whole number, with or without dots between thousands.

        Raises:
            Incomplete: `form_field`. Invalid: `form_number`.
        """
        found = self.needed(name)
        plain = found.replace(".", "").replace(" ", "")
        digits = plain.removeprefix("-")
        # No database takes a longer one for a whole number of its own.
        if not digits.isascii() or not digits.isdecimal() or len(digits) > LONGEST_NUMBER:
            raise Invalid("form_number", field=name, found=found)
        return int(plain)

    def optional_number(self, name: str) -> int | None:
        """The same, or None when nothing was typed."""
        return self.number(name) if self.text(name) else None

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """One of the values that the page offered.

        Raises:
            Incomplete: `form_field`. Invalid: `form_choice`.
        """
        found = self.needed(name)
        if found not in allowed:
            raise Invalid("form_choice", field=name, found=found)
        return found

    def file(self, name: str) -> Upload:
        """A file, read as a whole (the request's size is limited). Raises Incomplete `form_file`."""
        found = self.optional_file(name)
        if found is None:
            raise Incomplete("form_file", field=name)
        return found

    def optional_file(self, name: str) -> Upload | None:
        """The same, or None when none was chosen."""
        return next(iter(self.uploads(name)), None)

    def uploads(self, name: str) -> tuple[Upload, ...]:
        """Every file of a field that takes several."""
        return tuple(
            Upload(_file_name(one.filename or ""), one.file.read()) for one in self.files.get(name, ()) if one.filename
        )


def day_of(text: str, *, field: str) -> date:
    """A day as a browser sends it or as it is written here (31/12/2026); raises Invalid `form_day`."""
    try:
        day, month, year = text.split("/") if "/" in text else (None, None, None)
        found = date(int(year), int(month), int(day)) if day and month and year else date.fromisoformat(text)
    except (ValueError, OverflowError):
        raise Invalid("form_day", field=field, found=text) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Invalid("form_day", field=field, found=text)
    return found


def clean(text: str) -> str:
    """Letters in one form (NFC), lines ended in one way, no characters that nobody can type."""
    plain = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    # Word processors put blanks that do not break a line into names and numbers; dropped, they would join two words.
    spaced = (" " if category(letter)[0] == "Z" else letter for letter in plain)
    return "".join(letter for letter in spaced if letter in "\n\t" or letter.isprintable())


def local_page(address: str) -> str:
    """The address if it is a page of ours, else the first page: nothing that is sent may lead a person elsewhere."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if ours else "/"


async def submitted(request: Request) -> Form:
    """The form of this request, its token checked; also kept in the request's state for the page that refuses it.

    Raises:
        ForgedFormError, NotSignedInError, PasswordDueError. NotAllowed: `role_missing`.
        Invalid: `form_too_long`, `form_too_large`.
    """
    from web.desk import enter, settings_of, token_of

    most = settings_of(request).upload_megabytes
    data, beyond = await read_form(request, longest=4 * LONGEST, most=most * 1_000_000)
    form = _read(data)
    request.state.form = form
    if not request.app.state.tokens.is_of(_first(data, TOKEN), token_of(request)):
        raise ForgedFormError
    await run_in_threadpool(enter, request)
    if beyond:
        raise Invalid("form_too_large", field=beyond, most=most)
    for name, values in form.values.items():
        if any(len(value) > LONGEST for value in values):
            raise Invalid("form_too_long", field=name, most=LONGEST)
    return form


Submitted = Annotated[Form, Depends(submitted)]
"""The form as an argument of a route; every route that changes something takes it."""


@dataclass(frozen=True)
class Draft:
    """A form on its way back to the person: what was typed, why it was refused or what it would do."""

    values: Mapping[str, tuple[str, ...]]
    name: str = ""
    error: str = ""
    field: str = ""
    effect: Any = None

    def of(self, name: str) -> "Draft":
        """The draft, if it is of the form called `name`; pages with several forms ask for each."""
        return self if self.name == name else Draft({})

    def value(self, name: str, default: object = "") -> str:
        """What stood in a field; the page's own value where nothing was typed."""
        if name in self.values:
            return next(iter(self.values[name]), "")
        return "" if default is None else str(default)

    def has(self, name: str, value: object, *, default: bool = False) -> bool:
        """Was this box ticked, this choice made?"""
        # A form that came back holds no trace of a box that was left empty, so any field at all means "typed".
        return str(value) in self.values.get(name, ()) if self.values else default


def _read(data: FormData) -> Form:
    values: dict[str, tuple[str, ...]] = {}
    files: dict[str, tuple[UploadFile, ...]] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            files[name] = (*files.get(name, ()), value)
        elif name not in OWN:
            values[name] = (*values.get(name, ()), clean(value))
    return Form(values, files, local_page(_first(data, PAGE)), _first(data, FORM), bool(_first(data, PREVIEW)))


def _first(data: FormData, name: str) -> str:
    found = data.get(name)
    return found if isinstance(found, str) else ""


def _file_name(name: str) -> str:
    """The last part of the name, in one form, because some browsers send the whole path."""
    return clean(PurePosixPath(name.replace("\\", "/")).name)[:200]
