"""Duties that the plan names itself: forwarding a list, a report at the end, a unit's own evaluation."""

from actions.cases import Case
from actions.guard import require
from actions.owing import owe, settle
from domain.duties import DutyKind
from domain.errors import NotFound
from domain.plan import PlannedDuty


def owe_planned(case: Case) -> None:
    """Write down every duty that the plan names for this stage."""
    for duty in case.plan.duties:
        if (duty.stage.value, duty.round) == (case.stage.kind, case.stage.round):
            _owe(case, duty)


def settle_planned(case: Case, code: str, *, unit_id: int | None = None) -> None:
    """A duty that the plan names is done.

    Raises:
        NotFound: `planned_duty`.
    """
    require(case.by, "report:file", campaign_id=case.campaign.id, unit_id=unit_id)
    wanted = f"{DutyKind.PLANNED.value}:{code}:{unit_id or ''}"
    found = [duty for duty in case.owed(DutyKind.PLANNED) if duty.key == wanted]
    if not found:
        raise NotFound("planned_duty", duty=code, stage=case.stage.key)
    settle(found, case)


def _owe(case: Case, duty: PlannedDuty) -> None:
    due = duty.due.remind_by if duty.due else None
    if duty.owed_by == "units":
        for unit in case.units:
            owe(case, DutyKind.PLANNED, about=duty.what, key=f"{duty.code}:{unit.id}", unit_id=unit.id, due=due)
        return
    owe(case, DutyKind.PLANNED, about=duty.what, key=f"{duty.code}:", role=duty.owed_by, due=due)
