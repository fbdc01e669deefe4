"""Reminders before a deadline and escalation after it, only about what is still owed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from actions.cases import Case
from actions.telling import tell, tell_roles
from domain.people import Role
from models.people import Person
from models.places import Unit
from models.stages import Duty
from notifications.notices.of_duties import DutyEscalated, DutyReminder
from wording.duties import holder_phrase


def remind(case: Case, due: date) -> int:
    """Remind everybody who still owes something by `due` in this stage; how many notices."""
    left = case.calendar.between(case.today, due)
    told = 0
    for duty, people in holders(case, _due_on(case, due)):
        told += tell(case, DutyReminder, people, duty=duty.what, due_on=due, working_days_left=left)
    return told


def escalate(case: Case, due: date) -> int:
    """Tell the office who still owes what after `due`; for what the office itself owes, tell its leader."""
    late = max(case.calendar.between(due, case.today), 0)
    told = 0
    for duty, people in holders(case, _due_on(case, due)):
        roles = (Role.LEADER,) if duty.unit_id is None else (Role.OFFICER,)
        told += tell_roles(
            case,
            DutyEscalated,
            roles,
            holder_name=_holder_name(case, duty, people),
            holder_contact=_contact(people),
            duty=duty.what,
            due_on=due,
            working_days_late=late,
        )
    return told


def _due_on(case: Case, due: date) -> list[Duty]:
    return [duty for duty in case.owed() if duty.due == due]


def holders(case: Case, duties: Sequence[Duty]) -> list[tuple[Duty, list[Person]]]:
    """Each duty with the people who can do it today."""
    units = case.around.officers(case.campaign.id, {d.unit_id for d in duties if d.unit_id})
    by_role: defaultdict[str, list[Person]] = defaultdict(list)
    for role in {d.role for d in duties if d.role}:
        by_role[role] = case.people(Role(role))
    return [(duty, _people(case, duty, units, by_role)) for duty in duties]


def _people(
    case: Case, duty: Duty, units: dict[int, list[Person]], by_role: defaultdict[str, list[Person]]
) -> list[Person]:
    if duty.person_id is not None:
        return [case.session.get_one(Person, duty.person_id)]
    if duty.unit_id is not None:
        return units.get(duty.unit_id, [])
    return by_role[duty.role or ""]


def _holder_name(case: Case, duty: Duty, people: list[Person]) -> str:
    unit = case.session.get_one(Unit, duty.unit_id).name if duty.unit_id else None
    return holder_phrase(unit=unit, person=people[0].name if people else None, role=duty.role)


def _contact(people: list[Person]) -> str | None:
    for person in people:
        if person.phone or person.email:
            return person.phone or person.email
    return None
