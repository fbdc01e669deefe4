"""What is told about the council's meetings, and about decisions."""

from datetime import date

from pydantic import AwareDatetime, NonNegativeInt

from notifications.fields import Line, Lines, SomeLines
from notifications.notices.said import Notice


class CouncilConvened(Notice):
    kind = "council_convened"
    legal = True
    council_name: Line
    starts_at: AwareDatetime
    place: Line
    dossier_count: NonNegativeInt
    agenda: Lines = ()


class CouncilChanged(Notice):
    kind = "council_changed"
    legal = True
    council_name: Line
    document: Line
    decided_on: date
    effective_on: date
    joined: Lines = ()
    left: Lines = ()
    valid_to: date | None = None


class MeetingAdjourned(Notice):
    kind = "meeting_adjourned"
    legal = True
    council_name: Line
    was_at: AwareDatetime
    reason: Line


class DecisionSigned(Notice):
    kind = "decision_signed"
    decision_title: Line
    signed_by: Line
    signed_on: date


class DecisionIssued(Notice):
    kind = "decision_issued"
    legal = True
    authority_name: Line
    decision_number: Line
    decision_date: date
    awards: Lines = ()


class DecisionDrafted(Notice):
    kind = "decision_drafted"
    decision_title: Line
    drafted_by: Line


class LaterDecision(Notice):
    """A decision about an issued one, which keeps its number and date."""

    authority_name: Line
    decision_number: Line
    decision_date: date
    old_number: Line
    old_date: date


class DecisionReplaced(LaterDecision):
    kind = "decision_replaced"
    legal = True
    awards: SomeLines
    left_out: Lines = ()


class DecisionCorrected(LaterDecision):
    kind = "decision_corrected"
    legal = True
    passages: SomeLines


class AwardCancelled(LaterDecision):
    kind = "award_cancelled"
    legal = True
    ground: Line
    document: Line
    awards: SomeLines


ALL = (
    CouncilConvened,
    CouncilChanged,
    MeetingAdjourned,
    DecisionSigned,
    DecisionIssued,
    DecisionDrafted,
    DecisionReplaced,
    DecisionCorrected,
    AwardCancelled,
)
