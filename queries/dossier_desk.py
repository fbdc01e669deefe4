"""One dossier as it lies on a desk: its parts and what is there, criteria and evidence, who was asked."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from domain.complaints import HELD_BACK
from domain.dossiers import components_of
from domain.eligibility import Criterion, Eligibility, Finding
from domain.errors import Invalid, NotFound
from domain.judging import Entry, Nominee, judge, typed_value
from domain.nominees import NomineeKind
from domain.people import Principal
from domain.plan import Component, Plan
from domain.values import Value
from models.audit import AuditEvent
from models.campaigns import Campaign
from models.dossiers import Consultation, CriterionEvidence, Dossier
from models.handed_in import evidence_of
from models.people import Person
from queries.award_standing import AwardStanding, standings
from queries.campaigns import plan_of, visible
from queries.dossiers import DossierDetail, PaperLine, detail
from queries.held_back import HeldBack, held_back
from queries.intake import waiting_for
from queries.rights import held

ACTS = (
    "dossier:submit",
    "dossier:withdraw",
    "dossier:return",
    "dossier:accept",
    "dossier:judge",
    "consultation:manage",
    "stage:step_back",
    "complaint:handle",
)


class PartLine(Value):
    """A component: which papers are in force and which were replaced, with their numbers in the dossier."""

    component: Component
    papers: tuple[tuple[int, PaperLine], ...]
    replaced: tuple[tuple[int, PaperLine], ...]


class CriterionLine(Value):
    """A criterion with what was found, and the evidence as it was typed."""

    criterion: Criterion
    finding: Finding
    value: str | None
    document: str | None
    attested_by: str | None
    on: date | None


class ConsultationLine(Value):
    """An outside body that was asked; `answer` is a word of `wording.departures.OPINIONS`."""

    body: str
    document: str
    due: date
    asked_at: datetime
    answered_at: datetime | None
    answer: str | None
    opinion: str
    answer_document: str | None


class DossierDesk(Value):
    """Everything on the desk. `seen` changes with everything that is shown here about the dossier itself.

    `outcome` is what the evidence says today: eligible, ineligible, unknown or blocked; None without criteria.
    """

    campaign: str
    campaign_name: str
    dossier: DossierDetail
    nominee_role: str | None
    late_reason: str | None
    judged_by: str | None
    waiting: str
    outcome: str | None
    parts: tuple[PartLine, ...]
    criteria: tuple[CriterionLine, ...]
    consultations: tuple[ConsultationLine, ...]
    award: AwardStanding | None
    held: HeldBack | None
    may: frozenset[str]
    seen: str


def on_desk(session: Session, viewer: Principal, campaign: str, code: str, *, on: date) -> DossierDesk:
    """One dossier.

    Raises:
        NotFound: `campaign`; `dossier`, also for one of another unit that the viewer may not see.
    """
    found, row = detail(session, viewer, campaign, code), _row(session, campaign, code)
    owner = visible(session, viewer, campaign)
    plan = plan_of(session, owner)
    asked = _consultations(session, row.id)
    outcome, criteria = _criteria(session, plan, row, on)
    held_one = held_back(session, viewer, [row.id]).get(row.id)
    if held_one is not None and not held_one.award:
        outcome, criteria = "blocked", (*criteria, *_holding(held_one))
    return DossierDesk(
        campaign=owner.code,
        campaign_name=owner.name,
        dossier=found,
        nominee_role=row.nominee_role,
        late_reason=row.late_reason,
        judged_by=_name(session, row.judged_by),
        waiting=waiting_for(row.state, asked=any(one.answered_at is None for one in asked)),
        outcome=outcome if criteria else None,
        parts=_parts(plan, found.papers),
        criteria=criteria,
        consultations=asked,
        award=standings(session, [row.id]).get(row.id),
        held=held_one,
        may=held(viewer, ACTS, campaign_id=owner.id, unit_id=row.unit_id),
        seen=_seen(found, asked),
    )


def evidence_for(
    session: Session, viewer: Principal, campaign: str, code: str, criterion: str, *, on: date
) -> CriterionLine:
    """One criterion with the evidence for it; raises NotFound `campaign`, `dossier`, `evidence_for`."""
    for line in on_desk(session, viewer, campaign, code, on=on).criteria:
        if line.criterion.id == criterion and line.value is not None:
            return line
    raise NotFound("evidence_for", dossier=code, criterion=criterion)


def paper(session: Session, viewer: Principal, campaign: str, code: str, number: int) -> PaperLine:
    """A document by its number in the dossier, replaced or not.

    Raises:
        NotFound: `campaign`, `dossier`, `paper`.
    """
    papers = detail(session, viewer, campaign, code).papers
    if not 1 <= number <= len(papers):
        raise NotFound("paper", number=number)
    return papers[number - 1]


def last_actor(session: Session, campaign: str, code: str) -> str:
    """Who changed the dossier last, by name."""
    query = (
        select(col(AuditEvent.actor))
        .where(col(AuditEvent.campaign) == campaign, col(AuditEvent.subject) == f"dossier:{code}")
        .order_by(col(AuditEvent.id).desc())
        .limit(1)
    )
    return _name(session, session.scalars(query).first()) or "Hệ thống"


def _row(session: Session, campaign: str, code: str) -> Dossier:
    query: Select[Any] = select(Dossier).join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
    found: Dossier = session.scalars(query.where(col(Campaign.code) == campaign, col(Dossier.code) == code)).one()
    return found


def _parts(plan: Plan, papers: tuple[PaperLine, ...]) -> tuple[PartLine, ...]:
    numbered = tuple(enumerate(papers, start=1))
    return tuple(
        PartLine(
            component=part,
            papers=tuple((n, p) for n, p in numbered if p.component == part.code and p.replaced_at is None),
            replaced=tuple((n, p) for n, p in numbered if p.component == part.code and p.replaced_at is not None),
        )
        for part in components_of(plan)
    )


def _criteria(session: Session, plan: Plan, row: Dossier, on: date) -> tuple[str, tuple[CriterionLine, ...]]:
    entries = {entry.criterion: entry for entry in evidence_of(session, row.id)}
    found = _eligibility(plan, row, entries, on)
    return found.outcome, tuple(_criterion(r.criterion, r.finding, entries.get(r.criterion.id)) for r in found.reasons)


def _eligibility(plan: Plan, row: Dossier, entries: dict[str, CriterionEvidence], on: date) -> Eligibility:
    nominee = Nominee(kind=NomineeKind(row.nominee_kind), role=row.nominee_role)
    known = {criterion.id: criterion for criterion in plan.criteria if criterion.subject in ("any", row.nominee_kind)}
    fitting = (
        Entry(e.criterion, e.value, e.document, e.attested_by, e.on)
        for e in entries.values()
        if e.criterion in known and _fits(known[e.criterion], e.value)
    )
    return judge(plan.criteria, nominee, fitting, on)


def _holding(one: HeldBack) -> Iterator[CriterionLine]:
    """The complaints as the reason that they are, for whoever may know."""
    if one.known:
        named = ", ".join(one.codes) or None
        yield CriterionLine(
            criterion=HELD_BACK, finding="blocking", value="có", document=named, attested_by=None, on=one.since
        )


def _fits(criterion: Criterion, value: str) -> bool:
    # The plan may have been amended since, and a page has to show what is there instead of refusing it.
    try:
        typed_value(criterion, value)
    except Invalid:
        return False
    return True


def _criterion(criterion: Criterion, finding: Finding, entry: CriterionEvidence | None) -> CriterionLine:
    return CriterionLine(
        criterion=criterion,
        finding=finding,
        value=entry.value if entry else None,
        document=entry.document if entry else None,
        attested_by=entry.attested_by if entry else None,
        on=entry.on if entry else None,
    )


def _consultations(session: Session, dossier_id: int) -> tuple[ConsultationLine, ...]:
    query = select(Consultation).where(col(Consultation.dossier_id) == dossier_id).order_by(col(Consultation.id))
    names = ConsultationLine.model_fields
    return tuple(ConsultationLine(**{name: getattr(row, name) for name in names}) for row in session.scalars(query))


def _name(session: Session, code: str | None) -> str | None:
    return session.scalars(select(col(Person.name)).where(col(Person.code) == code)).first() if code else None


def _seen(found: DossierDetail, asked: tuple[ConsultationLine, ...]) -> str:
    text = found.model_dump_json() + "".join(one.model_dump_json() for one in asked)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
