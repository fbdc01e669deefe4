from datetime import timedelta

import pytest

from domain.errors import Invalid
from domain.measures import duration
from domain.ratings import SCALES, RatingScale, compare


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.code)
def test_each_scale_rises_step_by_step(scale: RatingScale) -> None:
    assert all(compare(high, low) > 0 for low, high in zip(scale.steps, scale.steps[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "hours"),
    [("PT2H", 2), ("P5D", 120), ("P1DT12H", 36), ("P2W", 336), ("PT90M", 1.5), ("PT0S", 0)],
)
def test_duration_in_hours(text: str, hours: float) -> None:
    assert duration(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "P", "PT", "P1M", "P1Y", "5 ngày", "P5", "P1DT", "-P5D", "PT2H ", "120"])
def test_duration_without_fixed_length_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="unknown_duration"):
        duration(text)
