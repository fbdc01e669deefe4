"""What is written down for a criterion: text as an officer types it, read as the value that its criterion measures."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from domain.eligibility import Criterion, Eligibility, Evidence, assess
from domain.errors import Invalid
from domain.measures import duration
from domain.nominees import NomineeKind
from domain.ratings import SCALES
from domain.values import Value

YES, NO = ("có", "co", "yes", "true"), ("không", "khong", "no", "false")


class Entry(NamedTuple):
    """One entry of a dossier's evidence, as it was typed."""

    criterion: str
    value: str
    document: str | None
    attested_by: str | None
    on: date


class Nominee(Value):
    """What the criteria ask about who is proposed: its kind, and the post that a person holds."""

    kind: NomineeKind
    role: str | None = None


def criteria_for(criteria: Iterable[Criterion], kind: str) -> tuple[Criterion, ...]:
    """The criteria that are asked of one kind of nominee."""
    return tuple(criterion for criterion in criteria if criterion.subject in ("any", kind))


def steps_of(criterion: Criterion) -> tuple[str, ...]:
    """The steps of the scale by which a rating is judged, the lowest first; empty where no scale is known."""
    wanted = criterion.value[0] if isinstance(criterion.value, tuple) else criterion.value
    if criterion.unit != "rating" or not isinstance(wanted, str):
        return ()
    return next((scale.steps for scale in SCALES if scale.position(wanted) is not None), ())


def typed_value(criterion: Criterion, text: str) -> Decimal | str | bool:
    """The value of evidence as its criterion measures it.

    Raises:
        Invalid: `criterion_value`, with what is allowed.
    """
    found = text.strip()
    if criterion.comparator in ("boolean", "qualitative"):
        if found.casefold() not in YES + NO:
            raise _invalid(criterion, text, "có / không")
        return found.casefold() in YES
    if criterion.unit in ("percent", "count"):
        return _number(criterion, text)
    if criterion.unit == "duration":
        return _span(criterion, found)
    steps = steps_of(criterion)
    # Because a rating that no scale knows would be refused only when the dossier is judged, by somebody else.
    if steps and found.casefold() not in {step.casefold() for step in steps}:
        raise _invalid(criterion, text, ", ".join(steps))
    return found


def judge(criteria: Iterable[Criterion], nominee: Nominee, entries: Iterable[Entry], on: date) -> Eligibility:
    """The nominee judged by the evidence in its dossier on a day; raises Invalid as `typed_value` does."""
    asked = criteria_for(criteria, nominee.kind)
    by_id = {criterion.id: criterion for criterion in asked}
    evidence = tuple(
        Evidence(
            criterion_id=entry.criterion,
            value=typed_value(by_id[entry.criterion], entry.value),
            document=entry.document,
            attested_by=entry.attested_by,
            on=entry.on,
        )
        for entry in entries
        if entry.criterion in by_id
    )
    roles = frozenset({nominee.role}) if nominee.role else frozenset[str]()
    return assess(asked, nominee.kind, evidence, on, roles=roles)


def _number(criterion: Criterion, text: str) -> Decimal:
    try:
        found = Decimal(text.strip().rstrip("%").replace(",", "."))
    except InvalidOperation:
        raise _invalid(criterion, text, "một số") from None
    if not found.is_finite() or found < 0:
        raise _invalid(criterion, text, "một số từ 0 trở lên")
    return found


def _span(criterion: Criterion, text: str) -> str:
    try:
        duration(text)
    except Invalid:
        raise _invalid(criterion, text, "một khoảng thời gian như PT2H (2 giờ) hoặc P5D (5 ngày)") from None
    return text


def _invalid(criterion: Criterion, text: str, allowed: str) -> Invalid:
    return Invalid(
        "criterion_value", criterion=criterion.wording, found=text, allowed=allowed, field=f"value-{criterion.id}"
    )
