"""What came of everything in the store, as plain data in a fixed order: two runs that did the same report the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from domain.plan import Plan
from domain.quotas import Quota, applies, binding
from domain.steps import local_day
from models.audit import AuditEvent
from models.awards import in_force, stands
from models.campaigns import Campaign, PlanVersion
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.mail import Mail
from models.registrations import Registration
from models.stages import Stage
from plans.writing import from_json
from queries.departures import departures
from queries.mails import counts

Awarded = Counter[tuple[str, str, str]]
"""(form, kind, round) → how many nominees hold an award."""


@dataclass(frozen=True)
class Figures:
    """Everything that is counted per campaign, by its id."""

    stages: Mapping[int, list[Stage]]
    registrations: Mapping[int, int]
    dossiers: Mapping[int, int]
    decisions: Mapping[int, int]
    mails: Mapping[int, int]
    awarded: Mapping[int, Awarded]


def outcome(session: Session) -> dict[str, Any]:
    """Campaigns with stages, awards and counts; mail and audit in total; what went otherwise than planned.

    Days are the office's, in ISO form.

    A registration that was withdrawn does not count; decisions are those in force, mails those that were sent;
    in `mail`, `queued` is all that still waits and `failed` includes what nobody knows to have arrived.
    """
    figures = _figures(session)
    query = (
        select(Campaign, col(PlanVersion.plan))
        .join(PlanVersion, col(PlanVersion.campaign_id) == col(Campaign.id))
        .where(col(PlanVersion.number) == col(Campaign.version))
        .order_by(col(Campaign.code))
    )
    return {
        "campaigns": [_campaign(row, from_json(plan), figures) for row, plan in session.execute(query)],
        "mail": _mail(counts(session)),
        "audit": {"events": session.scalar(select(func.count()).select_from(AuditEvent))},
        "situations": [one.model_dump(mode="json") for one in departures(session)],
    }


def _figures(session: Session) -> Figures:
    stages: defaultdict[int, list[Stage]] = defaultdict(list)
    for stage in session.scalars(select(Stage).order_by(col(Stage.campaign_id), col(Stage.position))):
        stages[stage.campaign_id].append(stage)
    return Figures(
        stages=stages,
        registrations=_count(session, Registration, col(Registration.state) != "withdrawn"),
        dossiers=_count(session, Dossier),
        decisions=_count(session, Decision, in_force()),
        mails=_count(session, Mail, col(Mail.state) == "sent"),
        awarded=_awarded(session),
    )


def _count(session: Session, table: Any, *conditions: Any) -> dict[int, int]:
    query: Select[Any] = select(table.campaign_id, func.count()).where(*conditions).group_by(table.campaign_id)
    return dict(session.execute(query).tuples().all())


def _awarded(session: Session) -> dict[int, Awarded]:
    found: defaultdict[int, Awarded] = defaultdict(Counter)
    query = (
        select(col(Decision.campaign_id), col(Decision.form), col(DecisionLine.nominee_kind), col(Decision.round))
        .join(DecisionLine, col(DecisionLine.decision_id) == col(Decision.id))
        .where(stands())
    )
    for campaign, form, kind, round_ in session.execute(query):
        found[campaign][form, kind, round_] += 1
    return found


def _campaign(row: Campaign, plan: Plan, figures: Figures) -> dict[str, Any]:
    return {
        "code": row.code,
        "plan": row.name,
        "stages": [_stage(stage) for stage in figures.stages.get(row.id, ())],
        "registrations": figures.registrations.get(row.id, 0),
        "dossiers": figures.dossiers.get(row.id, 0),
        "awards": list(_awards(plan, figures.awarded.get(row.id, Counter()))),
        "decisions": figures.decisions.get(row.id, 0),
        "mails": figures.mails.get(row.id, 0),
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "kind": stage.kind,
        "round": stage.round,
        "planned_open": stage.opens.isoformat() if stage.opens else None,
        "planned_due": stage.due.isoformat() if stage.due else None,
        "opened": _day(stage.opened_at),
        "closed": _day(stage.closed_at),
        "state": stage.state,
        "reason": stage.reason,
    }


def _day(moment: datetime | None) -> str | None:
    return local_day(moment).isoformat() if moment else None


def _awards(plan: Plan, awarded: Awarded) -> Iterator[dict[str, Any]]:
    """A row for each quota of each round, then one for each award that no quota speaks of."""
    rounds = tuple(dict.fromkeys((*plan.round_codes(), *sorted({round_ for _, _, round_ in awarded}))))
    for round_ in rounds:
        quotas = [quota for quota in plan.quotas if quota.op != "delegated" and applies(quota, round_)]
        for quota in quotas:
            count = sum(awarded[quota.form, kind, round_] for kind in _kinds(quota))
            yield _award(quota.form, quota.subject, round_, quota.scope, count, _number(quota))
        spoken_of = {(quota.form, kind) for quota in quotas for kind in _kinds(quota)}
        others = sorted(key for key in awarded if key[2] == round_ and key[:2] not in spoken_of)
        for form, kind, _ in others:
            yield _award(form, kind, round_, "total", awarded[form, kind, round_], None)


def _award(form: str, kind: str, round_: str, scope: str, count: int, quota: int | None) -> dict[str, Any]:
    return {"form": form, "kind": kind, "round": round_, "scope": scope, "count": count, "quota": quota}


def _kinds(quota: Quota) -> Iterable[str]:
    return dict.fromkeys(kind for reading in binding(quota) for limit in reading.limits for kind in limit.kinds)


def _number(quota: Quota) -> int | None:
    """The number the plan states; of two readings the stricter one, in which all are counted together."""
    if quota.max is not None:
        return quota.max
    return min(
        (limit.max for reading in binding(quota) for limit in reading.limits if limit.max is not None), default=None
    )


def _mail(states: Mapping[str, int]) -> dict[str, int]:
    names = {"queued": ("queued", "sending", "deferred"), "sent": ("sent",), "failed": ("failed", "unknown")}
    return {name: sum(states.get(state, 0) for state in held) for name, held in names.items()}
