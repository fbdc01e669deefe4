"""Every duty of one campaign, owed or ended, found by state, stage and holder."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlmodel import Session, col

from domain.people import Principal
from domain.stages import StageKey
from domain.values import Value
from models.campaigns import Campaign
from models.people import Person
from models.places import Unit
from models.stages import Duty, Stage
from queries.recusals import duties_seen
from queries.visibility import reach
from wording.duties import holder_phrase
from wording.labels import stage_label
from wording.names import fold

State = Literal["owed", "late", "done", "lapsed", "all"]


class Chosen(Value):
    """Which duties. `late` are those owed past their day; `text` is looked for in the names of holders."""

    state: State = "owed"
    stage: str = ""
    text: str = ""


class CampaignDuty(Value):
    """One duty: what, who holds it, until when, and what became of it (`owed`, `late`, `done`, `lapsed`)."""

    stage: str
    stage_name: str
    what: str
    holder: str
    unit: str | None
    since: datetime
    due: date | None
    ended_at: datetime | None
    state: State


def count(session: Session, viewer: Principal, campaign: Campaign, chosen: Chosen, *, on: date) -> int:
    """How many there are in all pages."""
    query = _around(select(func.count()).select_from(Duty)).where(*_fits(session, viewer, campaign, chosen, on))
    return int(session.scalars(query).one())


def lines(
    session: Session, viewer: Principal, campaign: Campaign, chosen: Chosen, *, on: date, offset: int, limit: int
) -> tuple[CampaignDuty, ...]:
    """One page: by deadline, what has none last."""
    wanted: Select[Any] = select(Duty, Stage, col(Unit.name).label("unit"), col(Unit.code).label("unit_code"))
    query = _around(wanted.add_columns(col(Person.name).label("person"))).where(
        *_fits(session, viewer, campaign, chosen, on)
    )
    ordered = query.order_by(col(Duty.ended), col(Duty.due).is_(None), col(Duty.due), col(Duty.id))
    return tuple(_line(row, on) for row in session.execute(ordered.offset(offset).limit(limit)))


def _around(query: Any) -> Any:
    joined = query.join(Stage, col(Stage.id) == col(Duty.stage_id)).outerjoin(Unit, col(Unit.id) == col(Duty.unit_id))
    return joined.outerjoin(Person, col(Person.id) == col(Duty.person_id))


def _fits(
    session: Session, viewer: Principal, campaign: Campaign, chosen: Chosen, on: date
) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Duty.campaign_id) == campaign.id,
        reach(viewer, "campaign:view", col(Duty.campaign_id), col(Duty.unit_id)),
        duties_seen(session, viewer),
        _in_state(chosen.state, on),
        *_in_stage(chosen.stage),
        *_held_by(chosen.text),
    )


def _in_state(state: State, on: date) -> ColumnElement[bool]:
    owed = col(Duty.ended).is_(False)
    return {
        "owed": owed,
        "late": and_(owed, col(Duty.due) < on),
        "done": col(Duty.done_at).is_not(None),
        "lapsed": col(Duty.lapsed_at).is_not(None),
        "all": true(),
    }[state]


def _in_stage(stage: str) -> list[ColumnElement[bool]]:
    if not stage:
        return []
    key = StageKey.parse(stage)
    return [col(Stage.kind) == key.kind.value, col(Stage.round) == key.round]


def _held_by(text: str) -> list[ColumnElement[bool]]:
    if not text:
        return []
    folded = fold(text)
    return [
        or_(
            col(Unit.folded).contains(folded, autoescape=True),
            col(Person.folded).contains(folded, autoescape=True),
        )
    ]


def _line(row: Any, on: date) -> CampaignDuty:
    duty, stage = row.Duty, row.Stage
    return CampaignDuty(
        stage=stage.key,
        stage_name=stage_label(stage.kind, stage.round),
        what=duty.what,
        holder=holder_phrase(unit=row.unit, person=row.person, role=duty.role),
        unit=row.unit_code,
        since=duty.since,
        due=duty.due,
        ended_at=duty.done_at or duty.lapsed_at,
        state=_state(duty, on),
    )


def _state(duty: Duty, on: date) -> State:
    if duty.done_at is not None:
        return "done"
    if duty.lapsed_at is not None:
        return "lapsed"
    return "late" if duty.due is not None and duty.due < on else "owed"
