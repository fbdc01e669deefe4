"""What lies on the desks of those who draft, sign and issue decisions, over all campaigns of the viewer."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, case, func, null, or_, select
from sqlmodel import Session, col

from domain.duties import DutyKind
from domain.errors import NotFound
from domain.later_decisions import DecisionKind
from domain.people import Principal
from domain.permissions import allowed
from domain.stages import StageKey, StageKind
from domain.values import Value
from models.awards import last_part
from models.campaigns import Campaign
from models.complaints import Complaint
from models.council import Ballot, Meeting
from models.decisions import CommentPeriod, Decision, DecisionLine
from models.dossiers import Dossier
from models.people import Person
from models.stages import Stage, Wait
from queries.campaigns import plan_of, visible
from queries.quotas import QuotaLine, quota_lines
from queries.recusals import kept_out
from queries.visibility import reach
from wording.labels import round_label

CHOSEN = ("passed", "awarded", "revoked")
"""Whom the council chose; an award that was taken back still stands in the list that was issued."""
HANDS = {
    DutyKind.DRAFT_DECISION: "decision:draft",
    DutyKind.SIGN_DECISION: "decision:sign",
    DutyKind.ISSUE_DECISION: "decision:issue",
}
"""Whose move a decision is: the duty and the right that does it."""

ORDER = {"to_draft": 0, "draft": 1, "signed": 2, "issued": 3}


class DecisionTask(Value):
    """One decision and whose move it is: `to_draft`, `draft` (to be signed), `signed` (to be issued), `issued`."""

    campaign: str
    campaign_name: str
    round: str
    round_name: str
    form: str
    authority: str
    decision_id: int | None
    state: str
    awards: int
    due: date | None
    number: str | None
    issued_on: date | None
    signed_at: datetime | None
    may_draft: bool
    may_sign: bool
    may_issue: bool

    @property
    def key(self) -> str:
        """How a form names this decision."""
        return f"{self.campaign}/{self.round}/{self.form}"


class ListedAward(Value):
    """One line of the list with the council's working beside it; votes are None where nobody may see them here."""

    position: int
    dossier: str
    nominee: str
    nominee_kind: str
    nominee_role: str
    unit_name: str
    rank: int | None
    yes: int | None
    voters: int | None


class MinutesLine(Value):
    """The meeting whose minutes the list comes from."""

    number: int
    at: datetime
    place: str
    document: str | None
    minutes: str


class DecisionSheet(DecisionTask):
    """A decision with everything that lies beside it when it is signed."""

    level: str
    plan_document: str
    plan_issued: date | None
    drafted_at: datetime | None
    signer_title: str | None
    signer_name: str | None
    issued_at: datetime | None
    lines: tuple[ListedAward, ...]
    quotas: tuple[QuotaLine, ...]
    meetings: tuple[MinutesLine, ...]
    comments_until: date | None
    decided_by: str


def tasks(session: Session, viewer: Principal, *, campaign: str | None = None) -> tuple[DecisionTask, ...]:
    """Decisions that wait for somebody, and those issued, the most urgent first; one query."""
    query = _tasks(viewer)
    if campaign is not None:
        query = query.where(col(Campaign.code) == campaign)
    found = [DecisionTask(**_task(viewer, row)) for row in session.execute(query)]
    return tuple(sorted(found, key=lambda one: (ORDER[one.state], one.due or date.max, one.campaign, one.round)))


def waiting(session: Session, viewer: Principal) -> int:
    """How many decisions wait for this viewer's own hand.

    Asked of the waits, because every page shows it in the menu: a decision that is to be drafted, signed or issued is a
    duty, and what was issued in ten years waits for nobody.
    """
    mine = (
        and_(col(Wait.cause) == kind.value, reach(viewer, right, col(Wait.campaign_id), null()))
        for kind, right in HANDS.items()
    )
    return session.scalars(select(func.count()).select_from(Wait).where(or_(*mine))).one()


