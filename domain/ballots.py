"""How a council's votes are counted: its rule as data, the count as entered, the tally with its working."""

from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from domain.sources import Source, Value

Method = Literal["show_of_hands", "secret", "written", "paper"]
Denominator = Literal["all", "present", "valid"]
Comparator = Literal[">=", ">"]
Outcome = Literal["passed", "failed", "no_quorum", "tie"]
StepCode = Literal["members", "recused", "absent", "present", "written", "valid", "base", "needed", "got", "margin"]

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
    """The result of one vote: `margin` is got − needed, `share` got ÷ base (None when nobody is in the base)."""

    outcome: Outcome
    base: int
    needed: int
    got: int
    margin: int
    share: Fraction | None
    working: tuple[Step, ...]
    readings: tuple[OtherReading, ...]


class Preset(Value):
    """A rule that can be chosen instead of entered, with where it comes from."""

    code: str
    rule: CouncilRule
    source: Source
