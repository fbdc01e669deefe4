"""What every act of a council asks first: the open appraisal, the rule, who votes, and at which meeting."""

from datetime import date, datetime

from sqlmodel import Session

from actions.cases import Case
from actions.guard import require
from domain.ballots import CouncilRule
from domain.dossiers import UNDER_APPRAISAL, DossierState
from domain.errors import Incomplete, NotAllowed, NotFound, WrongState
from domain.people import Principal
from domain.stages import StageKey, StageKind, StageState
from domain.steps import local_day
from models.campaign_rows import stages_of
from models.council import Council, Meeting
from models.dossiers import Dossier
from models.handed_in import dossiers_of
from models.sittings import agenda_of, council_of, item_of, meetings_of, members_of, recused_from
from models.stages import Stage

UNDER_WAY = ("convened", "held")


def appraisal(session: Session, code: str, round_: str, action: str, by: Principal, at: datetime) -> Case:
    """The case of a round's appraisal, open and not suspended."""
    case = Case.of(session, code, StageKey(StageKind.COUNCIL_APPRAISAL, round_), by=by, at=at)
    require(by, action, campaign_id=case.campaign.id)
    if case.stage.state != StageState.OPEN:
        raise WrongState("stage_not_open", stage=case.stage.key, state=case.stage.state, opens=case.stage.opens)
    if case.campaign.suspended_at is not None:
        raise WrongState("campaign_suspended", code=code)
    return case


def council_in(case: Case) -> Council:
    """The campaign's council; raises NotFound `council`."""
    council = council_of(case.session, case.campaign.id)
    if council is None:
        raise NotFound("council", code=case.campaign.code)
    return council


def rule_of(case: Case) -> CouncilRule:
    """The rule in force; raises NotFound `council`, Incomplete `rule_missing`."""
    council = council_in(case)
    if council.rule is None:
        raise Incomplete("rule_missing", code=case.campaign.code)
    return CouncilRule.model_validate_json(council.rule)


def voters(case: Case, rule: CouncilRule, *, on: date) -> dict[int, str]:
    """Person id → seat, of everybody who may vote under the rule at a meeting of this day."""
    seats = members_of(case.session, council_in(case).id, on=on)
    return {seat.person_id: seat.seat for seat in seats if rule.secretary_votes or seat.seat != "secretary"}


def sitting_day(case: Case, row: Dossier) -> date:
    """The day of the meeting on whose agenda a dossier stands, or of the one under way; today where there is none."""
    item = item_of(case.session, row.id)
    under_way = [one for one in meetings_of(case.session, case.stage.id) if one.state in UNDER_WAY]
    mine = [one for one in under_way if item is not None and one.id == item.meeting_id]
    return local_day((mine or under_way)[-1].at) if under_way else case.today


def refuse_recused(case: Case, row: Dossier) -> None:
    """Whoever is recused from a dossier neither votes on it nor leads its ballot; raises NotAllowed `recused`."""
    if case.by.person_id in recused_from(case.session, row.id):
        raise NotAllowed("recused", person=case.by.name, dossier=row.code)


def meeting(case: Case) -> Meeting:
    """The meeting under way.

    Raises:
        NotFound: `meeting`; WrongState: `meeting_not_begun` before its day.
    """
    rows = [row for row in meetings_of(case.session, case.stage.id) if row.state in UNDER_WAY]
    if not rows:
        raise NotFound("meeting", stage=case.stage.key)
    begun = [row for row in rows if local_day(row.at) <= case.today]
    return begun[-1] if begun else _begun(case, rows[0])


def meeting_for(case: Case, row: Dossier) -> Meeting:
    """The meeting on whose agenda a dossier stands; one that came after the agenda belongs to the meeting under way.

    Raises:
        NotFound: `meeting`; WrongState: `meeting_not_begun`, `not_on_agenda`.
    """
    item = item_of(case.session, row.id)
    rows = {one.id: one for one in meetings_of(case.session, case.stage.id) if one.state in UNDER_WAY}
    if item is not None and item.meeting_id in rows:
        return _begun(case, rows[item.meeting_id])
    now = meeting(case)
    came_later = row.judged_at is None or row.judged_at >= now.convened_at
    if not came_later and agenda_of(case.session, now.id):
        raise WrongState("not_on_agenda", dossier=row.code, at=now.at)
    return now


def accepted(case: Case) -> list[Dossier]:
    """The dossiers before the council."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    return [row for row in rows if row.state == DossierState.ACCEPTED]


def under_appraisal(case: Case) -> list[Dossier]:
    """Dossiers of the round on which the office has not judged yet: late ones, and those that went back to it."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    return [row for row in rows if row.state in UNDER_APPRAISAL]


def appraisal_stages(session: Session, campaign_id: int) -> list[Stage]:
    """All appraisal stages of a campaign."""
    return [s for s in stages_of(session, campaign_id) if s.kind == StageKind.COUNCIL_APPRAISAL]


def _begun(case: Case, row: Meeting) -> Meeting:
    if local_day(row.at) > case.today:
        raise WrongState("meeting_not_begun", at=row.at)
    return row
