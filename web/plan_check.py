"""A plan's text that somebody hands in at a page: every fault at its line, or the plan with its timetable and chart."""

from dataclasses import dataclass, replace
from datetime import date

from starlette.requests import Request

from actions.previews import Effect
from domain.errors import PlanRefused
from domain.plan import Plan
from domain.schedule import Slot, project
from domain.stages import StageKey
from plans.faults import Fault
from plans.loading import load_bytes
from plans.reading import read_text
from queries.timeline import TimeRow
from web.acts import PreviewedError
from web.forms import Draft, Form
from wording.labels import STAGE_KINDS, round_label, stage_label
from wording.plan_faults import fault_sentence

TEXT = "text"


@dataclass(frozen=True)
class FaultLine:
    """One fault: where it is, the line as it was written, and what to do."""

    line: int
    place: str
    source: str
    sentence: str


@dataclass(frozen=True)
class Checked:
    """What came of a check: a plan, or faults; neither where nothing was handed in yet."""

    text: str
    plan: Plan | None = None
    code: str | None = None
    faults: tuple[FaultLine, ...] = ()


def check(text: str) -> Checked:
    """Read a plan's text; nothing is stored."""
    if not text.strip():
        return Checked("")
    try:
        loaded = load_bytes(text.encode())
    except PlanRefused as error:
        found = error.data["faults"]
        lines = text.splitlines()
        return Checked(text, faults=tuple(_fault(one, lines) for one in found if isinstance(one, Fault)))  # type: ignore[attr-defined]  # a tuple of faults
    return Checked(text, plan=loaded.plan, code=loaded.code)


def draft_text(request: Request, form: str) -> str:
    """The text on its way back to this page, if any."""
    draft: Draft = getattr(request.state, "draft", Draft({}))
    return draft.of(form).value(TEXT)


def handed_in(form: Form) -> str:
    """The uploaded file's text, else what stands in the field; raises PlanRefused where a file is no text."""
    upload = form.optional_file("file")
    return read_text(upload.content) if upload else form.text(TEXT)


def show_again(request: Request, form: Form, *, text: str, page: str = "", name: str = "") -> PreviewedError:
    """To be raised: the page comes back with this text in its field, checked, and nothing is done."""
    values = {**form.values, TEXT: (text,)}
    request.state.form = replace(form, values=values, page=page or form.page, name=name or form.name)
    return PreviewedError(Effect())


def planned_rows(plan: Plan) -> tuple[TimeRow, ...]:
    """The stages of a plan that nobody has begun, for its chart."""
    rows: dict[StageKey, TimeRow] = {}
    for slot in project(plan).slots:
        before = (rows[key].due for key in slot.after if key in rows)
        rows[slot.key] = _row(slot, max([day for day in before if day], default=plan.period.start.opens))
    return tuple(rows.values())


def _row(slot: Slot, earliest: date | None) -> TimeRow:
    """`earliest`: when it may begin where the plan names no day, because the stages before it have ended."""
    kind, round_ = slot.key.kind.value, slot.key.round
    return TimeRow(
        stage=str(slot.key),
        name=stage_label(kind, round_),
        kind_name=STAGE_KINDS[kind],
        round_name=round_label(round_),
        state="planned" if slot.skipped is None else "skipped",
        reason=slot.skipped or "",
        first_opens=None,
        first_due=None,
        opens=slot.opens or earliest,
        due=slot.due,
        opened=None,
        closed=None,
        expected_opens=None,
        expected_closes=None,
        owed=0,
        done=0,
        lapsed=0,
    )


def _fault(fault: Fault, lines: list[str]) -> FaultLine:
    source = lines[fault.line - 1].strip() if 0 < fault.line <= len(lines) else ""
    return FaultLine(fault.line, fault.place, source[:200], fault_sentence(fault.code, fault.found, fault.allowed))
