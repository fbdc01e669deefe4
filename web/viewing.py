"""Noting who looked at sensitive data: before the answer leaves, and a page that cannot be noted is not shown."""

from actions.viewing import note_view
from domain.personal_data import Sensitive
from domain.steps import local_day
from models.engine import reading
from models.personal_rows import viewed
from web.desk import Desk, changing, store_of

LONGEST = 120
"""Of a subject in the trail."""


def noted(desk: Desk, what: Sensitive, subject: str, campaign: str | None = None) -> None:
    """Write down that she looks, once a day; to be called when the page is made and before it is sent.

    Raises:
        WrongState: `store_busy`.
    """
    named, store = subject[:LONGEST], store_of(desk.request)
    # Asked first, because on SQLite a write waits for other writers, and most glances are not the first of the day.
    with reading(store) as session:
        if viewed(session, desk.by.code, what.value, named, campaign, local_day(desk.at)):
            return
    with changing(desk.request) as session:
        note_view(session, what, named, campaign=campaign, by=desk.by, at=desk.at)
