"""Making duties, and ending them. A duty is owed once under its key in a revision of its stage."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from actions.cases import Case
from domain.duties import RULES, DutyKind
from domain.errors import WrongState
from domain.stages import ENDED
from models.duties import owed
from models.stages import Duty
from wording.duties import duty_phrase


def owe(
    case: Case,
    kind: DutyKind,
    *,
    about: str = "",
    key: str = "",
    unit_id: int | None = None,
    person_id: int | None = None,
    role: str | None = None,
    due: date | None = None,
    dossier_id: int | None = None,
    question_id: int | None = None,
    blocks: bool | None = None,
) -> Duty:
    """Write one duty. Who owes it: a unit, a person, or else the role that the procedure names.

    Raises:
        WrongState: `stage_ended`, because a duty of a stage that has ended would be seen by nobody.
    """
    if case.stage.state in ENDED:
        raise WrongState("stage_ended", stage=case.stage.key, state=case.stage.state)
    rule = RULES[kind]
    holder = role or (None if unit_id or person_id else rule.holder)
    duty = Duty(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        revision=case.stage.revision,
        kind=kind.value,
        key=f"{kind.value}:{key or unit_id or person_id or ''}",
        what=duty_phrase(kind.value, about),
        unit_id=unit_id,
        person_id=person_id,
        role=holder,
        dossier_id=dossier_id,
        question_id=question_id,
        blocks=rule.blocks if blocks is None else blocks,
        clock=rule.clock.value,
        since=case.at,
        due=due,
    )
    case.session.add(duty)
    return duty


def owe_units(case: Case, kind: DutyKind, *, due: date | None) -> None:
    """Each unit that takes part owes this."""
    for unit in case.units:
        owe(case, kind, unit_id=unit.id, due=due)


def settle(duties: Iterable[Duty], case: Case) -> None:
    """These duties are done."""
    for duty in duties:
        duty.done_at, duty.done_by, duty.ended = case.at, case.by.code, True


def settle_kind(case: Case, kind: DutyKind, **who: int | None) -> list[Duty]:
    """End the owed duties of a kind in this stage, of one unit, person, dossier or question; which they were."""
    duties = owed(case.session, case.stage.id, kind, **who)
    settle(duties, case)
    return duties


def lapse(case: Case, duties: Iterable[Duty]) -> None:
    """These duties end undone, because their time is over."""
    for duty in duties:
        duty.lapsed_at, duty.ended = case.at, True


def lapse_all(case: Case) -> list[Duty]:
    """What is still owed when the stage closes."""
    duties = case.owed()
    lapse(case, duties)
    return duties


def move_deadline(session: Session, stage_id: int, *, old: date | None, new: date | None) -> int:
    """Duties that had the stage's own deadline follow it; how many. Deadlines of their own stay."""
    moved = [duty for duty in owed(session, stage_id) if duty.due == old]
    for duty in moved:
        duty.due = new
    return len(moved)
