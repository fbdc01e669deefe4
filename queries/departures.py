"""What went otherwise than a plan foresees: a deadline moved, a meeting without quorum, a unit that never answered."""

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists

from domain.steps import local_day
from models.audit import AuditEvent
from models.campaigns import Campaign
from models.council import Ballot, Meeting
from models.places import Unit
from models.stages import Duty, Stage, StepTaken
from queries.council_departures import council_departures
from queries.decision_departures import decision_departures
from queries.departure_lines import Departure
from queries.edge_ties import edge_ties
from wording.departures import second_meeting, tied, unanswered
from wording.events import event_sentence

TOLD_BY: Mapping[str, str] = {
    "stage:extended": "extension",
    "stage:date_set": "date_set",
    "campaign:amended": "amendment",
    "duty:handed_over": "hand_over",
    "registration:taken_late": "late",
    "dossier:taken_late": "late",
    "registration:withdrawn": "withdrawal",
    "dossier:withdrawn": "withdrawal",
    "dossier:returned": "returned",
    "dossier:opinion_asked": "opinion",
    "complaint:resolved": "complaint",
    "incident:opened": "incident",
}
"""Kind of event → kind of departure; the others are seen in the rows."""


def departures(session: Session) -> tuple[Departure, ...]:
    """All of them in every campaign, the oldest first; a handful of queries however many there are."""
    seen = (*_events(session), *_meetings(session), *_ties(session), *_silent(session))
    found = (*seen, *council_departures(session), *decision_departures(session))
    return tuple(sorted(found, key=lambda one: (one.day, one.campaign, one.kind, one.sentence)))


def _events(session: Session) -> Iterator[Departure]:
    query = select(AuditEvent).where(col(AuditEvent.kind).in_(TOLD_BY), col(AuditEvent.campaign).is_not(None))
    for event in session.scalars(query):
        body = json.loads(event.text)
        said = event_sentence(event.kind, event.subject, body["facts"], body["reason"])
        yield Departure(campaign=event.campaign, kind=TOLD_BY[event.kind], day=local_day(event.at), sentence=said)


def _meetings(session: Session) -> Iterator[Departure]:
    """Meetings that decided nothing and were followed by another."""
    later = aliased(Meeting)
    query = (
        select(col(Campaign.code), Meeting, col(later.at))
        .join(Campaign, col(Campaign.id) == col(Meeting.campaign_id))
        .join(later, (col(later.stage_id) == col(Meeting.stage_id)) & (col(later.number) == col(Meeting.number) + 1))
        .where(~exists().where(col(Ballot.meeting_id) == col(Meeting.id)))
    )
    for code, meeting, again in session.execute(query):
        said = second_meeting(meeting.number, local_day(meeting.at), meeting.reason or "", local_day(again))
        yield Departure(campaign=code, kind="second_meeting", day=local_day(meeting.at), sentence=said)


def _ties(session: Session) -> Iterator[Departure]:
    for tie in edge_ties(session):
        said = tied(tie.dossiers, tie.places, tie.chosen, tie.settled_by)
        yield Departure(campaign=tie.campaign, kind="edge_tie", day=tie.day, sentence=said)


def _silent(session: Session) -> Iterator[Departure]:
    """Units of which the office was told after the deadline, and that have not done their part until today."""
    told = (
        (col(StepTaken.stage_id) == col(Duty.stage_id))
        & (col(StepTaken.revision) == col(Duty.revision))
        & (col(StepTaken.due) == col(Duty.due))
        & col(StepTaken.name).startswith("escalate")
    )
    query = (
        select(col(Campaign.code), Duty, col(Unit.name), col(StepTaken.taken_at))
        .join(Campaign, col(Campaign.id) == col(Duty.campaign_id))
        .join(Stage, col(Stage.id) == col(Duty.stage_id))
        .join(Unit, col(Unit.id) == col(Duty.unit_id))
        .join(StepTaken, told)
        .where(col(Duty.done_at).is_(None))
    )
    for code, duty, unit, at in session.execute(query):
        said = unanswered(unit, duty.what, duty.due)
        yield Departure(campaign=code, kind="silent_unit", day=local_day(at), sentence=said)
