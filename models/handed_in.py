"""Finding what units handed in."""

from collections.abc import Iterable

from sqlmodel import Session, col, func, select

from models.dossiers import Consultation, CriterionEvidence, Dossier, DossierDocument, DossierReturn
from models.registrations import MidtermReport, Registration, Review


def registration_of(session: Session, campaign_id: int, unit_id: int) -> Registration | None:
    """A unit's registration, whatever its state."""
    query = select(Registration).where(
        col(Registration.campaign_id) == campaign_id, col(Registration.unit_id) == unit_id
    )
    return session.exec(query).first()


def registrations_of(session: Session, campaign_id: int) -> list[Registration]:
    """All registrations of a campaign."""
    return list(session.exec(select(Registration).where(col(Registration.campaign_id) == campaign_id)))


def report_of(session: Session, stage_id: int, unit_id: int) -> MidtermReport | None:
    """A unit's midterm report."""
    query = select(MidtermReport).where(col(MidtermReport.stage_id) == stage_id, col(MidtermReport.unit_id) == unit_id)
    return session.exec(query).first()


def reports_of(session: Session, stage_id: int) -> list[MidtermReport]:
    """All midterm reports of a stage."""
    return list(session.exec(select(MidtermReport).where(col(MidtermReport.stage_id) == stage_id)))


def review_of(session: Session, stage_id: int) -> Review | None:
    """The finding or summary of a stage."""
    return session.exec(select(Review).where(col(Review.stage_id) == stage_id)).first()


def dossiers_of(session: Session, campaign_id: int, round_: str) -> list[Dossier]:
    """All dossiers of a round, in the order of their codes."""
    query = select(Dossier).where(col(Dossier.campaign_id) == campaign_id, col(Dossier.round) == round_)
    return list(session.exec(query.order_by(col(Dossier.code))))


def dossiers_by_id(session: Session, ids: Iterable[int]) -> list[Dossier]:
    """These dossiers, in the order of their ids."""
    return list(session.exec(select(Dossier).where(col(Dossier.id).in_(list(ids))).order_by(col(Dossier.id))))


def count_dossiers(session: Session, campaign_id: int, unit_id: int | None = None) -> int:
    """How many dossiers a campaign has, or one unit in it."""
    query = select(func.count()).where(col(Dossier.campaign_id) == campaign_id)
    return session.exec(query if unit_id is None else query.where(col(Dossier.unit_id) == unit_id)).one()


def documents_of(session: Session, dossier_id: int) -> list[DossierDocument]:
    """Documents in force, replaced ones left out."""
    query = select(DossierDocument).where(
        col(DossierDocument.dossier_id) == dossier_id, col(DossierDocument.replaced_at).is_(None)
    )
    return list(session.exec(query.order_by(col(DossierDocument.id))))


def evidence_of(session: Session, dossier_id: int) -> list[CriterionEvidence]:
    """Evidence for the criteria of one dossier."""
    return list(session.exec(select(CriterionEvidence).where(col(CriterionEvidence.dossier_id) == dossier_id)))


def returns_of(session: Session, dossier_id: int) -> list[DossierReturn]:
    """Returns for supplement, oldest first."""
    query = select(DossierReturn).where(col(DossierReturn.dossier_id) == dossier_id).order_by(col(DossierReturn.id))
    return list(session.exec(query))


def open_consultations(session: Session, dossier_id: int) -> list[Consultation]:
    """Opinions of outside bodies on a dossier that have not come yet, oldest first."""
    query = select(Consultation).where(
        col(Consultation.dossier_id) == dossier_id, col(Consultation.answered_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Consultation.id))))


def dossiers_of_unit(session: Session, campaign_id: int, unit_id: int) -> list[Dossier]:
    """What a unit proposed in a campaign, in the order of the codes."""
    query = select(Dossier).where(col(Dossier.campaign_id) == campaign_id, col(Dossier.unit_id) == unit_id)
    return list(session.exec(query.order_by(col(Dossier.code))))
