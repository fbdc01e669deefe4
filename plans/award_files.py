"""A file of awards that were decided elsewhere: CSV in UTF-8, with or without a mark at its beginning, `;` or `,`.

Every line is read, and everything that is wrong with it is told. Nothing of the store is known here.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError

from domain.earlier_awards import OutsideEntry
from domain.errors import Incomplete, Invalid
from domain.nominees import NomineeKind
from domain.plan import Level
from wording.dates import short_date
from wording.earlier_awards import FIELDS, fault_words, form_code
from wording.labels import NOMINEE_KINDS
from wording.names import clean_name, fold, nfc
from wording.plans import LEVELS

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
NEEDED = ("nominee_kind", "nominee", "form", "authority", "level", "number", "decided_on")
DAYS = ("decided_on", "period_from", "period_to")
LONGEST: Mapping[str, int] = {
    "nominee": 300,
    "unit_name": 300,
    "authority": 300,
    "initiative": 300,
    "form": 100,
    "number": 40,
}
FORMULA = ("=", "+", "-", "@")
"""A cell that begins so is worked out by the program in which somebody opens the list again."""
DELIMITERS = ";,\t"

_COLUMNS: Mapping[str, str] = {fold(label): name for name, label in FIELDS.items()}
_KINDS: Mapping[str, str] = {fold(NOMINEE_KINDS[kind.value]): kind.value for kind in NomineeKind}
_LEVELS: Mapping[str, str] = {fold(words): level.value for level in Level for words in (LEVELS[level.value],)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: the award it tells of, or what is wrong with it, as sentences."""

    number: int
    nominee: str
    entry: OutsideEntry | None
    faults: tuple[str, ...] = ()


def read(content: bytes, *, today: date) -> tuple[Line, ...]:
    """Every line below the head that is not empty.

    Raises:
        Invalid: `award_file_size`, `award_file_rows`, `award_file_coding`, `award_file_binary`, `award_file_broken`,
        `award_file_unknown`; Incomplete: `award_file_columns`, `awards_missing`.
    """
    if len(content) > MOST_BYTES:
        raise Invalid("award_file_size", most=MOST_BYTES // 1_000_000, field="file")
    rows = _rows(_text(content))
    head = next(rows, None)
    if head is None:
        raise Incomplete("awards_missing", field="file")
    columns = _head(head[1])
    seen: dict[object, int] = {}
    lines = tuple(_line(number, cells, columns, today, seen) for number, cells in rows if any(c.strip() for c in cells))
    if not lines:
        raise Incomplete("awards_missing", field="file")
    return lines


def template() -> bytes:
    """An empty file to fill in, as a spreadsheet opens it in Vietnamese: with a mark, and `;`."""
    return ("\ufeff" + ";".join(FIELDS.values()) + "\r\n").encode()


def _text(content: bytes) -> str:
    if b"\x00" in content or content.startswith(b"PK"):
        raise Invalid("award_file_binary", field="file")
    try:
        return nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Invalid("award_file_coding", field="file") from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for count, cells in enumerate(reader):
            if count > MOST_ROWS:
                raise Invalid("award_file_rows", most=MOST_ROWS, field="file")
            yield reader.line_num, cells
    except csv.Error:
        raise Invalid("award_file_broken", line=reader.line_num, field="file") from None


def _head(cells: Sequence[str]) -> tuple[str, ...]:
    names = [_COLUMNS.get(fold(cell)) for cell in cells]
    # A spreadsheet leaves empty columns at the end.
    while names and names[-1] is None and not cells[len(names) - 1].strip():
        names.pop()
    strange = [cells[n].strip() for n, name in enumerate(names) if name is None or names.index(name) != n]
    if strange:
        raise Invalid("award_file_unknown", found=tuple(strange), allowed=tuple(FIELDS.values()), field="file")
    found = tuple(name for name in names if name is not None)
    missing = [FIELDS[name] for name in NEEDED if name not in found]
    if not {"unit", "unit_name"} & set(found):
        missing.append(FIELDS["unit_name"])
    if missing:
        raise Incomplete("award_file_columns", columns=tuple(missing), field="file")
    return found


def _line(number: int, cells: list[str], columns: Sequence[str], today: date, seen: dict[object, int]) -> Line:
    while len(cells) > len(columns) and not cells[-1].strip():
        cells.pop()
    told = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    faults: list[str] = []
    if len(cells) > len(columns):
        faults.append(fault_words("cells", found=str(len(cells)), allowed=str(len(columns))))
    values = {name: _value(name, text, faults) for name, text in told.items() if text}
    faults += [fault_words("empty", name) for name in NEEDED if not told.get(name)]
    if not told.get("unit") and not told.get("unit_name"):
        faults.append(fault_words("empty", "unit_name"))
    faults += _crossed(values, today)
    entry = _entry(values) if not faults else None
    if entry is not None and (before := seen.setdefault(_key(entry), number)) != number:
        return Line(number, entry.nominee, None, (fault_words("twice", found=str(before)),))
    return Line(number, told.get("nominee", ""), entry, tuple(faults))


def _key(entry: OutsideEntry) -> object:
    place = entry.unit or fold(entry.unit_name)
    return fold(entry.nominee), entry.nominee_kind, place, entry.form, entry.number, entry.decided_on


def _entry(values: dict[str, object]) -> OutsideEntry | None:
    try:
        return OutsideEntry.model_validate(values)
    except ValidationError:
        return None


def _value(name: str, text: str, faults: list[str]) -> object:
    """The cell as a value; what is wrong with it is added to `faults`."""
    if text.startswith(FORMULA):
        faults.append(fault_words("formula", name, text[:60]))
    elif name in DAYS:
        day = _day(text)
        if day is None:
            faults.append(fault_words("day", name, text[:60]))
        return day
    elif name in ("nominee_kind", "level"):
        return _choice(name, text, faults)
    elif len(text) > LONGEST.get(name, 20_000):
        faults.append(fault_words("too_long", name, allowed=str(LONGEST.get(name, 20_000))))
    elif name in ("nominee", "unit_name"):
        return _name(name, text, faults)
    return form_code(text) if name == "form" else text


def _choice(name: str, text: str, faults: list[str]) -> str | None:
    known = _KINDS if name == "nominee_kind" else _LEVELS
    labels = [NOMINEE_KINDS[code] if name == "nominee_kind" else LEVELS[code] for code in known.values()]
    plain = fold(text)
    found = known.get(plain) or (plain if plain in known.values() else None) or known.get(f"cap {plain}")
    if found is None:
        faults.append(fault_words("choice", name, text[:60], ", ".join(labels)))
    return found


def _name(name: str, text: str, faults: list[str]) -> str:
    try:
        return clean_name(text)
    except Invalid:
        faults.append(fault_words("hidden", name))
        return text


def _day(text: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        return found if found.year >= 1945 else None
    return None


def _crossed(values: dict[str, object], today: date) -> Iterator[str]:
    decided, first, last = (values.get(name) for name in DAYS)
    if isinstance(decided, date) and decided > today:
        yield fault_words("future", found=short_date(decided))
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield fault_words("order", found=short_date(last))
