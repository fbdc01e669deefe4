"""Members of the demonstration who are close to a dossier: one says so herself, others are found from data."""

from sqlmodel import Session

from actions import recusals
from deployments.demo.moment import Moment
from deployments.demo.scenery import code_of, principal_in
from domain.dossiers import DossierState
from domain.recusals import Ground
from models.finders import campaign_by_code, dossier_by_code
from models.handed_in import dossiers_of
from models.people import Person
from models.sittings import recusals_of

REASON = "Có người thân trong đơn vị được đề nghị"


def declare(session: Session, m: Moment) -> None:
    """When the invitation comes with its agenda, a member says that she is close to the first one on it."""
    post = m.scene.declares.get(m.duty.round)
    if post is None:
        return
    rows = dossiers_of(session, campaign_by_code(session, m.scene.code).id, m.duty.round)
    # Collectives come before individuals, whose edge of the quota is close: a smaller base would move it.
    _, first = min((row.nominee_kind, row.code) for row in rows if row.state == DossierState.ACCEPTED)
    member = principal_in(session, code_of(m.scene, post), m.at)
    recusals.declare(session, m.scene.code, m.duty.round, first, reason=REASON, by=member, at=m.at)


def decide(session: Session, m: Moment) -> None:
    """The chair keeps out who is close.

    Invented names are few, so that now and then a member bears a nominee's: a namesake, who votes.
    """
    row = dossier_by_code(session, campaign_by_code(session, m.scene.code).id, m.duty.dossier or "")
    member = session.get_one(Person, int(m.duty.key.rpartition(":")[2]))
    grounds = {one.ground for one in recusals_of(session, [row.id]) if one.person_id == member.id}
    close = grounds != {Ground.NOMINEE.value}
    reason = "Có liên quan đến hồ sơ" if close else "Chỉ trùng tên với người được đề nghị"
    recusals.decide(
        session, m.scene.code, m.duty.round, row.code, member.code, agreed=close, reason=reason, by=m.by, at=m.at
    )
