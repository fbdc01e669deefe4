"""What the demonstration adds to a plan: units, sizes, the council's rule, and answers to what the plan leaves open.

All of it is invented, because the plans do not say it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from domain.plan import Plan
from plans.catalogue import load_shipped
from plans.loading import load_file


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day besides duties: `kind` names the act in `deployments.demo.events`."""

    day: date
    kind: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """One campaign of the demonstration.

    `units` are (code, name, group). `silent` names units that never do a kind of duty, `stops` what nobody ever does,
    as `kind` or `kind@round`, so that the campaign stays in the middle. `few_come` names the rounds whose
    first meeting has no quorum. `answers` maps a question's key to its answer, None meaning that it is waived; `rule`
    is the council's. `works_at` gives a member of the council the unit she comes from, `declares` names for a round
    the member who says that she is close to a dossier, `complained` the rounds in which somebody complains about a
    nominee.
    """

    code: str
    place: str
    domain: str
    issued: date
    units: tuple[tuple[str, str, str | None], ...]
    answers: Mapping[str, str | None]
    rule: Mapping[str, object]
    signer_title: str
    leader_title: str
    silent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    meeting_place: str = "Phòng họp UBND"
    members: int = 7
    events: tuple[Event, ...] = ()
    ends: date | None = None
    stops: frozenset[str] = frozenset()
    few_come: frozenset[str] = frozenset()
    plan_file: str | None = None
    works_at: Mapping[str, str] = field(default_factory=dict)
    declares: Mapping[str, str] = field(default_factory=dict)
    complained: frozenset[str] = frozenset()

    def plan(self) -> Plan:
        """The plan of the scene: one that is shipped, or one made for the demonstration."""
        if self.plan_file is None:
            return load_shipped(self.code)
        return load_file(Path(__file__).parent / "data" / self.plan_file).plan

    @property
    def ends_on(self) -> date:
        """About when it ends, for showing how far the demonstration is."""
        return self.ends or self.issued.replace(year=self.issued.year + 1)

    @property
    def prepared_on(self) -> date:
        """The day on which the office enters the plan: some days before it is issued."""
        return self.issued - timedelta(days=9)
