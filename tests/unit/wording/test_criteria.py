"""Criteria and evidence in words."""

from typing import Any

import pytest

from domain.eligibility import Criterion
from wording.criteria import demand, shown, span_parts, span_text


def criterion(**told: Any) -> Criterion:
    values: dict[str, Any] = {"id": "c", "subject": "any", "comparator": ">=", "value": 90, "unit": "percent"}
    return Criterion(**(values | {"wording": "Tiêu chuẩn"} | told))


SPAN: dict[str, Any] = {"comparator": "range", "value": ("PT2H", "P5D"), "unit": "duration"}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "từ 90% trở lên"),
        ({"comparator": "<", "value": 5}, "dưới 5%"),
        ({"comparator": "range", "value": (30, 40)}, "từ 30% đến 40%"),
        (SPAN, "từ 2 giờ đến 5 ngày"),
        ({"comparator": "boolean", "value": True, "unit": "none"}, "phải có"),
        ({"comparator": "boolean", "value": False, "unit": "none"}, "phải không có"),
        ({"comparator": "==", "value": "Tốt", "unit": "rating"}, "bằng “Tốt”"),
        ({"value": 1, "unit": "count", "attested_by": "cấp huyện"}, "từ 1 trở lên; cấp huyện xác nhận"),
    ],
)
def test_a_criterion_says_what_it_asks(told: dict[str, Any], words: str) -> None:
    assert demand(criterion(**told)) == words


@pytest.mark.parametrize(
    ("told", "text", "words"),
    [
        ({}, "95.50", "95,50%"),
        ({}, " 95 %", "95%"),
        ({"unit": "count"}, "1200", "1.200"),
        ({"comparator": "boolean", "value": True, "unit": "none"}, "có", "Có"),
        ({"comparator": "boolean", "value": True, "unit": "none"}, "khong", "Không"),
        (SPAN, "P3D", "3 ngày"),
        (SPAN, "sai", "sai"),
    ],
)
def test_evidence_is_shown_in_its_measure(told: dict[str, Any], text: str, words: str) -> None:
    assert shown(criterion(**told), text) == words


@pytest.mark.parametrize("text", ["PT2H", "P5D", "PT30M", "P1W"])
def test_a_span_comes_back_as_it_was_typed(text: str) -> None:
    assert span_text(*span_parts(text)) == text
