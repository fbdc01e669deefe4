"""Refusals as sentences: what is wrong, what is allowed, what to do. An unknown code raises KeyError."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from domain.errors import PlanRefused, ThiduaError
from domain.stages import StageKey
from wording.complaints import COMPLAINT_OUTCOMES, COMPLAINT_STATES
from wording.components import component_label
from wording.dates import moment, short_date
from wording.departures import OPINIONS
from wording.earlier_awards import FIELDS as AWARD_FIELDS
from wording.labels import AWARD_FORMS, NOMINEE_KINDS, ROLES, STAGE_KINDS, STAGE_STATES, stage_label
from wording.later_decisions import DECISION_KINDS, GROUNDS, RECOVERED
from wording.numbers import grouped
from wording.permissions import ACTIONS
from wording.plan_faults import fault_line
from wording.questions import question
from wording.refusals import SENTENCES
from wording.states import (
    CAMPAIGN_STATES,
    CHOICES,
    DECISION_STATES,
    DOSSIER_STATES,
    FINDINGS,
    OUTCOMES,
    REGISTRATION_STATES,
    SEATS,
)

_COMMAND = ("thidua ", "--")


def sentence(error: ThiduaError) -> str:
    """One or more Vietnamese sentences; a refused plan gives a line for each fault.

    Raises:
        KeyError: a code that has no sentence yet, or a sentence that names what the error does not carry.
    """
    if isinstance(error, PlanRefused):
        return _plan_sentence(error)
    shown = {key: _shown(key, value) for key, value in error.data.items()}
    return SENTENCES[error.code].format(*shown.values(), **shown)


def page_sentence(error: ThiduaError) -> str:
    """The same for somebody at a page: hints that name the command are left out, because a page has its own buttons."""
    lines = (
        ". ".join(part for part in line.split(". ") if not any(word in part for word in _COMMAND))
        for line in sentence(error).split("\n")
    )
    return "\n".join(line if line.endswith((".", "!", "?", ":")) else f"{line}." for line in lines if line)


def _plan_sentence(error: PlanRefused) -> str:
    faults = error.data["faults"]
    if not isinstance(faults, tuple):
        raise TypeError("the faults of a plan are a tuple")
    head = f"{error.data.get('file') or 'Kế hoạch'}: {len(faults)} lỗi, chưa thể dùng kế hoạch này."
    return "\n".join((head, *(f"  {fault_line(fault)}" for fault in faults)))


def _shown(key: str, value: object) -> str:
    """A value as an officer reads it; lists with commas."""
    if key == "reasons" and isinstance(value, tuple):
        return "; ".join(_reason(pair) for pair in value)
    if isinstance(value, tuple | list | frozenset | set):
        return ", ".join(_shown(key, item) for item in value) or "không có"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return short_date(value)
    if value is None:
        return "chưa có"
    return _NAMED.get(key, str)(str(value))


def _stage(text: str) -> str:
    key = StageKey.parse(text)
    return stage_label(key.kind.value, key.round)


def _lacking(part: str) -> str:
    """What a launch lacks: an open item, a role without a holder, units."""
    if part == "units":
        return "đơn vị tham gia"
    head, _, role = part.partition(":")
    return f"người giữ vai trò {ROLES[role]}" if head == "role" else f"trả lời câu “{question(part)}” ({part})"


def _allowed(code: str) -> str:
    """What may stand there: a state by its name, a word to type with its meaning, an answer as it must look."""
    if code in _ANSWERS:
        return _ANSWERS[code]
    if code in _STATES:
        return _STATES[code].lower()
    return f"{code} ({_WORDS[code].lower()})" if code in _WORDS else code


def _reason(pair: tuple[object, ...]) -> str:
    """A criterion and what was found about it."""
    wording, finding = pair
    return f"{wording} – {FINDINGS[str(finding)]}"


_STATES = {**CAMPAIGN_STATES, **STAGE_STATES, **REGISTRATION_STATES, **DECISION_STATES, **DOSSIER_STATES}
_WORDS = {
    **OPINIONS,
    **COMPLAINT_OUTCOMES,
    **NOMINEE_KINDS,
    **AWARD_FORMS,
    **SEATS,
    **CHOICES,
    **STAGE_KINDS,
    **GROUNDS,
}
_ANSWERS: Mapping[str, str] = {
    "date": "một ngày như 2021-11-20",
    "held": "một ngày như 2021-11-20, hoặc “không”",
    "text": "nội dung trả lời, không để trống",
    "number": "một số nguyên từ 1 đến 50",
    "years": "các năm trong thời gian phong trào, như 2025,2026",
    "reading": "mã của một cách hiểu đã nêu",
    "quota": "loại và số tối đa, như collective=5,individual=10",
    "form": "mã hình thức khen, như giay_khen",
    "components": "mã các thành phần hồ sơ, hoặc “luật”",
    "rule": "quy chế của Hội đồng",
}

# A code of the store never reaches a reader where a name for it is known.
_NAMED: Mapping[str, Callable[[str], str]] = {
    "stage": _stage,
    "later": _stage,
    "action": lambda code: ACTIONS.get(code, code),
    "roles": lambda code: ROLES.get(code, code),
    "role": lambda code: ROLES.get(code, code),
    "state": lambda code: _STATES.get(code, code).lower(),
    "stands": lambda code: COMPLAINT_STATES.get(code, code).lower(),
    "needs": lambda code: COMPLAINT_STATES.get(code, code).lower(),
    "lacking": _lacking,
    "allowed": _allowed,
    "outcome": lambda code: OUTCOMES[code].lower(),
    "missing": component_label,
    "settled_by": lambda code: {"chair": "Chủ tịch Hội đồng", "revote": "Hội đồng bỏ phiếu lại"}.get(code, code),
    "form": lambda code: AWARD_FORMS.get(code, code),
    "field": lambda code: AWARD_FIELDS.get(code, code),
    "kind": lambda code: NOMINEE_KINDS.get(code, code),
    "later_kind": lambda code: DECISION_KINDS.get(code, code),
    "about_kind": lambda code: DECISION_KINDS.get(code, code),
    "item": lambda code: RECOVERED.get(code, code),
    "size": lambda number: grouped(int(number)),
    "limit": lambda number: grouped(int(number)),
}
