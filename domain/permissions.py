"""The one permission table: which role may do what, and how far.

Every action of the service asks `allowed`; nothing else decides rights. Sources: Law 06/2022/QH15 art. 18, 83, 84, 90
(who launches, proposes, appraises, advises, decides); the rest is the office's division of work.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.people import Grant, Principal, Role


class Scope(StrEnum):
    """How far a right reaches."""

    UNIT = "unit"
    CAMPAIGN = "campaign"


U, C = Scope.UNIT, Scope.CAMPAIGN
A, O, L, S, M, N, K, D = (
    Role.ADMINISTRATOR,
    Role.OFFICER,
    Role.LEADER,
    Role.SECRETARY,
    Role.MEMBER,
    Role.UNIT_OFFICER,
    Role.CLERK,
    Role.AUDITOR,
)

TABLE: Mapping[str, Mapping[Role, Scope]] = {
    "campaign:create": {A: C, O: C, L: C},
    "campaign:launch": {O: C, L: C},
    "campaign:amend": {O: C, L: C},
    "campaign:extend": {O: C, L: C},
    "campaign:set_date": {O: C, L: C},
    "campaign:answer": {O: C, L: C, S: C},
    "campaign:suspend": {O: C, L: C},
    "campaign:resume": {O: C, L: C},
    "campaign:cancel": {L: C},
    "campaign:view": {A: C, O: C, L: C, S: C, M: C, K: C, D: C, N: U},
    "stage:run": {O: C, L: C, S: C},
    "stage:skip": {O: C, L: C},
    "stage:remind": {O: C, L: C, S: C},
    "stage:reopen": {O: C, L: C},
    "duty:hand_over": {O: C, L: C},
    "participant:add": {O: C},
    "registration:submit": {N: U, O: C},
    "registration:confirm": {O: C},
    "registration:withdraw": {N: U, O: C},
    "report:file": {N: U, O: C},
    "review:write": {O: C, L: C},
    "dossier:submit": {N: U, O: C},
    "dossier:withdraw": {N: U, O: C},
    "dossier:return": {O: C},
    "dossier:accept": {O: C},
    "dossier:judge": {O: C},
    "nomination:decline": {N: U, O: C},
    "council:establish": {O: C, L: C},
    "council:rule": {S: C, O: C, L: C},
    "meeting:convene": {S: C, O: C},
    "meeting:attend": {M: C, S: C},
    "ballot:open": {S: C},
    "ballot:vote": {M: C},
    "ballot:count": {S: C},
    "ballot:close": {S: C},
    "council:conclude": {S: C},
    "decision:draft": {O: C},
    "decision:sign": {L: C},
    "decision:issue": {K: C, O: C},
    "summary:write": {O: C},
    "calendar:set": {A: C, O: C},
    "people:manage": {A: C},
    "audit:view": {A: C, L: C, D: C},
    "mail:manage": {A: C, O: C},
    "incident:retry": {A: C, O: C, S: C},
}
"""`action → role → scope`: C is every campaign the role was granted for, U only the own unit's matters."""

BY_SYSTEM = frozenset({"stage:run", "stage:remind", "campaign:create"})
"""What the sweep may do by itself; everything else needs a person."""


def allowed(action: str, by: Principal, *, campaign_id: int | None = None, unit_id: int | None = None) -> bool:
    """May `by` do `action` in this campaign, to this unit's matters? Unknown actions raise KeyError: a programming error."""
    row = TABLE[action]
    if by.is_system:
        return action in BY_SYSTEM
    return any(_reaches(grant, row.get(grant.role), campaign_id, unit_id) for grant in by.grants)


def holders(action: str) -> tuple[Role, ...]:
    """The roles that may do `action`, for the sentence that explains a refusal."""
    return tuple(TABLE[action])


def _reaches(grant: Grant, scope: Scope | None, campaign_id: int | None, unit_id: int | None) -> bool:
    if scope is None:
        return False
    if grant.campaign_id is not None and grant.campaign_id != campaign_id:
        return False
    if scope is Scope.UNIT:
        # A grant without a unit reaches no unit: a person without a unit sees and does nothing.
        return grant.unit_id is not None and grant.unit_id == unit_id
    return grant.unit_id is None or grant.unit_id == unit_id
