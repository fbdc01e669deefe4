"""Rules that a council may choose instead of entering its own, each with where it comes from and how sure that is."""

from fractions import Fraction

from domain.ballots import CouncilRule
from domain.sources import Source
from domain.values import Value


class Preset(Value):
    """A rule that can be chosen instead of entered, with where it comes from."""

    code: str
    rule: CouncilRule
    source: Source


NATIONAL_NINETY_PERCENT = Preset(
    code="ninety_percent_of_all",
    rule=CouncilRule(
        method="secret",
        quorum=None,
        threshold=Fraction(9, 10),
        comparator=">=",
        denominator="all",
        absent="written_opinion",
        # Because the text says "of all members", and the stricter reading is the safer one where it is silent.
        recusal="keeps",
        tie="fails",
        secretary_votes=True,
        source="Nghị định 91/2017/NĐ-CP, Điều 45 khoản 8",
    ),
    source=Source(text="Nghị định 91/2017/NĐ-CP, Điều 45 khoản 8", certainty="secondary"),
)

PRESETS: tuple[Preset, ...] = (NATIONAL_NINETY_PERCENT,)
"""The only figure found in national rules; every other council enters its own regulation."""
