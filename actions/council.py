"""The council: established, its rule adopted, convened, attended; and what the appraisal stage asks of it."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.entering import refuse_standstill
from actions.finishing import finish
from actions.guard import require
from actions.owing import owe, settle_kind
from actions.questions import answer_by_acting
from actions.telling import tell
from actions.versions import skip_rows
from domain.ballots import CouncilRule
from domain.dossiers import UNDER_APPRAISAL, DossierState
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, Invalid, NotFound, WrongState
from domain.people import Principal, Role
from domain.stages import StageKey, StageKind, StageState
from domain.steps import local_day
from models.campaign_rows import stages_of
from models.council import Attendance, Council, CouncilMember, Meeting
from models.dossiers import Dossier
from models.finders import campaign_by_code, person_by_code
from models.handed_in import dossiers_of
from models.people import RoleGrant
from models.sittings import council_of, latest_meeting, member_people, members_of, present_at
from models.stages import Stage
from notifications.notices import CouncilConvened

NO_DOSSIER = "Không có hồ sơ đủ điều kiện trình Hội đồng."
SEATS = ("chair", "vice_chair", "member", "secretary")


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
    by: Principal,
    at: datetime,
) -> Council:
    """The council is established by a decision; `members` are (person code, seat), and seats give the campaign's roles.

    Raises:
        AlreadyDone: `council_exists`; Incomplete: `council_needs` a chair, a secretary and three voting members;
        Invalid: `seat`; WrongState: `campaign_suspended`, `campaign_over`.
    """
    case = Case.of(session, code, StageKey(StageKind.LAUNCH), by=by, at=at)
    campaign = case.campaign
    require(by, "council:establish", campaign_id=campaign.id)
    refuse_standstill(case)
    seats = tuple(members)
    _check_seats(seats)
    if council_of(session, campaign.id) is not None:
        raise AlreadyDone("council_exists", code=code)
    council = Council(campaign_id=campaign.id, name=name, document=document, established_on=established_on)
    session.add(council)
    session.flush()
    for person_code, seat in seats:
        person = person_by_code(session, person_code)
        session.add(CouncilMember(council_id=council.id, person_id=person.id, seat=seat))
        role = Role.SECRETARY if seat == "secretary" else Role.MEMBER
        session.add(RoleGrant(person_id=person.id, role=role.value, campaign_id=campaign.id, document=document))
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
    council = _council(session, campaign.id, code)
    if council.rule is not None and _meeting_held(session, campaign.id):
        raise WrongState("ballot_has_begun", code=code)
    council.rule, council.rule_adopted_at, council.rule_adopted_by = rule.model_dump_json(), at, by.code
    for waiting in _open_appraisals(session, code, by, at):
        answer_by_acting(waiting, f"council.rule@{waiting.stage.round}", rule.source)
    finish(case, "council:rule_adopted", {"rule": rule.model_dump(mode="json")}, f"campaign:{code}")


def convene(
    session: Session, code: str, round_: str, *, starts_at: datetime, place: str, by: Principal, at: datetime
) -> Meeting:
    """The secretary convenes a meeting; every member is invited with the agenda.

    Raises:
        WrongState: `stage_not_open`, `meeting_convened`; NotFound: `council`;
        Incomplete: `rule_missing`, `place_missing`;
        Invalid: `meeting_past`.
    """
    case = appraisal(session, code, round_, "meeting:convene", by, at)
    council = _council(session, case.campaign.id, code)
    if council.rule is None:
        raise Incomplete("rule_missing", code=code)
    if not place.strip():
        raise Incomplete("place_missing")
    if starts_at < at:
        raise Invalid("meeting_past", found=starts_at)
    before = latest_meeting(session, case.stage.id)
    if before is not None and before.state == "convened":
        raise WrongState("meeting_convened", at=before.at, place=before.place)
    row = Meeting(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        number=before.number + 1 if before else 1,
        at=starts_at,
        place=place.strip(),
        convened_at=at,
        convened_by=by.code,
    )
    session.add(row)
    settle_kind(case, DutyKind.CONVENE_MEETING)
    _move_to(case, local_day(starts_at))
    answer_by_acting(case, f"{case.stage.key}.date", local_day(starts_at).isoformat())
    dossiers = accepted(case)
    tell(
        case,
        CouncilConvened,
        member_people(session, council.id),
        council_name=council.name,
        starts_at=starts_at,
        place=row.place,
        dossier_count=len(dossiers),
        agenda=tuple(f"{d.code}: {d.nominee} ({d.unit_name})" for d in dossiers),
    )
    facts = {"at": starts_at, "place": row.place, "dossiers": [d.code for d in dossiers]}
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
    council = _council(session, case.campaign.id, code)
    seats = {seat.person_id for seat in members_of(session, council.id)}
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


def appraisal(session: Session, code: str, round_: str, action: str, by: Principal, at: datetime) -> Case:
    """The case of a round's appraisal, open and not suspended."""
    case = Case.of(session, code, StageKey(StageKind.COUNCIL_APPRAISAL, round_), by=by, at=at)
    require(by, action, campaign_id=case.campaign.id)
    if case.stage.state != StageState.OPEN:
        raise WrongState("stage_not_open", stage=case.stage.key, state=case.stage.state, opens=case.stage.opens)
    if case.campaign.suspended_at is not None:
        raise WrongState("campaign_suspended", code=code)
    return case


