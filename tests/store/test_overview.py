"""The matrix and its counts: what a cell says is what the list of its waits shows, on both databases."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions.campaigns import suspend
from actions.incidents import note_failure
from actions.people import add_person, grant_role
from domain.people import SYSTEM, Role
from domain.stages import StageKind
from models.engine import reading, writing
from queries import stuck
from queries.overview import EVERYTHING, CampaignLine, StageCell, Wanted, overview
from queries.wanted import Wanted as OfWaits
from tests.scenario import ADMIN, BEGINNING, OFFICER, OTHER, PLAN, at
from tests.store.running import LATE, begun, stage_id, viewer


@pytest.fixture
def running(store: Engine) -> Engine:
    """DV-01 has registered by 08/02/2021, DV-02 never does; another campaign has DV-02 only and has just begun."""
    return begun(store)


def seen(store: Engine, code: str | None = None, *, on: date = LATE, wanted: Wanted = EVERYTHING) -> list[CampaignLine]:
    with reading(store) as session:
        by = SYSTEM if code is None else viewer(session, code)
        return list(overview(session, by, on=on, wanted=wanted).lines)


def codes(store: Engine, wanted: Wanted, *, on: date = LATE) -> list[str]:
    return [line.code for line in seen(store, on=on, wanted=wanted)]


def cell(store: Engine, stage: str, code: str | None = None, *, on: date = LATE) -> StageCell:
    [found] = [one for one in seen(store, code, on=on)[0].stages if one.stage == stage]
    return found


def test_campaign_counts_what_waits_and_is_late(running: Engine) -> None:
    line = seen(running)[0]
    assert (line.units, line.overdue, line.stuck) == (2, 1, 3)
    assert [one.stage for one in line.stages if one.state == "open"] == ["registration"]


def test_cell_counts_the_lines_of_its_list(running: Engine) -> None:
    with reading(running) as session:
        wanted = OfWaits(campaign=PLAN, stage="registration")
        lines = stuck.waits(session, SYSTEM, on=LATE, wanted=wanted)
    found = cell(running, "registration")
    assert (found.waiting, found.overdue) == (len(lines), sum(line.overdue_days > 0 for line in lines))
    assert found.oldest_days == max(line.waited_days or 0 for line in lines) == 37


def test_cell_tells_the_margin_to_the_nearest_deadline(running: Engine) -> None:
    found = cell(running, "registration")
    assert (found.deadline, found.margin_days) == (date(2021, 2, 26), -3)


def test_cell_on_the_last_day_has_no_margin_left(running: Engine) -> None:
    found = cell(running, "registration", on=date(2021, 2, 26))
    assert (found.margin_days, found.overdue, found.stuck) == (0, 0, 0)


def test_cell_of_a_stage_ahead_is_empty(running: Engine) -> None:
    found = cell(running, "final_summary")
    assert (found.state, found.waiting, found.oldest_days, found.margin_days) == ("planned", 0, None, None)


def test_cell_counts_a_failed_step_as_stuck(running: Engine) -> None:
    with writing(running) as session:
        number = stage_id(session, StageKind.REGISTRATION)
        note_failure(session, number, RuntimeError("Lỗi thử"), by=SYSTEM, at=at("2021-02-26", 9))
    found = cell(running, "registration", on=date(2021, 2, 26))
    assert (found.incidents, found.stuck) == (1, 1)


# The other campaign waits for a date that nobody has fixed since 04/01: ten working days are over on 18/01.
@pytest.mark.parametrize(("on", "expected"), [(date(2021, 1, 18), []), (date(2021, 1, 19), [OTHER])])
def test_undated_wait_is_stuck_after_ten_days(running: Engine, on: date, expected: list[str]) -> None:
    assert [code for code in codes(running, Wanted(stuck=True), on=on) if code == OTHER] == expected


def test_badge_counts_what_its_list_shows(running: Engine) -> None:
    with reading(running) as session:
        counts = stuck.counts(session, SYSTEM, on=LATE)
        lines = stuck.waits(session, SYSTEM, on=LATE, wanted=OfWaits(stuck=True))
        assert (counts.stuck, counts.badge) == (len(lines), len(lines))
        assert counts.waiting == len(stuck.waits(session, SYSTEM, on=LATE))


def test_unit_counts_only_its_own_waits(running: Engine) -> None:
    mine, others = cell(running, "registration", "canbo-02"), cell(running, "registration", "canbo-01")
    assert (mine.waiting, others.waiting) == (1, 0)


def test_unit_does_not_learn_how_many_take_part(running: Engine) -> None:
    assert seen(running, "canbo-01")[0].units == 1


def test_unit_sees_the_campaigns_it_takes_part_in(running: Engine) -> None:
    assert [line.code for line in seen(running, "canbo-01")] == [PLAN]


def test_officer_of_one_campaign_sees_no_other(running: Engine) -> None:
    with writing(running) as session:
        add_person(session, "tam", name="Người Tạm", by=ADMIN, at=BEGINNING)
        grant_role(session, "tam", Role.OFFICER, campaign=OTHER, by=ADMIN, at=BEGINNING)
    assert [line.code for line in seen(running, "tam")] == [OTHER]


def test_total_counts_all_pages(running: Engine) -> None:
    with reading(running) as session:
        first = overview(session, SYSTEM, on=LATE, limit=1)
        rest = overview(session, SYSTEM, on=LATE, after=first.after)
    assert [line.code for line in (*first.lines, *rest.lines)] == [PLAN, OTHER]
    assert (first.total, first.after, rest.total, rest.after) == (2, PLAN, 2, "")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(text="CAI CACH hanh chinh"), [PLAN, OTHER]),
        (Wanted(text=OTHER), [OTHER]),
        (Wanted(text="100%_"), []),
        (Wanted(states=("running",)), [PLAN, OTHER]),
        (Wanted(states=("draft", "closed")), []),
        (Wanted(authority="Nơi khác"), []),
        (Wanted(year=2021), [PLAN, OTHER]),
        (Wanted(year=2020), []),
        (Wanted(text=PLAN, stuck=True), [PLAN]),
    ],
)
def test_campaigns_are_filtered(running: Engine, wanted: Wanted, found: list[str]) -> None:
    assert codes(running, wanted) == found


def test_suspended_campaign_is_marked(running: Engine) -> None:
    with writing(running) as session:
        suspend(session, PLAN, reason="Chờ ý kiến", by=OFFICER, at=at("2021-03-02"))
    assert [line.suspended for line in seen(running)] == [True, False]
