"""What a dossier consists of: papers, proofs for criteria, and the assessment of a nominee by them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actions.cases import Case
from domain.complaints import hold_back
from domain.dossiers import components_of, missing_components
from domain.eligibility import Eligibility
from domain.errors import Incomplete, Invalid
from domain.judging import Entry, Nominee, criteria_for, judge, typed_value
from domain.nominees import NomineeKind
from domain.plan import Plan
from models.complaint_rows import open_complaints
from models.dossiers import CriterionEvidence, Dossier, DossierDocument
from models.handed_in import documents_of, evidence_of
from wording.names import nfc


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that lies in the file store under `digest`."""

    component: str
    file_name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What is shown for one criterion."""

    criterion: str
    value: str
    document: str | None = None
    attested_by: str | None = None
    on: date | None = None


def refuse_missing(plan: Plan, papers: Iterable[Paper]) -> None:
    """Every required component must be there, and every paper must be a component.

    Raises:
        Incomplete: `components_missing`; Invalid: `component_unknown`, `file_empty`.
    """
    given = tuple(papers)
    known = {part.code for part in components_of(plan)}
    for paper in given:
        if paper.component not in known:
            raise Invalid("component_unknown", found=paper.component, allowed=tuple(sorted(known)))
        if paper.size <= 0:
            raise Invalid("file_empty", file=paper.file_name)
    missing = missing_components(plan, frozenset(paper.component for paper in given))
    if missing:
        raise Incomplete("components_missing", missing=tuple(part.code for part in missing))


def add_papers(case: Case, row: Dossier, papers: Iterable[Paper]) -> None:
    """Add documents; one in force for the same component is replaced and stays, marked."""
    given = tuple(papers)
    known = {part.code for part in components_of(case.plan)}
    for paper in given:
        if paper.component not in known:
            raise Invalid("component_unknown", found=paper.component, allowed=tuple(sorted(known)))
    for old in documents_of(case.session, row.id):
        if old.component in {paper.component for paper in given}:
            old.replaced_at = case.at
    case.session.add_all(
        DossierDocument(
            dossier_id=row.id,
            component=paper.component,
            file_name=nfc(paper.file_name)[-200:],
            size=paper.size,
            digest=paper.digest,
            added_at=case.at,
            added_by=case.by.code,
        )
        for paper in given
    )


def add_proofs(case: Case, row: Dossier, proofs: Iterable[Proof]) -> None:
    """Add or renew evidence for criteria of the plan.

    Raises:
        Invalid: `criterion_unknown`, `criterion_value`.
    """
    criteria = {c.id: c for c in criteria_for(case.plan.criteria, row.nominee_kind)}
    known = {old.criterion: old for old in evidence_of(case.session, row.id)}
    for proof in proofs:
        if proof.criterion not in criteria:
            raise Invalid("criterion_unknown", found=proof.criterion, allowed=tuple(criteria))
        typed_value(criteria[proof.criterion], proof.value)
        entry = known.get(proof.criterion) or CriterionEvidence(
            dossier_id=row.id, criterion=proof.criterion, value="", on=case.today
        )
        entry.value, entry.document, entry.attested_by = proof.value, proof.document, proof.attested_by
        entry.on = proof.on or case.today
        case.session.add(entry)


def assess_dossier(case: Case, row: Dossier) -> Eligibility:
    """The nominee judged by the evidence in its dossier today, and held back by open complaints about it."""
    nominee = Nominee(kind=NomineeKind(row.nominee_kind), role=row.nominee_role)
    entries = (
        Entry(entry.criterion, entry.value, entry.document, entry.attested_by, entry.on)
        for entry in evidence_of(case.session, row.id)
    )
    found = judge(case.plan.criteria, nominee, entries, case.today)
    return hold_back(found, open_complaints(case.session, [row.id]).get(row.id, ()))
