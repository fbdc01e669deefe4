"""What a deputy may do: what the person who is away may, as far as the document reaches, and never more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.people import Grant, Role


@dataclass(frozen=True, slots=True)
class Reach:
    """The scope of a deputy's document; None means all that the person who is away may do."""

    role: Role | None = None
    unit_id: int | None = None
    campaign_id: int | None = None


def within(grants: Iterable[Grant], reach: Reach) -> tuple[Grant, ...]:
    """The grants of the person who is away, cut to the reach. What she does as a deputy of others is not among them."""
    return tuple(_within(grants, reach))


def _within(grants: Iterable[Grant], reach: Reach) -> Iterator[Grant]:
    for grant in grants:
        unit, campaign = (grant.unit_id, reach.unit_id), (grant.campaign_id, reach.campaign_id)
        if reach.role in (None, grant.role) and _meet(*unit) and _meet(*campaign):
            yield Grant(grant.role, *(narrow if narrow is not None else wide for wide, narrow in (unit, campaign)))


def _meet(granted: int | None, asked: int | None) -> bool:
    return granted is None or asked is None or granted == asked
