"""The gate before every action: the one permission table is asked here, and the reason that some acts need."""

from domain.errors import Invalid, NotAllowed
from domain.people import Principal
from domain.permissions import allowed, allowed_somewhere, holders


def require(by: Principal, action: str, *, campaign_id: int | None = None, unit_id: int | None = None) -> None:
    """Let `by` pass, or say who could.

    Raises:
        NotAllowed: `role_missing`, with the action and the roles that may.
    """
    if not allowed(action, by, campaign_id=campaign_id, unit_id=unit_id):
        raise NotAllowed("role_missing", action=action, person=by.name, roles=holders(action))


def require_somewhere(by: Principal, action: str) -> None:
    """Let whoever may do it in any campaign pass; raises NotAllowed `role_missing`."""
    if not allowed_somewhere(action, by):
        raise NotAllowed("role_missing", action=action, person=by.name, roles=holders(action))


def need_reason(reason: str) -> None:
    """Raises Invalid `reason_missing`."""
    if not reason.strip():
        raise Invalid("reason_missing")
