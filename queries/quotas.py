"""How far the quotas of a plan are used by those whom the council has chosen."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from domain.plan import Plan
from domain.quotas import Pick, Room, room
from domain.values import Value
from models.campaigns import Participation
from models.dossiers import Dossier
from models.places import Unit
from wording.labels import round_label

CHOSEN = ("passed", "awarded")


class QuotaLine(Value):
    """One limit of the plan: how many are used and left; `left` is None where the plan states no number."""

    round: str
    round_name: str
    form: str
    place: str | None
    kinds: tuple[str, ...]
    reading: str
    ambiguous: bool
    used: int
    left: int | None


def quota_lines(session: Session, campaign_id: int, plan: Plan) -> tuple[QuotaLine, ...]:
    """A line for each limit of each round at each place, whoever was chosen so far counted in."""
    query = (
        select(col(Unit.code), col(Participation.group))
        .join(Unit, col(Unit.id) == col(Participation.unit_id))
        .where(col(Participation.campaign_id) == campaign_id)
    )
    places = session.execute(query).all()
    units, groups = sorted(code for code, _ in places), sorted({group for _, group in places if group})
    picks = picks_of(session, campaign_id)
    return tuple(
        _quota_line(row)
        for round_ in plan.round_codes()
        for row in room(plan.quotas, picks, round_=round_, groups=groups, units=units)
    )


def picks_of(session: Session, campaign_id: int) -> tuple[Pick, ...]:
    """Everybody whom the council chose in any round, as the quotas count them."""
    query = (
        select(Dossier, col(Unit.code))
        .join(Unit, col(Unit.id) == col(Dossier.unit_id))
        .where(col(Dossier.campaign_id) == campaign_id, col(Dossier.state).in_(CHOSEN))
    )
    return tuple(_pick(row, code) for row, code in session.execute(query))


def _pick(row: Dossier, unit: str) -> Pick:
    kind: Any = row.nominee_kind
    return Pick(nominee=row.code, kind=kind, round=row.round, form=row.form, unit=unit, group=row.group)


def _quota_line(row: Room) -> QuotaLine:
    return QuotaLine(
        round=row.round,
        round_name=round_label(row.round),
        form=row.quota.form,
        place=row.place,
        kinds=row.limit.kinds,
        reading=row.reading.label,
        ambiguous=row.quota.ambiguous,
        used=row.used,
        left=row.left,
    )