def meeting(case: Case) -> Meeting:
    """The meeting under way.

    Raises:
        NotFound: `meeting`; WrongState: `meeting_not_begun` before its day.
    """
    row = latest_meeting(case.session, case.stage.id)
    if row is None:
        raise NotFound("meeting", stage=case.stage.key)
    if local_day(row.at) > case.today:
        raise WrongState("meeting_not_begun", at=row.at)
    return row


def rule_of(case: Case) -> CouncilRule:
    """The rule in force."""
    council = _council(case.session, case.campaign.id, case.campaign.code)
    if council.rule is None:
        raise Incomplete("rule_missing", code=case.campaign.code)
    return CouncilRule.model_validate_json(council.rule)


def voters(case: Case, rule: CouncilRule) -> dict[int, str]:
    """Person id → seat, of everybody who may vote under the rule."""
    council = _council(case.session, case.campaign.id, case.campaign.code)
    seats = members_of(case.session, council.id)
    return {seat.person_id: seat.seat for seat in seats if rule.secretary_votes or seat.seat != "secretary"}


def accepted(case: Case) -> list[Dossier]:
    """The dossiers before the council."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    return [row for row in rows if row.state == DossierState.ACCEPTED]


def under_appraisal(case: Case) -> list[Dossier]:
    """Dossiers of the round on which the office has not judged yet: late ones, and those that went back to it."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    return [row for row in rows if row.state in UNDER_APPRAISAL]


def _check_seats(seats: tuple[tuple[str, str], ...]) -> None:
    held = [seat for _, seat in seats]
    for seat in held:
        if seat not in SEATS:
            raise Invalid("seat", found=seat, allowed=SEATS)
    voting = len(held) - held.count("secretary")
    if held.count("chair") != 1 or held.count("secretary") != 1 or voting < 3:
        raise Incomplete(
            "council_needs", chairs=held.count("chair"), secretaries=held.count("secretary"), voting=voting
        )


def _council(session: Session, campaign_id: int, code: str) -> Council:
    council = council_of(session, campaign_id)
    if council is None:
        raise NotFound("council", code=code)
    return council


def _meeting_held(session: Session, campaign_id: int) -> bool:
    return any(
        (row := latest_meeting(session, stage.id)) is not None and row.state == "held"
        for stage in appraisal_stages(session, campaign_id)
    )


def _open_appraisals(session: Session, code: str, by: Principal, at: datetime) -> list[Case]:
    campaign = campaign_by_code(session, code)
    stages = appraisal_stages(session, campaign.id)
    return [Case(session, campaign, stage, by, at) for stage in stages if stage.state == StageState.OPEN]


def _settle_establishing(session: Session, code: str, by: Principal, at: datetime) -> None:
    for case in _open_appraisals(session, code, by, at):
        if settle_kind(case, DutyKind.ESTABLISH_COUNCIL):
            finish(case, "duty:settled", {"duty": DutyKind.ESTABLISH_COUNCIL.value})


def _move_to(case: Case, day: date) -> None:
    # Because ballots and the conclusion are owed on the day of the meeting, whatever day the stage itself has.
    for kind in (DutyKind.HOLD_BALLOT, DutyKind.CONCLUDE_COUNCIL):
        for duty in case.owed(kind):
            duty.due = day


def appraisal_stages(session: Session, campaign_id: int) -> list[Stage]:
    """All appraisal stages of a campaign."""
    return [s for s in stages_of(session, campaign_id) if s.kind == StageKind.COUNCIL_APPRAISAL]
