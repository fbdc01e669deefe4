"""Where each duty is done: the page that a line of “my duties” leads to."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from domain.duties import DutyKind
from domain.stages import StageKey
from queries.duties import DutyLine


def place_of(duty: DutyLine) -> str:
    """The address of the page on which this duty is done."""
    return _PLACES[DutyKind(duty.kind)](duty)


def _campaign(part: str = "") -> Callable[[DutyLine], str]:
    return lambda duty: f"/phong-trao/{quote(duty.campaign)}{part}"


def _at_unit(part: str) -> Callable[[DutyLine], str]:
    return lambda duty: f"/don-vi-toi/{quote(duty.unit_code or '')}/{quote(duty.campaign)}/{part}"


def _dossier(duty: DutyLine) -> str:
    return f"/ho-so/{quote(duty.campaign)}/{quote(duty.dossier or '')}"


def _confirmation(duty: DutyLine) -> str:
    # Its key names the unit, because the duty itself is the office's.
    unit = duty.key.split(":")[1]
    return f"/don-vi-toi/{quote(unit)}/{quote(duty.campaign)}/dang-ky"


def _proposal(duty: DutyLine) -> str:
    return _at_unit(f"de-nghi/{quote(StageKey.parse(duty.stage).round)}")(duty)


def _stage(duty: DutyLine) -> str:
    return f"/phong-trao/{quote(duty.campaign)}/giai-doan/{quote(duty.stage)}"


def _planned(duty: DutyLine) -> str:
    return f"/viec-cua-toi/{duty.id}"


def _council(duty: DutyLine) -> str:
    # Its page leads to the sitting and to each ballot; which sitting that is, the duty does not know.
    return f"/hoi-dong/{quote(duty.campaign)}"


def _decision(duty: DutyLine) -> str:
    # Its key names the award form that the decision is about.
    form = duty.key.split(":")[1]
    return f"/quyet-dinh/{quote(duty.campaign)}/{quote(StageKey.parse(duty.stage).round)}/{quote(form)}"


def _complaint(duty: DutyLine) -> str:
    return f"/khieu-nai/{quote(duty.campaign)}/{quote(duty.key.split(':')[1])}"


_PLACES: Mapping[DutyKind, Callable[[DutyLine], str]] = {
    DutyKind.ANSWER_QUESTION: _campaign("/ke-hoach"),
    DutyKind.LAUNCH_CAMPAIGN: _campaign("/phat-dong"),
    DutyKind.REGISTER: _at_unit("dang-ky"),
    DutyKind.CONFIRM_REGISTRATION: _confirmation,
    DutyKind.FILE_REPORT: _at_unit("bao-cao"),
    DutyKind.WRITE_REVIEW: _campaign("/so-ket"),
    DutyKind.SUBMIT_DOSSIER: _proposal,
    DutyKind.APPRAISE_DOSSIER: _dossier,
    DutyKind.SUPPLEMENT_DOSSIER: _dossier,
    DutyKind.ESTABLISH_COUNCIL: _council,
    DutyKind.CONVENE_MEETING: _council,
    DutyKind.HOLD_BALLOT: _council,
    DutyKind.VOTE: _council,
    DutyKind.CONCLUDE_COUNCIL: _council,
    DutyKind.DRAFT_DECISION: _decision,
    DutyKind.SIGN_DECISION: _decision,
    DutyKind.ISSUE_DECISION: _decision,
    DutyKind.WRITE_SUMMARY: _campaign("/tong-ket"),
    DutyKind.PLANNED: _planned,
    DutyKind.GET_OPINION: _dossier,
    DutyKind.GATHER_COMMENTS: _stage,
    DutyKind.CONFIRM_SKIP: _stage,
    DutyKind.NAME_SUCCESSOR: _stage,
    DutyKind.DECIDE_RECUSAL: _council,
    DutyKind.HANDLE_COMPLAINT: _complaint,
}
