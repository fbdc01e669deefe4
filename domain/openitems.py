"""What a plan leaves open: asked for when the stage that needs it comes, never guessed.

The items follow from the plan alone: an answer makes a new plan version in which the item is gone (`domain.answers`),
or marks it waived. Two kinds of item are answered by acting: the council's rule and a meeting or issue date.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from domain.dates import Event, PlanDate
from domain.people import Role
from domain.plan import Held, Plan, PlannedStage, Repeats
from domain.quotas import applies
from domain.stages import MAIN, MIDTERM, ROUND_KINDS, StageKey, StageKind
from domain.values import Value


class AnswerKind(StrEnum):
    """What an answer must look like."""

    DATE = "date"
    HELD = "held"
    TEXT = "text"
    NUMBER = "number"
    YEARS = "years"
    READING = "reading"
    QUOTA = "quota"
    FORM = "form"
    COMPONENTS = "components"
    RULE = "rule"


class Blocks(StrEnum):
    """What cannot happen while the item is open."""

    OPENING = "opening"
    CLOSING = "closing"
    NOTHING = "nothing"


class OpenItem(Value):
    """One question: where it stands, who is asked, what it holds up. `extra` names what the key alone does not."""

    key: str
    stage: StageKey
    answer: AnswerKind
    blocks: Blocks
    asks: Role = Role.OFFICER
    extra: str = ""

    @property
    def waivable(self) -> bool:
        """Can somebody decide that no answer is needed?"""
        return self.blocks is Blocks.NOTHING


def open_items(plan: Plan) -> tuple[OpenItem, ...]:
    """All open items of a plan in the order of its stages, waived ones left out."""
    waived = {item.key for item in plan.waived}
    found = (*_document(plan), *_optional_stages(plan), *_rounds(plan), *_summary(plan))
    return tuple(item for item in found if item.key not in waived)


def _document(plan: Plan) -> Iterator[OpenItem]:
    launch = StageKey(StageKind.LAUNCH)
    if plan.document.issued is None:
        yield OpenItem(key="document.issued", stage=launch, answer=AnswerKind.DATE, blocks=Blocks.OPENING)
    if plan.document.number is None:
        yield OpenItem(key="document.number", stage=launch, answer=AnswerKind.TEXT, blocks=Blocks.OPENING)
    if any(r.repeats is Repeats.YEARLY and r.years is None for r in plan.rounds):
        yield OpenItem(key="round.yearly.years", stage=launch, answer=AnswerKind.YEARS, blocks=Blocks.NOTHING)


def _optional_stages(plan: Plan) -> Iterator[OpenItem]:
    for kind in (StageKind.REGISTRATION, StageKind.MIDTERM_REVIEW):
        key = StageKey(kind, MAIN)
        said = plan.stage(key)
        if said is None or said.held is Held.SILENT:
            yield OpenItem(key=f"{key}.held", stage=key, answer=AnswerKind.HELD, blocks=Blocks.OPENING)
        elif said.held is Held.YES and _no_day(said.due):
            yield OpenItem(key=f"{key}.due", stage=key, answer=AnswerKind.DATE, blocks=Blocks.OPENING)


def _rounds(plan: Plan) -> Iterator[OpenItem]:
    codes = plan.round_codes()
    for code in codes:
        yield from _round(plan, code)
    if not codes:
        return
    intake = StageKey(StageKind.DOSSIER_INTAKE, codes[0])
    if not plan.components:
        yield _nothing("dossier.components", intake, AnswerKind.COMPONENTS)
    if plan.copies is None:
        yield _nothing("dossier.copies", intake, AnswerKind.NUMBER)
    if plan.bonus is None:
        yield _nothing("award.bonus", StageKey(StageKind.DECISION_ISSUANCE, codes[0]), AnswerKind.TEXT)


def _round(plan: Plan, code: str) -> Iterator[OpenItem]:
    intake, council, decision = (StageKey(kind, code) for kind in ROUND_KINDS)
    if not held(plan, intake):
        return
    if _no_day(_due(plan, intake)):
        yield OpenItem(key=f"{intake}.due", stage=intake, answer=AnswerKind.DATE, blocks=Blocks.OPENING)
    if not plan.forms_of(code):
        yield OpenItem(key=f"award.forms@{code}", stage=intake, answer=AnswerKind.FORM, blocks=Blocks.OPENING)
    yield from _quotas(plan, code, intake, council)
    yield OpenItem(
        key=f"council.rule@{code}", stage=council, answer=AnswerKind.RULE, blocks=Blocks.CLOSING, asks=Role.SECRETARY
    )
    if _no_day(_due(plan, council)):
        yield _nothing(f"{council}.date", council, AnswerKind.DATE, Role.SECRETARY)
    if _no_day(_due(plan, decision)):
        yield _nothing(f"{decision}.date", decision, AnswerKind.DATE, Role.CLERK)


def _quotas(plan: Plan, code: str, intake: StageKey, council: StageKey) -> Iterator[OpenItem]:
    quotas = plan.quotas_of(code)
    if not quotas:
        yield _nothing(f"quota@{code}", intake, AnswerKind.QUOTA)
    elif all(quota.scope == "total" for quota in quotas):
        yield _nothing(f"quota.per_unit@{code}", intake, AnswerKind.QUOTA)
    for quota in quotas:
        # Because a quota is worded once for all its rounds, the first of them asks for all.
        if quota.ambiguous and code == next(c for c in plan.round_codes() if applies(quota, c)):
            yield _nothing(f"quota.reading@{quota.round}:{quota.form}:{quota.subject}", council, AnswerKind.READING)


def _summary(plan: Plan) -> Iterator[OpenItem]:
    summary = StageKey(StageKind.FINAL_SUMMARY)
    if _no_day(_due(plan, summary)):
        yield _nothing(f"{summary}.date", summary, AnswerKind.DATE)


def held(plan: Plan, key: StageKey) -> bool:
    """Is the stage held, as far as the plan says? Silence counts as held until it is answered."""
    said = plan.stage(key)
    return said is None or said.held is not Held.NO


def ask_from(plan: Plan, key: StageKey) -> date | None:
    """The earliest day to ask what blocks a round's opening: 60 days before the time it judges ends.

    Because a question asked two years ahead is noise; a yearly round judges its year, a midterm one the time up to the
    midterm review, the others the whole period.
    """
    if key.kind is not StageKind.DOSSIER_INTAKE:
        return None
    end = plan.period.end.refuse_after
    if key.round.isdigit():
        end = date(int(key.round), 12, 31)
    elif key.round == MIDTERM:
        review = plan.stage(StageKey(StageKind.MIDTERM_REVIEW))
        end = review.due.refuse_after if review and review.due else end
    return date.fromordinal(end.toordinal() - 60) if end else None


def needs_issue_date(plan: Plan) -> bool:
    """Does any date of the plan count from its own issue?"""
    return plan.period.start.anchor is not None and plan.period.start.anchor.event is Event.PLAN_ISSUED


def _due(plan: Plan, key: StageKey) -> PlanDate | None:
    said: PlannedStage | None = plan.stage(key)
    return said.due if said else None


def _no_day(when: PlanDate | None) -> bool:
    return when is None or (when.is_open and when.anchor is None)


def _nothing(key: str, stage: StageKey, answer: AnswerKind, asks: Role = Role.OFFICER) -> OpenItem:
    return OpenItem(key=key, stage=stage, answer=answer, blocks=Blocks.NOTHING, asks=asks)
