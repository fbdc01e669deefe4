"""A campaign's stages on the line of time: planned first, planned now, what happened, what to expect."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from domain.errors import Invalid
from domain.people import Principal
from domain.permissions import allowed
from domain.schedule import Slot, project
from domain.steps import local_day
from domain.values import Value
from domain.workdays import WorkCalendar
from models.campaigns import Campaign, PlanVersion
from models.workdays import load_calendar
from plans.writing import from_json
from queries.campaigns import StageLine, stage_lines
from queries.forecast import ForecastLine, outlook
from wording.labels import STAGE_KINDS, round_label

LONG_REST = 4
"""Days off in a row that are worth showing where single days are too narrow: Tết, the two holidays of September."""


class TimeRow(Value):
    """One stage. `first_*` are the days of the first plan that named a deadline for it; days are the office's.

    `expected_*` is None for a viewer who sees only units of her own, because it follows from what all of them owe.
    """

    stage: str
    name: str
    kind_name: str
    round_name: str
    state: str
    reason: str
    first_opens: date | None
    first_due: date | None
    opens: date | None
    due: date | None
    opened: date | None
    closed: date | None
    expected_opens: date | None
    expected_closes: date | None
    owed: int
    done: int
    lapsed: int


class Timeline(Value):
    """All stages in order; `whole`: the viewer sees every unit's matters."""

    rows: tuple[TimeRow, ...]
    whole: bool


def timeline(session: Session, viewer: Principal, campaign: Campaign, *, on: date) -> Timeline:
    """The stages of a campaign that the viewer was found to see (`queries.campaigns.visible`)."""
    whole = viewer.is_system or allowed("campaign:view", viewer, campaign_id=campaign.id)
    lines = stage_lines(session, viewer, campaign.id)
    slots = _first_slots(session, campaign.id)
    ahead = {one.stage: one for one in outlook(session, viewer, campaign.code, on=on)} if whole else {}
    return Timeline(rows=tuple(_row(line, slots, ahead.get(line.stage)) for line in _by_round(lines)), whole=whole)


def days_off(session: Session, first: date, last: date) -> tuple[tuple[date, date], ...]:
    """Days without work from `first` to `last`, as runs of first and last day; nothing where no calendar is known."""
    return tuple(_runs(load_calendar(session), first, last))


def _by_round(lines: tuple[StageLine, ...]) -> list[StageLine]:
    """The steps of a round one after the other, also where a later plan dropped the round and left it its old place."""
    first: dict[str, int] = {}
    for place, line in enumerate(lines):
        first.setdefault(_group(line), place)
    return sorted(lines, key=lambda line: first[_group(line)])


def _group(line: StageLine) -> str:
    return line.stage.partition("@")[2] or line.stage


def _runs(calendar: WorkCalendar, first: date, last: date) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        try:
            if calendar.is_working(day):
                continue
        except Invalid:
            # A year whose holidays nobody has entered shows none, rather than guessed ones.
            continue
        if found and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _first_slots(session: Session, campaign_id: int) -> Mapping[str, Slot]:
    """Stage → its slot in the first version of the plan that gives it a deadline."""
    query = select(col(PlanVersion.plan)).where(col(PlanVersion.campaign_id) == campaign_id)
    found: dict[str, Slot] = {}
    for text in session.scalars(query.order_by(col(PlanVersion.number))):
        for slot in project(from_json(text)).slots:
            if slot.due is not None:
                found.setdefault(str(slot.key), slot)
    return found


def _row(line: StageLine, slots: Mapping[str, Slot], ahead: ForecastLine | None) -> TimeRow:
    kind, _, round_ = line.stage.partition("@")
    first = slots.get(line.stage)
    return TimeRow(
        stage=line.stage,
        name=line.name,
        kind_name=STAGE_KINDS[kind],
        round_name=round_label(round_) if round_ else "",
        state=line.state,
        reason=line.reason,
        first_opens=first.opens if first else None,
        first_due=first.due if first else None,
        opens=line.opens,
        due=line.due,
        opened=local_day(line.opened_at) if line.opened_at else None,
        closed=local_day(line.closed_at) if line.closed_at else None,
        expected_opens=ahead.expected_opens if ahead else None,
        expected_closes=ahead.expected_closes if ahead else None,
        owed=line.owed,
        done=line.done,
        lapsed=line.lapsed,
    )
