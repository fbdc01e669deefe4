"""What the monitor says of stages and of groups of waits."""

from datetime import UTC, date, datetime

import pytest

from domain.duties import DutyKind
from domain.waits import PLANNED
from wording.monitor import (
    CAUSES,
    SIGNS,
    many_words,
    margin_words,
    reminded_words,
    stage_look,
    waits_for,
)

CALM = {"overdue": 0, "stuck": 0, "incidents": 0, "margin": None, "near": 5}


def test_every_cause_has_a_name() -> None:
    assert {kind.value for kind in DutyKind} | {"incident", *PLANNED} == set(CAUSES)


@pytest.mark.parametrize(
    ("state", "changes", "words"),
    [
        ("closed", {"overdue": 2}, "Đã kết thúc"),
        ("skipped", {}, "Không tổ chức"),
        ("planned", {}, "Chưa đến hạn"),
        ("planned", {"stuck": 1}, "Đang vướng"),
        ("open", {}, "Đang thực hiện"),
        ("open", {"margin": 6}, "Đang thực hiện"),
        ("open", {"margin": 5}, "Sắp đến hạn"),
        ("open", {"margin": 0}, "Sắp đến hạn"),
        ("open", {"margin": -1}, "Quá hạn"),
        ("open", {"overdue": 1, "margin": 3}, "Quá hạn"),
        ("open", {"stuck": 1, "margin": 9}, "Đang vướng"),
        ("open", {"incidents": 1, "overdue": 1}, "Bị lỗi"),
    ],
)
def test_stage_shows_its_worst(state: str, changes: dict[str, int], words: str) -> None:
    look, said = stage_look(state, **(CALM | changes))  # type: ignore[arg-type]  # fields by name
    assert said == words
    assert look in SIGNS


@pytest.mark.parametrize(
    ("margin", "words"),
    [(3, "còn 3 ngày làm việc"), (0, "hết hạn hôm nay"), (-6, "quá 6 ngày làm việc"), (None, "hạn 13/11/2024")],
)
def test_margin_counts_working_days(margin: int | None, words: str) -> None:
    assert margin_words(margin, date(2024, 11, 13)) == words


def test_margin_without_deadline_is_silent() -> None:
    assert margin_words(None, None) == ""


def test_reminders_are_counted_with_the_last() -> None:
    last = datetime(2026, 6, 26, 18, tzinfo=UTC)
    assert reminded_words(2, last, escalated=True) == "Đã nhắc 2 lần, lần cuối 27/06/2026; đã báo quá hạn."
    assert reminded_words(0, None, escalated=False) == "Chưa nhắc lần nào."


def test_group_tells_how_many_and_by_whom() -> None:
    assert many_words(55, 5, 11) == "55 việc, 5 nơi giữ, 11 hồ sơ"
    assert many_words(1, 1, 1) == ""


def test_stage_says_in_one_sentence_what_it_waits_for() -> None:
    holds = (("vote", 3, "Ủy viên"), ("sign_decision", 1, "Chủ tịch UBND"))
    assert waits_for(holds) == "Đang chờ 3 việc bỏ phiếu; Chủ tịch UBND: ký quyết định."
