"""Rating scales as data: which rating is higher than which."""

import unicodedata

from domain.errors import Invalid
from domain.sources import Source
from domain.values import Value


class RatingScale(Value):
    """Steps of a rating from the lowest to the highest."""

    code: str
    steps: tuple[str, ...]
    source: Source

    def position(self, rating: str) -> int | None:
        """Place of a rating in the scale, whatever its capitals and spaces; None when it is not a step of it."""
        steps = [_plain(step) for step in self.steps]
        return steps.index(_plain(rating)) if _plain(rating) in steps else None


SCALES: tuple[RatingScale, ...] = (
    RatingScale(
        code="task_completion",
        steps=(
            "Không hoàn thành nhiệm vụ",
            "Hoàn thành nhiệm vụ",
            "Hoàn thành tốt nhiệm vụ",
            "Hoàn thành xuất sắc nhiệm vụ",
        ),
        source=Source(text="Nghị định 90/2020/NĐ-CP, xếp loại chất lượng hằng năm", certainty="memory"),
    ),
    RatingScale(
        code="reform_rank",
        steps=("Yếu", "Trung bình", "Khá", "Tốt", "Xuất sắc"),
        source=Source(text="Cách xếp hạng cải cách hành chính thường gặp", certainty="memory"),
    ),
)
"""The order of the steps is plain from their words; that these are all the steps of the scale is only remembered."""


def compare(actual: str, required: str, scales: tuple[RatingScale, ...] = SCALES) -> int:
    """Below 0, 0 or above 0 as `actual` is lower than, equal to or higher than `required`.

    Raises Invalid when no scale holds the required rating, or none that does holds the actual one.
    """
    fitting = [scale for scale in scales if scale.position(required) is not None]
    if not fitting:
        raise Invalid("unknown_rating", rating=required, known=tuple(step for scale in scales for step in scale.steps))
    for scale in fitting:
        found, wanted = scale.position(actual), scale.position(required)
        if found is not None and wanted is not None:
            return found - wanted
    raise Invalid("unknown_rating", rating=actual, known=tuple(step for scale in fitting for step in scale.steps))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
