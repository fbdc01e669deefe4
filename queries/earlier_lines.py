"""What a viewer is told of a dossier that resembles another award or proposal: values only."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from domain.values import Value
from wording.earlier_awards import likeness_words


class AnswerLine(Value):
    """What an officer answered about two dossiers, or a dossier and an award decided elsewhere."""

    dossier: str
    answer: str
    reason: str
    answered_at: datetime
    answered_by: str


class EarlierLine(Value):
    """A warning: another award (here or elsewhere) or an open proposal, and what it has in common with the dossier.

    `key` names the other one in an answer. `campaign` and `dossier` are those of an award or proposal of this store,
    `open` where the viewer may open it. `number`, `decided_on`: of the decision; None for a proposal.
    `nominee_same`: is it the same nominee of the same unit, or only the same initiative? `exact`: accents and all.
    `answer` is kept from units.
    """

    key: str
    what: Literal["award", "outside", "proposal"]
    nominee: str
    nominee_kind: str
    unit_name: str
    form: str
    authority: str
    number: str | None
    decided_on: date | None
    campaign: str | None
    campaign_name: str | None
    dossier: str | None
    round: str | None
    open: bool
    nominee_same: bool
    exact: bool
    likenesses: tuple[str, ...]
    initiative: str | None
    answer: AnswerLine | None

    @property
    def words(self) -> str:
        """`trùng tên và đơn vị; trùng thời gian thành tích`."""
        return likeness_words(nominee=self.nominee_same, exact=self.exact, likenesses=self.likenesses)


def unanswered(lines: Iterable[EarlierLine]) -> int:
    """How many warnings nobody has answered."""
    return sum(line.answer is None for line in lines)
