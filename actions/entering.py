"""What all that units hand in has in common: the window, the right, and entry on behalf with a day of receipt."""

from datetime import date, datetime

from sqlmodel import Session

from actions.cases import Case
from actions.guard import require
from domain.errors import Invalid, NotFound, TooLate, WrongState
from domain.people import Principal
from domain.stages import StageKey, StageState
from models.campaign_rows import participation_of
from models.finders import unit_by_code
from models.places import Unit


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


def entered(incoming_number: str | None, received_on: date | None) -> dict[str, object]:
    """Facts of an entry on behalf of a unit."""
    if incoming_number is None and received_on is None:
        return {}
    return {"incoming_number": incoming_number, "received_on": received_on}


def _check_day(case: Case, received_on: date | None) -> None:
    stage = case.stage
    if received_on is not None and received_on > case.today:
        raise Invalid("received_in_future", found=received_on, today=case.today)
    day = received_on or case.today
    if stage.due is not None and day > stage.due and stage.state in (StageState.OPEN, StageState.CLOSED):
        raise TooLate("deadline_passed", stage=stage.key, due=stage.due, day=day)
    if stage.state != StageState.OPEN:
        raise WrongState("stage_not_open", stage=stage.key, state=stage.state, opens=stage.opens)
