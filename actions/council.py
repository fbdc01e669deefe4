"""The council: established, its rule adopted, convened, attended; and what the appraisal stage asks of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.entering import refuse_standstill
from actions.finishing import finish
from actions.guard import require
from actions.meetings import call_meeting, undecided
from actions.owing import owe, settle_kind
from actions.questions import answer_by_acting
from actions.seats import check_seats, take_seat
from actions.sitting_cases import accepted, appraisal, appraisal_stages, council_in, meeting, under_appraisal
from actions.versions import skip_rows
from domain.ballots import CouncilRule
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Invalid, NotFound, WrongState
from domain.people import Principal
from domain.stages import StageKey, StageKind, StageState
from domain.steps import local_day
from models.council import Attendance, Council, Meeting
from models.finders import campaign_by_code, person_by_code
from models.handed_in import dossiers_of
from models.sittings import council_of, latest_meeting, meetings_of, members_of, present_at

NO_DOSSIER = "Không có hồ sơ đủ điều kiện trình Hội đồng."


def opened(case: Case) -> None:
    """The council is to meet, unless no dossier was accepted."""
    dossiers = accepted(case)
    if not dossiers and not under_appraisal(case):
        skip_rows(case, case.stage, NO_DOSSIER)
        return
    council = council_of(case.session, case.campaign.id)
    if council is None:
        owe(case, DutyKind.ESTABLISH_COUNCIL)
    elif council.rule:
        answer_by_acting(case, f"council.rule@{case.stage.round}", council.rule)
    owe(case, DutyKind.CONVENE_MEETING, due=case.stage.remind_by)
    for dossier in dossiers:
        owe(case, DutyKind.HOLD_BALLOT, about=dossier.code, key=dossier.code, dossier_id=dossier.id)
    owe(case, DutyKind.CONCLUDE_COUNCIL)


def closing(case: Case) -> tuple[str, ...]:
    """How many passed and were chosen."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    chosen = sum(row.state == DossierState.PASSED for row in rows)
    left = sum(row.state == DossierState.NOT_PASSED for row in rows)
    return (f"Hội đồng đề nghị khen thưởng: {chosen}.", f"Không được đề nghị: {left}.")


