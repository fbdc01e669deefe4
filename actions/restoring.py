"""The first act in a store that was brought back from a backup: nothing may happen a second time."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from actions.audit import record
from actions.ballot_cases import declare_void
from actions.cases import Case
from actions.guard import need_reason
from actions.telling import tell_of_service
from domain.people import SYSTEM, Role
from domain.stages import StageKey, StageKind
from domain.steps import local_day
from domain.values import Value
from models.accounts import WebSession
from models.campaign_rows import store_mark
from models.ledger_rows import watchers
from models.unfinished import mails_waiting, open_secret_ballots
from notifications.notices.of_service import StoreRestored

VOIDED_BECAUSE = "Kho dữ liệu được khôi phục từ bản sao lưu nên không mở được phiếu kín; bỏ phiếu lại"


class Begun(Value):
    """Ballots that have to be held again (dossiers by campaign), and mails that wait behind the brake."""

    voided: tuple[str, ...]
    held_mails: int


def begin_again(session: Session, *, made_at: datetime, reason: str, at: datetime) -> Begun:
    """Stop all mail, end every sign-in, declare open secret ballots void; watchers of the trail are told.

    It is the service's own act, because who restores a store owns the machine. What is mailed waits like everything
    else until somebody lets mail go again.

    Raises:
        Invalid: `reason_missing`.
    """
    need_reason(reason)
    mark = store_mark(session, lock=True)
    mark.mail_paused_since = mark.mail_paused_since or at
    session.execute(update(WebSession).where(col(WebSession.ended_at).is_(None)).values(ended_at=at))
    voided = tuple(_void_all(session, at))
    held = mails_waiting(session)
    facts = {"made_at": made_at.isoformat(), "voided": list(voided), "held_mails": held}
    record(session, "store:restored", by=SYSTEM, at=at, subject="store:all", reason=reason, facts=facts)
    people = watchers(session, (Role.AUDITOR, Role.ADMINISTRATOR), local_day(at))
    tell_of_service(
        session, StoreRestored, people, at=at, restored_at=at, made_at=made_at, voided=voided, reason=reason
    )
    return Begun(voided=voided, held_mails=held)


def _void_all(session: Session, at: datetime) -> list[str]:
    voided = []
    for campaign, stage, dossier, ballot in open_secret_ballots(session):
        key = StageKey(StageKind(stage.kind), stage.round)
        declare_void(Case.of(session, campaign.code, key, by=SYSTEM, at=at), dossier, ballot, VOIDED_BECAUSE)
        voided.append(f"{dossier.code} ({campaign.code})")
    return voided