def sheet(session: Session, viewer: Principal, campaign: str, round_: str, form: str) -> DecisionSheet:
    """One decision with its list against quota and minutes.

    Raises:
        NotFound: `campaign`; `decision`, also where the viewer may not see it.
    """
    row = visible(session, viewer, campaign)
    query = _tasks(viewer).where(col(Campaign.id) == row.id, col(Stage.round) == round_, col(Dossier.form) == form)
    found = session.execute(query).first()
    if found is None:
        raise NotFound("decision", form=form, stage=str(StageKey(StageKind.DECISION_ISSUANCE, round_)))
    plan = plan_of(session, row)
    decision = session.get(Decision, found.decision_id) if found.decision_id else None
    forms = {one.code: one for one in plan.forms}
    return DecisionSheet(
        **_task(viewer, found),
        level=plan.level.value,
        plan_document=plan.document.number or "",
        plan_issued=plan.document.issued,
        drafted_at=decision.drafted_at if decision else None,
        signer_title=decision.signer_title if decision else None,
        signer_name=_name(session, decision.signed_by if decision else None),
        issued_at=decision.issued_at if decision else None,
        lines=_lines(session, viewer, found, decision),
        quotas=tuple(q for q in quota_lines(session, row.id, plan) if q.round == round_ and q.form == form),
        meetings=_meetings(session, row.id, round_),
        comments_until=_comments(session, found.stage_id),
        decided_by=forms[form].decided_by if form in forms else "",
    )


def _tasks(viewer: Principal) -> Select[Any]:
    dropped = or_(col(Decision.state).is_(None), col(Decision.state) == "dropped")
    state = case((dropped, "to_draft"), else_=col(Decision.state))
    listed = and_(
        col(Dossier.campaign_id) == col(Campaign.id),
        col(Dossier.round) == col(Stage.round),
        col(Dossier.state).in_(CHOSEN),
    )
    decided = and_(
        col(Decision.stage_id) == col(Stage.id),
        col(Decision.form) == col(Dossier.form),
        col(Decision.kind) == DecisionKind.AWARD.value,
        col(Decision.part) == last_part(),
    )
    return (
        select(
            col(Campaign.id).label("campaign_id"),
            col(Campaign.code).label("campaign"),
            col(Campaign.name).label("campaign_name"),
            func.coalesce(func.max(col(Decision.authority)), func.max(col(Campaign.authority))).label("authority"),
            col(Stage.id).label("stage_id"),
            col(Stage.round),
            col(Stage.due),
            col(Dossier.form),
            func.max(col(Decision.id)).label("decision_id"),
            func.max(state).label("state"),
            func.coalesce(func.nullif(func.max(_listed_in()), 0), func.count(func.distinct(col(Dossier.id)))).label(
                "awards"
            ),
            func.max(col(Decision.number)).label("number"),
            func.max(col(Decision.issued_on)).label("issued_on"),
            func.max(col(Decision.signed_at)).label("signed_at"),
        )
        .select_from(Stage)
        .join(Campaign, col(Campaign.id) == col(Stage.campaign_id))
        .join(Dossier, listed)
        .outerjoin(Decision, decided)
        .where(col(Stage.kind) == StageKind.DECISION_ISSUANCE.value)
        .where(or_(col(Stage.state) == "open", col(Decision.state) == "issued"))
        .where(reach(viewer, "campaign:view", col(Campaign.id), null()))
        .group_by(
            col(Campaign.id), col(Campaign.code), col(Campaign.name), col(Stage.id), col(Stage.round), col(Stage.due)
        )
        .group_by(col(Dossier.form))
    )


def _listed_in() -> ScalarSelect[int]:
    """How many stand in a decision's own list."""
    lines = select(func.count()).where(
        col(DecisionLine.decision_id) == col(Decision.id), col(DecisionLine.struck_at).is_(None)
    )
    return lines.correlate(Decision).scalar_subquery()