def establish(
    session: Session,
    code: str,
    *,
    name: str,
    document: str,
    established_on: date,
    members: Iterable[tuple[str, str]],
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Principal,
    at: datetime,
) -> Council:
    """The council is established by a decision; `members` are (person code, seat), and seats give the campaign's roles.

    Raises:
        AlreadyDone: `council_exists`; Incomplete: `council_needs` a chair, a secretary and three voting members;
        Invalid: `seat`, `person_twice`, `ends_before_begins`; WrongState: `campaign_suspended`, `campaign_over`.
    """
    case = Case.of(session, code, StageKey(StageKind.LAUNCH), by=by, at=at)
    require(by, "council:establish", campaign_id=case.campaign.id)
    refuse_standstill(case)
    seats = tuple(members)
    check_seats(seat for _, seat in seats)
    if valid_from and valid_to and valid_to < valid_from:
        raise Invalid("ends_before_begins", found=valid_to, begins=valid_from)
    if council_of(session, case.campaign.id) is not None:
        raise AlreadyDone("council_exists", code=code)
    council = Council(
        campaign_id=case.campaign.id,
        name=name,
        document=document,
        established_on=established_on,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    session.add(council)
    session.flush()
    for person_code, seat in seats:
        take_seat(session, council, person_code, seat)
    facts = {"document": document, "members": [list(seat) for seat in seats]}
    record(session, "council:established", by=by, at=at, subject=f"campaign:{code}", campaign=code, facts=facts)
    _settle_establishing(session, code, by, at)
    return council


def adopt_rule(session: Session, code: str, rule: CouncilRule, *, by: Principal, at: datetime) -> None:
    """The council adopts its rule, with its source; rounds that ask for it have their answer.

    Raises:
        NotFound: `council`; WrongState: `ballot_has_begun` once a ballot was held under another rule;
        `campaign_suspended`, `campaign_over`.
    """
    case = Case.of(session, code, StageKey(StageKind.LAUNCH), by=by, at=at)
    campaign = case.campaign
    require(by, "council:rule", campaign_id=campaign.id)
    refuse_standstill(case)
    council = council_in(case)
    if council.rule is not None and _has_met(session, campaign.id):
        raise WrongState("ballot_has_begun", code=code)
    council.rule, council.rule_adopted_at, council.rule_adopted_by = rule.model_dump_json(), at, by.code
    for waiting in _open_appraisals(session, code, by, at):
        answer_by_acting(waiting, f"council.rule@{waiting.stage.round}", rule.source)
    finish(case, "council:rule_adopted", {"rule": rule.model_dump(mode="json")}, f"campaign:{code}")


def convene(
    session: Session,
    code: str,
    round_: str,
    *,
    starts_at: datetime,
    place: str,
    dossiers: Sequence[str] = (),
    by: Principal,
    at: datetime,
) -> Meeting:
    """The secretary convenes a meeting; every member is invited with the agenda: all that is undecided, or `dossiers`.

    Raises:
        WrongState: `stage_not_open`, `meeting_convened`, `council_not_in_office`; NotFound: `council`,
        `undecided_dossier`; Incomplete: `rule_missing`, `place_missing`; Invalid: `meeting_past`.
    """
    case = appraisal(session, code, round_, "meeting:convene", by, at)
    council_in(case)
    before = latest_meeting(session, case.stage.id)
    if before is not None and before.state == "convened":
        raise WrongState("meeting_convened", at=before.at, place=before.place)
    agenda = undecided(case, dossiers)
    row, found = call_meeting(case, starts_at, place, agenda)
    settle_kind(case, DutyKind.CONVENE_MEETING)
    answer_by_acting(case, f"{case.stage.key}.date", local_day(starts_at).isoformat())
    facts = {"at": starts_at, "place": row.place, "dossiers": [d.code for d in agenda], "conflicts": found}
    finish(case, "meeting:convened", facts)
    return row


def attend(
    session: Session, code: str, round_: str, *, people: Iterable[str], by: Principal, at: datetime
) -> tuple[int, int]:
    """Members are noted as present, by themselves or by the secretary; (present, seats that vote).

    Raises:
        NotFound: `meeting`, `member`; NotAllowed for somebody else's attendance without being secretary.
    """
    case = appraisal(session, code, round_, "meeting:attend", by, at)
    codes = tuple(people)
    if codes != (by.code,):
        require(by, "ballot:open", campaign_id=case.campaign.id)
    row = meeting(case)
    council = council_in(case)
    seats = {seat.person_id for seat in members_of(session, council.id, on=local_day(row.at))}
    there = present_at(session, row.id)
    for person_code in codes:
        person = person_by_code(session, person_code)
        if person.id not in seats:
            raise NotFound("member", person=person.name, code=code)
        if person.id not in there:
            session.add(Attendance(meeting_id=row.id, person_id=person.id, noted_at=at, noted_by=by.code))
            there.add(person.id)
    if row.state == "convened" and there:
        row.state = "held"
    finish(case, "meeting:attended", {"present": len(there), "people": sorted(codes)})
    return len(there), len(seats)


def _has_met(session: Session, campaign_id: int) -> bool:
    """Was anybody at a meeting, also at one that was put off?"""
    stages = appraisal_stages(session, campaign_id)
    return any(present_at(session, row.id) for stage in stages for row in meetings_of(session, stage.id))


def _open_appraisals(session: Session, code: str, by: Principal, at: datetime) -> list[Case]:
    campaign = campaign_by_code(session, code)
    stages = appraisal_stages(session, campaign.id)
    return [Case(session, campaign, stage, by, at) for stage in stages if stage.state == StageState.OPEN]


def _settle_establishing(session: Session, code: str, by: Principal, at: datetime) -> None:
    for case in _open_appraisals(session, code, by, at):
        if settle_kind(case, DutyKind.ESTABLISH_COUNCIL):
            finish(case, "duty:settled", {"duty": DutyKind.ESTABLISH_COUNCIL.value})
