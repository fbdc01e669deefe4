"""The timetable of a plan, row by row, as an officer reads it: the plan's words first, then the days they mean."""

from typing import NamedTuple

from domain.dates import PlanDate, Precision
from domain.plan import Held, Plan
from domain.schedule import Slot, project
from domain.stages import StageKey, StageKind
from domain.workdays import WorkCalendar
from wording.dates import weekday, working_days
from wording.labels import stage_label
from wording.plans import dated


class Row(NamedTuple):
    """One stage or one duty that the plan names itself."""

    stage: str
    opens: str
    due: str
    note: str


def stage_rows(plan: Plan, calendar: WorkCalendar | None) -> tuple[Row, ...]:
    """A row for each stage in the order held."""
    return tuple(_stage_row(plan, slot, calendar) for slot in project(plan).slots)


def duty_rows(plan: Plan) -> tuple[Row, ...]:
    """A row for each duty the plan names itself: a report, a forwarding."""
    return tuple(
        Row(f"Việc: {duty.what}", "", date_cell(duty.due) if duty.due else "chưa nêu", f"gửi {duty.owed_to}")
        for duty in plan.duties
    )


def date_cell(when: PlanDate) -> str:
    """`trước ngày 15 tháng 3 năm 2019 (hết thứ Năm 14/03/2019 hoặc thứ Sáu 15/03/2019)`."""
    if when.resolution:
        return f"{dated(when.resolution.day)} ({when.resolution.by} xác định)"
    if when.last is None or when.first is None or when.remind_by is None:
        return when.wording
    if when.has_two_readings:
        return f"{when.wording} (hết {dated(when.remind_by)} hoặc {dated(when.last)})"
    if when.first != when.last:
        return f"{when.wording} ({dated(when.first)} – {dated(when.last)})"
    # The day stands in the plan's own words already: only its weekday is news.
    named = when.precision in (Precision.DAY, Precision.AROUND_DAY) and str(when.last.year) in when.wording
    return f"{when.wording} ({weekday(when.last) if named else dated(when.last)})"


def _stage_row(plan: Plan, slot: Slot, calendar: WorkCalendar | None) -> Row:
    name = stage_label(slot.key.kind.value, slot.key.round)
    said = plan.stage(slot.key)
    if slot.skipped is not None:
        return Row(name, "", "", f"không tổ chức: {slot.skipped}")
    if said is None or said.held is Held.SILENT:
        return Row(name, _opens(slot), "chưa nêu", "kế hoạch không nói đến")
    missing = "" if slot.key.kind is StageKind.LAUNCH else "chưa nêu"
    due = date_cell(slot.planned_due) if slot.planned_due else missing
    return Row(name, _opens(slot), due + _span(slot, calendar), said.wording)


def _opens(slot: Slot) -> str:
    if slot.planned_opens:
        return date_cell(slot.planned_opens)
    if slot.opens:
        return f"từ {dated(slot.opens)}"
    return f"sau: {_names(slot.after[-1:])}" if slot.after else "chưa nêu"


def _names(keys: tuple[StageKey, ...]) -> str:
    return ", ".join(stage_label(key.kind.value, key.round) for key in keys)


def _span(slot: Slot, calendar: WorkCalendar | None) -> str:
    if calendar is None or slot.opens is None or slot.due is None:
        return ""
    return f"; {working_days(calendar.between(slot.opens, slot.due))} từ khi mở"
