"""The later life of a decision of the demonstration: drafted by the officer, signed by the leader, issued by the clerk.

Each step has a day of its own, also when the campaign is over by then.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from actions import later_decisions, later_drafts
from deployments.demo.complaining import COMPLAINT, CONCLUSION
from deployments.demo.scenes import Scene
from deployments.demo.signing import register_number
from domain.delegations import Signing
from domain.later_decisions import DecisionKind, Ground, Passage
from domain.people import Principal
from domain.steps import local_day
from models.awards import issued_decisions, later_of
from models.complaint_rows import complaint_by_code
from models.decisions import Decision
from models.dossiers import Dossier
from models.finders import campaign_by_code

PASSAGE = Passage("tại Phụ lục kèm theo", "tại danh sách kèm theo")


def correct(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """An issued decision names its annex wrongly; another one puts the words right."""
    about = _issued(session, scene, data)
    if about is None or _later(session, scene, data, DecisionKind.CORRECTION) is not None:
        return False
    reason = "Sai tên phần kèm theo quyết định"
    later_drafts.correct(session, scene.code, about.id, passages=[PASSAGE], reason=reason, by=by, at=at)
    return True


def cancel(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """The award about which a complaint was upheld is cancelled, by the conclusion on it."""
    about = _issued(session, scene, data)
    if about is None or _later(session, scene, data, DecisionKind.CANCELLATION) is not None:
        return False
    complaint = complaint_by_code(session, campaign_by_code(session, scene.code).id, COMPLAINT)
    later_drafts.cancel(
        session,
        scene.code,
        about.id,
        dossiers=[session.get_one(Dossier, complaint.dossier_id).code],
        ground=Ground.FALSE_STATEMENT,
        reason="Kê khai gian dối thành tích để được khen thưởng",
        document=CONCLUSION,
        by=by,
        at=at,
    )
    return True


def sign(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """The leader signs it."""
    row = _later(session, scene, data, DecisionKind(data["kind"]))
    if row is None or row.state != "draft":
        return False
    later_decisions.sign(session, scene.code, row.id, signing=Signing(title=scene.signer_title), by=by, at=at)
    return True


def issue(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """The clerk enters it in the book."""
    row = _later(session, scene, data, DecisionKind(data["kind"]))
    if row is None or row.state != "signed":
        return False
    day = local_day(at)
    number = register_number(session, scene, row.authority, day)
    later_decisions.issue(session, scene.code, row.id, book_number=number, issued_on=day, by=by, at=at)
    return True


def _issued(session: Session, scene: Scene, data: Mapping[str, str]) -> Decision | None:
    """The award decision of a round."""
    rows = issued_decisions(session, campaign_by_code(session, scene.code).id)
    return next((row for row in rows if (row.kind, row.round) == (DecisionKind.AWARD, data["round"])), None)


def _later(session: Session, scene: Scene, data: Mapping[str, str], kind: DecisionKind) -> Decision | None:
    """The decision of this kind about it, issued or not."""
    about = _issued(session, scene, data)
    rows = later_of(session, about.id, "draft", "signed", "issued") if about else []
    return next((row for row in rows if row.kind == kind), None)
