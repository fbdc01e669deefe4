"""What the council of the demonstration does: meet, hold its ballots, conclude."""

from datetime import datetime
from typing import cast

from sqlmodel import Session

from actions import ballots, conclusions, council, meetings
from deployments.demo.complaining import about_nominee
from deployments.demo.moment import Moment
from deployments.demo.recusing import declare
from deployments.demo.scenery import code_of
from deployments.demo.voting import count_papers, present, settle_tie, voters
from domain.errors import WrongState
from domain.stages import StageKey, StageKind
from domain.steps import OFFICE_ZONE, local_day
from models.finders import campaign_by_code, stage_of
from models.sittings import latest_meeting
from queries.council import ballots_missing, open_ballots, votes_owed


def establish(session: Session, m: Moment) -> None:
    """The office has the council established, the leader in the chair."""
    members = [(code_of(m.scene, "chutich"), "chair"), (code_of(m.scene, "thuky"), "secretary")]
    members += [(code_of(m.scene, f"uyvien{n}"), "member") for n in range(1, m.scene.members)]
    council.establish(
        session,
        m.scene.code,
        name=f"Hội đồng Thi đua – Khen thưởng {m.scene.place}",
        document="Quyết định thành lập Hội đồng (minh họa)",
        established_on=local_day(m.at),
        members=members,
        by=m.by,
        at=m.at,
    )


def convene(session: Session, m: Moment) -> None:
    """The secretary convenes it in three working days."""
    day = m.calendar.add(local_day(m.at), 3)
    starts = datetime(day.year, day.month, day.day, 8, 30, tzinfo=OFFICE_ZONE)
    council.convene(
        session, m.scene.code, m.duty.round, starts_at=starts, place=m.scene.meeting_place, by=m.by, at=m.at
    )
    declare(session, m)


def hold(session: Session, m: Moment) -> bool:
    """The secretary: notes who is there, opens the ballot, and closes it once everybody has voted."""
    code, round_, dossier = m.scene.code, m.duty.round, m.duty.dossier or ""
    if _too_few_come(session, m):
        council.attend(session, code, round_, people=voters(m)[:2], by=m.by, at=m.at)
        reason = f"không đủ số người dự, có mặt 2/{len(voters(m))}"
        meetings.adjourn(session, code, round_, reason=reason, by=m.by, at=m.at)
        return True
    if dossier in open_ballots(session, code, round_):
        if votes_owed(session, code, dossier):
            return False
        ballots.close_ballot(session, code, round_, dossier, keys=m.keys, by=m.by, at=m.at)
        return True
    if settle_tie(session, m):
        return True
    council.attend(session, code, round_, people=present(m), by=m.by, at=m.at)
    if m.scene.rule["method"] == "paper":
        count_papers(session, m)
    else:
        ballots.open_ballot(session, code, round_, dossier, keys=m.keys, by=m.by, at=m.at)
    return True


def _too_few_come(session: Session, m: Moment) -> bool:
    campaign = campaign_by_code(session, m.scene.code)
    stage = stage_of(session, campaign.id, StageKey(StageKind.COUNCIL_APPRAISAL, m.duty.round))
    meeting = latest_meeting(session, stage.id)
    first = meeting is not None and (meeting.number, meeting.state) == (1, "convened")
    return first and m.duty.round in m.scene.few_come


def conclude(session: Session, m: Moment) -> bool:
    """The secretary concludes; a tie at the edge is settled by the chair."""
    code, round_ = m.scene.code, m.duty.round
    if ballots_missing(session, code, round_):
        return False
    values = {"minutes": "Hội đồng thống nhất kết quả bỏ phiếu.", "document": f"Biên bản họp Hội đồng {code}"}
    try:
        conclusions.conclude(session, code, round_, **values, by=m.by, at=m.at)
    except WrongState as refusal:
        if refusal.code != "edge_tie":
            raise
        # The chair settles a tie at the quota's edge; here by the code, which stands for her judgement.
        tied = cast("tuple[str, ...]", refusal.data["dossiers"])
        conclusions.conclude(session, code, round_, order=sorted(tied), **values, by=m.by, at=m.at)
    about_nominee(session, m)
    return True