def _task(viewer: Principal, row: Any) -> dict[str, Any]:
    rights = {"may_draft": "decision:draft", "may_sign": "decision:sign", "may_issue": "decision:issue"}
    told = ("campaign", "campaign_name", "authority", "round", "form", "decision_id", "state", "awards", "due")
    return {
        **{name: getattr(row, name) for name in (*told, "number", "issued_on", "signed_at")},
        "round_name": round_label(row.round),
        **{name: allowed(right, viewer, campaign_id=row.campaign_id) for name, right in rights.items()},
    }


def _lines(session: Session, viewer: Principal, task: Any, decision: Decision | None) -> tuple[ListedAward, ...]:
    """The decision's list; before there is a draft, the council's."""
    passed = and_(col(Ballot.dossier_id) == col(Dossier.id), col(Ballot.outcome) == "passed")
    kept = kept_out(viewer, col(Dossier.id)).label("kept")
    listed = and_(
        col(DecisionLine.dossier_id) == col(Dossier.id),
        col(DecisionLine.decision_id) == (decision.id if decision else None),
        col(DecisionLine.struck_at).is_(None),
    )
    query = select(Dossier, Ballot, DecisionLine, kept).outerjoin(Ballot, passed).outerjoin(DecisionLine, listed)
    if decision is None or decision.state == "dropped":
        query = query.where(col(Dossier.campaign_id) == task.campaign_id, col(Dossier.round) == task.round)
        query = query.where(col(Dossier.form) == task.form, col(Dossier.state).in_(CHOSEN))
        # They wait, and are told of beside the list.
        blocked = select(col(Complaint.dossier_id)).where(col(Complaint.ended_at).is_(None))
        query = query.where(col(Dossier.id).not_in(blocked))
        query = query.order_by(col(Dossier.rank), col(Dossier.code))
    else:
        query = query.where(col(DecisionLine.id).is_not(None)).order_by(col(DecisionLine.position))
    rows = session.execute(query).all()
    return tuple(
        _listed(n, row.Dossier, None if row.kept else row.Ballot, row.DecisionLine) for n, row in enumerate(rows, 1)
    )


def _listed(position: int, row: Dossier, ballot: Ballot | None, line: DecisionLine | None) -> ListedAward:
    # As the decision wrote it, because a name may have been put right in the dossier since.
    named = line or row
    papers = None if ballot is None or ballot.yes is None else (ballot.yes, ballot.no, ballot.blank, ballot.invalid)
    return ListedAward(
        position=position,
        dossier=row.code,
        nominee=named.nominee,
        nominee_kind=row.nominee_kind,
        nominee_role=row.nominee_role or "",
        unit_name=named.unit_name,
        rank=row.rank,
        yes=papers[0] if papers else None,
        voters=sum(count or 0 for count in papers) if papers else None,
    )


def _meetings(session: Session, campaign_id: int, round_: str) -> tuple[MinutesLine, ...]:
    query = (
        select(Meeting)
        .join(Stage, col(Stage.id) == col(Meeting.stage_id))
        .where(col(Meeting.campaign_id) == campaign_id, col(Stage.round) == round_, col(Meeting.state) != "cancelled")
        .order_by(col(Meeting.number))
    )
    return tuple(
        MinutesLine(number=m.number, at=m.at, place=m.place, document=m.minutes_document, minutes=m.minutes)
        for m in session.scalars(query)
    )


def _comments(session: Session, stage_id: int) -> date | None:
    """Until when the public may still comment, which holds the signature up."""
    query = select(col(CommentPeriod.ends_on)).where(
        col(CommentPeriod.stage_id) == stage_id, col(CommentPeriod.closed_at).is_(None)
    )
    return session.scalars(query).first()


def _name(session: Session, person: str | None) -> str | None:
    if person is None:
        return None
    return session.scalars(select(col(Person.name)).where(col(Person.code) == person)).first()
