"""Lists in pages: which part is shown, and whether there is more before and after it."""

from dataclasses import dataclass

from starlette.requests import Request

A_PAGE = 50
PARAMETER = "trang"
MOST = 100_000
"""Beyond this page nobody reads, and the store is not asked."""


@dataclass(frozen=True)
class Pages:
    """Page `number` of a list of `total` lines."""

    number: int
    total: int
    limit: int = A_PAGE

    @property
    def offset(self) -> int:
        """How many lines come before this page."""
        return (self.number - 1) * self.limit

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.limit))

    @property
    def first_line(self) -> int:
        """The number of the first line shown, from 1; 0 in an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last_line(self) -> int:
        """The number of the last line shown."""
        return min(self.offset + self.limit, self.total)


def paged(request: Request, total: int, *, limit: int = A_PAGE) -> Pages:
    """The page that the address asks for (`trang=2`); the first or the last one for a number that makes no sense."""
    asked = request.query_params.get(PARAMETER, "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= len(str(MOST)) else 1
    return Pages(min(max(number, 1), Pages(1, total, limit).last), total, limit)
