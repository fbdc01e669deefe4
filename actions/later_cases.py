"""A decision about another one, and what its acts have in common. No stage has to be open for them."""

from datetime import datetime

from sqlmodel import Session

from actions.cases import Case
from actions.guard import require
from domain.errors import NotFound
from domain.later_decisions import decision_subject
from domain.people import Principal
from domain.stages import StageKey, StageKind
from models.awards import decision_by_id
from models.decisions import Decision
from models.finders import campaign_by_code
from wording.labels import form_label
from wording.later_decisions import DECISION_KINDS


def case_of(
    session: Session, code: str, number: int, right: str, *, by: Principal, at: datetime
) -> tuple[Case, Decision]:
    """The campaign, locked, and its decision of this number in the store.

    Raises:
        NotFound: `campaign`, `decision_row`. NotAllowed: `role_missing`.
    """
    campaign = campaign_by_code(session, code, lock=True)
    require(by, right, campaign_id=campaign.id)
    row = decision_by_id(session, campaign.id, number)
    if row is None:
        raise NotFound("decision_row", number=number, code=code)
    return Case.of(session, code, StageKey(StageKind.DECISION_ISSUANCE, row.round), by=by, at=at), row


def told_title(row: Decision, old: Decision) -> str:
    """`Quyết định hủy bỏ khen thưởng (Quyết định 45/QĐ-UBND tặng Giấy khen)`."""
    return f"{DECISION_KINDS[row.kind]} (đối với Quyết định {old.number} tặng {form_label(row.form)})"


def subject_of(case: Case, row: Decision) -> str:
    """How the trail names it: `decision:decision_issuance@final/giay_khen/cancellation-1`."""
    return decision_subject(case.stage.key, row.form, row.kind, row.part)


def facts_of(row: Decision, old: Decision) -> dict[str, object]:
    """What every event about it tells."""
    return {"form": row.form, "later_kind": row.kind, "old_number": old.number}
