"""An office with an administrator, two people with accounts, and one without."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts import open_account
from actions.passwords import prove
from actions.people import add_person, add_unit, first_administrator, grant_role
from actions.signing import Admitted, sign_in
from domain.errors import Refused
from domain.people import Principal, Role
from domain.steps import local_day
from models.base import Row
from models.engine import reading, writing
from queries.accounts import SignedIn, credential, signed_in
from queries.principals import principal_of
from tests.store.worlds import once

Found = TypeVar("Found")
TableRow = TypeVar("TableRow", bound=Row)
GOOD, BETTER = "mưa rơi trên mái ngói", "nắng lên sau lũy tre"
ADDRESS = "https://thidua.example/"


@dataclass
class Office:
    """A store at a moment, and the temporary passwords that were told."""

    engine: Engine
    now: datetime
    told: dict[str, str]

    def later(self, **time: float) -> "Office":
        """The same office after some time."""
        return replace(self, now=self.now + timedelta(**time))

    def who(self, code: str) -> Principal:
        """A person with today's roles."""
        with reading(self.engine) as session:
            return principal_of(session, code, local_day(self.now))

    def do(
        self, action: Callable[..., Found], *arguments: Any, by: str | Principal | None = None, **values: Any
    ) -> Found:
        """One act in a transaction of its own."""
        if by is not None:
            values["by"] = self.who(by) if isinstance(by, str) else by
        with writing(self.engine) as session:
            return action(session, *arguments, **values, at=self.now)

    def ask(self, query: Callable[..., Found], *arguments: Any, **values: Any) -> Found:
        """One question."""
        with reading(self.engine) as session:
            return query(session, *arguments, **values)

    def tries(self, name: str, password: str, **values: Any) -> Admitted | Refused:
        """Sign in as the page does."""
        return self.do(sign_in, prove(self.ask(credential, name), password), **values)

    def enters(self, name: str, password: str | None = None, **values: Any) -> str:
        """Sign in with the right password; the token."""
        answer = self.tries(name, self.told[name] if password is None else password, **values)
        assert isinstance(answer, Admitted), answer
        return answer.token

    def seen(self, token: str) -> SignedIn | None:
        """Who holds this token now."""
        return self.ask(signed_in, token, at=self.now)

    def rows(self, table: type[TableRow]) -> list[TableRow]:
        """Every row of a table, by id."""
        with reading(self.engine) as session:
            return list(session.exec(select(table).order_by(table.id)))  # type: ignore[attr-defined]  # every table has one


@pytest.fixture
def office(store: Engine) -> Office:
    """`quantri` manages people, `an` leads, `binh` has an account and no role, `chi` has neither."""
    made = once(store, "office with accounts", lambda: found(store))
    return replace(made, engine=store, told=dict(made.told))


def found(store: Engine) -> Office:
    """The office as its administrator sets it up."""
    made = Office(store, datetime(2026, 3, 2, 1, tzinfo=UTC), {})
    with writing(store) as session:
        first_administrator(session, "quantri", name="Phạm Quản Trị", at=made.now)
    made.do(add_unit, "TDP-01", name="Tổ dân phố 1", level="commune", by="quantri")
    for code, name in (("an", "Nguyễn Văn An"), ("binh", "Trần Thị Bình"), ("chi", "Lê Kim Chi")):
        mail = None if code == "chi" else f"{code}@office.example"
        made.do(add_person, code, name=name, email=mail, by="quantri")
    made.do(grant_role, "an", Role.LEADER, by="quantri")
    for code in ("quantri", "an", "binh"):
        made.told[code] = made.do(open_account, code, by="quantri").password or ""
    return made
