"""How often one visitor may fail to sign in or read what is public, counted in memory.

The store itself locks a name that is guessed.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from domain.errors import NotAllowed

MINUTES = 5
# A whole office may come from one address, so only what fails is counted, and not one name's five trials alone.
FAILED_SIGN_INS = RateLimitItemPerMinute(40, MINUTES)
FAILED_NAMES = RateLimitItemPerMinute(15, MINUTES)
RESETS = RateLimitItemPerMinute(20, MINUTES)
# Somebody who looks a name up opens a few pages; who copies the whole list opens hundreds.
PUBLIC_PAGES = RateLimitItemPerMinute(100, MINUTES)


class Rates:
    """One counter for each application."""

    def __init__(self) -> None:
        self._counts = MovingWindowRateLimiter(MemoryStorage())

    def check(self, most: RateLimitItem, what: str, who: str) -> None:
        """Raises NotAllowed `sign_in_too_often` where the limit is reached."""
        if not self._counts.test(most, what, who):
            raise NotAllowed("sign_in_too_often", minutes=MINUTES)

    @contextmanager
    def guessing(self, who: str) -> Iterator[None]:
        """A block in which somebody who is signed in proves herself: whoever took her session guesses no password.

        Raises:
            NotAllowed: `sign_in_too_often`, and what the block raises; `password_wrong` is counted.
        """
        self.check(FAILED_NAMES, "own", who)
        try:
            yield
        except NotAllowed as error:
            if error.code == "password_wrong":
                self.note(FAILED_NAMES, "own", who)
            raise

    def read(self, who: str) -> None:
        """Count one look at the public list; raises NotAllowed `list_read_too_often`."""
        if not self._counts.hit(PUBLIC_PAGES, "public", who):
            raise NotAllowed("list_read_too_often", minutes=MINUTES)

    def note(self, most: RateLimitItem, what: str, who: str) -> None:
        """Count one."""
        self._counts.hit(most, what, who)


def rates_of(request: Request) -> Rates:
    """The application's counter, made at the first asking."""
    state = request.app.state
    if not hasattr(state, "rates"):
        state.rates = Rates()
    found: Rates = state.rates
    return found


def address_of(request: Request) -> str:
    """Where a visitor comes from; behind a proxy the server has put the visitor's own address there."""
    return request.client.host if request.client else "unknown"
