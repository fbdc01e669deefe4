"""What a page needs: the store, who asks, and what time it is. Each request is one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.requests import Request

from actions.signing import touch
from domain.accounts import SEEN_EVERY, Lasting
from domain.errors import WrongState
from domain.people import Principal
from domain.steps import local_day
from models import ballot_keys
from models.engine import is_temporary, open_engine, reading, writing
from queries.accounts import SignedIn, signed_in
from queries.principals import moment
from settings import Settings
from web.access import OPEN, needed, require_entry

COOKIE = "thidua"
PASSWORD_PAGE = "/tai-khoan/mat-khau"  # noqa: S105  an address
FILES = "files"
"""Where documents of dossiers lie, below the data directory."""


class NotSignedInError(Exception):
    """Nobody is signed in, or the session has ended."""


class PasswordDueError(Exception):
    """The password was set by somebody else and has to be changed first."""


@dataclass(frozen=True)
class Desk:
    """An open transaction with who asks in it and when."""

    request: Request
    session: Session
    signed: SignedIn
    at: datetime
    counted: dict[str, int] = field(default_factory=dict)
    """What waits at a place of the menu, where a page has counted it already."""

    @property
    def by(self) -> Principal:
        """Who acts."""
        return self.signed.principal

    @property
    def today(self) -> date:
        """The office's day."""
        return local_day(self.at)

    @property
    def files(self) -> Path:
        """Where documents are kept."""
        return settings_of(self.request).data_directory / FILES

    @property
    def keys(self) -> Path:
        """Where the keys of secret ballots lie, beside the documents and never in a backup."""
        return settings_of(self.request).data_directory / ballot_keys.DIRECTORY


def settings_of(request: Request) -> Settings:
    """The settings that the application was made with."""
    found: Settings = request.app.state.settings
    return found


def store_of(request: Request) -> Engine:
    """The store."""
    return open_engine(settings_of(request).database_url)


def token_of(request: Request) -> str:
    """The cookie that names the session; empty for a visitor."""
    return request.cookies.get(COOKIE, "")


@contextmanager
def acting(request: Request) -> Iterator[Desk]:
    """A writing transaction of whoever is signed in; undone as a whole when anything refuses.

    Raises:
        NotSignedInError, PasswordDueError. NotAllowed: `role_missing`. WrongState: `store_busy`.
    """
    with changing(request) as session:
        desk = _desk(request, session)
        touch(session, desk.signed.session_id, at=desk.at, lasting=lasting_of(settings_of(request)))
        yield desk


@contextmanager
def changing(request: Request) -> Iterator[Session]:
    """A writing transaction for whoever asks. Raises WrongState `store_busy` when others held the store too long."""
    try:
        with writing(store_of(request)) as session:
            yield session
    except SQLAlchemyError as error:
        if is_temporary(error):
            raise WrongState("store_busy") from error
        raise


@contextmanager
def looking(request: Request) -> Iterator[Desk]:
    """A reading transaction of whoever is signed in; raises as `acting`. That she was there is noted afterwards."""
    with reading(store_of(request)) as session:
        desk = _desk(request, session)
        yield desk
    if desk.at - desk.signed.last_seen_at >= SEEN_EVERY:
        with suppress(WrongState), changing(request) as session:
            touch(session, desk.signed.session_id, at=desk.at, lasting=lasting_of(settings_of(request)))


def enter(request: Request) -> None:
    """Whoever sends a form is asked for the right first, before anything that she typed is looked at; as `looking`."""
    if OPEN not in needed(request.scope.get("route")):
        with looking(request):
            pass


def lasting_of(current: Settings) -> Lasting:
    """How long a session lasts in this installation."""
    return Lasting(timedelta(hours=current.web_session_hours), timedelta(minutes=current.web_idle_minutes))


def over_https(request: Request) -> bool:
    """Do visitors come by https, so that a cookie may insist on it?"""
    return (settings_of(request).public_address or "").startswith("https://")


def now(session: Session) -> datetime:
    """Now, or the simulated clock of a store that lives in a time of its own."""
    return moment(session, datetime.now(UTC))


def _desk(request: Request, session: Session) -> Desk:
    at = now(session)
    found = signed_in(session, token_of(request), at=at)
    if found is None:
        raise NotSignedInError
    if found.must_change and request.url.path != PASSWORD_PAGE:
        raise PasswordDueError
    require_entry(request, found.principal)
    return Desk(request, session, found, at)
