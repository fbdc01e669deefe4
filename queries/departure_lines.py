"""What went otherwise than foreseen, or is worth telling, as it is shown."""

from datetime import date

from domain.values import Value


class Departure(Value):
    """What happened in a campaign on a day."""

    campaign: str
    kind: str
    day: date
    sentence: str
