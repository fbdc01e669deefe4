"""The intake desk: dossiers to work through, with filters in the address; and one dossier with everything about it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import Response

from domain.dossiers import DossierState
from domain.people import Principal
from queries import dossier_desk, earlier_awards, history, intake
from queries.held_back import held_at
from queries.intake import Wanted
from web.access import holds, needs, of_units_only
from web.desk import looking, settings_of
from web.pages.dossier_forms import criterion_fields, kept_papers, stored_value
from web.paging import paged
from web.rendering import page
from web.uploads import ACCEPT, SHOWN_INLINE, media_type

router = APIRouter()

WAITING: Mapping[str, str] = {
    intake.OFFICE: "Cơ quan thẩm định",
    intake.BODY: "Hiệp y",
    intake.UNIT: "Đơn vị bổ sung",
    intake.COUNCIL: "Hội đồng",
    intake.DECISION: "Quyết định",
    intake.NOBODY: "Đã xong",
}
"""Who has the move, as the tabs of the list."""

FILTERS: Mapping[str, str] = {
    "campaign": "phong-trao",
    "round": "dot",
    "form": "hinh-thuc",
    "state": "trang-thai",
    "unit": "don-vi",
    "waiting": "cho",
    "text": "q",
}
"""A filter → how it is called in the address."""

OVER = "ca-da-ket-thuc"


@router.get("/ho-so", **needs("campaign:view"))
def listing(request: Request) -> Response:
    """The list, with how many wait for whom."""
    wanted = wanted_of(request.query_params)
    with looking(request) as desk:
        counts = intake.counts(desk.session, desk.by, wanted=wanted)
        total = counts.get(wanted.waiting, 0) if wanted.waiting else sum(counts.values())
        pages = paged(request, total)
        lines = intake.listing(
            desk.session, desk.by, on=desk.today, wanted=wanted, limit=pages.limit, offset=pages.offset
        )
        return page(
            desk,
            "intake/list.html",
            lines=lines,
            held=held_at(desk.session, desk.by, ((one.campaign, one.code) for one in lines)),
            counts=counts,
            everything=sum(counts.values()),
            wanted=wanted,
            pages=pages,
            choices=intake.choices(desk.session, desk.by, wanted=wanted),
            waiting=WAITING,
            narrow=_address(wanted),
            may_enter=holds(desk.by, "registration:confirm"),
        )


@router.get("/ho-so/{code}/{dossier}", **needs("campaign:view"))
def show(request: Request, code: str, dossier: str) -> Response:
    """One dossier; the filters of the list stay in the address, so that the next one is a click away."""
    wanted = wanted_of(request.query_params)
    narrow = _address(wanted)
    with looking(request) as desk:
        found = dossier_desk.on_desk(desk.session, desk.by, code, dossier, on=desk.today)
        beside = (
            intake.neighbours(desk.session, desk.by, wanted=wanted, campaign=code, code=dossier) if narrow else None
        )
        asked = [one for one in found.consultations if one.answered_at is None]
        return page(
            desk,
            "intake/dossier.html",
            at=found,
            dossier=found.dossier,
            events=history.of_dossier(desk.session, desk.by, code, dossier).events,
            beside=beside,
            narrow=narrow,
            waiting=WAITING[found.waiting],
            entering="dossier:return" in found.may,
            earlier=earlier_awards.of_dossier(desk.session, desk.by, code, dossier),
            whole=not of_units_only(desk.by),
            asked=asked,
            asked_options=[(one.body, one.body) for one in asked],
            inline=lambda name: media_type(name) in SHOWN_INLINE,
            **_supplement(request, found, desk.by),
        )


def wanted_of(query: QueryParams) -> Wanted:
    """The filters of an address; what makes no sense narrows to nothing, and nobody is told more by it."""
    told = {name: value for name, key in FILTERS.items() if (value := query.get(key, "").strip())}
    return Wanted(**told, over=bool(query.get(OVER)))


def wanted_at(page: str) -> Wanted:
    """The filters in the address of the page that held a form."""
    return wanted_of(QueryParams(urlsplit(page).query))


def narrow_of(page: str) -> str:
    """The same, as they stand in an address."""
    return _address(wanted_at(page))


def _address(wanted: Wanted) -> str:
    """The filters as they stand in an address, beginning with `?`; empty where none was chosen."""
    told_of = wanted.model_dump(exclude_defaults=True)
    chosen = {key: told_of[name] for name, key in FILTERS.items() if name in told_of}
    told = urlencode(chosen | ({OVER: "1"} if wanted.over else {}))
    return f"?{told}" if told else ""


def _supplement(request: Request, found: dossier_desk.DossierDesk, by: Principal) -> Mapping[str, Any]:
    """What the unit's form for a supplement needs; nothing while none is asked for."""
    if found.dossier.state != DossierState.RETURNED or "dossier:submit" not in found.may:
        return {"kept": {}, "fields": (), "accept": ACCEPT, "most": 0}
    draft = getattr(request.state, "draft", None)
    values = draft.values if draft is not None else {}
    codes = [part.component.code for part in found.parts]
    return {
        "kept": {code: tuple(kept_papers(request, values.get(f"kept-{code}", ()), code, by)) for code in codes},
        "fields": [
            (line, criterion_fields(line.criterion), stored_value(line.criterion, line.value))
            for line in found.criteria
            if line.finding != "not_applicable"
        ],
        "accept": ACCEPT,
        "most": settings_of(request).upload_megabytes,
    }
