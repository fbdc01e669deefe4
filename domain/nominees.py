"""Who can be commended."""

from enum import StrEnum


class NomineeKind(StrEnum):
    """Tập thể, cá nhân, hộ gia đình."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"
