"""The page about the plan file: its examples are read, its keys are the format's."""

import re
from pathlib import Path

import pytest

from plans.base import Shape
from plans.loading import load_bytes
from plans.shapes import CriterionShape, DutyShape, FormShape, PlanParts, QuotaShape

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "plan-format.md").read_text("utf-8")
SHORT, *PARTS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_short_plan_of_the_page_is_read() -> None:
    assert load_bytes(SHORT.encode()).code == "XM-2026-01"


@pytest.mark.parametrize("part", PARTS)
def test_other_examples_fit_into_it(part: str) -> None:
    (key,) = re.findall(r"^(\w+):", part, re.MULTILINE)
    without = re.sub(rf"^{key}:\n(  .*\n)*", "", SHORT, flags=re.MULTILINE)
    assert load_bytes((without + part).encode()).plan.quotas[0].readings[0].exclusive


@pytest.mark.parametrize("shape", [PlanParts, QuotaShape, CriterionShape, DutyShape, FormShape])
def test_every_key_stands_on_the_page(shape: type[Shape]) -> None:
    assert not [name for name in shape.model_fields if f"`{name}" not in PAGE]
