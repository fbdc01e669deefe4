"""Dossiers of a campaign: the list, and one with its papers, proofs and returns. A unit sees its own only."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Principal
from domain.values import Value
from models.dossiers import CriterionEvidence, Dossier, DossierDocument, DossierReturn
from models.places import Unit
from queries.campaigns import visible
from queries.visibility import reach
from wording.names import fold


class DossierLine(Value):
    """One dossier; `rank` once the council has chosen, the `late_*` fields where it was accepted after its deadline."""

    code: str
    round: str
    nominee: str
    nominee_kind: str
    unit: str
    unit_name: str
    form: str
    state: str
    submitted_at: datetime
    incoming_number: str | None
    received_on: date | None
    late_authority: str | None
    late_document: str | None
    rank: int | None


class PaperLine(Value):
    """A document; `replaced_at` when a later one took its place."""

    component: str
    file_name: str
    size: int
    digest: str
    added_at: datetime
    replaced_at: datetime | None


class ProofLine(Value):
    """What is shown for a criterion."""

    criterion: str
    value: str
    document: str | None
    attested_by: str | None
    on: date


class ReturnLine(Value):
    """A return for supplement: component → reason, until when, and when it was answered."""

    reasons: Mapping[str, str]
    due: date
    returned_at: datetime
    supplemented_at: datetime | None


class DossierDetail(DossierLine):
    """One dossier with everything in it."""

    achievement: str
    initiative: str | None
    opinion: str
    judged_at: datetime | None
    papers: tuple[PaperLine, ...]
    proofs: tuple[ProofLine, ...]
    returns: tuple[ReturnLine, ...]


def listing(
    session: Session,
    viewer: Principal,
    campaign: str,
    *,
    round_: str | None = None,
    state: str | None = None,
    text: str = "",
    after: str = "",
    limit: int = 500,
) -> tuple[DossierLine, ...]:
    """Dossiers by code, after the code `after`; `text` is looked for in nominees' names, without accents.

    Raises:
        NotFound: `campaign`.
    """
    query = select(Dossier, col(Unit.code)).join(Unit, col(Unit.id) == col(Dossier.unit_id))
    query = query.where(_seen(session, viewer, campaign), col(Dossier.code) > after)
    for column, wanted in ((col(Dossier.round), round_), (col(Dossier.state), state)):
        if wanted is not None:
            query = query.where(column == wanted)
    if text:
        query = query.where(col(Dossier.folded).contains(fold(text), autoescape=True))
    rows = session.execute(query.order_by(col(Dossier.code)).limit(limit))
    return tuple(DossierLine.model_validate(_head(row, unit)) for row, unit in rows)


def detail(session: Session, viewer: Principal, campaign: str, code: str) -> DossierDetail:
    """One dossier.

    Raises:
        NotFound: `campaign`; `dossier`, also for one of another unit that the viewer may not see.
    """
    query = select(Dossier, col(Unit.code)).join(Unit, col(Unit.id) == col(Dossier.unit_id))
    found = session.execute(query.where(_seen(session, viewer, campaign), col(Dossier.code) == code)).first()
    if found is None:
        raise NotFound("dossier", code=code)
    row, unit = found
    inside = {
        "achievement": row.achievement,
        "initiative": row.initiative,
        "opinion": row.opinion,
        "judged_at": row.judged_at,
        "papers": _papers(session, row.id),
        "proofs": _proofs(session, row.id),
        "returns": _returns(session, row.id),
    }
    return DossierDetail.model_validate(_head(row, unit) | inside)


def _seen(session: Session, viewer: Principal, campaign: str) -> ColumnElement[bool]:
    in_campaign = col(Dossier.campaign_id) == visible(session, viewer, campaign).id
    return in_campaign & reach(viewer, "campaign:view", col(Dossier.campaign_id), col(Dossier.unit_id))


def _head(row: Dossier, unit: str) -> dict[str, object]:
    fields = set(DossierLine.model_fields) - {"unit"}
    return {"unit": unit, **{name: getattr(row, name) for name in fields}}


def _papers(session: Session, dossier_id: int) -> tuple[PaperLine, ...]:
    query = select(DossierDocument).where(col(DossierDocument.dossier_id) == dossier_id)
    rows = session.scalars(query.order_by(col(DossierDocument.id)))
    return tuple(PaperLine(**{name: getattr(row, name) for name in PaperLine.model_fields}) for row in rows)


def _proofs(session: Session, dossier_id: int) -> tuple[ProofLine, ...]:
    query = select(CriterionEvidence).where(col(CriterionEvidence.dossier_id) == dossier_id)
    rows = session.scalars(query.order_by(col(CriterionEvidence.criterion)))
    return tuple(ProofLine(**{name: getattr(row, name) for name in ProofLine.model_fields}) for row in rows)


def _returns(session: Session, dossier_id: int) -> tuple[ReturnLine, ...]:
    query = select(DossierReturn).where(col(DossierReturn.dossier_id) == dossier_id).order_by(col(DossierReturn.id))
    return tuple(
        ReturnLine(
            reasons=json.loads(row.reasons),
            due=row.due,
            returned_at=row.returned_at,
            supplemented_at=row.supplemented_at,
        )
        for row in session.scalars(query)
    )
