"""The chart of a campaign's time: what stands where, for a fortnight as for five years."""

import itertools
from datetime import date, timedelta

import pytest

from queries.timeline import TimeRow
from web import gantt

TODAY = date(2024, 11, 21)


def row(**told: object) -> TimeRow:
    """A planned stage of which nothing is known but what is told."""
    names = ("first_opens", "first_due", "opens", "due", "opened", "closed", "expected_opens", "expected_closes")
    blank = {**dict.fromkeys(names), "stage": "registration", "name": "Đăng ký thi đua", "kind_name": "Đăng ký thi đua"}
    counts = {"owed": 0, "done": 0, "lapsed": 0}
    return TimeRow.model_validate({**blank, "round_name": "", "state": "planned", "reason": "", **counts, **told})


def drawn(*rows: TimeRow, today: date = TODAY) -> gantt.Chart:
    ends = gantt.span(rows, today)
    assert ends
    return gantt.chart(rows, ends, (), code="NH-2021-01", today=today)


def kinds(chart: gantt.Chart) -> list[str]:
    return [box.kind for box in chart.lines[0].boxes]


def test_a_campaign_without_any_day_has_no_chart() -> None:
    assert gantt.span([row()], TODAY) is None


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"opens": date(2025, 1, 1), "due": date(2025, 2, 1)}, ["ahead"]),
        ({"state": "open", "opened": date(2024, 11, 1), "due": date(2024, 12, 1)}, ["run"]),
        ({"state": "open", "opened": date(2024, 10, 1), "due": date(2024, 11, 20)}, ["late"]),
        ({"state": "open", "opened": date(2024, 10, 1), "due": TODAY}, ["run"]),
        ({"state": "closed", "opened": date(2024, 3, 1), "closed": date(2024, 4, 1)}, ["done"]),
        (
            {"first_due": date(2024, 12, 1), "expected_closes": date(2024, 12, 9), "due": date(2024, 12, 1)},
            ["planned", "ahead", "forecast"],
        ),
        ({"state": "skipped", "reason": "không tổ chức", "due": date(2024, 12, 1)}, []),
    ],
)
def test_each_state_has_its_bars(told: dict[str, object], found: list[str]) -> None:
    other = row(opens=date(2024, 1, 1), due=date(2025, 6, 1))
    ends = gantt.span([row(**told), other], TODAY)
    assert ends
    assert kinds(gantt.chart([row(**told), other], ends, (), code="X", today=TODAY)) == found


@pytest.mark.parametrize("days", [3, 14, 60, 365, 1826])
def test_nothing_lies_outside_of_the_chart(days: int) -> None:
    chart = drawn(row(opens=TODAY, due=TODAY + timedelta(days=days), first_due=TODAY + timedelta(days=days // 2)))
    assert all(box.x >= gantt.LEFT and box.x + box.width <= chart.width for line in chart.lines for box in line.boxes)


@pytest.mark.parametrize("days", [3, 14, 60, 365, 1826])
def test_words_of_the_scale_never_meet(days: int) -> None:
    shown = [tick for tick in drawn(row(opens=TODAY, due=TODAY + timedelta(days=days))).ticks if tick.text]
    assert all(left.x + 7 * len(left.text) <= right.x for left, right in itertools.pairwise(shown))


@pytest.mark.parametrize("begins", [0, 100, 200, 300, 350])
def test_words_beside_a_bar_stay_on_the_chart(begins: int) -> None:
    first = date(2024, 1, 1)
    rows = [
        row(opens=first, due=first + timedelta(days=365)),
        row(opens=first + timedelta(days=begins), due=first + timedelta(days=360)),
    ]
    for line in drawn(*rows).lines:
        room = len(line.label.text) * gantt.LETTER
        left, right = (line.label.x - room, line.label.x) if line.label.end else (line.label.x, line.label.x + room)
        assert gantt.LEFT <= left <= right <= gantt.WIDTH


def test_today_is_marked_only_where_it_lies() -> None:
    past = row(state="closed", opened=date(2019, 1, 1), closed=date(2019, 6, 1))
    assert drawn(past).today is None
    assert drawn(row(state="open", opened=date(2024, 11, 1))).today is not None


def test_weekends_are_shaded_only_where_days_are_wide() -> None:
    weekend, tet = (date(2024, 2, 3), date(2024, 2, 4)), (date(2024, 2, 8), date(2024, 2, 14))
    for days, found in ((60, 2), (1500, 1)):
        rows = [row(opens=date(2024, 1, 20), due=date(2024, 1, 20) + timedelta(days=days))]
        ends = gantt.span(rows, TODAY)
        assert ends
        assert len(gantt.chart(rows, ends, (weekend, tet), code="X", today=TODAY).off) == found


def test_every_stage_is_told_in_a_sentence() -> None:
    late = row(state="open", opened=date(2024, 10, 1), due=date(2024, 10, 31), first_due=date(2024, 10, 15))
    [sentence] = drawn(late).description
    assert "hạn 31/10/2024, đã quá hạn, hạn ban đầu 15/10/2024" in sentence
