"""Meetings of the council: called with an agenda, adjourned (hoãn), the agenda split between two of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from actions.cases import Case
from actions.conclusions import decided
from actions.finishing import finish
from actions.owing import owe
from actions.recusals import note_conflicts
from actions.sitting_cases import UNDER_WAY, accepted, appraisal, council_in
from actions.telling import tell
from domain.duties import DutyKind
from domain.errors import Incomplete, Invalid, NotFound, WrongState
from domain.people import Principal
from domain.steps import local_day
from models.council import AgendaItem, Council, Meeting
from models.dossiers import Dossier
from models.duties import times_owed
from models.sittings import agenda_of, ballots_in, meetings_of, member_people
from notifications.notices.of_decisions import CouncilConvened, MeetingAdjourned


def call_meeting(case: Case, starts_at: datetime, place: str, dossiers: Sequence[Dossier]) -> tuple[Meeting, int]:
    """A new meeting with these dossiers on its agenda, every member invited; and how many conflicts were found.

    Raises:
        NotFound: `council`; Incomplete: `rule_missing`, `place_missing`; Invalid: `meeting_past`;
        WrongState: `council_not_in_office`.
    """
    council = council_in(case)
    _check(case, council, starts_at, place)
    before = meetings_of(case.session, case.stage.id)
    row = Meeting(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        number=before[-1].number + 1 if before else 1,
        at=starts_at,
        place=place.strip(),
        convened_at=case.at,
        convened_by=case.by.code,
    )
    case.session.add(row)
    case.session.flush()
    _take_over(case, row, before, dossiers)
    _owe_on(case, local_day(starts_at), dossiers)
    tell(
        case,
        CouncilConvened,
        member_people(case.session, council.id, on=local_day(starts_at)),
        council_name=council.name,
        starts_at=starts_at,
        place=row.place,
        dossier_count=len(dossiers),
        agenda=tuple(f"{d.code}: {d.nominee} ({d.unit_name})" for d in dossiers),
    )
    return row, note_conflicts(case, dossiers)


def undecided(case: Case, codes: Iterable[str] = ()) -> list[Dossier]:
    """The dossiers before the council on which it has not decided; those of them that are named, where any are.

    Raises:
        NotFound: `undecided_dossier`.
    """
    closed, wanted = decided(case), tuple(dict.fromkeys(codes))
    rows = {row.code: row for row in accepted(case) if row.id not in closed}
    for code in wanted:
        if code not in rows:
            raise NotFound("undecided_dossier", dossier=code, known=tuple(rows))
    return [rows[code] for code in wanted or rows]


def adjourn(session: Session, code: str, round_: str, *, reason: str, by: Principal, at: datetime) -> Meeting:
    """The meeting that comes or is under way is adjourned; what it has not decided waits for the next one.

    Raises:
        NotFound: `meeting`; WrongState: `ballot_open`; Invalid: `reason_missing`.
    """
    case = appraisal(session, code, round_, "meeting:convene", by, at)
    if not reason.strip():
        raise Invalid("reason_missing")
    row = _last(case)
    _refuse_open_ballots(case, row)
    row.state, row.reason = "adjourned", reason.strip()
    _owe_convening(case)
    council = council_in(case)
    tell(
        case,
        MeetingAdjourned,
        member_people(session, council.id, on=local_day(row.at)),
        council_name=council.name,
        was_at=row.at,
        reason=row.reason,
    )
    finish(case, "meeting:adjourned", {"at": row.at, "number": row.number}, reason=row.reason)
    return row


def split_agenda(
    session: Session,
    code: str,
    round_: str,
    dossiers: Sequence[str],
    *,
    starts_at: datetime,
    place: str,
    by: Principal,
    at: datetime,
) -> Meeting:
    """Part of the agenda goes to another meeting; the present one keeps the rest.

    Raises:
        NotFound: `meeting`, `undecided_dossier`; Incomplete: `agenda_missing`, `place_missing`;
        WrongState: `ballot_open`, `council_not_in_office`; Invalid: `meeting_past`.
    """
    case = appraisal(session, code, round_, "meeting:convene", by, at)
    if not dossiers:
        raise Incomplete("agenda_missing")
    _last(case)
    moved = undecided(case, dossiers)
    open_ones = {ballot.dossier_id for ballot in ballots_in(session, case.stage.id, still_open=True)}
    for dossier in moved:
        if dossier.id in open_ones:
            raise WrongState("ballot_open", dossier=dossier.code)
    row, found = call_meeting(case, starts_at, place, moved)
    facts = {"at": starts_at, "place": row.place, "dossiers": [d.code for d in moved], "conflicts": found}
    finish(case, "meeting:split", facts)
    return row


def _check(case: Case, council: Council, starts_at: datetime, place: str) -> None:
    if council.rule is None:
        raise Incomplete("rule_missing", code=case.campaign.code)
    if not place.strip():
        raise Incomplete("place_missing")
    if starts_at < case.at:
        raise Invalid("meeting_past", found=starts_at)
    # After its time it may be extended by the plan or by a decision that is under way: the page warns of it.
    if council.valid_from is not None and local_day(starts_at) < council.valid_from:
        raise WrongState("council_not_in_office", day=local_day(starts_at), first=council.valid_from)


def _take_over(case: Case, row: Meeting, before: Sequence[Meeting], dossiers: Sequence[Dossier]) -> None:
    ids = {dossier.id for dossier in dossiers}
    for earlier in before:
        for item in agenda_of(case.session, earlier.id):
            if item.dossier_id in ids:
                item.moved_at, item.moved_by = case.at, case.by.code
    case.session.add_all(
        AgendaItem(meeting_id=row.id, dossier_id=dossier.id, position=place)
        for place, dossier in enumerate(dossiers, 1)
    )


def _owe_on(case: Case, day: date, dossiers: Sequence[Dossier]) -> None:
    # Because ballots and the conclusion are owed on the day of the meeting, whatever day the stage itself has.
    ids = {dossier.id for dossier in dossiers}
    for duty in case.owed(DutyKind.HOLD_BALLOT):
        if duty.dossier_id in ids:
            duty.due = day
    for duty in case.owed(DutyKind.CONCLUDE_COUNCIL):
        duty.due = day


def _last(case: Case) -> Meeting:
    rows = [row for row in meetings_of(case.session, case.stage.id) if row.state in UNDER_WAY]
    if not rows:
        raise NotFound("meeting", stage=case.stage.key)
    return rows[-1]


def _refuse_open_ballots(case: Case, row: Meeting) -> None:
    for ballot in ballots_in(case.session, case.stage.id, still_open=True):
        if ballot.meeting_id == row.id:
            raise WrongState("ballot_open", dossier=case.session.get_one(Dossier, ballot.dossier_id).code)


def _owe_convening(case: Case) -> None:
    for kind in (DutyKind.HOLD_BALLOT, DutyKind.CONCLUDE_COUNCIL):
        for duty in case.owed(kind):
            duty.due = case.stage.remind_by
    if not case.owed(DutyKind.CONVENE_MEETING):
        times = times_owed(case.session, case.stage.id, DutyKind.CONVENE_MEETING)
        owe(case, DutyKind.CONVENE_MEETING, key=str(times + 1), due=case.stage.remind_by)
