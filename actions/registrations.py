"""Registration of units with their pledges, and the office's confirmation."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from actions.audit import canonical, record
from actions.cases import Case
from actions.entering import entered, refuse_standstill, window
from actions.guard import require
from actions.owing import owe, owe_units, settle, settle_kind
from actions.planned import owe_planned
from actions.refreshing import refresh
from actions.telling import tell_units
from domain.dossiers import OVER
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, NotFound, WrongState
from domain.people import Principal
from domain.stages import StageKey, StageKind
from models.finders import unit_by_code
from models.handed_in import dossiers_of_unit, registration_of, registrations_of
from models.places import Unit
from models.registrations import Registration
from notifications.notices.of_campaigns import RegistrationConfirmed, RegistrationReceived, StageOpened

KEY = StageKey(StageKind.REGISTRATION)


def opened(case: Case) -> None:
    """Every unit owes its registration; what the plan itself asks of the office is owed too."""
    owe_units(case, DutyKind.REGISTER, due=case.stage.remind_by)
    owe_planned(case)
    tell_units(
        case,
        StageOpened,
        stage_label=case.label,
        opened_on=case.today,
        due_on=case.stage.remind_by,
        due_wording=case.due_wording,
        duty="Gửi đăng ký thi đua",
    )


def closing(case: Case) -> tuple[str, ...]:
    """How many registered; who did not is named."""
    registered = {row.unit_id for row in registrations_of(case.session, case.campaign.id) if row.state == "confirmed"}
    missing = [unit.name for unit in case.units if unit.id not in registered]
    lines = [f"{len(registered)}/{len(case.units)} đơn vị đăng ký."]
    return (*lines, *(f"Không đăng ký: {name}." for name in missing))


def register(
    session: Session,
    code: str,
    unit_code: str,
    *,
    pledges: Iterable[str],
    incoming_number: str | None = None,
    received_on: date | None = None,
    by: Principal,
    at: datetime,
) -> Registration:
    """A unit registers with its pledges; entered on its behalf, the day of receipt counts.

    Raises:
        WrongState: `stage_not_open`; TooLate: `deadline_passed`.
        AlreadyDone: `registered_already`. Incomplete: `pledges_missing`, `plan_asks_pledges`.
        NotFound: `unit_not_taking_part`.
    """
    case, unit = window(session, code, KEY, unit_code, "registration:submit", by=by, at=at, received_on=received_on)
    row, facts = enter(case, unit, pledges, incoming_number=incoming_number, received_on=received_on)
    owe(case, DutyKind.CONFIRM_REGISTRATION, about=unit.name, key=f"{unit.code}:{at.isoformat()}")
    _record(case, "registration:submitted", unit, facts)
    return row


def enter(
    case: Case, unit: Unit, pledges: Iterable[str], *, incoming_number: str | None, received_on: date | None
) -> tuple[Registration, dict[str, object]]:
    """Write a unit's registration and tell it that it was received; the row, and the facts of the event.

    Raises:
        AlreadyDone: `registered_already`. Incomplete: `pledges_missing`, `plan_asks_pledges`.
    """
    texts = tuple(text.strip() for text in pledges if text.strip())
    _check_pledges(case, texts)
    before = registration_of(case.session, case.campaign.id, unit.id)
    if before is not None and before.state != "withdrawn":
        raise AlreadyDone("registered_already", unit=unit.name, code=case.campaign.code)
    row = before or Registration(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        unit_id=unit.id,
        pledges="",
        submitted_at=case.at,
        submitted_by=case.by.code,
    )
    row.pledges, row.state, row.submitted_at, row.submitted_by = canonical(texts), "submitted", case.at, case.by.code
    row.incoming_number, row.received_on = incoming_number, received_on
    row.late_authority = row.late_document = row.late_reason = None
    case.session.add(row)
    settle_kind(case, DutyKind.REGISTER, unit_id=unit.id)
    told = {"unit_name": unit.name, "received_at": case.at, "incoming_number": incoming_number}
    tell_units(case, RegistrationReceived, unit_ids=[unit.id], **told)
    return row, {"pledges": list(texts), **entered(incoming_number, received_on)}


def confirm(session: Session, code: str, unit_code: str, *, by: Principal, at: datetime) -> None:
    """The office confirms a registration.

    Raises:
        NotFound: `registration`. WrongState: `registration_not_waiting`, `campaign_suspended`, `campaign_over`.
    """
    case, unit = _at(session, code, unit_code, "registration:confirm", by, at)
    refuse_standstill(case)
    row = _registration(case, unit)
    if row.state != "submitted":
        raise WrongState("registration_not_waiting", unit=unit.name, state=row.state)
    row.state, row.confirmed_at, row.confirmed_by = "confirmed", at, by.code
    _settle_confirmation(case, unit)
    tell_units(case, RegistrationConfirmed, unit_ids=[unit.id], unit_name=unit.name, confirmed_on=case.today)
    _record(case, "registration:confirmed", unit, {})


def withdraw(session: Session, code: str, unit_code: str, *, reason: str, by: Principal, at: datetime) -> None:
    """A unit takes its registration back; what it proposed has to be withdrawn before where the plan asks for one.

    Raises:
        NotFound: `registration`. Incomplete: `reason_missing`.
        WrongState: `registration_withdrawn`, `dossiers_depend`, `campaign_suspended`, `campaign_over`.
    """
    case, unit = _at(session, code, unit_code, "registration:withdraw", by, at)
    refuse_standstill(case)
    row = _registration(case, unit)
    if row.state == "withdrawn":
        raise WrongState("registration_withdrawn", unit=unit.name)
    if not reason.strip():
        raise Incomplete("reason_missing")
    if case.plan.registration_required:
        _refuse_dependent(case, unit)
    row.state = "withdrawn"
    row.confirmed_at = row.confirmed_by = None
    _settle_confirmation(case, unit)
    _record(case, "registration:withdrawn", unit, {}, reason)


def _refuse_dependent(case: Case, unit: Unit) -> None:
    live = [d.code for d in dossiers_of_unit(case.session, case.campaign.id, unit.id) if d.state not in OVER]
    if live:
        raise WrongState("dossiers_depend", unit=unit.name, dossiers=tuple(live))


def _check_pledges(case: Case, texts: tuple[str, ...]) -> None:
    if not texts:
        raise Incomplete("pledges_missing")
    for asked in case.plan.registration_requirements:
        # Because "one initiative each" asks for at least as many; a unit may pledge more.
        if "collective" in asked.kinds and len(texts) < asked.value:
            raise Incomplete("plan_asks_pledges", asked=asked.value, unit=asked.unit, found=len(texts))


def _at(session: Session, code: str, unit_code: str, action: str, by: Principal, at: datetime) -> tuple[Case, Unit]:
    unit = unit_by_code(session, unit_code)
    case = Case.of(session, code, KEY, by=by, at=at)
    require(by, action, campaign_id=case.campaign.id, unit_id=unit.id)
    return case, unit


def _registration(case: Case, unit: Unit) -> Registration:
    row = registration_of(case.session, case.campaign.id, unit.id)
    if row is None:
        raise NotFound("registration", unit=unit.name, code=case.campaign.code)
    return row


def _settle_confirmation(case: Case, unit: Unit) -> None:
    for duty in case.owed(DutyKind.CONFIRM_REGISTRATION):
        if duty.key.split(":")[1] == unit.code:
            settle([duty], case)


def _record(case: Case, kind: str, unit: Unit, facts: dict[str, object], reason: str = "") -> None:
    record(
        case.session,
        kind,
        by=case.by,
        at=case.at,
        subject=f"unit:{unit.code}",
        campaign=case.campaign.code,
        reason=reason,
        facts=facts,
    )
    refresh(case.session, [case.campaign], calendar=case.calendar, at=case.at)
