"""What fits into a column, looked at before it is written: the databases disagree about what does not.

PostgreSQL refuses the statement without saying which text was meant; SQLite keeps texts of any length.
"""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import BigInteger, Integer, inspect
from sqlalchemy.orm import Mapper, UOWTransaction
from sqlalchemy.orm import Session as AnySession

from domain.errors import Invalid

LARGEST = 2**31 - 1
"""Of a whole number in PostgreSQL, unless its column is a wider one."""
_SHOWN = 60


def check(session: AnySession, _flush: UOWTransaction, _rows: object) -> None:
    """Before a flush: every text and number that is about to be written fits.

    Raises:
        Invalid: `text_too_long` with `length`, `most`; `number_too_large` with `most`; both with what was `found`.
    """
    for row in (*session.new, *session.dirty):
        for name, most, is_text in _limits(inspect(row).mapper):
            value = row.__dict__.get(name)
            if is_text and isinstance(value, str) and len(value) > most:
                raise Invalid("text_too_long", found=value[:_SHOWN], length=len(value), most=most)
            if not is_text and isinstance(value, int) and abs(value) > most:
                raise Invalid("number_too_large", found=value, most=most)


@cache
def _limits(mapper: Mapper[object]) -> tuple[tuple[str, int, bool], ...]:
    """Attribute, its limit, and whether it is a text."""
    return tuple(_of(mapper))


def _of(mapper: Mapper[object]) -> Iterator[tuple[str, int, bool]]:
    for attribute in mapper.column_attrs:
        kind = attribute.columns[0].type
        # SQLModel's own type of texts is no `String`, but wraps one.
        if length := getattr(kind, "length", None):
            yield attribute.key, int(length), True
        elif isinstance(kind, Integer) and not isinstance(kind, BigInteger):
            yield attribute.key, LARGEST, False
