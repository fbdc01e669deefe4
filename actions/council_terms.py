"""A council during its term: members join, leave or are replaced by a later decision, from a day on.

A meeting counts who is a member on its day. So no change reaches back to a day on which the council has met, and past
meetings, ballots and percentages stay what they were.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from actions.cases import Case
from actions.entering import refuse_standstill
from actions.finishing import finish
from actions.guard import require
from actions.recusals import note_conflicts, pass_on_decisions
from actions.seats import check_seats, leave_seat, release_leavers, role_of, take_seat
from actions.sitting_cases import appraisal_stages, council_in
from actions.telling import tell
from domain.errors import AlreadyDone, Incomplete, Invalid, NotFound, WrongState
from domain.people import Principal
from domain.stages import StageKey, StageKind, StageState
from domain.steps import local_day
from models.council import Council, CouncilChange, CouncilMember, Meeting
from models.dossiers import Dossier
from models.finders import person_by_code
from models.people import Person
from models.people_rows import grants_like
from models.sittings import (
    agenda_of,
    last_change,
    last_sitting,
    meetings_of,
    member_people,
    members_of,
    seats_ever,
)
from notifications.notices.of_decisions import CouncilChanged, CouncilConvened
from wording.states import SEATS


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision says: who joins in which seat (somebody who sits already changes hers), who leaves, how long.

    `valid_to` is the new last day of the council's term, where the decision extends it.
    """

    document: str
    decided_on: date
    effective_on: date
    joins: tuple[tuple[str, str], ...] = ()
    leaves: tuple[str, ...] = ()
    valid_to: date | None = None


def change(session: Session, code: str, *, told: Change, by: Principal, at: datetime) -> CouncilChange:
    """Enter a later decision about the council; members and those who leave are told.

    Raises:
        NotFound: `council`, `person`, `seat_of`; Incomplete: `council_change_empty`, `council_document`,
        `council_needs`; Invalid: `seat`, `council_change_back`, `council_term_back`, `person_twice`;
        AlreadyDone: `sits_already`; WrongState: `council_has_sat`, `campaign_suspended`, `campaign_over`.
    """
    case = Case.of(session, code, StageKey(StageKind.LAUNCH), by=by, at=at)
    require(by, "council:establish", campaign_id=case.campaign.id)
    refuse_standstill(case)
    council = council_in(case)
    _check(case, council, told)
    row = CouncilChange(
        council_id=council.id,
        document=told.document.strip(),
        decided_on=told.decided_on,
        effective_on=told.effective_on,
        made_at=at,
        made_by=by.code,
    )
    session.add(row)
    session.flush()
    left = _leave(case, council, told, row)
    joined = [take_seat(session, council, person, seat, change=row) for person, seat in told.joins]
    session.flush()
    check_seats(one.seat for one in members_of(session, council.id, on=told.effective_on))
    _extend(case, council, told)
    release_leavers(case)
    _tell(case, council, told, left)
    for waiting in _open_appraisals(case):
        pass_on_decisions(waiting, {one.id for one in left}, on=told.effective_on)
        _invite(waiting, council, told.effective_on, joined)
    finish(case, "council:changed", _facts(told), f"campaign:{code}")
    return row


def _check(case: Case, council: Council, told: Change) -> None:
    if not told.document.strip():
        raise Incomplete("council_document")
    if not (told.joins or told.leaves or told.valid_to):
        raise Incomplete("council_change_empty")
    people = [person for person, _ in told.joins] + list(told.leaves)
    for person in people:
        if people.count(person) > 1:
            raise Invalid("person_twice", person=person_by_code(case.session, person).name)
    begins = council.valid_from or council.established_on
    before = last_change(case.session, council.id)
    earliest = max((day for day in (begins, before and before.effective_on) if day), default=told.effective_on)
    if told.effective_on < earliest:
        raise Invalid("council_change_back", found=told.effective_on, earliest=earliest)
    sat = last_sitting(case.session, case.campaign.id)
    if sat is not None and told.effective_on <= local_day(sat) and (told.joins or told.leaves):
        day = local_day(sat)
        raise WrongState("council_has_sat", day=day, found=told.effective_on, earliest=day + timedelta(days=1))


