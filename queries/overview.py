"""The monitor's matrix: campaigns by their stages, with what holds each stage up. Five queries for any page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.people import Principal
from domain.steps import OFFICE_ZONE
from domain.values import Value
from models.calendar import Workday
from models.campaigns import Campaign, Participation
from models.stages import Stage, Wait
from queries.days import office_day, ordinal_of
from queries.holding import holding, overdue, stuck
from queries.recusals import waits_seen
from queries.visibility import reach, visible_campaigns
from wording.labels import stage_label
from wording.names import fold


class Wanted(Value):
    """Which campaigns. `text` is looked for in code and name, without accents; `year`: alive in that year.

    `stuck`: only those in which something is stuck (`queries.holding.stuck`).
    """

    text: str = ""
    states: tuple[str, ...] = ()
    authority: str = ""
    year: int | None = None
    stuck: bool = False


EVERYTHING = Wanted()


class StageCell(Value):
    """A stage in the matrix. `waiting`, `overdue`, `stuck` count the lines of `queries.stuck.waits` of this stage.

    `oldest_days`: working days since the oldest of them began. `deadline`: the nearest day by which one of them is
    owed, in an open stage without any the stage's own last day. `margin_days`: working days left until then, negative
    once it has passed; None where there is no deadline.
    """

    stage: str
    name: str
    state: str
    reason: str
    opens: date | None
    due: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    waiting: int
    overdue: int
    stuck: int
    incidents: int
    oldest_since: datetime | None
    oldest_days: int | None
    deadline: date | None
    margin_days: int | None


class CampaignLine(Value):
    """One campaign of the overview; its numbers are the sums, and `oldest_days` the greatest, of its stages."""

    code: str
    name: str
    authority: str
    state: str
    suspended: bool
    stages: tuple[StageCell, ...]
    units: int
    waiting: int
    overdue: int
    stuck: int
    oldest_days: int | None


class Overview(Value):
    """One page: `total` campaigns fit, in all pages together; `after` asks for the next page, empty at the end."""

    lines: tuple[CampaignLine, ...]
    total: int
    after: str


def overview(
    session: Session,
    viewer: Principal,
    *,
    on: date,
    wanted: Wanted = EVERYTHING,
    after: str = "",
    limit: int = 50,
) -> Overview:
    """Campaigns by code, after the code `after`, as they stand on the day `on`."""
    fits = (visible_campaigns(viewer), *_conditions(session, viewer, on, wanted))
    total = session.scalars(select(func.count()).select_from(Campaign).where(*fits)).one()
    query = select(Campaign).where(*fits, col(Campaign.code) > after).order_by(col(Campaign.code))
    # One more than is shown tells whether there is a next page.
    rows = session.scalars(query.limit(limit + 1)).all()
    shown = rows[:limit]
    ids = [row.id for row in shown]
    cells, units = _cells(session, viewer, ids, on), _unit_counts(session, viewer, ids)
    return Overview(
        lines=tuple(_line(row, cells[row.id], units.get(row.id, 0)) for row in shown),
        total=total,
        after=shown[-1].code if len(rows) > limit else "",
    )


def _conditions(session: Session, viewer: Principal, on: date, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        named = col(Campaign.folded).contains(fold(wanted.text), autoescape=True)
        found.append(or_(named, col(Campaign.code).contains(wanted.text, autoescape=True)))
    if wanted.states:
        found.append(col(Campaign.state).in_(wanted.states))
    if wanted.authority:
        found.append(col(Campaign.authority) == wanted.authority)
    if wanted.year is not None:
        found += _alive_in(wanted.year)
    if wanted.stuck:
        # One list for all, because what is stuck is little beside all campaigns that ever were.
        standing = select(col(Wait.campaign_id)).where(holding(), stuck(session, on), _seen(session, viewer))
        found.append(col(Campaign.id).in_(standing))
    return found


def _alive_in(year: int) -> tuple[ColumnElement[bool], ...]:
    begin, end = (datetime.combine(date(one, 1, 1), time(), OFFICE_ZONE) for one in (year, year + 1))
    ended = col(Campaign.closed_at)
    return func.coalesce(col(Campaign.launched_at), col(Campaign.created_at)) < end, or_(
        ended.is_(None), ended >= begin
    )


def _seen(session: Session, viewer: Principal) -> ColumnElement[bool]:
    within = reach(viewer, "campaign:view", col(Wait.campaign_id), col(Wait.unit_id))
    return and_(within, waits_seen(session, viewer))


def _line(row: Campaign, cells: Sequence[StageCell], units: int) -> CampaignLine:
    return CampaignLine(
        code=row.code,
        name=row.name,
        authority=row.authority,
        state=row.state,
        suspended=row.suspended_at is not None,
        stages=tuple(cells),
        units=units,
        waiting=sum(cell.waiting for cell in cells),
        overdue=sum(cell.overdue for cell in cells),
        stuck=sum(cell.stuck for cell in cells),
        oldest_days=max((cell.oldest_days for cell in cells if cell.oldest_days is not None), default=None),
    )


def _cells(session: Session, viewer: Principal, ids: Sequence[int], on: date) -> defaultdict[int, list[StageCell]]:
    found: defaultdict[int, list[StageCell]] = defaultdict(list)
    for row in session.execute(_stages_with(_held(session, viewer, ids, on), ids, on)):
        found[row.campaign_id].append(_cell(row))
    return found


def _held(session: Session, viewer: Principal, ids: Sequence[int], on: date) -> Subquery:
    """What holds each stage up, in numbers."""
    return (
        select(
            col(Wait.stage_id),
            func.count().label("waiting"),
            func.count().filter(overdue(on)).label("overdue"),
            func.count().filter(stuck(session, on)).label("stuck"),
            func.count().filter(col(Wait.cause) == "incident").label("incidents"),
            func.min(col(Wait.since)).label("since"),
            func.min(col(Wait.due)).label("due"),
        )
        .where(col(Wait.campaign_id).in_(ids), holding(), _seen(session, viewer))
        .group_by(col(Wait.stage_id))
        .subquery()
    )


def _stages_with(held: Subquery, ids: Sequence[int], on: date) -> Select[Any]:
    began, ends, today = aliased(Workday), aliased(Workday), ordinal_of(on)
    open_until = case((col(Stage.state) == "open", col(Stage.due)), else_=null())
    deadline = func.coalesce(held.c.due, open_until)
    return (
        select(
            *(col(getattr(Stage, name)) for name in ("campaign_id", "kind", "round", "state", "reason")),
            *(col(getattr(Stage, name)) for name in ("opens", "due", "opened_at", "closed_at")),
            *(func.coalesce(held.c[name], 0).label(name) for name in ("waiting", "overdue", "stuck", "incidents")),
            held.c.since,
            (today - col(began.ordinal)).label("oldest_days"),
            deadline.label("deadline"),
            (col(ends.ordinal) - today).label("margin_days"),
        )
        .outerjoin(held, held.c.stage_id == col(Stage.id))
        .outerjoin(began, col(began.day) == office_day(held.c.since))
        .outerjoin(ends, col(ends.day) == deadline)
        .where(col(Stage.campaign_id).in_(ids))
        .order_by(col(Stage.campaign_id), col(Stage.position))
    )


def _cell(row: Any) -> StageCell:
    return StageCell(
        stage=row.kind if row.round == "main" else f"{row.kind}@{row.round}",
        name=stage_label(row.kind, row.round),
        state=row.state,
        reason=row.reason,
        opens=row.opens,
        due=row.due,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        waiting=row.waiting,
        overdue=row.overdue,
        stuck=row.stuck,
        incidents=row.incidents,
        oldest_since=row.since,
        oldest_days=row.oldest_days,
        deadline=row.deadline,
        margin_days=row.margin_days,
    )


def _unit_counts(session: Session, viewer: Principal, ids: Iterable[int]) -> dict[int, int]:
    column = col(Participation.campaign_id)
    seen = reach(viewer, "campaign:view", column, col(Participation.unit_id))
    query = select(column, func.count()).where(column.in_(list(ids)), seen).group_by(column)
    return dict(session.execute(query).tuples().all())
