"""What a route needs, told beside it, so that one place can refuse and one test can look at every route."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from starlette.requests import Request

from domain.errors import NotAllowed
from domain.people import Principal
from domain.permissions import NEVER_BY_DEPUTY, TABLE, holders

OPEN: Final = "open"
"""For everybody, signed in or not."""
SIGNED_IN: Final = "signed_in"
"""For everybody who is signed in; what is shown follows from what she may see."""

_KEY = "x-needs"


def needs(*actions: str) -> dict[str, Any]:
    """Arguments for a route: any one of these rights lets a person in. The actions and queries ask again for the thing.

    Raises:
        KeyError: an unknown right, when the module is imported.
    """
    for action in actions:
        if action not in {OPEN, SIGNED_IN}:
            TABLE[action]
    return {"openapi_extra": {_KEY: actions}, "include_in_schema": False}


def needed(route: object) -> tuple[str, ...]:
    """What a route needs. Raises KeyError for one that tells nothing: nobody gets in by an oversight."""
    told: Mapping[str, tuple[str, ...]] = getattr(route, "openapi_extra", None) or {}
    return told[_KEY]


def holds(viewer: Principal, action: str) -> bool:
    """Does the viewer hold this right anywhere at all?"""
    if action in {OPEN, SIGNED_IN}:
        return True
    if viewer.for_person is not None and action in NEVER_BY_DEPUTY:
        return False
    return any(grant.role in TABLE[action] for grant in viewer.grants)


def holds_in(viewer: Principal, action: str, campaign_id: int) -> bool:
    """Does the viewer hold this right in this campaign, be it for one unit only?"""
    if viewer.for_person is not None and action in NEVER_BY_DEPUTY:
        return False
    here = (grant for grant in viewer.grants if grant.campaign_id in {None, campaign_id})
    return any(grant.role in TABLE[action] for grant in here)


def of_units_only(viewer: Principal) -> bool:
    """Does the viewer act for units only, so that every unit's matter that she sees is her own?"""
    return all(grant.unit_id is not None for grant in viewer.grants)


def require_entry(request: Request, viewer: Principal) -> None:
    """Raises NotAllowed `role_missing` where the viewer holds none of the rights that the route needs."""
    _require(request, viewer, lambda action: holds(viewer, action))


def require_entry_in(request: Request, viewer: Principal, campaign_id: int) -> None:
    """As `require_entry` for a page of one campaign: a right that is held in another one opens nothing here."""
    _require(
        request,
        viewer,
        # Who may open the campaign's own pages was decided where it was looked up.
        lambda action: action in {"campaign:view", SIGNED_IN} or holds_in(viewer, action, campaign_id),
    )


def require_held(viewer: Principal, action: str, may: Collection[str]) -> None:
    """Raises NotAllowed `role_missing` where `may`, what the viewer may do to one thing, leaves the action out."""
    if action not in may:
        raise NotAllowed("role_missing", action=action, person=viewer.name, roles=holders(action))


def _require(request: Request, viewer: Principal, held: Callable[[str], bool]) -> None:
    actions = needed(request.scope.get("route"))
    if not any(held(action) for action in actions):
        raise NotAllowed("role_missing", action=actions[0], person=viewer.name, roles=holders(actions[0]))
