"""Delegations, books and scans as tests need them: sensible values, and acts that belong to no campaign."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from actions import decisions, delegations, number_books
from actions.audit import record
from actions.ballots import Scan
from actions.delegations import Basis, Titles
from actions.issuing import issue_row
from domain.delegations import Reach, Signing, SigningForm
from models.decisions import Decision
from models.engine import writing
from models.issuing import Delegation, NumberBook
from tests.store import factories
from tests.store.scenario import World

Result = TypeVar("Result")
AUTHORITY, SYMBOL = "UBND phường Minh Họa", "QĐ-UBND"
EARLY = datetime(2021, 1, 4, tzinfo=UTC)
SCAN = Scan("quyet-dinh.pdf", 4, "a" * 64)
OTHER_SCAN = Scan("quyet-dinh-2.pdf", 5, "b" * 64)


def of_service(
    world: World, action: Callable[..., Result], *arguments: Any, by: str = "admin", **values: Any
) -> Result:
    """Do an action that is about no campaign, in a transaction of its own, now."""
    principal = world.who(by)
    with writing(world.engine) as session:
        return action(session, *arguments, **values, by=principal, at=world.now)


def delegate(
    world: World,
    person: str = "member1",
    *,
    head: str = "leader",
    form: SigningForm = SigningForm.IN_PLACE,
    first: date | None = None,
    last: date | None = None,
    by: str = "admin",
    **reach: str,
) -> Delegation:
    """`person` may sign for `head`, for a month from today unless told."""
    begins = first or world.today
    days = {"valid_from": begins, "valid_to": last or begins + timedelta(days=30)}
    return of_service(
        world,
        delegations.enter,
        head,
        person,
        form,
        titles=Titles(delegator="Chủ tịch", delegate="Phó Chủ tịch", collective="Ủy ban nhân dân"),
        reach=Reach(**reach),
        basis=Basis(document="118/QĐ-UBND", document_date=world.today, **days),
        by=by,
    )


def sign_by(world: World, number: int, by: str = "member1") -> None:
    """Sign the draft by a delegation."""
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(delegation=number), by=by)


def open_book(world: World, **changes: Any) -> NumberBook:
    """The authority of the small plan keeps its own book of decisions."""
    return of_service(world, number_books.open_own, AUTHORITY, SYMBOL, **changes)


def ready(world: World, many: int) -> list[int]:
    """Copies of the only signed decision, each on an award form of its own; their numbers in the store."""
    with writing(world.engine) as session:
        [first] = world.rows(Decision)
        told = {**first.model_dump(exclude={"id"}), "drafted_at": EARLY, "signed_at": EARLY}
        rows = [Decision(**{**told, "form": f"form_{n}"}) for n in range(many)]
        session.add_all(rows)
        record(session, "decision:signed", by=world.who("leader"), at=world.now, subject="decision:x", facts={})
        return [row.id for row in rows]


def issue_one(world: World, number: int, on: date | None = None) -> str:
    """Issue a ready one in a transaction of its own."""
    at = datetime(on.year, on.month, on.day, 5, tzinfo=UTC) if on else world.now
    by = world.who("clerk")
    with writing(world.engine) as session:
        row = session.get_one(Decision, number, with_for_update=True)
        facts = issue_row(session, row, number=None, issued_on=on or world.today, by=by, at=at)
        record(session, "decision:issued", by=by, at=at, subject="decision:x", facts=facts)
    return row.number or ""
