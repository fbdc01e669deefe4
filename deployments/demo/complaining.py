"""Complaints of the demonstration: one about a nominee that proves unfounded, one about an award that is upheld."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from actions import complaints
from deployments.demo.moment import Moment
from deployments.demo.scenery import code_of, principal_in
from deployments.demo.scenes import Scene
from domain.complaints import ComplaintAbout, ComplaintOutcome, ComplaintState
from domain.dossiers import DossierState
from domain.people import Principal
from domain.steps import local_day
from models.complaint_rows import complaint_by_code, count_complaints
from models.finders import campaign_by_code
from models.handed_in import dossiers_of

COMPLAINT = "KN-0001"
"""There is one in a campaign."""

SENDER = "Một công dân của địa phương (minh họa)"
LETTER, PAPER = "Đơn khiếu nại (minh họa)", "Thông báo thụ lý (minh họa)"
CONCLUSION = "Kết luận giải quyết khiếu nại (minh họa)"
CONTENT = "Số liệu trong báo cáo thành tích không đúng với thực tế."


def about_nominee(session: Session, m: Moment) -> None:
    """The council has concluded and its list is known: in some rounds a letter about the first on it comes."""
    if m.duty.round in m.scene.complained:
        officer = principal_in(session, code_of(m.scene, "vanphong"), m.at)
        _file(session, m.scene, m.duty.round, DossierState.PASSED, officer, m.at)


def about_award(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """Weeks after the decision a letter about somebody on its list comes."""
    if count_complaints(session, campaign_by_code(session, scene.code).id):
        return False
    return _file(session, scene, data["round"], DossierState.AWARDED, by, at)


def handle(session: Session, m: Moment) -> None:
    """The office accepts the complaint, and concludes when it has looked into it."""
    code = m.duty.key.split(":")[1]
    found = complaint_by_code(session, campaign_by_code(session, m.scene.code).id, code)
    if found.state == ComplaintState.RECEIVED:
        complaints.accept(session, m.scene.code, code, document=PAPER, by=m.by, at=m.at)
    upheld = found.about == ComplaintAbout.AWARD
    complaints.resolve(
        session,
        m.scene.code,
        code,
        outcome=ComplaintOutcome.UPHELD if upheld else ComplaintOutcome.UNFOUNDED,
        conclusion="Nội dung khiếu nại là đúng." if upheld else "Số liệu báo cáo đúng với sổ theo dõi của đơn vị.",
        document=CONCLUSION,
        by=m.by,
        at=m.at,
    )


def _file(session: Session, scene: Scene, round_: str, state: DossierState, by: Principal, at: datetime) -> bool:
    rows = dossiers_of(session, campaign_by_code(session, scene.code).id, round_)
    wanted = [row.code for row in rows if row.state == state]
    if not wanted:
        return False
    complaints.file(
        session,
        scene.code,
        min(wanted),
        sender=SENDER,
        content=CONTENT,
        document=LETTER,
        received_on=local_day(at),
        by=by,
        at=at,
    )
    return True
