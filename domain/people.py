"""Who acts: a person, a person on behalf of a unit, or the system; and the roles people hold."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the office, in a campaign or in a unit."""

    ADMINISTRATOR = "administrator"
    OFFICER = "officer"
    LEADER = "leader"
    SECRETARY = "secretary"
    MEMBER = "member"
    UNIT_OFFICER = "unit_officer"
    CLERK = "clerk"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role with its scope; None means "all"."""

    role: Role
    unit_id: int | None = None
    campaign_id: int | None = None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who acts. `person_id` is None for the system; `for_unit_id` is set when a unit without an account is served.

    `for_person` is the code of the person in whose place a deputy acts; `grants` and `unit_id` are then that person's.
    """

    code: str
    name: str
    person_id: int | None = None
    unit_id: int | None = None
    grants: tuple[Grant, ...] = ()
    for_unit_id: int | None = None
    for_person: str | None = None

    @property
    def is_system(self) -> bool:
        """The service itself, in a sweep."""
        return self.person_id is None

    def stands_for(self, code: str) -> bool:
        """Is this the person with the code, or her deputy? Where a second person is asked, neither is one."""
        return code in (self.code, self.for_person)


SYSTEM = Principal(code="system", name="Hệ thống")
