"""What comes after its deadline and is accepted all the same: by whose leave, by which paper, why; and it is marked."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from actions.dossier_cases import working_stage
from actions.entering import Late, late_window, marked_late
from actions.finishing import finish
from actions.proposing import Proposal, take_in
from actions.registrations import KEY, enter
from actions.telling import tell_units
from domain.errors import WrongState
from domain.people import Principal
from domain.stages import ENDED, StageKey, StageKind, StageState
from models.dossiers import Dossier
from models.registrations import Registration
from models.sittings import latest_meeting
from notifications.notices.of_campaigns import RegistrationConfirmed


def accept_registration(
    session: Session,
    code: str,
    unit_code: str,
    *,
    pledges: Iterable[str],
    late: Late,
    incoming_number: str | None = None,
    received_on: date | None = None,
    by: Principal,
    at: datetime,
) -> Registration:
    """A registration that came after the deadline is accepted: it is confirmed at once, and marked.

    Raises:
        WrongState: `not_late`; Incomplete: `late_needs`; else as a registration in time.
    """
    case, unit = late_window(session, code, KEY, unit_code, received_on, by=by, at=at)
    row, facts = enter(case, unit, pledges, incoming_number=incoming_number, received_on=received_on)
    marked_late(row, late)
    row.state, row.confirmed_at, row.confirmed_by = "confirmed", at, by.code
    tell_units(case, RegistrationConfirmed, unit_ids=[unit.id], unit_name=unit.name, confirmed_on=case.today)
    facts |= {"authority": late.authority, "document": late.document}
    finish(case, "registration:taken_late", facts, f"unit:{unit.code}", late.reason)
    return row


def accept_dossier(
    session: Session,
    code: str,
    unit_code: str,
    *,
    round_: str,
    proposal: Proposal,
    late: Late,
    by: Principal,
    at: datetime,
) -> Dossier:
    """A dossier that came after the deadline is accepted for appraisal; with the council, which waits for it.

    Raises:
        WrongState: `not_late`, `council_has_ended` when nobody could judge it any more;
        Incomplete: `late_needs`; else as a dossier in time.
    """
    key = StageKey(StageKind.DOSSIER_INTAKE, round_)
    case, unit = late_window(session, code, key, unit_code, proposal.received_on, by=by, at=at)
    stage = working_stage(case, round_)
    meeting = latest_meeting(session, stage.id) if stage.kind == StageKind.COUNCIL_APPRAISAL else None
    if stage.state in ENDED or (meeting is not None and meeting.minutes_document is not None):
        council = StageKey(StageKind.COUNCIL_APPRAISAL, round_)
        raise WrongState("council_has_ended", stage=str(council), state=StageState.CLOSED.value)
    return take_in(case, unit, proposal, late=late)
