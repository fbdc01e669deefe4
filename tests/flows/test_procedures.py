"""What Prefect's pages say of each step."""

import pytest

from domain.stages import StageKind
from domain.steps import ASK, CLOSE, END_COMMENTS, OPEN
from flows.kinds import PROCEDURES


@pytest.mark.parametrize("kind", StageKind)
@pytest.mark.parametrize("step", [ASK, OPEN, "remind:T-5", "escalate:T+1", CLOSE, END_COMMENTS])
def test_every_step_has_words(kind: StageKind, step: str) -> None:
    assert PROCEDURES[kind].words(step).endswith(".")
