"""What a viewer is told about meetings and ballots: values only, built in `queries.council`."""

from datetime import datetime
from typing import Literal

from domain.ballots import CouncilRule, Tally
from domain.values import Value

Why = Literal["may_vote", "voted", "closed", "no_ballot", "on_paper", "not_a_voter", "kept_out", "not_present"]
"""Why a viewer may vote or not; `may_vote` also while she may still put another paper in place of hers."""


class MeetingLine(Value):
    """One meeting; `dossiers` and `decided` leave out those of which the viewer sees nothing."""

    id: int
    campaign: str
    campaign_name: str
    round: str
    number: int
    at: datetime
    place: str
    state: str
    reason: str
    minutes_document: str | None
    dossiers: int
    decided: int


class SeatLine(Value):
    """A seat of the council: who holds it, whether she votes under the rule, and whether she is there."""

    person: str
    name: str
    title: str
    seat: str
    votes: bool
    present: bool


class VoterLine(Value):
    """Somebody who may vote in a ballot, and whether she has; never how."""

    person: str
    name: str
    present: bool
    voted: bool


class OwnVote(Value):
    """The viewer's own part: may she put a paper in now, has she, and why not."""

    allowed: bool
    voted: bool
    why: Why


class ConflictLine(Value):
    """A member's conflict with a dossier: noted with its ground, `agreed` None until the chair has decided."""

    id: int | None
    person: str
    name: str
    ground: str
    reason: str
    agreed: bool | None
    decision: str


class BallotLine(Value):
    """A ballot as it may be seen at any time: nothing tells how an open one stands. `voters` is empty on paper."""

    dossier: str
    turn: int
    method: str
    open: bool
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    voted: int
    may_vote: int
    voters: tuple[VoterLine, ...]


class AgendaLine(Value):
    """A dossier on the agenda. `kept_out`: the viewer takes no part and sees nothing but this line."""

    dossier: str
    nominee: str
    nominee_kind: str
    unit_name: str
    form: str
    kept_out: bool
    conflicts: tuple[ConflictLine, ...]
    ballot: BallotLine | None
    own: OwnVote


class MeetingDetail(MeetingLine):
    """One meeting with everything the viewer may see of it.

    `quorum_now` are the members present who may vote, `quorum_needed` how many it takes (0: the rule asks for nobody).
    """

    council: str
    council_document: str
    minutes: str
    rule: CouncilRule | None
    members: int
    quorum_now: int
    quorum_needed: int
    quorate: bool
    seats: tuple[SeatLine, ...]
    agenda: tuple[AgendaLine, ...]


class CountingTeam(Value):
    """What a counting team entered: its people, papers issued and returned, its minutes and their scan."""

    tellers: tuple[str, ...]
    issued: int
    returned: int
    written: int
    document: str
    file_name: str | None
    size: int | None
    digest: str | None


class NamedVote(Value):
    """One open vote of a closed ballot."""

    person: str
    name: str
    choice: str
    written: bool


class BallotResult(Value):
    """A closed ballot, the same whatever its method: papers, tally with its working, and who counted.

    `tally` is None where the ballot ended without one: withdrawn, declared void. `votes` are those of an open vote.
    """

    campaign: str
    dossier: str
    nominee: str
    turn: int
    method: str
    opened_at: datetime
    closed_at: datetime
    outcome: str
    reason: str
    yes: int
    no: int
    blank: int
    invalid: int
    rule: CouncilRule | None
    tally: Tally | None
    recused: tuple[ConflictLine, ...]
    counting: CountingTeam | None
    votes: tuple[NamedVote, ...]
