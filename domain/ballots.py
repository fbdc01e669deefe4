"""How a council's votes are counted: its rule as data, the count as entered, the tally with its working."""

from fractions import Fraction
from math import ceil, floor
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from domain.errors import Invalid
from domain.values import Value

Method = Literal["show_of_hands", "secret", "written", "paper"]
Denominator = Literal["all", "present", "valid"]
Comparator = Literal[">=", ">"]
Outcome = Literal["passed", "failed", "no_quorum", "tie"]
StepCode = Literal["members", "recused", "absent", "valid", "base", "needed", "got", "margin"]

DENOMINATORS: tuple[Denominator, ...] = ("all", "present", "valid")


class CouncilRule(Value):
    """A council's own voting rule, entered from its regulation.

    `threshold` is a share of the base in (0, 1]; `quorum` is a share of the members or a number of members.
    `secretary_votes` says who may hold a paper: `Count.members` counts only those who may.
    """

    method: Method
    quorum: Fraction | int | None = None
    threshold: Fraction = Field(gt=0, le=1)
    comparator: Comparator
    denominator: Denominator
    absent: Literal["count", "written_opinion", "exclude"]
    recusal: Literal["reduces", "keeps"]
    tie: Literal["chair", "revote", "fails"]
    secretary_votes: bool
    source: str

    @field_validator("threshold", "quorum", mode="before")
    @classmethod
    def _share_as_written(cls, value: object) -> object:
        # Because Fraction(0.9) is not 9/10, and because the text "1" is the share 1 while the number 1 is one member.
        return Fraction(str(value)) if isinstance(value, float | str) else value

    @model_validator(mode="after")
    def _can_be_passed(self) -> Self:
        if self.comparator == ">" and self.threshold == 1:
            raise ValueError("more than all the votes can never be reached")
        if self.quorum is not None and (self.quorum <= 0 or (isinstance(self.quorum, Fraction) and self.quorum > 1)):
            raise ValueError("a quorum is a share in (0, 1] or a positive number of members")
        return self


class Count(Value):
    """What was counted for one nominee.

    `present` are the members at the meeting who may vote on this nominee: a recused member is in `recused`
    and not in `present`. `written` are absent members whose opinion came in writing; their papers are in
    `yes`, `no`, `blank` and `invalid` like all others.
    """

    members: int
    present: int
    recused: int = 0
    written: int = 0
    yes: int
    no: int
    blank: int = 0
    invalid: int = 0
    chair_vote: Literal["yes", "no"] | None = None


class Step(Value):
    """One line of the working, in the order in which it is shown; `value` is what is added or reached."""

    code: StepCode
    value: int


class OtherReading(Value):
    """What the same count gives when measured against another denominator."""

    denominator: Denominator
    base: int
    needed: int
    got: int
    share: Fraction | None
    passed: bool


class Tally(Value):
    """The result of one vote: `margin` is got − needed, `share` got ÷ base (None when nobody is in the base).

    With `settled_by_chair` the vote was a tie and the outcome is the chair's.
    """

    outcome: Outcome
    base: int
    needed: int
    got: int
    margin: int
    share: Fraction | None
    working: tuple[Step, ...]
    readings: tuple[OtherReading, ...]
    settled_by_chair: bool = False

    @property
    def passed(self) -> bool:
        """Only a tie that the chair or a new vote must still settle is neither passed nor failed."""
        return self.outcome == "passed"


def tally(rule: CouncilRule, count: Count) -> Tally:
    """Measure the yes papers of one nominee against the rule.

    A tie is exactly half of the base in favour under a rule of "more than half"; the chair's vote settles it when
    the rule says so and the vote is known. No quorum goes before everything else.

    Raises Invalid when the count contradicts itself or the rule.
    """
    _refuse_contradictions(rule, count)
    base = _base(rule, count, rule.denominator)
    needed = _needed(rule, base)
    steps = (*_way_to_base(rule, count), ("base", base), ("needed", needed), ("got", count.yes))
    return Tally(
        outcome=_outcome(rule, count, base),
        base=base,
        needed=needed,
        got=count.yes,
        margin=count.yes - needed,
        share=_share(count.yes, base),
        working=tuple(Step(code=code, value=value) for code, value in (*steps, ("margin", count.yes - needed))),
        readings=tuple(_other(rule, count, other) for other in DENOMINATORS if other != rule.denominator),
        settled_by_chair=_settled_by_chair(rule, count, base),
    )


