"""What a viewer may do about one thing, so that a page can show an act, or say why it is not hers."""

from collections.abc import Iterable

from domain.people import Principal
from domain.permissions import allowed


def held(viewer: Principal, actions: Iterable[str], *, campaign_id: int, unit_id: int | None) -> frozenset[str]:
    """Those of the actions that the viewer may do in this campaign to this unit's matters."""
    return frozenset(a for a in actions if allowed(a, viewer, campaign_id=campaign_id, unit_id=unit_id))
