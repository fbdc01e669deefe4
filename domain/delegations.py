"""Signing a decision: in one's own right, or in another's place by a delegation.

Source: Decree 30/2020, Annex I, Part I, II.7 (TM., KT., TL., TUQ. before the office in whose place somebody signs).
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from domain.values import Value


class SigningForm(StrEnum):
    """Hình thức ký: for oneself, for a collective authority, or in the place of its head."""

    OWN = "own"
    COLLECTIVE = "collective"
    IN_PLACE = "in_place"
    BY_ORDER = "by_order"
    BY_AUTHORITY = "by_authority"


ABBREVIATIONS: Mapping[SigningForm, str] = {
    SigningForm.COLLECTIVE: "TM.",
    SigningForm.IN_PLACE: "KT.",
    SigningForm.BY_ORDER: "TL.",
    SigningForm.BY_AUTHORITY: "TUQ.",
}
"""As it is printed before the office in whose place somebody signs."""

DELEGATED = (SigningForm.IN_PLACE, SigningForm.BY_ORDER, SigningForm.BY_AUTHORITY)
"""What rests on a delegation."""

# People also write "KT:", "K.T." or "tm ".
_LED = re.compile(r"\s*(t\.?u\.?q|t\.?m|k\.?t|t\.?l)(?=[\s.:])", re.IGNORECASE)
_READ = {words.replace(".", ""): form for form, words in ABBREVIATIONS.items()}


class Signing(Value):
    """As what somebody signs: under her own `title` as it is printed, or by the delegation of that number."""

    title: str = ""
    delegation: int | None = None

    @property
    def right(self) -> str:
        """What she has to be allowed: to sign, or to sign for somebody who may."""
        return "decision:sign" if self.delegation is None else "decision:sign_for"


class Reach(Value):
    """Which decisions a delegation is for, by authority, kind of decision and form of award; None means all."""

    authority: str | None = None
    kind: str | None = None
    award_form: str | None = None

    def covers(self, asked: "Reach") -> bool:
        """Is everything that is asked within this?"""
        pairs = ((self.authority, asked.authority), (self.kind, asked.kind), (self.award_form, asked.award_form))
        return all(own is None or own == other for own, other in pairs)

    def meets(self, other: "Reach") -> bool:
        """Is there a decision that both are for?"""
        pairs = ((self.authority, other.authority), (self.kind, other.kind), (self.award_form, other.award_form))
        return all(a is None or b is None or a == b for a, b in pairs)


class Term(Value):
    """Who may sign for whom (numbers of persons), for which decisions, from one day to another."""

    delegator: int
    delegate: int
    reach: Reach
    first: date
    last: date
    ended: bool = False

    def holds_on(self, day: date) -> bool:
        """Is this one of its days, and was it not ended before?"""
        return not self.ended and self.first <= day <= self.last


def form_of(block: str) -> SigningForm:
    """The form that a printed block says: the abbreviation nearest to the signer's own office decides."""
    found = [_READ[match[1].replace(".", "").upper()] for line in block.splitlines() if (match := _LED.match(line))]
    return found[-1] if found else SigningForm.OWN


def block_of(form: SigningForm, *, delegator_title: str, delegate_title: str, collective: str | None) -> str:
    """`TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`: one below the other."""
    above = f"{ABBREVIATIONS[SigningForm.COLLECTIVE]} {collective}" if collective else ""
    lines = (above, f"{ABBREVIATIONS[form]} {delegator_title}", delegate_title)
    return "\n".join(line.upper() for line in lines if line)


def in_chain(new: Term, other: Term) -> bool:
    """Would one of them hand on what the other one gave? What somebody holds by delegation is not delegated further."""
    linked = new.delegator == other.delegate or new.delegate == other.delegator
    overlap = new.first <= other.last and other.first <= new.last
    return linked and overlap and not other.ended and new.reach.meets(other.reach)