def has_quorum(rule: CouncilRule, count: Count) -> bool:
    """Are enough members at the meeting? Written opinions do not attend; a recused member only leaves the base."""
    return count.present >= quorum_needed(rule, _entitled(rule, count))


def quorum_needed(rule: CouncilRule, members: int) -> int:
    """How many of so many members have to be there; 0 where the rule asks for nobody."""
    if rule.quorum is None:
        return 0
    return rule.quorum if isinstance(rule.quorum, int) else ceil(rule.quorum * members)


def _outcome(rule: CouncilRule, count: Count, base: int) -> Outcome:
    if not has_quorum(rule, count):
        return "no_quorum"
    if count.yes >= _needed(rule, base):
        return "passed"
    if _settled_by_chair(rule, count, base):
        return "passed" if count.chair_vote == "yes" else "failed"
    return "tie" if _is_tie(rule, count, base) and rule.tie != "fails" else "failed"


def _settled_by_chair(rule: CouncilRule, count: Count, base: int) -> bool:
    known = rule.tie == "chair" and count.chair_vote is not None
    return known and has_quorum(rule, count) and _is_tie(rule, count, base)


def _is_tie(rule: CouncilRule, count: Count, base: int) -> bool:
    return rule.comparator == ">" and rule.threshold == Fraction(1, 2) and 0 < count.yes == base - count.yes


def _needed(rule: CouncilRule, base: int) -> int:
    """The smallest number of yes that passes; at least one, because nobody is commended by an empty ballot."""
    exact = rule.threshold * base
    return max(1, ceil(exact) if rule.comparator == ">=" else floor(exact) + 1)


def _entitled(rule: CouncilRule, count: Count) -> int:
    return count.members - (count.recused if rule.recusal == "reduces" else 0)


def _absent(count: Count) -> int:
    return count.members - count.recused - count.present - count.written


def _base(rule: CouncilRule, count: Count, denominator: Denominator) -> int:
    if denominator == "valid":
        return count.yes + count.no
    entitled = _entitled(rule, count)
    if denominator == "present" or rule.absent == "exclude":
        return entitled - _absent(count)
    return entitled


def _way_to_base(rule: CouncilRule, count: Count) -> tuple[tuple[StepCode, int], ...]:
    """What is added up to the base, each with its sign; steps that are 0 are left out."""
    if rule.denominator == "valid":
        return (("valid", count.yes + count.no),)
    taken_off: tuple[tuple[StepCode, int], ...] = (
        ("recused", -count.recused if rule.recusal == "reduces" else 0),
        ("absent", _base(rule, count, rule.denominator) - _entitled(rule, count)),
    )
    return (("members", count.members), *((code, value) for code, value in taken_off if value))


def _share(got: int, base: int) -> Fraction | None:
    return Fraction(got, base) if base else None


def _other(rule: CouncilRule, count: Count, denominator: Denominator) -> OtherReading:
    base = _base(rule, count, denominator)
    needed = _needed(rule, base)
    return OtherReading(
        denominator=denominator,
        base=base,
        needed=needed,
        got=count.yes,
        share=_share(count.yes, base),
        passed=_outcome(rule, count, base) == "passed",
    )


def _refuse_contradictions(rule: CouncilRule, count: Count) -> None:
    for field in ("members", "present", "recused", "written", "yes", "no", "blank", "invalid"):
        if getattr(count, field) < 0:
            raise Invalid("negative_count", field=field, value=getattr(count, field))
    if count.members == 0:
        raise Invalid("council_without_members")
    if _absent(count) < 0:
        raise Invalid(
            "more_taking_part_than_members", taking_part=count.members - _absent(count), members=count.members
        )
    if count.written and rule.absent != "written_opinion":
        raise Invalid("written_opinion_not_admitted", written=count.written, source=rule.source)
    _refuse_surplus_papers(count)


def _refuse_surplus_papers(count: Count) -> None:
    papers = count.yes + count.no + count.blank + count.invalid
    voters = count.present + count.written
    if papers > voters:
        raise Invalid("more_papers_than_voters", papers=papers, voters=voters)
    if (count.chair_vote == "yes" and not count.yes) or (count.chair_vote == "no" and not count.no):
        raise Invalid("chair_vote_not_among_papers", chair_vote=count.chair_vote)
