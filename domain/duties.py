"""Duties: the atom of the service. Who owes what, to whom, by when; what its lack holds up; whose clock runs."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from domain.people import Role
from domain.stages import StageKind


class DutyKind(StrEnum):
    """Everything that somebody can owe in a campaign."""

    ANSWER_QUESTION = "answer_question"
    LAUNCH_CAMPAIGN = "launch_campaign"
    REGISTER = "register"
    CONFIRM_REGISTRATION = "confirm_registration"
    FILE_REPORT = "file_report"
    WRITE_REVIEW = "write_review"
    SUBMIT_DOSSIER = "submit_dossier"
    APPRAISE_DOSSIER = "appraise_dossier"
    SUPPLEMENT_DOSSIER = "supplement_dossier"
    ESTABLISH_COUNCIL = "establish_council"
    CONVENE_MEETING = "convene_meeting"
    HOLD_BALLOT = "hold_ballot"
    VOTE = "vote"
    CONCLUDE_COUNCIL = "conclude_council"
    DRAFT_DECISION = "draft_decision"
    SIGN_DECISION = "sign_decision"
    ISSUE_DECISION = "issue_decision"
    WRITE_SUMMARY = "write_summary"
    PLANNED = "planned"
    GET_OPINION = "get_opinion"
    GATHER_COMMENTS = "gather_comments"
    CONFIRM_SKIP = "confirm_skip"
    NAME_SUCCESSOR = "name_successor"
    DECIDE_RECUSAL = "decide_recusal"
    HANDLE_COMPLAINT = "handle_complaint"


class Clock(StrEnum):
    """Whose time runs while the duty is owed."""

    OURS = "ours"
    THEIRS = "theirs"
    STOPPED = "stopped"


class DutyRule(NamedTuple):
    """`holder` is a role of the office, or None where a unit or a named person owes it.

    `blocks`: the stage cannot close while it is owed; otherwise it lapses when the stage closes.
    """

    stage: StageKind | None
    holder: Role | None
    blocks: bool
    clock: Clock


RULES: Mapping[DutyKind, DutyRule] = {
    DutyKind.ANSWER_QUESTION: DutyRule(None, Role.OFFICER, False, Clock.OURS),
    DutyKind.LAUNCH_CAMPAIGN: DutyRule(StageKind.LAUNCH, Role.LEADER, True, Clock.OURS),
    DutyKind.REGISTER: DutyRule(StageKind.REGISTRATION, None, False, Clock.THEIRS),
    DutyKind.CONFIRM_REGISTRATION: DutyRule(StageKind.REGISTRATION, Role.OFFICER, True, Clock.OURS),
    DutyKind.FILE_REPORT: DutyRule(StageKind.MIDTERM_REVIEW, None, False, Clock.THEIRS),
    DutyKind.WRITE_REVIEW: DutyRule(StageKind.MIDTERM_REVIEW, Role.OFFICER, True, Clock.OURS),
    DutyKind.SUBMIT_DOSSIER: DutyRule(StageKind.DOSSIER_INTAKE, None, False, Clock.THEIRS),
    DutyKind.APPRAISE_DOSSIER: DutyRule(StageKind.DOSSIER_INTAKE, Role.OFFICER, True, Clock.OURS),
    DutyKind.SUPPLEMENT_DOSSIER: DutyRule(StageKind.DOSSIER_INTAKE, None, True, Clock.STOPPED),
    DutyKind.ESTABLISH_COUNCIL: DutyRule(StageKind.COUNCIL_APPRAISAL, Role.OFFICER, True, Clock.OURS),
    DutyKind.CONVENE_MEETING: DutyRule(StageKind.COUNCIL_APPRAISAL, Role.SECRETARY, True, Clock.OURS),
    DutyKind.HOLD_BALLOT: DutyRule(StageKind.COUNCIL_APPRAISAL, Role.SECRETARY, True, Clock.OURS),
    DutyKind.VOTE: DutyRule(StageKind.COUNCIL_APPRAISAL, None, False, Clock.OURS),
    DutyKind.CONCLUDE_COUNCIL: DutyRule(StageKind.COUNCIL_APPRAISAL, Role.SECRETARY, True, Clock.OURS),
    DutyKind.DRAFT_DECISION: DutyRule(StageKind.DECISION_ISSUANCE, Role.OFFICER, True, Clock.OURS),
    DutyKind.SIGN_DECISION: DutyRule(StageKind.DECISION_ISSUANCE, Role.LEADER, True, Clock.OURS),
    DutyKind.ISSUE_DECISION: DutyRule(StageKind.DECISION_ISSUANCE, Role.CLERK, True, Clock.OURS),
    DutyKind.WRITE_SUMMARY: DutyRule(StageKind.FINAL_SUMMARY, Role.OFFICER, True, Clock.OURS),
    DutyKind.PLANNED: DutyRule(None, Role.OFFICER, True, Clock.OURS),
    DutyKind.GET_OPINION: DutyRule(StageKind.DOSSIER_INTAKE, Role.OFFICER, True, Clock.STOPPED),
    DutyKind.GATHER_COMMENTS: DutyRule(StageKind.DECISION_ISSUANCE, Role.OFFICER, True, Clock.STOPPED),
    DutyKind.CONFIRM_SKIP: DutyRule(None, Role.LEADER, False, Clock.OURS),
    # It holds the stage up, because what the unit still owes would lapse without anybody having decided so.
    DutyKind.NAME_SUCCESSOR: DutyRule(None, Role.OFFICER, True, Clock.OURS),
    # It holds nothing up itself: the ballot on that dossier does, which cannot begin before.
    DutyKind.DECIDE_RECUSAL: DutyRule(StageKind.COUNCIL_APPRAISAL, None, False, Clock.OURS),
    # It goes along with its dossier from stage to stage, and holds up the one in which the decision waits for it.
    DutyKind.HANDLE_COMPLAINT: DutyRule(None, Role.OFFICER, False, Clock.OURS),
}
"""What the office's procedure says of each kind. A returned dossier stops the clock: the move is the unit's."""


NEVER_HOLDS = frozenset({DutyKind.ANSWER_QUESTION, DutyKind.HANDLE_COMPLAINT})
"""Where it does not block, such a duty does not keep its stage open either until its deadline has passed."""


def of_unit(kind: DutyKind) -> bool:
    """Is this owed by a unit?"""
    rule = RULES[kind]
    return rule.holder is None and kind not in (DutyKind.VOTE, DutyKind.DECIDE_RECUSAL)
