"""One meeting for one viewer: its seats, its agenda, and her own part in every ballot; a handful of queries in all."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.ballots import CouncilRule
from domain.dossiers import DossierState
from domain.people import Principal
from domain.recusals import Conflict
from domain.steps import local_day
from models.conflicts import conflicts
from models.council import AgendaItem, Attendance, Ballot, Council, CouncilMember, Meeting, Recusal, Vote
from models.dossiers import Dossier
from models.papers import BallotVoter
from models.people import Person
from models.sittings import members_of
from models.stages import Stage
from queries.council_lines import AgendaLine, BallotLine, ConflictLine, OwnVote, SeatLine, VoterLine, Why
from queries.recusals import kept_out

BEFORE_OR_AFTER = tuple(
    state.value
    for state in (
        *(DossierState.ACCEPTED, DossierState.PASSED, DossierState.NOT_PASSED),
        *(DossierState.AWARDED, DossierState.REVOKED),
    )
)
"""A dossier that lies before the council, or that the council has judged."""


@dataclass
class Sitting:
    """A meeting with its surroundings, each asked once."""

    session: Session
    viewer: Principal
    meeting: Meeting
    stage: Stage
    council: Council

    @cached_property
    def rule(self) -> CouncilRule | None:
        """The rule in force."""
        return CouncilRule.model_validate_json(self.council.rule) if self.council.rule else None

    @cached_property
    def people(self) -> dict[int, Person]:
        """Person id → who sits or sat on the council; she who left may stand in what was noted before."""
        query = select(Person).join(CouncilMember, col(CouncilMember.person_id) == col(Person.id))
        rows = self.session.scalars(query.where(col(CouncilMember.council_id) == self.council.id))
        return {person.id: person for person in rows}

    @cached_property
    def seats(self) -> tuple[SeatLine, ...]:
        """Every seat on the meeting's day, the chair first."""
        rows = members_of(self.session, self.council.id, on=local_day(self.meeting.at))
        return tuple(self._seat(row) for row in rows)

    @cached_property
    def voters(self) -> dict[int, Person]:
        """Person id → member who may vote under the rule."""
        votes = {seat.person for seat in self.seats if seat.votes}
        return {key: person for key, person in self.people.items() if person.code in votes}

    @cached_property
    def present(self) -> set[int]:
        """Ids of those who are there."""
        query = select(col(Attendance.person_id)).where(col(Attendance.meeting_id) == self.meeting.id)
        return set(self.session.scalars(query))

    @cached_property
    def agenda(self) -> tuple[tuple[Dossier, bool], ...]:
        """The dossiers in order, each with whether the viewer is kept out of it."""
        kept = kept_out(self.viewer, col(Dossier.id)).label("kept")
        query = select(Dossier, kept).where(on_agenda(self.meeting, self.stage)).order_by(col(Dossier.code))
        return tuple((row.Dossier, bool(row.kept)) for row in self.session.execute(query))

    def lines(self) -> tuple[AgendaLine, ...]:
        """The agenda as the viewer may see it."""
        return tuple(self._line(row, kept) for row, kept in self.agenda)

    @cached_property
    def ballots(self) -> dict[int, Ballot]:
        """Dossier id → its last ballot in this meeting."""
        query = select(Ballot).where(col(Ballot.meeting_id) == self.meeting.id).order_by(col(Ballot.turn))
        return {ballot.dossier_id: ballot for ballot in self.session.scalars(query)}

    @cached_property
    def _voted(self) -> dict[int, set[int]]:
        """Ballot id → who has voted in it, openly or in secret."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        ids = [ballot.id for ballot in self.ballots.values()]
        for table in (Vote, BallotVoter):
            query = select(col(table.ballot_id), col(table.person_id)).where(col(table.ballot_id).in_(ids))
            for ballot_id, person_id in self.session.execute(query).tuples():
                found[ballot_id].add(person_id)
        return found

    @cached_property
    def _noted(self) -> dict[int, list[Recusal]]:
        """Dossier id → conflicts that were noted."""
        found: defaultdict[int, list[Recusal]] = defaultdict(list)
        ids = [row.id for row, _ in self.agenda]
        query = select(Recusal).where(col(Recusal.dossier_id).in_(ids)).order_by(col(Recusal.id))
        for row in self.session.scalars(query):
            found[row.dossier_id].append(row)
        return found

    @cached_property
    def _found(self) -> dict[int, list[Conflict]]:
        """Dossier id → conflicts that the data shows and nobody has noted yet."""
        found: defaultdict[int, list[Conflict]] = defaultdict(list)
        for one in conflicts(self.session, self.voters, [row for row, _ in self.agenda]):
            known = {(row.person_id, row.ground) for row in self._noted[one.dossier_id]}
            if (one.person_id, one.ground.value) not in known:
                found[one.dossier_id].append(one)
        return found

    def _seat(self, row: CouncilMember) -> SeatLine:
        person = self.people[row.person_id]
        votes = row.seat != "secretary" or (self.rule is not None and self.rule.secretary_votes)
        return SeatLine(
            person=person.code,
            name=person.name,
            title=person.title,
            seat=row.seat,
            votes=votes,
            present=person.id in self.present,
        )

    def _line(self, row: Dossier, kept: bool) -> AgendaLine:
        told = self._conflicts(row)
        if kept:
            told = tuple(line for line in told if line.person == self.viewer.code)
        ballot = None if kept else self._ballot(row)
        return AgendaLine(
            dossier=row.code,
            nominee=row.nominee,
            nominee_kind=row.nominee_kind,
            unit_name=row.unit_name,
            form=row.form,
            kept_out=kept,
            conflicts=told,
            ballot=ballot,
            own=OwnVote(allowed=False, voted=False, why="kept_out") if kept else self._own(row),
        )

    def _conflicts(self, row: Dossier) -> tuple[ConflictLine, ...]:
        noted = (conflict_line(one, self.people[one.person_id]) for one in self._noted[row.id])
        return (*noted, *(self._unnoted(one) for one in self._found[row.id]))

    def _unnoted(self, one: Conflict) -> ConflictLine:
        person = self.people[one.person_id]
        return ConflictLine(
            id=None, person=person.code, name=person.name, ground=one.ground, reason="", agreed=None, decision=""
        )

    def _may_vote(self, row: Dossier, ballot: Ballot) -> dict[int, Person]:
        out = {one.person_id for one in self._noted[row.id] if one.agreed}
        there = self.present if ballot.method in ("show_of_hands", "paper", "secret") else set(self.voters)
        voted = self._voted[ballot.id]
        return {key: who for key, who in self.voters.items() if key not in out and (key in there or key in voted)}

    def _ballot(self, row: Dossier) -> BallotLine | None:
        ballot = self.ballots.get(row.id)
        if ballot is None:
            return None
        voted, may = self._voted[ballot.id], self._may_vote(row, ballot)
        voters = [] if ballot.method == "paper" else sorted(may.values(), key=lambda person: person.code)
        return BallotLine(
            dossier=row.code,
            turn=ballot.turn,
            method=ballot.method,
            open=ballot.closed_at is None,
            opened_at=ballot.opened_at,
            closed_at=ballot.closed_at,
            outcome=ballot.outcome,
            voted=len(voted),
            may_vote=len(may),
            voters=tuple(
                VoterLine(person=one.code, name=one.name, present=one.id in self.present, voted=one.id in voted)
                for one in voters
            ),
        )

    def _own(self, row: Dossier) -> OwnVote:
        ballot, me = self.ballots.get(row.id), self.viewer.person_id
        voted = ballot is not None and me in self._voted[ballot.id]
        why = self._why(row, ballot, voted=voted)
        return OwnVote(allowed=why == "may_vote", voted=voted, why=why)

    def _why(self, row: Dossier, ballot: Ballot | None, *, voted: bool) -> Why:
        if self.viewer.person_id not in self.voters:
            return "not_a_voter"
        if ballot is None or ballot.closed_at is not None:
            return "no_ballot" if ballot is None else "closed"
        if ballot.method == "paper":
            return "on_paper"
        if self.viewer.person_id not in self._may_vote(row, ballot) and not self._from_afar(ballot):
            return "not_present"
        return "voted" if voted and ballot.method != "secret" else "may_vote"

    def _from_afar(self, ballot: Ballot) -> bool:
        return ballot.method == "secret" and self.rule is not None and self.rule.absent == "written_opinion"


def on_agenda(meeting: Meeting | type[Meeting], stage: Stage | type[Stage]) -> ColumnElement[bool]:
    """The dossiers of a meeting, or of each meeting of a query over `Meeting` and `Stage`.

    Those on its agenda, and at the last meeting those that came after its agenda was written.
    """
    item, other = aliased(AgendaItem), aliased(Meeting)
    here, it = col(item.meeting_id) == meeting.id, col(item.dossier_id) == col(Dossier.id)
    kept = col(item.moved_at).is_(None)
    listed, anywhere, written = (
        exists().where(*some).correlate_except(item) for some in ((here, it, kept), (it, kept), (here,))
    )
    follows = (col(other.stage_id) == stage.id, col(other.number) > meeting.number, col(other.state) != "cancelled")
    later = exists().where(*follows).correlate_except(other)
    came_later = or_(~written, col(Dossier.judged_at) >= meeting.convened_at)
    in_round = and_(col(Dossier.campaign_id) == stage.campaign_id, col(Dossier.round) == stage.round)
    return and_(in_round, col(Dossier.state).in_(BEFORE_OR_AFTER), or_(listed, and_(~anywhere, ~later, came_later)))


def conflict_line(row: Recusal, person: Person) -> ConflictLine:
    """A noted conflict."""
    return ConflictLine(
        id=row.id,
        person=person.code,
        name=person.name,
        ground=row.ground,
        reason=row.reason,
        agreed=row.agreed,
        decision=row.decision,
    )
