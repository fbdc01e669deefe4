"""The launch stage: on the plan's own day everybody who takes part is told."""

from actions.cases import Case
from actions.telling import tell_units
from domain.schedule import Slot, project
from notifications.notices.of_campaigns import CampaignLaunched
from wording.dates import short_date
from wording.labels import stage_label


def opened(case: Case) -> None:
    """Tell every unit about the campaign and its timetable."""
    plan = case.plan
    tell_units(
        case,
        CampaignLaunched,
        authority_name=plan.authority,
        plan_number=plan.document.number,
        plan_date=plan.document.issued,
        starts_on=plan.period.start.opens or plan.document.issued,
        ends_on=plan.period.end.refuse_after,
        timetable=tuple(_line(slot) for slot in project(plan).slots if slot.remind_by and not slot.skipped),
    )


def closing(case: Case) -> tuple[str, ...]:
    """Nothing is left to do: the campaign runs."""
    return (f"Đã gửi thông báo phát động tới {len(case.units)} đơn vị.",)


def _line(slot: Slot) -> str:
    until = slot.planned_due.wording if slot.planned_due and slot.planned_due.wording else ""
    day = short_date(slot.remind_by) if slot.remind_by else ""
    return f"{stage_label(slot.key.kind, slot.key.round)}: đến {day}" + (f" ({until})" if until else "")
