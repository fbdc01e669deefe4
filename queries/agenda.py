"""When something happens next by itself, and whether anything waits at a moment."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.campaigns import Campaign
from models.mail import Mail, Notice
from models.mail_rows import to_send
from models.stages import Stage, StepTaken


class Waiting(NamedTuple):
    """Is a stage due; is there something to send?"""

    stages: bool
    mails: bool


def work_waiting(session: Session, at: datetime) -> Waiting:
    """Whether a sweep or a dispatch would find something to do."""
    due = select(Stage.id).where(col(Stage.next_due_at) <= at).limit(1)
    notices = select(Notice.id).where(col(Notice.mail_id).is_(None), col(Notice.not_before) <= at).limit(1)
    mails = select(Mail.id).where(to_send(), col(Mail.next_try_at) <= at)
    return Waiting(
        session.exec(due).first() is not None,
        session.exec(notices).first() is not None or session.exec(mails.limit(1)).first() is not None,
    )


def stepped_since(session: Session, moment: datetime) -> bool:
    """Whether any stage took a step at this moment or later."""
    return session.exec(select(StepTaken.id).where(col(StepTaken.taken_at) >= moment).limit(1)).first() is not None


class Next(NamedTuple):
    """The next moments: a stage is due, the oldest notice may go out, a stored mail is tried; None where nothing is."""

    stage: datetime | None
    notice: datetime | None
    mail: datetime | None


def next_moments(session: Session) -> Next:
    """When something moves by itself; nothing does where all three are None."""
    stage = (
        select(func.min(Stage.next_due_at))
        .join(Campaign, col(Campaign.id) == col(Stage.campaign_id))
        .where(col(Campaign.suspended_at).is_(None))
    )
    notice = select(func.min(Notice.not_before)).where(col(Notice.mail_id).is_(None))
    mail = select(func.min(Mail.next_try_at)).where(to_send())
    return Next(*(session.exec(query).one() for query in (stage, notice, mail)))
