"""Running one stage because somebody asks for it: the same steps that the sweep would take, and a reason why not."""

from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.guard import require
from actions.incidents import set_aside
from actions.steps import Taken, take_steps
from domain.errors import WrongState
from domain.people import Principal
from domain.stages import ENDED, StageKey


def run_stage(
    session: Session, code: str, key: StageKey, *, reason: str = "", by: Principal, at: datetime
) -> tuple[Taken, ...]:
    """Take the steps of this stage that are due, also after a failure that waits for a person.

    Raises:
        NotFound: `campaign`, `stage`.
        NotAllowed: without the right `stage:run`.
        WrongState: `campaign_not_running`, `campaign_suspended`, `stage_ended`; `nothing_due` when its time has
            not come or it waits for people.
    """
    case = Case.of(session, code, key, by=by, at=at)
    require(by, "stage:run", campaign_id=case.campaign.id)
    _check(case)
    set_aside(session, [case.stage.id], waiting_too=True, by=by, at=at)
    taken = take_steps(session, [case.stage.id], by=by, at=at)
    if not taken:
        raise WrongState("nothing_due", stage=str(key), next=case.stage.next_due_at)
    record(
        session,
        "stage:run",
        by=by,
        at=at,
        subject=f"stage:{key}",
        campaign=code,
        reason=reason,
        facts={"steps": [step.step for step in taken]},
    )
    return taken


def _check(case: Case) -> None:
    campaign = case.campaign
    if campaign.suspended_at is not None:
        raise WrongState("campaign_suspended", code=campaign.code)
    if campaign.state != "running":
        raise WrongState("campaign_not_running", code=campaign.code, state=campaign.state)
    if case.stage.state in ENDED:
        raise WrongState("stage_ended", stage=case.stage.key, state=case.stage.state)
