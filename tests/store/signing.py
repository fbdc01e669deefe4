"""Delegations, books and scans as tests need them: sensible values, and acts that belong to no campaign."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from actions import decisions, delegations
from actions.ballots import Scan
from actions.delegations import Basis, Titles
from domain.delegations import Reach, Signing, SigningForm
from models.engine import writing
from models.issuing import Delegation
from tests.store import factories
from tests.store.scenario import World

Result = TypeVar("Result")
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
