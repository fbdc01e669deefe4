"""Everything thidua tells somebody, one frozen value per kind.

A notice holds the values as they were when it was written: labels already in Vietnamese, dates as dates, so that
the letter says what was true then. Dates are calendar days in Asia/Ho_Chi_Minh, moments are aware datetimes, days left
are working days.
"""

from collections.abc import Mapping
from types import MappingProxyType

from notifications.notices import of_campaigns, of_decisions, of_dossiers, of_duties, of_service
from notifications.notices.said import Said

_ALL: tuple[type[Said], ...] = (
    *of_campaigns.ALL,
    *of_dossiers.ALL,
    *of_decisions.ALL,
    *of_duties.ALL,
    *of_service.ALL,
)

KINDS: Mapping[str, type[Said]] = MappingProxyType({notice.kind: notice for notice in _ALL})


class UnknownNoticeError(LookupError):
    """A stored notice has a kind that this version does not know."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def parse(kind: str, json_text: str) -> Said:
    """Read a stored notice back; raises UnknownNoticeError, or pydantic.ValidationError for values that do not fit."""
    if kind not in KINDS:
        raise UnknownNoticeError(kind)
    return KINDS[kind].model_validate_json(json_text)
