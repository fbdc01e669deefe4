"""What a signer and a clerk see beside a decision: as what it may be signed, the next number, what came back signed."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from domain.delegations import Reach
from domain.people import Principal
from domain.values import Value
from queries.decision_desk import DecisionTask, tasks
from queries.delegations import DelegationLine, covering, own_delegations
from queries.number_books import NextNumber, next_number
from queries.signed_copies import CopyLine, copies

AWARD = "award"


class SigningDesk(Value):
    """As what the viewer may sign: in her own right or by delegations; then the number, and the signed files."""

    own: bool
    delegations: tuple[DelegationLine, ...]
    next: NextNumber | None
    copies: tuple[CopyLine, ...]

    @property
    def may_sign(self) -> bool:
        """In whatever way."""
        return self.own or bool(self.delegations)

    @property
    def choices(self) -> tuple[tuple[int, str], ...]:
        """Her delegations to choose from."""
        return choices(self.delegations)


class Signable(Value):
    """The drafts that the viewer may sign now, with the ways in which she may sign some of them."""

    tasks: tuple[DecisionTask, ...]
    own: bool
    delegations: tuple[DelegationLine, ...]

    @property
    def choices(self) -> tuple[tuple[int, str], ...]:
        """Her delegations to choose from."""
        return choices(self.delegations)


def beside(
    session: Session, viewer: Principal, reach: Reach, *, decision_id: int | None, right: bool, on: date
) -> SigningDesk:
    """What stands beside a decision of this authority, kind and form; `right`: she may sign it in her own right."""
    return SigningDesk(
        own=right,
        delegations=covering(own_delegations(session, viewer, on=on), reach),
        next=next_number(session, reach.authority or "", "QĐ", on=on),
        copies=copies(session, decision_id) if decision_id else (),
    )


def signable(session: Session, viewer: Principal, found: Iterable[DecisionTask], *, on: date) -> Signable:
    """Of these decisions the drafts that the viewer may sign."""
    lines = own_delegations(session, viewer, on=on)
    drafts = [one for one in found if one.state == "draft"]
    mine = tuple(one for one in drafts if one.may_sign or covering(lines, _reach(one)))
    used = (line for line in lines if any(covering((line,), _reach(one)) for one in drafts))
    return Signable(tasks=mine, own=any(one.may_sign for one in drafts), delegations=tuple(used))


def waiting_by_delegation(session: Session, viewer: Principal, *, on: date) -> int:
    """How many drafts wait for her signature in another's place; those of her own right are counted elsewhere."""
    if not own_delegations(session, viewer, on=on):
        # Nearly everybody, and this is asked with every page.
        return 0
    return sum(not one.may_sign for one in signable(session, viewer, tasks(session, viewer), on=on).tasks)


def choices(lines: Iterable[DelegationLine]) -> tuple[tuple[int, str], ...]:
    """Number and name of each, as a form offers them."""
    return tuple((line.number, line.label) for line in lines)


def _reach(one: DecisionTask) -> Reach:
    return Reach(authority=one.authority, kind=AWARD, award_form=one.form)
