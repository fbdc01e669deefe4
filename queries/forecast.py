"""When a campaign's stages will probably end, beside what is planned."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from domain.errors import Invalid
from domain.forecast import Span, StageAhead, forecast, span_of
from domain.people import Principal
from domain.stages import ENDED, StageState
from domain.steps import local_day
from domain.values import Value
from domain.workdays import WorkCalendar
from models.situations import StageRecord, load
from models.stages import Stage
from models.standing import WINDOWS
from models.workdays import load_calendar
from queries.campaigns import visible
from wording.labels import stage_label

PAST = 300
"""Closed stages of a kind that are looked at, the newest: enough for a middle, and old habits do not count for ever."""


class ForecastLine(Value):
    """A stage that has not ended: planned days, expected days, and on how many closed stages these rest."""

    stage: str
    name: str
    state: str
    planned_opens: date | None
    planned_due: date | None
    expected_opens: date | None
    expected_closes: date | None
    earliest: date | None
    latest: date | None
    basis: int


def outlook(session: Session, viewer: Principal, code: str, *, on: date) -> tuple[ForecastLine, ...]:
    """The stages ahead of a campaign, in order; nothing once it is over.

    Raises:
        NotFound: `campaign`.
    """
    campaign = visible(session, viewer, code)
    if campaign.state not in ("draft", "running"):
        return ()
    calendar = load_calendar(session)
    [record] = load(session, [campaign])
    places = {id(one): place for place, one in enumerate(record.stages)}
    ahead = [_ahead(one, tuple(places[id(other)] for other in one.before)) for one in record.stages]
    spans = _spans(session, {one.kind for one in ahead if one.state not in ENDED}, calendar)
    lines = zip(record.stages, ahead, forecast(ahead, spans, calendar, on), strict=True)
    return tuple(
        ForecastLine(
            stage=one.stage.key,
            name=stage_label(one.stage.kind, one.stage.round),
            state=one.stage.state,
            planned_opens=one.stage.opens,
            planned_due=one.stage.due,
            expected_opens=expected.opens,
            expected_closes=expected.closes,
            earliest=expected.earliest,
            latest=expected.latest,
            basis=expected.basis,
        )
        for one, stage, expected in lines
        if stage.state not in ENDED
    )


def _ahead(one: StageRecord, before: tuple[int, ...]) -> StageAhead:
    stage = one.stage
    return StageAhead(
        kind=stage.kind,
        state=StageState(stage.state),
        before=before,
        opens=stage.opens,
        due=stage.due,
        opened=local_day(stage.opened_at) if stage.opened_at else None,
        closed=local_day(stage.closed_at) if stage.closed_at else None,
        owed_until=max((duty.due for duty in one.duties if duty.due is not None), default=None),
        window=stage.kind in WINDOWS,
    )


def _spans(session: Session, kinds: Iterable[str], calendar: WorkCalendar) -> dict[str, Span]:
    took: defaultdict[str, list[int]] = defaultdict(list)
    for kind in sorted(kinds):
        query = (
            select(col(Stage.opened_at), col(Stage.closed_at))
            .where(col(Stage.kind) == kind, col(Stage.state) == "closed", col(Stage.opened_at).is_not(None))
            .order_by(col(Stage.id).desc())
            .limit(PAST)
        )
        for opened, closed in session.execute(query):
            if opened is not None and closed is not None:
                _count(took[kind], local_day(opened), local_day(closed), calendar)
    return {kind: span_of(days) for kind, days in took.items() if days}


def _count(days: list[int], opened: date, closed: date, calendar: WorkCalendar) -> None:
    try:
        days.append(calendar.between(opened, closed))
    except Invalid:
        # A stage of a year whose holidays are not in this store tells nothing.
        return
