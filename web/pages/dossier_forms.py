"""What a dossier's forms have in common: files for its parts, evidence for its criteria, and forms gone stale."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from actions.dossier_parts import Paper, Proof
from domain.eligibility import Criterion
from domain.errors import Invalid, Refused, WrongState
from domain.judging import steps_of
from domain.people import Principal
from domain.plan import Component
from models import blobs
from queries import dossier_desk
from web.desk import FILES, Desk, settings_of
from web.forms import Form, Upload
from web.uploads import check
from wording.criteria import span_parts, span_text

PAPER = "paper"
"""The purpose of the signed note about a file that has arrived already."""

A_DAY = 86_400


def papers_of(request: Request, form: Form, parts: Iterable[Component], by: Principal) -> tuple[Paper, ...]:
    """The files of a form, put into the store, and those of the attempt before; to be asked before the transaction.

    A file that has arrived is noted in the form, so that a refusal does not ask a person to choose it again.

    Raises:
        Invalid: what `web.uploads.check` refuses, once every other file is in the store.
    """
    given: list[Paper] = []
    kept: dict[str, tuple[str, ...]] = {}
    refused: Refused | None = None
    for part in parts:
        before, names = _kept(request, form, part.code, by), f"paper-{part.code}"
        arrived: list[Paper] = []
        for upload in form.uploads(names):
            try:
                arrived.append(_store(request, upload, part.code, names))
            except Refused as error:
                refused = refused or error
        # A file chosen now takes the place of the one from the attempt before.
        papers = arrived or before
        given += papers
        kept[f"kept-{part.code}"] = tuple(_note(request, paper, by) for paper in papers)
    request.state.form = replace(form, values={**form.values, **kept})
    if refused is not None:
        raise refused
    return tuple(given)


def kept_papers(request: Request, values: Sequence[str], component: str, by: Principal) -> Iterator[tuple[str, Paper]]:
    """The notes that are ours and of this person, with the files they stand for."""
    for note in values:
        told = request.app.state.tokens.unpack(PAPER, note, age=A_DAY)
        if isinstance(told, dict) and told.get("by") == by.code and told.get("component") == component:
            yield note, Paper(component, told["name"], told["size"], told["digest"])


def proofs_of(form: Form, criteria: Iterable[Criterion]) -> tuple[Proof, ...]:
    """Evidence for the criteria that were answered."""
    return tuple(proof for criterion in criteria if (proof := _proof(form, criterion)) is not None)


def refuse_stale(desk: Desk, form: Form, campaign: str, code: str) -> None:
    """Raises WrongState `form_stale` when somebody changed the dossier after the form was opened."""
    found = dossier_desk.on_desk(desk.session, desk.by, campaign, code, on=desk.today)
    if form.text("seen") != found.seen:
        raise WrongState("form_stale", person=dossier_desk.last_actor(desk.session, campaign, code))


def criterion_fields(criterion: Criterion) -> dict[str, Any]:
    """How a criterion is asked: which kind of field, and with which choices."""
    if criterion.comparator in ("boolean", "qualitative"):
        return {"as": "yes_no", "choices": (("có", "Có"), ("không", "Không"))}
    if criterion.unit == "rating":
        steps = steps_of(criterion)
        return {"as": "choice" if steps else "text", "choices": tuple((step, step) for step in steps)}
    return {"as": {"duration": "span", "percent": "percent"}.get(criterion.unit, "text"), "choices": ()}


def stored_value(criterion: Criterion, value: str | None) -> tuple[str, str]:
    """Evidence as the fields show it: what was typed, and the unit of a span of time."""
    if criterion.unit == "duration" and value:
        return span_parts(value)
    return value or "", "H"


def _proof(form: Form, criterion: Criterion) -> Proof | None:
    value = form.text(f"value-{criterion.id}")
    if not value:
        return None
    if criterion.unit == "duration":
        value = span_text(value, form.text(f"span-{criterion.id}") or "H")
    attested = form.optional(f"attested-{criterion.id}")
    return Proof(
        criterion=criterion.id,
        value=value,
        document=form.optional(f"document-{criterion.id}"),
        # Where the plan names who attests, a tick says that this body did; its name is the plan's.
        attested_by=criterion.attested_by if attested and criterion.attested_by else attested,
    )


def _store(request: Request, upload: Upload, component: str, field: str) -> Paper:
    check(upload, field=field)
    current = settings_of(request)
    limit = current.upload_megabytes * 1_000_000
    if len(upload.content) > limit:
        raise Invalid("file_too_big", size=len(upload.content), limit=limit, field=field)
    digest = blobs.put(current.data_directory / FILES, upload.content, limit=limit)
    return Paper(component, upload.name, len(upload.content), digest)


def _kept(request: Request, form: Form, component: str, by: Principal) -> list[Paper]:
    return [paper for _, paper in kept_papers(request, form.many(f"kept-{component}"), component, by)]


def _note(request: Request, paper: Paper, by: Principal) -> str:
    told = {"by": by.code, "component": paper.component, "name": paper.file_name}
    note: str = request.app.state.tokens.pack(PAPER, {**told, "size": paper.size, "digest": paper.digest})
    return note
