"""Who asks and what time it is, as the pages and the command line both need it."""

from datetime import date, datetime

from sqlmodel import Session

from domain.people import Principal
from models.campaign_rows import store_mark
from models.finders import grants_of, person_by_code
from models.people import Person


def principal_of(session: Session, code: str, on: date) -> Principal:
    """A person with the roles held that day; raises NotFound `person`."""
    return principal(session, person_by_code(session, code), on)


def principal(session: Session, person: Person, on: date) -> Principal:
    """The same, of a person already found."""
    return Principal(
        code=person.code,
        name=person.name,
        person_id=person.id,
        unit_id=person.unit_id,
        grants=grants_of(session, person.id, on),
    )


def moment(session: Session, otherwise: datetime) -> datetime:
    """The simulated clock of a store that lives in a time of its own; `otherwise` everywhere else."""
    mark = store_mark(session)
    return mark.clock if mark.simulated and mark.clock is not None else otherwise
