"""Nominees' dossiers, their documents, the evidence for criteria, and returns for supplement."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from domain.dossiers import DossierState
from domain.nominees import NomineeKind
from models.base import Row, one_of, together


class Dossier(Row, table=True):
    """One nominee proposed for one award form in one round. `unit_name` is the unit's name as it was."""

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("campaign_id", "code", name="a_dossier_code_stands_once"),
        UniqueConstraint(
            "stage_id", "unit_id", "nominee_kind", "nominee", "form", name="a_nominee_is_proposed_once_in_a_round"
        ),
        one_of("state", DossierState, table="dossier"),
        one_of("nominee_kind", NomineeKind, table="dossier"),
        together("judged_at", "judged_by", table="dossier"),
        together("late_authority", "late_document", "late_reason", table="dossier"),
        Index("dossier_by_stage", "stage_id", "state"),
        Index("dossier_by_unit", "unit_id"),
        Index("dossier_by_folded", "folded"),
        Index("dossier_by_initiative", "initiative_folded"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    round: str = Field(max_length=20)
    code: str = Field(max_length=40)
    unit_id: int = Field(foreign_key="unit.id")
    unit_name: str = Field(max_length=300)
    group: str | None = Field(default=None, max_length=100)
    nominee: str = Field(max_length=300)
    folded: str = Field(max_length=300)
    nominee_kind: str = Field(max_length=12)
    nominee_role: str | None = Field(default=None, max_length=100)
    form: str = Field(max_length=30)
    state: str = Field(default="submitted", max_length=12)
    achievement: str = ""
    initiative: str | None = Field(default=None, max_length=300)
    initiative_folded: str | None = Field(default=None, max_length=300)
    submitted_at: datetime
    submitted_by: str = Field(max_length=60)
    incoming_number: str | None = Field(default=None, max_length=60)
    received_on: date | None = None
    opinion: str = ""
    judged_at: datetime | None = None
    judged_by: str | None = Field(default=None, max_length=60)
    rank: int | None = None
    late_authority: str | None = Field(default=None, max_length=200)
    late_document: str | None = Field(default=None, max_length=200)
    late_reason: str | None = Field(default=None, max_length=2000)


class DossierDocument(Row, table=True):
    """A file of a dossier; a replaced one stays, marked. The bytes lie in the file store under `digest`."""

    __tablename__ = "dossier_document"
    __table_args__ = (
        CheckConstraint("size > 0", name="dossier_document_is_not_empty"),
        Index("dossier_document_by_dossier", "dossier_id"),
    )

    id: int = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    component: str = Field(max_length=60)
    file_name: str = Field(max_length=200)
    size: int
    digest: str = Field(max_length=64)
    added_at: datetime
    added_by: str = Field(max_length=60)
    replaced_at: datetime | None = None


class CriterionEvidence(Row, table=True):
    """What is known about one criterion of a nominee."""

    __tablename__ = "criterion_evidence"
    __table_args__ = (UniqueConstraint("dossier_id", "criterion", name="a_criterion_is_evidenced_once"),)

    id: int = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    criterion: str = Field(max_length=60)
    value: str = Field(max_length=500)
    document: str | None = Field(default=None, max_length=200)
    attested_by: str | None = Field(default=None, max_length=200)
    on: date


class DossierReturn(Row, table=True):
    """A return for supplement with its reasons per component (JSON), its deadline, and when it was answered."""

    __tablename__ = "dossier_return"
    __table_args__ = (
        together("returned_at", "returned_by", table="dossier_return"),
        Index("dossier_return_by_dossier", "dossier_id"),
    )

    id: int = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    reasons: str
    due: date
    returned_at: datetime
    returned_by: str = Field(max_length=60)
    supplemented_at: datetime | None = None


CONSULTED = ("agrees", "disagrees", "no_opinion", "dropped")


class Consultation(Row, table=True):
    """The opinion of an outside body on a dossier (hiệp y); while it is open the dossier cannot be accepted.

    `answer` is `dropped` where the dossier needed no opinion any more.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        one_of("answer", CONSULTED, table="consultation"),
        together("answered_at", "answered_by", "answer", table="consultation"),
        Index("consultation_by_dossier", "dossier_id"),
    )

    id: int = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    body: str = Field(max_length=300)
    document: str = Field(max_length=200)
    due: date
    asked_at: datetime
    asked_by: str = Field(max_length=60)
    answered_at: datetime | None = None
    answered_by: str | None = Field(default=None, max_length=60)
    answer: str | None = Field(default=None, max_length=12)
    opinion: str = ""
    answer_document: str | None = Field(default=None, max_length=200)
