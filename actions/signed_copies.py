"""What comes back signed, as a scan or with a digital signature: kept by its digest, and never replaced."""

from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.ballots import Scan
from actions.guard import require
from domain.errors import AlreadyDone, NotFound, WrongState
from domain.later_decisions import decision_subject
from domain.people import Principal
from models.campaigns import Campaign
from models.decisions import Decision
from models.issuing import SignedCopy
from models.issuing_rows import copies_of
from models.stages import Stage
from wording.labels import form_label


def attach(
    session: Session, decision_id: int, scan: Scan, *, reason: str = "", by: Principal, at: datetime
) -> SignedCopy:
    """Keep the signed file of an issued decision of any kind, also when its campaign is long over.

    Raises:
        NotAllowed: `role_missing`. NotFound: `decision_gone`. WrongState: `decision_state`; and as `keep_copy`.
    """
    decision = session.get(Decision, decision_id, with_for_update=True)
    if decision is None:
        raise NotFound("decision_gone", number=decision_id)
    require(by, "decision:issue", campaign_id=decision.campaign_id)
    if decision.state != "issued":
        form = form_label(decision.form)
        raise WrongState("decision_state", form=form, state=decision.state, allowed="issued")
    row = keep_copy(session, decision, scan, reason=reason, by=by, at=at)
    stage = session.get_one(Stage, decision.stage_id)
    record(
        session,
        "decision:copied",
        by=by,
        at=at,
        subject=decision_subject(stage.key, decision.form, decision.kind, decision.part),
        campaign=session.get_one(Campaign, decision.campaign_id).code,
        reason=reason,
        facts={"number": decision.number, "copy": row.number, "digest": row.digest},
    )
    return row


def keep_copy(
    session: Session, decision: Decision, scan: Scan, *, reason: str = "", by: Principal, at: datetime
) -> SignedCopy:
    """The file goes beside those that are there; a further one needs a reason. The caller records the event.

    Raises:
        AlreadyDone: `copy_again` without a reason, `copy_same`.
    """
    before = copies_of(session, decision.id)
    for one in before:
        if one.digest == scan.digest:
            raise AlreadyDone("copy_same", number=one.number, field="scan")
    if before and not reason.strip():
        raise AlreadyDone("copy_again", field="reason")
    row = SignedCopy(
        decision_id=decision.id,
        number=len(before) + 1,
        **scan._asdict(),
        reason=reason.strip() or None,
        received_at=at,
        received_by=by.code,
    )
    session.add(row)
    return row
