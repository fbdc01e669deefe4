"""Sentences about plans: every code has one, and none shows a bare code or a gap."""

import re
from datetime import date
from pathlib import Path

import pytest

import domain.plan_warnings
from domain.dates import on_day
from domain.plan import Plan
from domain.plan_warnings import PlanWarning, calendar_for, plan_warnings
from plans.catalogue import load_shipped, shipped
from wording import plan_faults, plans
from wording.plans import date_words, warning_sentence
from wording.timetable import Row, date_cell, stage_rows

each_plan = pytest.mark.parametrize("plan", [load_shipped(plan.code) for plan in shipped()], ids=lambda p: p.authority)


@each_plan
def test_no_warning_shows_a_bare_code(plan: Plan) -> None:
    sentences = [warning_sentence(warning) for warning in plan_warnings(plan, calendar_for(plan))]
    assert not [sentence for sentence in sentences if re.search(r"[a-z]_[a-z]|None|\{|\(\)", sentence)]


def test_every_warning_code_has_its_sentence() -> None:
    source = Path(str(domain.plan_warnings.__file__)).read_text("utf-8")
    codes = set(re.findall(r'PlanWarning\("(\w+)"', source)) | {"starts_on_day_off", "deadline_on_day_off"}
    assert codes <= set(plans._WARNINGS)


def test_every_fault_code_has_its_sentence() -> None:
    root = Path(str(plan_faults.__file__)).parents[1] / "plans"
    source = "".join(path.read_text("utf-8") for path in root.glob("*.py"))
    codes = set(re.findall(r'(?:Fault|Clash|PydanticCustomError)\(\s*"(\w+)"', source))
    codes |= set(re.findall(r'": "(\w+)",\n', source.partition("_CODES")[2].partition("}")[0]))
    assert codes <= set(plan_faults._SENTENCES)


def test_unknown_warning_is_an_error() -> None:
    with pytest.raises(KeyError):
        warning_sentence(PlanWarning("nonsense", "level"))


def test_deadline_on_saturday_is_told_in_full() -> None:
    data = {"day": date(2021, 11, 20), "reason": "weekend", "name": ""}
    assert warning_sentence(PlanWarning("deadline_on_day_off", "dossier_intake@final", data)) == (
        "Tiếp nhận hồ sơ (tổng kết): thứ Bảy 20/11/2021 là ngày nghỉ (cuối tuần);"
        " hạn không tự dời, chọn giữ nguyên hoặc đổi ngày."
    )


def test_cell_shows_both_readings() -> None:
    when = on_day(date(2019, 3, 15), "trước ngày 15 tháng 3 năm 2019", inclusive=False)
    assert date_cell(when) == "trước ngày 15 tháng 3 năm 2019 (hết thứ Năm 14/03/2019 hoặc thứ Sáu 15/03/2019)"


def test_cell_adds_the_weekday_to_a_named_day() -> None:
    assert date_cell(on_day(date(2021, 11, 20), "chậm nhất là ngày 20/11/2021")) == (
        "chậm nhất là ngày 20/11/2021 (thứ Bảy)"
    )


def test_row_counts_working_days_from_opening() -> None:
    plan = load_shipped("BTM-2023-01")
    last = stage_rows(plan, calendar_for(plan))[-1]
    assert last.due.endswith("(thứ Sáu 01/11/2024 – thứ Ba 31/12/2024); 22 ngày làm việc từ khi mở")


def test_silent_stage_says_so() -> None:
    plan = load_shipped("NH-2021-01")
    row = stage_rows(plan, None)[1]
    assert row == Row("Đăng ký thi đua", "sau: Phát động", "chưa nêu", "kế hoạch không nói đến")


def test_exclusive_day_reads_as_before() -> None:
    assert date_words(on_day(date(2019, 3, 15), "", inclusive=False)) == "trước ngày 15/03/2019"