def _leave(case: Case, council: Council, told: Change, row: CouncilChange) -> list[Person]:
    """End the seats of those who leave and of those who change theirs; who leaves the council."""
    seats = {one.person_id: one for one in members_of(case.session, council.id, on=told.effective_on)}
    for code, seat in told.joins:
        person = person_by_code(case.session, code)
        held = seats.get(person.id)
        if held is not None and held.seat == seat:
            raise AlreadyDone("sits_already", person=person.name, seat=SEATS[seat])
        if held is not None:
            _end(held, row, person)
    left = [person_by_code(case.session, code) for code in told.leaves]
    for person in left:
        if person.id not in seats:
            raise NotFound("seat_of", person=person.name, day=told.effective_on)
        _end(seats[person.id], row, person)
    return left


def _end(seat: CouncilMember, row: CouncilChange, person: Person) -> None:
    if seat.since == row.effective_on:
        earliest = row.effective_on + timedelta(days=1)
        raise Invalid("council_change_back", found=row.effective_on, earliest=earliest, person=person.name)
    leave_seat(seat, row)


def _extend(case: Case, council: Council, told: Change) -> None:
    """A longer term is a longer role for whoever still sits."""
    if told.valid_to is None:
        return
    if council.valid_to is not None and told.valid_to <= council.valid_to:
        raise Invalid("council_term_back", found=told.valid_to, last=council.valid_to)
    before, council.valid_to = council.valid_to, told.valid_to
    for seat in seats_ever(case.session, council.id):
        if seat.until is None:
            _lengthen(case, seat, before, told.valid_to)


def _lengthen(case: Case, seat: CouncilMember, before: date | None, until: date) -> None:
    # A term that has run out took the role with it, so it is looked for on its last day.
    on = min(before, case.today) if before else case.today
    scope = {"unit_id": None, "campaign_id": case.campaign.id}
    for grant in grants_like(case.session, seat.person_id, role_of(seat.seat), **scope, on=on):
        if grant.valid_to == before:
            grant.valid_to = until


def _tell(case: Case, council: Council, told: Change, left: Sequence[Person]) -> None:
    names = {code: person_by_code(case.session, code).name for code, _ in told.joins}
    people = [*member_people(case.session, council.id, on=told.effective_on), *left]
    tell(
        case,
        CouncilChanged,
        people,
        council_name=council.name,
        document=told.document.strip(),
        decided_on=told.decided_on,
        effective_on=told.effective_on,
        joined=tuple(f"{names[code]}: {SEATS[seat]}" for code, seat in told.joins),
        left=tuple(person.name for person in left),
        valid_to=told.valid_to,
    )


def _invite(case: Case, council: Council, day: date, joined: Iterable[Person]) -> None:
    """A meeting that was called and has not begun counts those who joined: they are invited, their conflicts noted."""
    for row in meetings_of(case.session, case.stage.id):
        if row.state != "convened" or local_day(row.at) < max(day, case.today):
            continue
        dossiers = _agenda(case, row)
        tell(
            case,
            CouncilConvened,
            joined,
            council_name=council.name,
            starts_at=row.at,
            place=row.place,
            dossier_count=len(dossiers),
            agenda=tuple(f"{d.code}: {d.nominee} ({d.unit_name})" for d in dossiers),
        )
        note_conflicts(case, dossiers)


def _agenda(case: Case, row: Meeting) -> list[Dossier]:
    return [case.session.get_one(Dossier, item.dossier_id) for item in agenda_of(case.session, row.id)]


def _open_appraisals(case: Case) -> list[Case]:
    stages = appraisal_stages(case.session, case.campaign.id)
    return [Case(case.session, case.campaign, s, case.by, case.at) for s in stages if s.state == StageState.OPEN]


def _facts(told: Change) -> dict[str, object]:
    return {
        "document": told.document.strip(),
        "decided_on": told.decided_on,
        "from": told.effective_on,
        "joined": [list(one) for one in told.joins],
        "left": list(told.leaves),
        "term_to": told.valid_to,
    }
