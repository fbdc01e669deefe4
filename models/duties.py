"""Finding the duties that an action is about."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from domain.duties import DutyKind
from models.stages import Duty, Stage


def owed(
    session: Session,
    stage_id: int,
    kind: DutyKind | None = None,
    *,
    unit_id: int | None = None,
    person_id: int | None = None,
    dossier_id: int | None = None,
    question_id: int | None = None,
) -> list[Duty]:
    """Duties still owed in a stage, narrowed by kind and by who or what they are about, oldest first."""
    query = select(Duty).where(col(Duty.stage_id) == stage_id, col(Duty.ended).is_(False))
    narrow = {Duty.unit_id: unit_id, Duty.person_id: person_id, Duty.dossier_id: dossier_id}
    if kind is not None:
        query = query.where(col(Duty.kind) == kind.value)
    for column, wanted in (*narrow.items(), (Duty.question_id, question_id)):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    return list(session.exec(query.order_by(col(Duty.id))))


def owed_for(session: Session, kind: DutyKind, campaign_id: int, dossier_id: int) -> list[Duty]:
    """Duties of a kind about a dossier that are still owed, in whatever stage of the campaign, oldest first."""
    stages = select(Stage.id).where(col(Stage.campaign_id) == campaign_id)
    query = select(Duty).where(col(Duty.stage_id).in_(stages), col(Duty.ended).is_(False))
    query = query.where(col(Duty.kind) == kind.value, col(Duty.dossier_id) == dossier_id)
    return list(session.exec(query.order_by(col(Duty.id))))


def owed_in(session: Session, stage_ids: Sequence[int]) -> dict[int, list[Duty]]:
    """What is still owed in each of these stages, oldest first; one query for all of them."""
    found: dict[int, list[Duty]] = {stage_id: [] for stage_id in stage_ids}
    query = select(Duty).where(col(Duty.stage_id).in_(stage_ids), col(Duty.ended).is_(False))
    for duty in session.exec(query.order_by(col(Duty.id))):
        found[duty.stage_id].append(duty)
    return found


def times_owed(
    session: Session, stage_id: int, kind: DutyKind, *, dossier_id: int | None = None, unit_id: int | None = None
) -> int:
    """How often a duty of a kind was made in a stage, ended ones too: what comes next needs a key of its own."""
    query = select(func.count()).where(col(Duty.stage_id) == stage_id, col(Duty.kind) == kind.value)
    for column, wanted in ((Duty.dossier_id, dossier_id), (Duty.unit_id, unit_id)):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    return session.exec(query).one()


def lapsed_of(session: Session, stage_id: int, revision: int) -> list[Duty]:
    """What was not done in a revision of a stage before it ended."""
    query = select(Duty).where(
        col(Duty.stage_id) == stage_id, col(Duty.revision) == revision, col(Duty.lapsed_at).is_not(None)
    )
    return list(session.exec(query.order_by(col(Duty.id))))


def duty_by_id(session: Session, stage_id: int, duty_id: int) -> Duty | None:
    """A duty of this stage, owed or ended."""
    query = select(Duty).where(col(Duty.stage_id) == stage_id, col(Duty.id) == duty_id)
    return session.exec(query).first()
