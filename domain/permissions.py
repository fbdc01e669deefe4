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
A, F, L, S, M, N, K, D = (
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
    "campaign:create": {A: C, F: C, L: C},
    "campaign:launch": {F: C, L: C},
    "campaign:amend": {F: C, L: C},
    "campaign:extend": {F: C, L: C},
    "campaign:set_date": {F: C, L: C},
    "campaign:answer": {F: C, L: C, S: C},
    "campaign:suspend": {F: C, L: C},
    "campaign:resume": {F: C, L: C},
    "campaign:cancel": {L: C},
    "campaign:view": {A: C, F: C, L: C, S: C, M: C, K: C, D: C, N: U},
    "stage:run": {F: C, L: C, S: C},
    "stage:skip": {F: C, L: C},
    "stage:remind": {F: C, L: C, S: C},
    "stage:reopen": {F: C, L: C},
    "duty:hand_over": {F: C, L: C},
    "stage:step_back": {F: C, L: C},
    "late:accept": {F: C, L: C},
    "participant:add": {F: C},
    "registration:submit": {N: U, F: C},
    "registration:confirm": {F: C},
    "registration:withdraw": {N: U, F: C},
    "report:file": {N: U, F: C},
    "review:write": {F: C, L: C},
    "dossier:submit": {N: U, F: C},
    "dossier:withdraw": {N: U, F: C},
    "dossier:return": {F: C},
    "dossier:accept": {F: C},
    "dossier:judge": {F: C},
    "award:manage": {F: C},
    "award:view": {F: C, L: C, S: C, D: C},
    "nomination:decline": {N: U, F: C},
    "consultation:manage": {F: C},
    "comments:manage": {F: C, L: C},
    "council:establish": {F: C, L: C},
    "council:rule": {S: C, F: C, L: C},
    "meeting:convene": {S: C, F: C},
    "meeting:attend": {M: C, S: C},
    "ballot:open": {S: C},
    "ballot:vote": {M: C},
    "ballot:count": {S: C},
    "ballot:close": {S: C},
    "ballot:settle": {M: C},
    "recusal:declare": {M: C, S: C},
    "recusal:decide": {M: C, S: C},
    "council:conclude": {S: C},
    "complaint:handle": {F: C, L: C},
    "complaint:limit": {A: C, L: C},
    "decision:draft": {F: C},
    "decision:sign": {L: C},
    "decision:sign_for": {L: C, F: C, S: C, M: C},
    "decision:issue": {K: C, F: C},
    "award:recover": {F: C, K: C},
    "awards:publish": {A: C},
    "summary:write": {F: C},
    "calendar:set": {A: C, F: C},
    "people:manage": {A: C},
    "deputy:appoint": {A: C},
    "delegation:manage": {A: C},
    "delegation:view": {A: C, L: C, D: C},
    "number_book:manage": {A: C},
    "number_book:view": {A: C, F: C, L: C, K: C, D: C},
    "unit:dissolve": {A: C, F: C},
    "campaign:hand_over_authority": {F: C, L: C},
    "audit:view": {A: C, L: C, D: C},
    "data:open": {A: C},
    "data:correct": {A: C, F: C},
    "data:retain": {A: C},
    "data:erase": {A: C, L: C},
    "ledger:checkpoint": {A: C, D: C},
    "ledger:rotate_key": {A: C},
    "mail:manage": {A: C, F: C},
    "incident:retry": {A: C, F: C, S: C},
}
"""`action → role → scope`: C is every campaign the role was granted for, U only the own unit's matters."""

BY_SYSTEM = frozenset({"stage:run", "stage:remind", "campaign:create", "ledger:checkpoint"})
"""What the sweep may do by itself; everything else needs a person."""

NEVER_BY_DEPUTY = frozenset(
    {
        *("ballot:vote", "ballot:settle", "recusal:declare", "recusal:decide"),
        *("decision:sign", "decision:sign_for", "deputy:appoint", "delegation:manage"),
    }
)
"""What nobody does in another's place: votes and conflicts are the member's own, a signature for somebody else rests on
a delegation of its own and says so on paper, and a deputy hands nothing on."""


def allowed(action: str, by: Principal, *, campaign_id: int | None = None, unit_id: int | None = None) -> bool:
    """May `by` do `action` in this campaign, to this unit's matters?

    Raises:
        KeyError: an unknown action, which is a programming error.
    """
    row = TABLE[action]
    if by.is_system:
        return action in BY_SYSTEM
    if by.for_person is not None and action in NEVER_BY_DEPUTY:
        return False
    return any(_reaches(grant, row.get(grant.role), campaign_id, unit_id) for grant in by.grants)


def allowed_somewhere(action: str, by: Principal) -> bool:
    """May `by` do `action` in any campaign as a whole? For what belongs to no campaign and serves all of them."""
    return any(allowed(action, by, campaign_id=grant.campaign_id) for grant in by.grants)


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
