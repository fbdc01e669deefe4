"""Which waits somebody asks for, and the condition in SQL that says so: one for lists, counts and acts over many."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.stages import StageKey
from domain.values import Value
from models.campaigns import Campaign
from models.dossiers import Dossier
from models.people import Person
from models.places import Unit
from models.stages import Duty, Stage, Wait
from queries.holding import holding, overdue, soon, stuck
from queries.recusals import waits_seen
from queries.visibility import reach
from wording.names import fold

UNIT, PERSON = "unit", "person"
"""Holders that are no role: any unit, or somebody by name."""


class Wanted(Value):
    """Which waits. `stage` is an address in `campaign`, `dossier` a code in it, `cause` a kind of duty or `incident`.

    `stuck`: only what `queries.holding.stuck` names; `planned`: also stages that only wait for their time. `soon`: due
    within the working days of the first reminder. `holder`: a role, `unit` or `person`; `text` is looked for in the
    names of units and people that hold something. `ids`: only these, however many of them still stand.
    """

    campaign: str | None = None
    stage: str | None = None
    dossier: str | None = None
    cause: str | None = None
    holder: str = ""
    text: str = ""
    ids: tuple[int, ...] | None = None
    overdue: bool = False
    soon: bool = False
    stuck: bool = False
    planned: bool = False


EVERYTHING = Wanted()


def fitting(session: Session, viewer: Principal, on: date, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions on `wait`, what the viewer may see among them. Raises Invalid `stage_key`."""
    return [
        reach(viewer, "campaign:view", col(Wait.campaign_id), col(Wait.unit_id)),
        waits_seen(session, viewer),
        *_subject(wanted),
        *_held_by(wanted),
        *_lateness(session, on, wanted),
    ]


def _subject(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if not wanted.planned:
        yield holding()
    if wanted.campaign is not None:
        yield col(Wait.campaign_id).in_(select(col(Campaign.id)).where(col(Campaign.code) == wanted.campaign))
    if wanted.stage is not None:
        yield col(Wait.stage_id).in_(_stages(wanted.campaign, wanted.stage))
    if wanted.dossier is not None:
        yield col(Wait.duty_id).in_(_duties_about(wanted.campaign, wanted.dossier))
    if wanted.cause is not None:
        yield col(Wait.cause) == wanted.cause
    if wanted.ids is not None:
        yield col(Wait.id).in_(wanted.ids)


def _held_by(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.holder == UNIT:
        yield col(Wait.unit_id).is_not(None)
    elif wanted.holder == PERSON:
        yield col(Wait.person_id).is_not(None)
    elif wanted.holder:
        yield col(Wait.role) == wanted.holder
    if wanted.text:
        units, people = (
            select(col(table.id)).where(col(table.folded).contains(fold(wanted.text), autoescape=True))
            for table in (Unit, Person)
        )
        yield or_(col(Wait.unit_id).in_(units), col(Wait.person_id).in_(people))


def _lateness(session: Session, on: date, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.overdue:
        yield overdue(on)
    if wanted.soon:
        yield soon(session, on)
    if wanted.stuck:
        yield stuck(session, on)


def _stages(campaign: str | None, address: str) -> Select[tuple[int]]:
    key = StageKey.parse(address)
    query = select(col(Stage.id)).join(Campaign, col(Campaign.id) == col(Stage.campaign_id))
    return query.where(col(Campaign.code) == campaign, col(Stage.kind) == key.kind.value, col(Stage.round) == key.round)


def _duties_about(campaign: str | None, dossier: str) -> Select[tuple[int]]:
    query = select(col(Duty.id)).join(Dossier, col(Dossier.id) == col(Duty.dossier_id))
    query = query.join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
    return query.where(col(Campaign.code) == campaign, col(Dossier.code) == dossier)
