"""What the council of the demonstration does: meet, vote or count papers, conclude."""

from collections import Counter
from datetime import datetime
from typing import cast

from sqlmodel import Session

from actions import ballots, conclusions, council, meetings
from deployments.demo.chance import below, one_of
from deployments.demo.moment import Moment
from deployments.demo.scenery import code_of
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


def hold(session: Session, m: Moment) -> bool:
    """The secretary: notes who is there, opens the ballot, and closes it once everybody has voted."""
    code, round_, dossier = m.scene.code, m.duty.round, m.duty.dossier or ""
    if _too_few_come(session, m):
        council.attend(session, code, round_, people=_voters(m)[:2], by=m.by, at=m.at)
        reason = f"không đủ số người dự, có mặt 2/{len(_voters(m))}"
        meetings.adjourn(session, code, round_, reason=reason, by=m.by, at=m.at)
        return True
    if m.scene.rule["method"] == "paper":
        return _count_papers(session, m)
    if dossier in open_ballots(session, code, round_):
        if votes_owed(session, code, dossier):
            return False
        ballots.close_ballot(session, code, round_, dossier, by=m.by, at=m.at)
        return True
    council.attend(session, code, round_, people=_present(m), by=m.by, at=m.at)
    ballots.open_ballot(session, code, round_, dossier, by=m.by, at=m.at)
    return True


def _count_papers(session: Session, m: Moment) -> bool:
    """The counting team's result: each paper is a choice of the member who put it in."""
    code, round_, dossier = m.scene.code, m.duty.round, m.duty.dossier or ""
    there = _present(m)
    council.attend(session, code, round_, people=there, by=m.by, at=m.at)
    papers = Counter(_choice(m, person) for person in there)
    ballots.enter_count(
        session,
        code,
        round_,
        dossier,
        yes=papers["yes"],
        no=papers["no"],
        blank=papers["blank"],
        document=f"Biên bản kiểm phiếu {dossier}",
        by=m.by,
        at=m.at,
    )
    return True


def _too_few_come(session: Session, m: Moment) -> bool:
    campaign = campaign_by_code(session, m.scene.code)
    stage = stage_of(session, campaign.id, StageKey(StageKind.COUNCIL_APPRAISAL, m.duty.round))
    meeting = latest_meeting(session, stage.id)
    first = meeting is not None and (meeting.number, meeting.state) == (1, "convened")
    return first and m.duty.round in m.scene.few_come


def _voters(m: Moment) -> list[str]:
    return [code_of(m.scene, "chutich"), *(code_of(m.scene, f"uyvien{n}") for n in range(1, m.scene.members))]


def _present(m: Moment) -> list[str]:
    """Who comes that day; the day counts, so that a meeting without quorum finds one later."""
    day = local_day(m.at).isoformat()
    return [person for person in _voters(m) if below(12, m.seed, m.scene.code, person, day, "absent") != 0]


def _choice(m: Moment, person: str) -> str:
    return one_of(("yes",) * 7 + ("no", "blank"), m.seed, person, m.scene.code, m.duty.dossier or "", "vote")


def vote(session: Session, m: Moment) -> None:
    """A member votes as her hash says."""
    dossier = m.duty.dossier or ""
    ballots.vote(session, m.scene.code, m.duty.round, dossier, _choice(m, m.by.code), by=m.by, at=m.at)


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
    return True
