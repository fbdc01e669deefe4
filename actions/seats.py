"""Seats of a council and the roles that go with them, taken up and given back."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlmodel import Session

from actions.cases import Case
from domain.errors import Incomplete, Invalid
from domain.people import Role
from domain.steps import local_day
from models.council import Council, CouncilChange, CouncilMember
from models.finders import person_by_code
from models.people import Person, RoleGrant
from models.people_rows import grants_like
from models.sittings import council_of, open_sittings, seats_ever

SEATS = ("chair", "vice_chair", "member", "secretary")
A_DAY = timedelta(days=1)


def check_seats(held: Iterable[str]) -> None:
    """A council has one chair, one secretary and three who vote; raises Incomplete `council_needs`."""
    seats = tuple(held)
    voting = len(seats) - seats.count("secretary")
    if seats.count("chair") != 1 or seats.count("secretary") != 1 or voting < 3:
        raise Incomplete(
            "council_needs", chairs=seats.count("chair"), secretaries=seats.count("secretary"), voting=voting
        )


def take_seat(
    session: Session, council: Council, person_code: str, seat: str, *, change: CouncilChange | None = None
) -> Person:
    """The seat, and the role that goes with it for the council's time; from the day on that a later decision says.

    Raises:
        NotFound: `person`; Invalid: `seat`, `person_twice`.
    """
    if seat not in SEATS:
        raise Invalid("seat", found=seat, allowed=SEATS)
    person = person_by_code(session, person_code)
    held = [one for one in seats_ever(session, council.id) if one.person_id == person.id]
    if any(one.until is None for one in held):
        raise Invalid("person_twice", person=person.name)
    begins = change.effective_on if change else council.valid_from
    session.add(
        CouncilMember(
            council_id=council.id,
            person_id=person.id,
            seat=seat,
            turn=len(held) + 1,
            since=change.effective_on if change else None,
            joined_by_id=change.id if change else None,
        )
    )
    if not any(role_of(one.seat) is role_of(seat) and _reaches(one, begins) for one in held):
        session.add(
            RoleGrant(
                person_id=person.id,
                role=role_of(seat).value,
                campaign_id=council.campaign_id,
                valid_from=begins,
                valid_to=council.valid_to,
                document=change.document if change else council.document,
            )
        )
    return person


def leave_seat(seat: CouncilMember, change: CouncilChange) -> None:
    """The day before the decision takes effect is the last one. The role ends by `release_leavers`."""
    seat.until, seat.left_by_id = change.effective_on - A_DAY, change.id


def release_leavers(case: Case) -> None:
    """Whoever has left the council gives her role back: not while a ballot is open in which she still votes."""
    council = council_of(case.session, case.campaign.id)
    seats = seats_ever(case.session, council.id) if council is not None else []
    left = [one for one in seats if one.until is not None]
    if not left:
        return
    voting = [local_day(one.at) for one in open_sittings(case.session, case.campaign.id)]
    for seat in left:
        until: date = seat.until or case.today
        if not any(day <= until for day in voting) and not any(_goes_on(one, seat) for one in seats):
            _end_grants(case, seat, until)


def role_of(seat: str) -> Role:
    """The role by which a seat is held."""
    return Role.SECRETARY if seat == "secretary" else Role.MEMBER


def _reaches(seat: CouncilMember, day: date | None) -> bool:
    """Does a seat that was held before reach to the day before this one, so that its role goes on?"""
    return seat.until is None or (day is not None and seat.until >= day - A_DAY)


def _goes_on(other: CouncilMember, seat: CouncilMember) -> bool:
    """Does the person keep the same role in another seat, from the next day on?"""
    same = other.person_id == seat.person_id and role_of(other.seat) is role_of(seat.seat)
    return same and other.turn == seat.turn + 1 and seat.until is not None and other.since == seat.until + A_DAY


def _end_grants(case: Case, seat: CouncilMember, until: date) -> None:
    last = max(until, case.today - A_DAY)
    scope = {"unit_id": None, "campaign_id": case.campaign.id}
    for grant in grants_like(case.session, seat.person_id, role_of(seat.seat), **scope, on=case.today):
        begun_before = grant.valid_from is None or grant.valid_from <= until
        if begun_before and (grant.valid_to is None or grant.valid_to > last):
            grant.valid_to = last
