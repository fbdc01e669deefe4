"""Finding complaints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, func, select

from domain.complaints import Limit, Verified
from domain.errors import NotFound
from models.complaints import Complaint, ComplaintLimit

STILL_OPEN = col(Complaint.ended_at).is_(None)


def complaint_by_code(session: Session, campaign_id: int, code: str) -> Complaint:
    """A complaint by its code in a campaign; raises NotFound `complaint`."""
    query = select(Complaint).where(col(Complaint.campaign_id) == campaign_id, col(Complaint.code) == code)
    found = session.exec(query.with_for_update(key_share=True)).first()
    if found is None:
        raise NotFound("complaint", code=code)
    return found


def count_complaints(session: Session, campaign_id: int) -> int:
    """How many a campaign has had; the next one's number follows."""
    return session.exec(select(func.count()).where(col(Complaint.campaign_id) == campaign_id)).one()


def open_complaints(session: Session, dossier_ids: Iterable[int]) -> Mapping[int, tuple[Verified, ...]]:
    """Dossier id → the open complaints about it; dossiers without any are left out."""
    query = select(col(Complaint.dossier_id), col(Complaint.code), col(Complaint.received_on))
    query = query.where(col(Complaint.dossier_id).in_(list(dossier_ids)), STILL_OPEN).order_by(col(Complaint.id))
    found: defaultdict[int, list[Verified]] = defaultdict(list)
    for dossier_id, code, received_on in session.exec(query):
        found[dossier_id].append(Verified(code, received_on))
    return {dossier_id: tuple(some) for dossier_id, some in found.items()}


def complained_of(session: Session, dossier_ids: Iterable[int]) -> frozenset[int]:
    """Those of these dossiers about which there is or was a complaint."""
    query = select(Complaint.dossier_id).where(col(Complaint.dossier_id).in_(list(dossier_ids)))
    return frozenset(session.exec(query))


def open_in_campaign(session: Session, campaign_id: int) -> list[Complaint]:
    """The open complaints of a campaign, oldest first."""
    query = select(Complaint).where(col(Complaint.campaign_id) == campaign_id, STILL_OPEN)
    return list(session.exec(query.order_by(col(Complaint.id))))


def limit_now(session: Session) -> Limit | None:
    """The limit in force; None where nobody entered one."""
    row = session.exec(select(ComplaintLimit).order_by(col(ComplaintLimit.id).desc()).limit(1)).first()
    if row is None or row.days is None:
        return None
    return Limit.model_validate(row.model_dump(include={"days", "unit", "counted_from", "source"}))
