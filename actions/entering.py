"""What all that units hand in has in common: the window, the right, and entry on behalf with a day of receipt."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from actions.cases import Case
from actions.guard import require
from domain.errors import Incomplete, Invalid, NotFound, TooLate, WrongState
from domain.people import Principal
from domain.stages import StageKey, StageState
from models.campaign_rows import participation_of
from models.dossiers import Dossier
from models.finders import unit_by_code
from models.places import Unit
from models.registrations import Registration


@dataclass(frozen=True, slots=True)
class Late:
    """Who allows that something is accepted after its deadline, by which paper, and why."""

    authority: str
    document: str
    reason: str


def window(
    session: Session,
    code: str,
    key: StageKey,
    unit_code: str,
    action: str,
    *,
    by: Principal,
    at: datetime,
    received_on: date | None = None,
) -> tuple[Case, Unit]:
    """The case and the unit, after everything that could refuse an entry by a unit was asked.

    Raises:
        NotAllowed, NotFound: `unit_not_taking_part`, WrongState: `stage_not_open`, `campaign_suspended`,
        TooLate: `deadline_passed`, Invalid: `received_in_future`.
    """
    unit = unit_by_code(session, unit_code)
    case = Case.of(session, code, key, by=by, at=at)
    require(by, action, campaign_id=case.campaign.id, unit_id=unit.id)
    if participation_of(session, case.campaign.id, unit.id) is None:
        raise NotFound("unit_not_taking_part", unit=unit.name, code=code)
    if case.campaign.suspended_at is not None:
        raise WrongState("campaign_suspended", code=code)
    _check_day(case, received_on)
    return case, unit


def late_window(
    session: Session,
    code: str,
    key: StageKey,
    unit_code: str,
    received_on: date | None,
    *,
    by: Principal,
    at: datetime,
) -> tuple[Case, Unit]:
    """The case and the unit where the deadline of a stage has passed, so that only leave lets something in.

    Raises:
        NotAllowed; NotFound: `unit_not_taking_part`; Invalid: `received_in_future`;
        WrongState: `not_late`, `campaign_suspended`, `campaign_over`.
    """
    unit = unit_by_code(session, unit_code)
    case = Case.of(session, code, key, by=by, at=at)
    require(by, "late:accept", campaign_id=case.campaign.id)
    refuse_standstill(case)
    if participation_of(session, case.campaign.id, unit.id) is None:
        raise NotFound("unit_not_taking_part", unit=unit.name, code=code)
    refuse_future(case, received_on)
    stage = case.stage
    past = stage.state == StageState.OPEN and stage.due is not None and case.today > stage.due
    if not past and stage.state != StageState.CLOSED:
        raise WrongState("not_late", stage=stage.key, state=stage.state, due=stage.due)
    return case, unit


def refuse_standstill(case: Case) -> None:
    """Nothing is handed in or worked on while the campaign is suspended, or once it is over."""
    if case.campaign.suspended_at is not None:
        raise WrongState("campaign_suspended", code=case.campaign.code)
    if case.campaign.state not in ("draft", "running"):
        raise WrongState("campaign_over", code=case.campaign.code, state=case.campaign.state)


def entered(incoming_number: str | None, received_on: date | None) -> dict[str, object]:
    """Facts of an entry on behalf of a unit."""
    if incoming_number is None and received_on is None:
        return {}
    return {"incoming_number": incoming_number, "received_on": received_on}


def marked_late(row: Registration | Dossier, late: Late | None) -> None:
    """Write on the row what allowed it to come late, or nothing.

    Raises:
        Incomplete: `late_needs`, unless authority, document and reason are all there.
    """
    if late is None:
        return
    if not all(text.strip() for text in (late.authority, late.document, late.reason)):
        raise Incomplete("late_needs")
    row.late_authority, row.late_document, row.late_reason = late.authority, late.document, late.reason


def refuse_future(case: Case, received_on: date | None) -> None:
    """Raises Invalid `received_in_future`: a paper is stamped on the day on which it came."""
    if received_on is not None and received_on > case.today:
        raise Invalid("received_in_future", found=received_on, today=case.today)


def _check_day(case: Case, received_on: date | None) -> None:
    stage = case.stage
    refuse_future(case, received_on)
    day = received_on or case.today
    if stage.due is not None and day > stage.due and stage.state in (StageState.OPEN, StageState.CLOSED):
        raise TooLate("deadline_passed", stage=stage.key, due=stage.due, day=day)
    if stage.state != StageState.OPEN:
        raise WrongState("stage_not_open", stage=stage.key, state=stage.state, opens=stage.opens)
