"""Public comment on the council's list, before a decision is signed: for some days, on a board or a web page.

While it runs the office's clock stands still. It ends by itself after its last day, or a person closes it.
"""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from actions.cases import Case
from actions.entering import refuse_standstill
from actions.finishing import finish
from actions.guard import require
from actions.owing import owe, settle_kind
from domain.duties import Clock, DutyKind
from domain.errors import AlreadyDone, Incomplete, Invalid, NotFound, WrongState
from domain.people import Principal
from domain.stages import StageKey, StageKind, StageState
from models.aside_rows import comments_in, latest_period, open_period
from models.awards import decisions_of
from models.decisions import CommentPeriod, PublicComment
from models.finders import dossier_by_code
from wording.names import clean_name

MOST_DAYS = 60


def open_comments(
    session: Session,
    code: str,
    round_: str,
    *,
    days: int,
    place: str,
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> CommentPeriod:
    """Lay the list open for comment; the day on which it is laid open is not counted.

    Raises:
        WrongState: `stage_not_open`, `signed_already`; AlreadyDone: `comments_open_already`;
        Invalid: `comment_days`; Incomplete: `place_missing`.
    """
    case = _case(session, code, round_, by, at)
    if not 1 <= days <= MOST_DAYS:
        raise Invalid("comment_days", found=days, most=MOST_DAYS)
    if not place.strip():
        raise Incomplete("place_missing")
    if any(decision.state in ("signed", "issued") for decision in decisions_of(session, case.stage.id)):
        raise WrongState("signed_already", stage=case.stage.key)
    before = latest_period(session, case.stage.id)
    if before is not None and before.closed_at is None:
        raise AlreadyDone("comments_open_already", until=before.ends_on)
    period = CommentPeriod(
        stage_id=case.stage.id,
        number=before.number + 1 if before else 1,
        place=place.strip(),
        document=document,
        opened_at=at,
        opened_by=by.code,
        ends_on=case.today + timedelta(days=days),
    )
    session.add(period)
    _turn_clock(case, Clock.OURS, Clock.STOPPED)
    owe(case, DutyKind.GATHER_COMMENTS, key=str(period.number), due=period.ends_on)
    finish(case, "comments:opened", {"until": period.ends_on, "place": period.place, "document": document})
    return period


def note_comment(
    session: Session,
    code: str,
    round_: str,
    *,
    sender: str,
    text: str,
    received_on: date | None = None,
    dossier: str | None = None,
    by: Principal,
    at: datetime,
) -> PublicComment:
    """Write down what somebody says about the list, or about one dossier.

    Raises:
        NotFound: `comment_period`, `dossier`; Incomplete: `text_missing`; Invalid: `name_blank`.
    """
    case = _case(session, code, round_, by, at)
    period = _running(case)
    if not text.strip():
        raise Incomplete("text_missing", what="comment")
    about = dossier_by_code(session, case.campaign.id, dossier).id if dossier else None
    said = PublicComment(
        period_id=period.id,
        dossier_id=about,
        sender=clean_name(sender),
        text=text.strip(),
        received_on=received_on or case.today,
        noted_at=at,
        noted_by=by.code,
    )
    session.add(said)
    personal = {"sender": said.sender, "text": said.text}
    finish(case, "comments:noted", {"dossier": dossier, "received_on": said.received_on}, personal=personal)
    return said


def close_comments(session: Session, code: str, round_: str, *, reason: str, by: Principal, at: datetime) -> None:
    """A person ends the period before its last day.

    Raises:
        NotFound: `comment_period`; Incomplete: `reason_missing`.
    """
    case = _case(session, code, round_, by, at)
    _running(case)
    if not reason.strip():
        raise Incomplete("reason_missing")
    facts = end_period(case)
    finish(case, "comments:closed", facts, reason=reason)


def end_period(case: Case) -> dict[str, object]:
    """The period ends, and the office's clock runs again; facts for the event. The sweep calls this too."""
    period = _running(case)
    period.closed_at, period.closed_by = case.at, case.by.code
    settle_kind(case, DutyKind.GATHER_COMMENTS)
    _turn_clock(case, Clock.STOPPED, Clock.OURS)
    return {"until": period.ends_on, "comments": comments_in(case.session, period.id)}


def refuse_comments(case: Case) -> None:
    """Raises WrongState `comments_open` while the public may still comment."""
    period = open_period(case.session, case.stage.id)
    if period is not None:
        raise WrongState("comments_open", stage=case.stage.key, until=period.ends_on)


def _case(session: Session, code: str, round_: str, by: Principal, at: datetime) -> Case:
    case = Case.of(session, code, StageKey(StageKind.DECISION_ISSUANCE, round_), by=by, at=at)
    require(by, "comments:manage", campaign_id=case.campaign.id)
    refuse_standstill(case)
    if case.stage.state != StageState.OPEN:
        raise WrongState("stage_not_open", stage=case.stage.key, state=case.stage.state, opens=case.stage.opens)
    return case


def _running(case: Case) -> CommentPeriod:
    period = open_period(case.session, case.stage.id)
    if period is None:
        raise NotFound("comment_period", stage=case.stage.key)
    return period


def _turn_clock(case: Case, from_: Clock, to: Clock) -> None:
    # A wait counts from the moment at which its clock began to run, so that stopped days are nobody's.
    for duty in case.owed():
        if duty.clock == from_:
            duty.clock, duty.since = to.value, case.at
