"""A year of the office's calendar, and which deadlines stand on days that change."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import null, select
from sqlmodel import Session, col

from domain.errors import Invalid
from domain.people import Principal
from domain.values import Value
from domain.workdays import WorkCalendar
from models.campaigns import Campaign
from models.stages import Stage
from models.workdays import load_calendar, own_overrides
from queries.visibility import reach

LONGEST = 31
"""Days of one order; a longer span is a slip of the pen."""


class DayLine(Value):
    """A day with why it is worked or not; `own`: set by this office, and not by the calendar that came along."""

    day: date
    code: str
    name: str
    document: str
    verified: bool
    own: bool


class YearSheet(Value):
    """A year as weeks of days; None where a week begins in the month before or ends in the one after."""

    year: int
    first_year: int
    last_year: int
    known_until: date
    working_days: int
    months: tuple[tuple[tuple[DayLine | None, ...], ...], ...]

    @property
    def special(self) -> tuple[DayLine, ...]:
        """Every day that is neither an ordinary working day nor an ordinary weekend."""
        days = (day for month in self.months for week in month for day in week)
        return tuple(day for day in days if day is not None and day.code not in {"workday", "weekend"})


class DueThen(Value):
    """A stage that has its deadline on a certain day."""

    campaign: str
    campaign_name: str
    kind: str
    round: str
    due: date


def year_sheet(session: Session, year: int) -> YearSheet:
    """A year of the calendar, the nearest known one for a year outside; raises Incomplete `calendar_empty`."""
    known = load_calendar(session)
    shown = min(max(year, known.first.year), known.last.year)
    own = {override.day for override in own_overrides(session)}
    weeks = Calendar()
    return YearSheet(
        year=shown,
        first_year=known.first.year,
        last_year=known.last.year,
        known_until=known.last,
        working_days=known.ordinal(date(shown, 12, 31))
        - known.ordinal(date(shown, 1, 1))
        + known.is_working(date(shown, 1, 1)),
        months=tuple(
            tuple(
                tuple(_line(known, own, day) if day.month == month else None for day in week)
                for week in weeks.monthdatescalendar(shown, month)
            )
            for month in range(1, 13)
        ),
    )


def days_to_set(session: Session, first: date, last: date, *, worked: bool) -> tuple[date, ...]:
    """The days of a span that are not so yet; a single day is taken as it is.

    Raises:
        Incomplete: `calendar_empty`. Invalid: `ends_before_begins`, `span_too_long`, `holidays_unknown`.
    """
    if last < first:
        raise Invalid("ends_before_begins", found=last, begins=first)
    if (last - first).days >= LONGEST:
        raise Invalid("span_too_long", most=LONGEST)
    known = load_calendar(session)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return tuple(day for day in days if len(days) == 1 or known.is_working(day) is not worked)


def due_on(session: Session, viewer: Principal, days: Iterable[date]) -> tuple[DueThen, ...]:
    """Stages that have not ended and are due on one of these days, those that the viewer may see."""
    query = (
        select(col(Campaign.code), col(Campaign.name), Stage)
        .join(Stage, col(Stage.campaign_id) == col(Campaign.id))
        .where(col(Stage.due).in_(list(days)), col(Stage.state).in_(("planned", "open")))
        .where(reach(viewer, "campaign:view", col(Stage.campaign_id), null()))
        .order_by(col(Stage.due), col(Stage.id))
    )
    return tuple(
        DueThen(campaign=code, campaign_name=name, kind=stage.kind, round=stage.round, due=stage.due)
        for code, name, stage in session.execute(query).tuples()
        if stage.due is not None
    )


def _line(known: WorkCalendar, own: set[date], day: date) -> DayLine:
    reason = known.reason(day)
    return DayLine(
        day=day,
        code=reason.code,
        name=reason.name,
        document=reason.document,
        verified=reason.verified,
        own=day in own,
    )
