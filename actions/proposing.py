"""Taking a proposal in: the same for a dossier in time and for one that is accepted late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from actions.cases import Case
from actions.dossier_cases import case_in, finish_dossier, owe_appraisal, tell_dossier, working_stage
from actions.dossier_parts import Paper, Proof, add_papers, add_proofs, refuse_missing
from actions.entering import Late, entered, marked_late
from actions.owing import settle_kind
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, Invalid
from domain.nominees import NomineeKind
from models.dossiers import Dossier
from models.handed_in import count_dossiers, dossiers_of, registration_of
from models.places import Unit
from notifications.notices.of_dossiers import DossierReceived
from wording.components import component_label
from wording.names import clean_name, fold, nfc

LONGEST_NAME = 32
"""Letters of a unit's code in a dossier's code, which has room for 40."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One nominee for one award form, with what is handed in."""

    nominee: str
    nominee_kind: NomineeKind
    form: str
    papers: Iterable[Paper]
    proofs: Iterable[Proof] = ()
    nominee_role: str | None = None
    achievement: str = ""
    initiative: str = ""
    incoming_number: str | None = None
    received_on: date | None = None


def take_in(case: Case, unit: Unit, proposal: Proposal, *, late: Late | None = None) -> Dossier:
    """Write the dossier of a unit in the intake stage of `case`; the office owes its appraisal.

    Raises:
        AlreadyDone: `nominee_proposed`; Incomplete: `components_missing`, `registration_missing`;
        Invalid: `award_form`, `nominee_kind`, `component_unknown`, `criterion_unknown`, `criterion_value`.
    """
    name, papers = clean_name(proposal.nominee), tuple(proposal.papers)
    _check(case, unit.id, name, proposal.nominee_kind, proposal.form)
    refuse_missing(case.plan, papers)
    row = _row(case, unit, name, proposal)
    marked_late(row, late)
    case.session.add(row)
    case.session.flush()
    add_papers(case, row, papers)
    add_proofs(case, row, proposal.proofs)
    settle_kind(case, DutyKind.SUBMIT_DOSSIER, unit_id=unit.id)
    owe_appraisal(case_in(case, working_stage(case, row.round)), row)
    tell_dossier(
        case, row, DossierReceived, received_at=case.at, documents=tuple(component_label(p.component) for p in papers)
    )
    facts = {"kind": row.nominee_kind, "form": row.form, "papers": len(papers)}
    facts |= entered(proposal.incoming_number, proposal.received_on)
    if late is None:
        finish_dossier(case, "dossier:submitted", row, facts, personal={"nominee": name})
    else:
        facts |= {"authority": late.authority, "document": late.document}
        finish_dossier(case, "dossier:taken_late", row, facts, reason=late.reason, personal={"nominee": name})
    return row


def _row(case: Case, unit: Unit, name: str, proposal: Proposal) -> Dossier:
    initiative = " ".join(nfc(proposal.initiative).split())
    return Dossier(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        round=case.stage.round,
        code=_next_code(case, unit),
        unit_id=unit.id,
        unit_name=unit.name,
        group=unit.group,
        nominee=name,
        folded=fold(name),
        nominee_kind=proposal.nominee_kind.value,
        nominee_role=proposal.nominee_role,
        form=proposal.form,
        achievement=proposal.achievement,
        initiative=initiative or None,
        initiative_folded=fold(initiative) or None,
        submitted_at=case.at,
        submitted_by=case.by.code,
        incoming_number=proposal.incoming_number,
        received_on=proposal.received_on,
    )


def _next_code(case: Case, unit: Unit) -> str:
    """Numbered within the unit, because a number within the campaign would tell her how many the others have."""
    number = count_dossiers(case.session, case.campaign.id, unit.id) + 1
    name = unit.code
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 9]}-{sha256(name.encode()).hexdigest()[:8]}"
    return f"HS-{name}-{number:02d}"


def _check(case: Case, unit_id: int, name: str, kind: NomineeKind, form: str) -> None:
    forms = {f.code: f for f in case.plan.forms_of(case.stage.round)}
    if form not in forms:
        raise Invalid("award_form", found=form, allowed=tuple(forms))
    if forms[form].kinds and kind not in forms[form].kinds:
        raise Invalid("nominee_kind", found=kind.value, allowed=tuple(k.value for k in forms[form].kinds))
    registered = registration_of(case.session, case.campaign.id, unit_id)
    if case.plan.registration_required and (registered is None or registered.state != "confirmed"):
        raise Incomplete("registration_missing", code=case.campaign.code)
    for other in dossiers_of(case.session, case.campaign.id, case.stage.round):
        if (other.unit_id, other.nominee_kind, other.nominee, other.form) == (unit_id, kind.value, name, form):
            raise AlreadyDone("nominee_proposed", nominee=name, dossier=other.code)
