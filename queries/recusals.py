"""What a recused member does not see, as one condition for every query: how the others judge her dossier.

It holds from the moment at which a conflict is noted until the council has concluded, when the result is everybody's.
What is left out for her is left out whatever the others do, so that neither a row nor a count tells her anything.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.dossiers import DossierState
from domain.people import Principal
from models.campaigns import Campaign
from models.council import Recusal
from models.dossiers import Dossier
from models.stages import Duty, Wait

Column = Any
"""A column as SQLModel types it, or a literal."""

# By another name, because the query around it often asks for dossiers too.
_JUDGED = aliased(Dossier, name="judged")


def kept_out(viewer: Principal, dossier: Column) -> ColumnElement[bool]:
    """The dossiers of which this viewer may not see how they are judged; never true of an empty column."""
    if viewer.person_id is None:
        return false()
    return exists(_noted(viewer).where(col(Recusal.dossier_id) == dossier).correlate_except(Recusal, _JUDGED))


def dossiers_kept_out(session: Session, viewer: Principal) -> frozenset[tuple[str, str]]:
    """(campaign, dossier) by their codes."""
    if viewer.person_id is None:
        return frozenset()
    query = _noted(viewer).join(Campaign, col(Campaign.id) == col(_JUDGED.campaign_id))
    found = session.execute(query.with_only_columns(col(Campaign.code), col(_JUDGED.code)))
    return frozenset(found.tuples().all())


def _noted(viewer: Principal) -> Any:
    # One that is not decided yet keeps her out as well: otherwise she could look before it is.
    in_force = or_(col(Recusal.agreed).is_(None), col(Recusal.agreed).is_(True))
    before_council = col(_JUDGED.state) == DossierState.ACCEPTED.value
    mine = and_(col(Recusal.person_id) == viewer.person_id, in_force, before_council)
    return select(col(Recusal.id)).join(_JUDGED, col(_JUDGED.id) == col(Recusal.dossier_id)).where(mine)


def duties_seen(session: Session, viewer: Principal) -> ColumnElement[bool]:
    """The duties that may be listed and counted for this viewer."""
    out = _ids(session, viewer)
    return or_(col(Duty.dossier_id).is_(None), col(Duty.dossier_id).not_in(out)) if out else true()


def waits_seen(session: Session, viewer: Principal) -> ColumnElement[bool]:
    """The waits that may be listed and counted for this viewer."""
    out = _ids(session, viewer)
    about = select(col(Duty.id)).where(col(Duty.dossier_id).in_(out))
    return or_(col(Wait.duty_id).is_(None), col(Wait.duty_id).not_in(about)) if out else true()


def _ids(session: Session, viewer: Principal) -> tuple[int, ...]:
    # Asked before, because hardly anybody is kept out of anything, and a condition would make every list dearer.
    if viewer.person_id is None:
        return ()
    return tuple(session.scalars(_noted(viewer).with_only_columns(col(Recusal.dossier_id)).distinct()))
