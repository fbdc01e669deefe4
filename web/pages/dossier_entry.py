"""A new dossier: by the unit itself, or entered by the office from what came on paper, in time or late by leave."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import dossiers, lateness
from actions.dossier_parts import Paper
from actions.entering import Late
from actions.proposing import Proposal
from domain.dossiers import components_of
from domain.errors import NotFound
from domain.judging import criteria_for
from domain.nominees import NomineeKind
from domain.plan import AwardForm
from domain.stages import StageKey, StageKind
from models.dossiers import Dossier
from queries import handed_in, units_served
from queries.handed_in import AtUnit
from web.access import needs, require_held
from web.acts import perform
from web.desk import Desk, looking, settings_of
from web.forms import Form, Submitted
from web.pages.dossier_forms import criterion_fields, kept_papers, papers_of, proofs_of
from web.rendering import page
from web.uploads import ACCEPT

router = APIRouter()

PLACE = "/don-vi-toi/{unit}/{code}/de-nghi/{dot}"


@router.get(PLACE, **needs("dossier:submit"))
def show(request: Request, unit: str, code: str, dot: str) -> Response:
    """First what is asked for, then the form with the parts and criteria that belong to it."""
    with looking(request) as desk:
        found = _at(desk, unit, code, dot)
        kinds = tuple(_kinds(found, dot))
        asked = (request.query_params.get("hinh-thuc"), request.query_params.get("loai"))
        chosen = next((pair for pair in kinds if (pair[0].code, pair[1].value) == asked), None)
        if chosen is None and len(kinds) == 1:
            chosen = kinds[0]
        return page(
            desk,
            "dossiers/new.html",
            at=found,
            window=found.window,
            dot=dot,
            kinds=kinds,
            chosen=chosen,
            late=_is_late(found, desk.today),
            entering="registration:confirm" in found.may,
            **(_parts(request, found, chosen[1], desk) if chosen else {}),
        )


@router.post(PLACE, **needs("dossier:submit"))
def submit(request: Request, unit: str, code: str, dot: str, form: Submitted) -> Response:
    """Hand it in."""
    with looking(request) as desk:
        found = _at(desk, unit, code, dot)
        papers = papers_of(request, form, components_of(found.plan), desk.by)

    def act(desk: Desk) -> Dossier:
        proposal = _proposal(form, found, dot, papers)
        known: dict[str, Any] = {"round_": dot, "by": desk.by, "at": desk.at}
        if form.ticked("late"):
            late = Late(form.needed("authority"), form.needed("leave"), form.needed("reason"))
            return lateness.accept_dossier(desk.session, code, unit, proposal=proposal, late=late, **known)
        told = {name: getattr(proposal, name) for name in Proposal.__slots__}
        return dossiers.submit(desk.session, code, unit, **told, **known)

    return perform(
        request,
        form,
        act,
        to=lambda row: f"/ho-so/{code}/{row.code}",
        said=lambda row: f"Đã gửi hồ sơ {row.code} đề nghị khen thưởng {row.nominee}.",
    )


def _at(desk: Desk, unit: str, code: str, dot: str) -> AtUnit:
    # Only units that she serves: who may see a dossier may not always propose one.
    units_served.unit_served(desk.session, desk.by, unit)
    found = handed_in.at_unit(desk.session, desk.by, code, unit, StageKey(StageKind.DOSSIER_INTAKE, dot))
    require_held(desk.by, "dossier:submit", found.may)
    if found.window is None:
        raise NotFound("stage", stage=StageKind.DOSSIER_INTAKE.value)
    return found


def _is_late(found: AtUnit, today: date) -> bool:
    window = found.window
    return window is not None and (
        window.state == "closed" or (window.state == "open" and window.due is not None and today > window.due)
    )


def _kinds(found: AtUnit, dot: str) -> Iterator[tuple[AwardForm, NomineeKind]]:
    for award in found.plan.forms_of(dot):
        for kind in award.kinds or tuple(NomineeKind):
            yield award, kind


def _parts(request: Request, found: AtUnit, kind: NomineeKind, desk: Desk) -> Mapping[str, Any]:
    criteria = criteria_for(found.plan.criteria, kind)
    draft = getattr(request.state, "draft", None)
    values = draft.values if draft is not None else {}
    parts = components_of(found.plan)
    return {
        "parts": parts,
        "kept": {
            part.code: tuple(kept_papers(request, values.get(f"kept-{part.code}", ()), part.code, desk.by))
            for part in parts
        },
        "criteria": [(criterion, criterion_fields(criterion)) for criterion in criteria],
        "roles": sorted({one.applies_to for one in criteria if one.applies_to}),
        "accept": ACCEPT,
        "most": settings_of(request).upload_megabytes,
    }


def _proposal(form: Form, found: AtUnit, dot: str, papers: tuple[Paper, ...]) -> Proposal:
    awards = {award.code for award in found.plan.forms_of(dot)}
    kind = NomineeKind(form.choice("kind", [kind.value for kind in NomineeKind]))
    return Proposal(
        nominee=form.needed("nominee"),
        nominee_kind=kind,
        form=form.choice("form", sorted(awards)),
        papers=papers,
        proofs=proofs_of(form, criteria_for(found.plan.criteria, kind)),
        nominee_role=form.optional("role"),
        achievement=form.text("achievement"),
        initiative=form.text("initiative"),
        incoming_number=form.optional("incoming_number"),
        received_on=form.optional_day("received_on"),
    )
