"""What the viewer can do about a wait, in order of force, and for the rest why not; and which stages wait behind it."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from domain.people import Principal
from domain.permissions import allowed, holders
from domain.remedies import RIGHTS, Remedy, Standstill, why_not
from domain.schedule import predecessors
from domain.stages import ENDED, StageKey, StageKind
from domain.values import Value
from models.campaigns import Campaign
from models.stages import Stage, Wait
from wording.labels import ROLES, stage_label
from wording.remedies import LABELS, command_text, why_not_text


class RemedyLine(Value):
    """One remedy: `command` does it; where it does not apply `why_not` says why."""

    remedy: Remedy
    label: str
    command: str
    why_not: str | None


def remedies_of(viewer: Principal, wait: Wait, stage: Stage, campaign: Campaign) -> tuple[RemedyLine, ...]:
    """Every remedy for this wait, the mildest first."""
    where = Standstill(
        cause=wait.cause,
        kind=stage.kind,
        state=stage.state,
        has_duty=wait.duty_id is not None,
        has_deadline=stage.due is not None,
        running=campaign.state == "running",
        suspended=campaign.suspended_at is not None,
    )
    return tuple(
        RemedyLine(
            remedy=remedy,
            label=LABELS[remedy],
            command=command_text(remedy, campaign=campaign.code, stage=stage.key, duty=wait.duty_id),
            why_not=_against(remedy, where, viewer, campaign.id),
        )
        for remedy in Remedy
    )


def later_stages(session: Session, campaign_ids: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
    """Stage id → names of the stages that cannot open before it has ended, and so move with it; one query."""
    query = select(Stage).where(col(Stage.campaign_id).in_(list(campaign_ids))).order_by(col(Stage.position))
    of_campaign: dict[int, list[Stage]] = {}
    for stage in session.scalars(query):
        of_campaign.setdefault(stage.campaign_id, []).append(stage)
    return {stage.id: _behind(stage, stages) for stages in of_campaign.values() for stage in stages}


def _against(remedy: Remedy, where: Standstill, viewer: Principal, campaign_id: int) -> str | None:
    # Who runs the command without naming anybody sees what could be done by whoever may.
    if not viewer.is_system and not allowed(RIGHTS[remedy], viewer, campaign_id=campaign_id):
        return why_not_text("role_missing", ", ".join(ROLES[role] for role in holders(RIGHTS[remedy])))
    code = why_not(remedy, where)
    return why_not_text(code) if code else None


def _behind(stage: Stage, stages: list[Stage]) -> tuple[str, ...]:
    keys = {other.id: StageKey(StageKind(other.kind), other.round) for other in stages}
    waiting = {keys[stage.id]}
    found = []
    for other in stages:
        if other.state not in ENDED and waiting & set(predecessors(keys[other.id], tuple(keys.values()))):
            waiting.add(keys[other.id])
            found.append(stage_label(other.kind, other.round))
    return tuple(found)
