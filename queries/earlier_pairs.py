"""Dossiers beside awards and proposals that share their nominee's name or their initiative: one statement for many."""

from typing import Any

from sqlalchemy import CompoundSelect, Integer, Select, and_, cast, null, or_, select, union
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.dossiers import DossierState
from domain.people import Principal
from models.awards import stands
from models.campaigns import Campaign
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.outside_awards import OutsideAward
from queries.recusals import kept_out
from queries.visibility import reach

OPEN = tuple(
    state.value for state in (DossierState.SUBMITTED, DossierState.RETURNED, DossierState.ACCEPTED, DossierState.PASSED)
)
Mine, Other = aliased(Dossier, name="mine"), aliased(Dossier, name="other")
MyCampaign = aliased(Campaign, name="my_campaign")


def pairs(viewer: Principal, dossiers: Select[tuple[int]]) -> Select[Any]:
    """Rows of (mine, my_campaign, other, Campaign, Decision, OutsideAward, whole, open) for dossiers given by ids.

    `whole`: does the viewer see the dossier's campaign as a whole, `open`: may she open the other dossier?
    """
    found = _found(dossiers).subquery("pair")
    proposed = and_(col(Other.state).in_(OPEN), col(Campaign.state) == "running")
    return (
        select(Mine, MyCampaign, Other, Campaign, Decision, OutsideAward)
        .add_columns(
            reach(viewer, "campaign:view", col(Mine.campaign_id), null()).label("whole"),
            reach(viewer, "campaign:view", col(Other.campaign_id), col(Other.unit_id)).label("open"),
        )
        .select_from(found)
        .join(Mine, col(Mine.id) == found.c.mine)
        .join(MyCampaign, col(MyCampaign.id) == col(Mine.campaign_id))
        .outerjoin(Other, col(Other.id) == found.c.other)
        .outerjoin(Campaign, col(Campaign.id) == col(Other.campaign_id))
        .outerjoin(DecisionLine, col(DecisionLine.dossier_id) == col(Other.id))
        .outerjoin(Decision, and_(col(Decision.id) == col(DecisionLine.decision_id), stands()))
        .outerjoin(OutsideAward, col(OutsideAward.id) == found.c.outside)
        .where(or_(col(OutsideAward.id).is_not(None), col(Decision.id).is_not(None), proposed))
        .where(reach(viewer, "campaign:view", col(Mine.campaign_id), col(Mine.unit_id)))
        .where(~kept_out(viewer, col(Mine.id)), ~kept_out(viewer, col(Other.id)))
        .order_by(col(Mine.id), col(Other.id), col(OutsideAward.id), col(Decision.id))
    )


def _found(dossiers: Select[tuple[int]]) -> CompoundSelect[Any]:
    """(mine, other, outside): by name and kind, or by initiative; each way has its index."""
    wanted = dossiers.subquery("wanted")
    mine, other, outside = aliased(Dossier), aliased(Dossier), aliased(OutsideAward)
    ours = (wanted, col(mine.id) == wanted.c[0])
    another = col(other.id) != col(mine.id)
    stands_outside = col(outside.ended_at).is_(None)
    here: Select[Any] = select(
        col(mine.id).label("mine"), col(other.id).label("other"), cast(null(), Integer).label("outside")
    )
    there: Select[Any] = select(
        col(mine.id).label("mine"), cast(null(), Integer).label("other"), col(outside.id).label("outside")
    )
    here, there = here.select_from(mine).join(*ours), there.select_from(mine).join(*ours)
    return union(
        here.join(other, and_(_named(mine, other), another)),
        here.join(other, and_(_invented(mine, other), another)),
        there.join(outside, and_(_named(mine, outside), stands_outside)),
        there.join(outside, and_(_invented(mine, outside), stands_outside)),
    )


def _named(mine: Any, other: Any) -> Any:
    return and_(col(other.folded) == col(mine.folded), col(other.nominee_kind) == col(mine.nominee_kind))


def _invented(mine: Any, other: Any) -> Any:
    return col(other.initiative_folded) == col(mine.initiative_folded)
