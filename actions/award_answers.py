"""What the office answers where a dossier resembles another award or proposal: another achievement, or the same."""

from datetime import datetime

from sqlmodel import Session

from actions.dossier_cases import dossier_case
from actions.finishing import finish
from actions.guard import need_reason
from domain.earlier_awards import Answer
from domain.errors import Invalid
from domain.people import Principal
from models.earlier_awards import outside_award
from models.finders import campaign_by_code, dossier_by_code
from models.outside_awards import AwardAnswer


def answer(
    session: Session,
    code: str,
    dossier_code: str,
    other: str,
    *,
    found: Answer,
    reason: str,
    by: Principal,
    at: datetime,
) -> AwardAnswer:
    """The officer answers a warning; the last answer about the two counts, and earlier ones stay to be read.

    `other` is `NH-2021-01/HS-DV-1-01` for a dossier, the number of an entry for an award decided elsewhere. Nothing is
    stopped by it: a dossier that is to stop is judged ineligible or withdrawn, as ever.

    Raises:
        NotFound: `campaign`, `dossier`, `outside_award`; Invalid: `reason_missing`, `award_of_itself`, `other_award`.
    """
    case, row = dossier_case(session, code, dossier_code, "dossier:judge", by=by, at=at)
    need_reason(reason)
    dossier_id, award_id = _other(session, other)
    if dossier_id == row.id:
        raise Invalid("award_of_itself", dossier=row.code)
    made = AwardAnswer(
        dossier_id=row.id,
        other_dossier_id=dossier_id,
        outside_award_id=award_id,
        answer=found.value,
        reason=reason.strip(),
        answered_at=at,
        answered_by=by.code,
    )
    session.add(made)
    session.flush()
    # Not of a kind that a unit reads in its dossier's history: the other one may be another unit's.
    facts = {"round": row.round, "other": other, "verdict": found.value}
    finish(case, "earlier_award:answered", facts, f"dossier:{row.code}", reason.strip())
    return made


def _other(session: Session, other: str) -> tuple[int | None, int | None]:
    campaign, slash, dossier = other.strip().partition("/")
    if slash:
        return dossier_by_code(session, campaign_by_code(session, campaign).id, dossier).id, None
    if not (campaign.isascii() and campaign.isdecimal() and len(campaign) < 10):
        raise Invalid("other_award", found=other)
    return None, outside_award(session, int(campaign)).id
