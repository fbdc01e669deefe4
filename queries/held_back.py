"""What a viewer may know of the complaints about dossiers: their number, only that there is one, or only a pause.

Those who handle complaints know their codes, the council and the office that one is being verified, a unit that its
dossier waits; a recused member knows nothing of the dossier.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, literal, null, or_, select, tuple_
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign
from models.complaint_rows import STILL_OPEN
from models.complaints import Complaint
from models.dossiers import Dossier
from queries.recusals import kept_out
from queries.visibility import reach

DECIDED = ("awarded", "revoked")
"""Nothing waits for a complaint about these: only a decision changes them."""


class HeldBack(Value):
    """Since when; `codes` for those who handle complaints; `known`: may it be told why? `award`: the award stands."""

    since: date
    codes: tuple[str, ...]
    known: bool
    award: bool


class _Row(NamedTuple):
    dossier: Dossier
    complaint: Complaint
    campaign: str
    handles: bool
    office: bool


def held_back(session: Session, viewer: Principal, dossiers: Iterable[int]) -> Mapping[int, HeldBack]:
    """Dossier id → what this viewer may know; one query. Awards are left out for units, for whom nothing waits."""
    found = _asked(session, viewer, col(Dossier.id).in_(list(dossiers)))
    return {some[0].dossier.id: _held(some) for some in found}


def held_at(
    session: Session, viewer: Principal, places: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str], HeldBack]:
    """The same by (campaign, dossier), both by their codes, for the lines of a list."""
    wanted = list(places)
    found = _asked(session, viewer, tuple_(col(Campaign.code), col(Dossier.code)).in_(wanted)) if wanted else ()
    return {(some[0].campaign, some[0].dossier.code): _held(some) for some in found}


def _asked(session: Session, viewer: Principal, which: ColumnElement[bool]) -> Iterable[list[_Row]]:
    """The open complaints about these dossiers of which the viewer may know at all, dossier by dossier."""
    handles = reach(viewer, "complaint:handle", col(Dossier.campaign_id), col(Dossier.unit_id))
    # An office's right in the campaign, which no unit's grant gives.
    office = reach(viewer, "campaign:view", col(Dossier.campaign_id), null())
    unit = reach(viewer, "campaign:view", col(Dossier.campaign_id), col(Dossier.unit_id))
    query = (
        select(Dossier, Complaint, col(Campaign.code), _told(handles, "handles"), _told(office, "office"))
        .join(Complaint, col(Complaint.dossier_id) == col(Dossier.id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(which, STILL_OPEN, or_(office, unit), ~kept_out(viewer, col(Dossier.id)))
        .order_by(col(Complaint.id))
    )
    found: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in (_Row(*values) for values in session.execute(query)):
        if row.office or row.dossier.state not in DECIDED:
            found[row.dossier.id].append(row)
    return found.values()


def _told(condition: ColumnElement[bool], name: str) -> ColumnElement[bool]:
    # In a column of its own, because a condition may be the bare word "true", and two of those have one name.
    return case((condition, literal(True)), else_=literal(False)).label(name)


def _held(some: list[_Row]) -> HeldBack:
    return HeldBack(
        since=min(one.complaint.received_on for one in some),
        codes=tuple(one.complaint.code for one in some if one.handles),
        known=any(one.office for one in some),
        award=some[0].dossier.state in DECIDED,
    )
