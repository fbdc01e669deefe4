"""Everything that a person can ask for about a council's work, taken at one moment, with the questions it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from domain.errors import Refused
from models.engine import reading
from models.finders import campaign_by_code
from models.mail import Notice
from queries import campaign_duties, campaigns, council, council_desk, dossiers, duties, intake, overview, search, stuck
from queries.campaign_duties import Chosen
from queries.campaign_figures import figures
from queries.duties import of_person
from queries.history import events
from queries.timeline import timeline
from tests.store.scenario import VOTERS, World

DOSSIER = "HS-DV-1-01"


def view(world: World, viewer: str) -> dict[str, Any]:
    """Everything that this person can ask for."""
    who, on = world.who(viewer), world.today
    with reading(world.engine) as session, counting(session.get_bind()) as asked:
        lines, row = council.meetings(session, who), campaign_by_code(session, world.code)
        seen: dict[str, Any] = {
            "meetings": lines,
            "meeting": [council.meeting(session, who, line.id) for line in lines],
            "result": answer(lambda: council.ballot_result(session, who, world.code, DOSSIER)),
            "dossiers": dossiers.listing(session, who, world.code),
            "dossier": dossiers.detail(session, who, world.code, DOSSIER),
            "intake": intake.listing(session, who, on=on, wanted=intake.Wanted(over=True)),
            "moves": intake.counts(session, who, wanted=intake.Wanted(over=True)),
            "duties": [of_person(session, who, code, on=on) for code in (*VOTERS, "secretary", "officer")],
            "mine": duties.mine(session, who, on=on),
            "waits": stuck.waits(session, who, on=on),
            "counts": stuck.counts(session, who, on=on),
            "overview": overview.overview(session, who, on=on),
            "campaign": campaigns.detail(session, who, world.code),
            "figures": figures(session, who, row, on=on),
            "its duties": [
                campaign_duties.lines(session, who, row, Chosen(state=state), on=on, offset=0, limit=500)
                for state in ("owed", "late", "done", "lapsed")
            ],
            "timeline": timeline(session, who, row, on=on),
            "councils": council_desk.councils(session, who),
            "undecided": council_desk.undecided_codes(session, who, world.code, "final"),
            "search": search.search(session, who, "DV-1", on=on),
            "trail": answer(lambda: [one.sentence for one in events(session, who, campaign=world.code).events]),
        }
    seen["mail"] = [row.content for row in world.rows(Notice) if row.address.startswith(f"{viewer}@")]
    seen["statements"] = asked
    return seen


def answer(ask: Any) -> object:
    try:
        return ask()
    except Refused as refusal:
        return str(refusal)


@contextmanager
def counting(bind: Any) -> Iterator[list[str]]:
    """The statements in the order in which they were asked."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(bind, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(bind, "before_cursor_execute", note)
