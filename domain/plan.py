"""A campaign plan (kế hoạch) as a frozen value that can say what real plans say, and what they leave open.

Every part carries `wording`: the sense of the plan's sentence in the office's own words. Nothing missing is guessed:
what a plan is silent about is None here and becomes an open item (`domain.openitems`).
"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from domain.dates import PlanDate
from domain.eligibility import Criterion
from domain.nominees import NomineeKind
from domain.quotas import Quota, applies
from domain.stages import FINAL, MAIN, StageKey, StageKind
from domain.values import Value


class Level(StrEnum):
    """Level of the authority. The district level was abolished on 01/7/2025."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


class Held(StrEnum):
    """Does the plan have this stage? `silent` makes it an open item."""

    YES = "yes"
    NO = "no"
    SILENT = "silent"


class Document(Value):
    """A paper: type (KH, QĐ …), number and symbol, day, place, who issued and signed it."""

    type: str = "KH"
    number: str | None = None
    issued: date | None = None
    place: str | None = None
    authority: str | None = None
    signer: str | None = None
    wording: str = ""


class Party(Value):
    """Who takes part, in the plan's words."""

    kinds: tuple[NomineeKind, ...]
    wording: str


class PlannedStage(Value):
    """What the plan says about one stage; a `yearly` round stands for one stage in each year."""

    kind: StageKind
    round: str = MAIN
    held: Held = Held.YES
    opens: PlanDate | None = None
    due: PlanDate | None = None
    reason: str = ""
    wording: str = ""

    @property
    def key(self) -> StageKey:
        """Its address."""
        return StageKey(self.kind, self.round)


class PlannedDuty(Value):
    """A duty the plan names itself: a forwarding, a report (plan 04), a unit's own evaluation (plan 00).

    `owed_by` is `units` (each participating unit) or a role code of the office; `owed_to` is text.
    """

    code: str
    stage: StageKind
    round: str = MAIN
    owed_by: str
    owed_to: str
    what: str
    due: PlanDate | None = None
    wording: str = ""


class Repeats(StrEnum):
    """How often an award round is held."""

    ONCE = "once"
    YEARLY = "yearly"


class AwardRound(Value):
    """One time of commending: `final`, `midterm`, or `yearly`, which becomes a round `2025` for each year.

    `years` is None while nobody has said which years are held.
    """

    code: str = FINAL
    repeats: Repeats = Repeats.ONCE
    years: tuple[int, ...] | None = None
    wording: str = ""


class AwardForm(Value):
    """Giấy khen, bằng khen …: to whom, decided and proposed by whom, in which rounds."""

    code: str
    decided_by: str
    proposed_by: str | None = None
    kinds: tuple[NomineeKind, ...] = ()
    rounds: tuple[str, ...] = ()
    delegated: bool = False
    wording: str = ""


class Per(StrEnum):
    """Is a component handed in once with the dossier, or for each nominee?"""

    LETTER = "letter"
    NOMINEE = "nominee"


class Component(Value):
    """A part of the dossier (Law 06/2022/QH15 art. 84): submission letter, minutes, achievement report …"""

    code: str
    required: bool = True
    per: Per = Per.LETTER
    alternatives: tuple[str, ...] = ()
    wording: str = ""


class RegistrationRequirement(Value):
    """What a registration must contain, for example one initiative per unit and person (plan 04)."""

    kinds: tuple[NomineeKind, ...]
    comparator: str
    value: int
    unit: str
    wording: str


class OfficeRole(Value):
    """Who does what in the office, in the plan's words."""

    role: str
    who: str
    wording: str = ""


class Note(Value):
    """Something odd in the plan, or a thing it leaves open that no field stands for."""

    what: str
    wording: str = ""


class Waived(Value):
    """Somebody decided that an open item needs no answer in this campaign."""

    key: str
    reason: str
    by: str
    on: date


class Period(Value):
    """From when to when; `extendable` when the plan foresees an extension."""

    start: PlanDate
    end: PlanDate
    extendable: bool = False


class Plan(Value):
    """Everything a plan says. `text_state` tells a whole text from a cut, scrambled or second-hand one."""

    name: str = Field(min_length=3, max_length=500)
    authority: str
    level: Level
    document: Document
    period: Period
    parent: Document | None = None
    slogan: str | None = None
    participants: tuple[Party, ...] = ()
    stages: tuple[PlannedStage, ...] = ()
    rounds: tuple[AwardRound, ...] = ()
    duties: tuple[PlannedDuty, ...] = ()
    forms: tuple[AwardForm, ...] = ()
    quotas: tuple[Quota, ...] = ()
    components: tuple[Component, ...] = ()
    copies: int | None = None
    bonus: str | None = None
    criteria: tuple[Criterion, ...] = ()
    targets: tuple[Criterion, ...] = ()
    registration_requirements: tuple[RegistrationRequirement, ...] = ()
    registration_required: bool | None = None
    roles: tuple[OfficeRole, ...] = ()
    law: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    open_notes: tuple[Note, ...] = ()
    waived: tuple[Waived, ...] = ()
    text_state: str = "whole"

    def stage(self, key: StageKey) -> PlannedStage | None:
        """What the plan says about a stage; a year's round falls back to what is said of the yearly round."""
        for wanted in (key.round, "yearly" if key.round.isdigit() else key.round):
            for stage in self.stages:
                if stage.kind is key.kind and stage.round == wanted:
                    return stage
        return None

    def quotas_of(self, round_: str) -> tuple[Quota, ...]:
        """Quotas that hold in one round; a year's round has those of `yearly`."""
        return tuple(quota for quota in self.quotas if applies(quota, round_))

    def forms_of(self, round_: str) -> tuple[AwardForm, ...]:
        """Award forms decided in one round by this authority; delegated forms are decided elsewhere."""
        named = {round_, "yearly" if round_.isdigit() else round_}
        return tuple(f for f in self.forms if not f.delegated and (not f.rounds or named & set(f.rounds)))

    def round_codes(self) -> tuple[str, ...]:
        """Rounds in the order held: a yearly one unfolds to its years, `final` comes last."""
        codes: list[str] = []
        for round_ in self.rounds:
            codes.extend(self._unfold(round_))
        return tuple(sorted(dict.fromkeys(codes), key=lambda c: (c == FINAL, not c.isdigit() and c != "midterm", c)))

    def _unfold(self, round_: AwardRound) -> tuple[str, ...]:
        if round_.repeats is Repeats.ONCE:
            return (round_.code,)
        first, last = self.period.start.opens, self.period.end.refuse_after
        if round_.years is not None:
            return tuple(str(year) for year in round_.years)
        if first is None or last is None:
            return ()
        return tuple(str(year) for year in range(first.year, last.year + 1))
