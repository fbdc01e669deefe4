"""Duties that the plan names itself: forwarding a list, a report at the end, a unit's own evaluation."""

from datetime import date, datetime

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.guard import require
from actions.owing import owe, settle
from actions.refreshing import refresh
from domain.dates import Event
from domain.duties import DutyKind
from domain.errors import Incomplete, NotFound, WrongState
from domain.people import Principal
from domain.plan import PlannedDuty
from domain.stages import StageKey
from models.finders import unit_by_code

UNITS = "units"


def owe_planned(case: Case) -> None:
    """Write down every duty that the plan names for this stage; what units owe lapses, what the office owes blocks."""
    for duty in case.plan.duties:
        if (duty.stage.value, duty.round) != (case.stage.kind, case.stage.round):
            continue
        due = _due(case, duty)
        if duty.owed_by != UNITS:
            owe(case, DutyKind.PLANNED, about=duty.what, key=f"{duty.code}:", role=duty.owed_by, due=due)
            continue
        for unit in case.units:
            key = f"{duty.code}:{unit.code}"
            owe(case, DutyKind.PLANNED, about=duty.what, key=key, unit_id=unit.id, due=due, blocks=False)


def fulfil(
    session: Session,
    code: str,
    key: StageKey,
    duty_code: str,
    *,
    unit_code: str | None = None,
    text: str,
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> None:
    """A duty that the plan names is done; the text or the document says how.

    Raises:
        NotFound: `planned_duty`; Incomplete: `text_missing`; WrongState: `campaign_suspended`.
    """
    case = Case.of(session, code, key, by=by, at=at)
    unit = unit_by_code(session, unit_code) if unit_code else None
    require(by, "report:file", campaign_id=case.campaign.id, unit_id=unit.id if unit else None)
    if case.campaign.suspended_at is not None:
        raise WrongState("campaign_suspended", code=code)
    if not text.strip():
        raise Incomplete("text_missing", what="report")
    # By who owes it now, because the key names the unit that owed it first.
    wanted = f"{DutyKind.PLANNED.value}:{duty_code}:"
    owed = [duty for duty in case.owed(DutyKind.PLANNED) if duty.key.startswith(wanted)]
    found = [duty for duty in owed if duty.unit_id == (unit.id if unit else None)]
    if not found:
        raise NotFound("planned_duty", duty=duty_code, stage=str(key))
    settle(found, case)
    record(
        session,
        "planned_duty:done",
        by=by,
        at=at,
        subject=f"unit:{unit.code}" if unit else f"stage:{key}",
        campaign=code,
        facts={"duty": duty_code, "text": text.strip(), "document": document},
    )
    refresh(session, [case.campaign], calendar=case.calendar, at=at)


def _due(case: Case, duty: PlannedDuty) -> date | None:
    when = duty.due
    if when is None:
        return None
    end = case.plan.period.end.refuse_after
    if when.anchor is not None and when.anchor.event is Event.CAMPAIGN_ENDED and end is not None:
        when = when.anchored(end)
    return when.remind_by
