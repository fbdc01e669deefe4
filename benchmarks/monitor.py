"""What the monitor asks for its first screen, in a store made by `benchmarks.generate`.

python -m benchmarks.monitor URL [--rounds 60]
python -m benchmarks.monitor --database postgresql --campaigns 3300

Each question is asked in a session of its own, as a page does. Milliseconds of the whole answer as values: median and
p95 by the clock, mean of CPU (without PostgreSQL's own); how many statements the database got. `all`: somebody who sees
everything; `one`: an officer of one campaign; `unit`: the officer of one unit.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from benchmarks.generate import CAMPAIGNS, generate
from benchmarks.generator import at
from benchmarks.sweep import stores
from deployments.engine import collector
from domain.people import Grant, Principal, Role
from domain.steps import local_day
from models.campaign_rows import store_mark
from models.campaigns import Campaign, Participation
from models.engine import open_engine, reading
from models.workdays import load_calendar
from queries import decision_desk, duties, history, intake, stuck, wanted
from queries.hold_ups import hold_ups
from queries.monitor import choices, figures
from queries.overview import Wanted, overview
from queries.search import search
from queries.sight import sight

Question = Callable[[Session, Principal, date], object]

STUCK = wanted.Wanted(stuck=True)
FIRST_SCREEN = "first screen"
MOMENT = at(date(2021, 12, 1))


def _first_screen(session: Session, viewer: Principal, on: date) -> None:
    """Everything that `web.pages.monitor` asks, and the counts of the menu."""
    figures(session, viewer, on=on)
    hold_ups(session, viewer, on=on, wanted=STUCK, limit=6)
    overview(session, viewer, on=on, limit=25)
    choices(session, viewer, on=on)
    sight(session, at=MOMENT)
    duties.count_mine(session, viewer, on=on, most=100)
    intake.count_waiting(session, viewer)
    decision_desk.waiting(session, viewer)


QUESTIONS: dict[str, Question] = {
    FIRST_SCREEN: _first_screen,
    "figures": lambda session, viewer, on: figures(session, viewer, on=on),
    "hold-ups": lambda session, viewer, on: hold_ups(session, viewer, on=on, wanted=STUCK, limit=6),
    "choices": lambda session, viewer, on: choices(session, viewer, on=on),
    "sight": lambda session, _viewer, _on: sight(session, at=MOMENT),
    "decisions waiting": lambda session, viewer, _on: decision_desk.waiting(session, viewer),
    "overview": lambda session, viewer, on: overview(session, viewer, on=on),
    "overview, running": lambda session, viewer, on: overview(
        session, viewer, on=on, wanted=Wanted(states=("running",))
    ),
    "overview, stuck": lambda session, viewer, on: overview(session, viewer, on=on, wanted=Wanted(stuck=True)),
    "overview, text": lambda session, viewer, on: overview(session, viewer, on=on, wanted=Wanted(text="hanh chinh")),
    "badge": lambda session, viewer, on: stuck.total(session, viewer, on=on, wanted=STUCK),
    "counts": lambda session, viewer, on: stuck.counts(session, viewer, on=on),
    "stuck list": lambda session, viewer, on: stuck.waits(session, viewer, on=on, wanted=STUCK, limit=50),
    "all waits": lambda session, viewer, on: stuck.waits(session, viewer, on=on, limit=50),
    "search unit": lambda session, viewer, on: search(session, viewer, "dv-7-11", on=on),
    "search nominee": lambda session, viewer, on: search(session, viewer, "so 2 dv-3-77", on=on),
}


def viewers(session: Session) -> dict[str, Principal]:
    """Who looks: everybody is new to the store, because only grants count."""
    campaign = session.exec(select(Campaign).where(col(Campaign.state) == "running").order_by(col(Campaign.id))).first()
    assert campaign is not None
    unit = session.exec(select(Participation.unit_id).where(col(Participation.campaign_id) == campaign.id)).first()
    return {
        "all": _viewer(Grant(Role.LEADER), Grant(Role.OFFICER)),
        "one": _viewer(Grant(Role.OFFICER, campaign_id=campaign.id)),
        "unit": _viewer(Grant(Role.UNIT_OFFICER, unit)),
    }


def _viewer(*grants: Grant) -> Principal:
    return Principal(code="x", name="Người xem", person_id=0, grants=grants)


def measure(engine: Engine, rounds: int) -> None:
    """Print a line for each question and viewer."""
    with reading(engine) as session:
        clock = store_mark(session).clock
        assert clock is not None, "not a store of benchmarks.generate"
        who, on = viewers(session), local_day(clock)
        load_calendar(session)
    for name, question in QUESTIONS.items():
        for kind, viewer in who.items():
            _line(name, kind, *_ask(engine, question, viewer, on, rounds))
    _history(engine, who["all"], rounds)


def _ask(
    engine: Engine, question: Question, viewer: Principal, on: date, rounds: int
) -> tuple[list[float], float, int]:
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    took = []
    # Once before the clock starts, because a process compiles each statement at its first use.
    with reading(engine) as session:
        question(session, viewer, on)
    cpu = time.process_time()
    event.listen(engine, "before_cursor_execute", note)
    for _ in range(rounds):
        begun = time.perf_counter()
        with reading(engine) as session:
            question(session, viewer, on)
        took.append((time.perf_counter() - begun) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / rounds
    event.remove(engine, "before_cursor_execute", note)
    # The two that open a read-only transaction on SQLite are not questions.
    return took, cpu, sum(one.lstrip().startswith(("SELECT", "WITH")) for one in sent) // rounds


def _history(engine: Engine, viewer: Principal, rounds: int) -> None:
    with reading(engine) as session:
        code = session.exec(select(Campaign.code).order_by(col(Campaign.id).desc()).limit(1)).one()
    question: Question = lambda session, by, _on: history.events(session, by, campaign=code)  # noqa: E731  # one use
    _line("history of one", "all", *_ask(engine, question, viewer, date.min, rounds))


def _line(name: str, kind: str, took: list[float], cpu: float, statements: int) -> None:
    p95 = sorted(took)[int(len(took) * 0.95)]
    print(f"| {name} | {kind} | {statistics.median(took):.1f} | {p95:.1f} | {cpu:.1f} | {statements} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--campaigns", type=int, default=CAMPAIGNS)
    parser.add_argument("--rounds", type=int, default=60)
    given = parser.parse_args()
    collector.spare()
    if given.url:
        measure(open_engine(given.url), given.rounds)
        return
    with stores(given.database) as made:
        generate(made.url("monitor"), campaigns=given.campaigns)
        measure(open_engine(made.url("monitor")), given.rounds)


if __name__ == "__main__":
    main()
