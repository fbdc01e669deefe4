"""How the flow of one stage kind goes: on request for one stage, in a sweep for all that are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prefect import runtime
from prefect.client.schemas.objects import State
from prefect.states import Failed

from domain.errors import Incomplete, Invalid, Refused
from domain.stages import StageKind
from domain.steps import ASK, CLOSE, END_COMMENTS, OPEN
from flows.clock import moment
from flows.requests import StageRequest
from tasks.stages import Progress, advance_stages, run_requested
from wording.errors import sentence

BATCH = 2_000
"""Stages in one task run, which costs Prefect some 40 ms of CPU and 19 KB: as much as forty stages cost the store."""


@dataclass(frozen=True)
class Procedure:
    """What the office does in a stage of this kind, in its own words and order."""

    kind: StageKind
    asks: str
    opens: str
    reminds: str
    escalates: str
    closes: str

    def words(self, step: str) -> str:
        """What a step means here; `step` as the store names it, for example `remind:T-5`."""
        said = {
            ASK: self.asks,
            OPEN: self.opens,
            "remind": self.reminds,
            "escalate": self.escalates,
            CLOSE: self.closes,
            # The same wherever a list lies open for comment.
            END_COMMENTS: "Hết hạn lấy ý kiến công khai.",
        }
        return said[step.partition(":")[0]]

    @property
    def text(self) -> str:
        """The procedure as a numbered list, for Prefect's pages."""
        steps = (self.asks, self.opens, self.reminds, self.escalates, self.closes)
        return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))


async def follow(
    kind: StageKind, request: StageRequest | None, stage_ids: Sequence[int] | None, as_of: datetime | None
) -> Progress | State[Any]:
    """Take what is due in the stages of a sweep, or in the one that an operator asks for.

    A refusal ends the run as failed with its sentence; called in process, it raises Refused.
    """
    now = await moment(as_of)
    if request is None:
        if stage_ids is None:
            return _refused(Incomplete("request_missing"))
        return await _advance(kind, stage_ids, now)
    try:
        key = request.key
        if key.kind is not kind:
            raise Invalid("stage_of_other_kind", stage=str(key), allowed=kind.value)
        return await run_requested(request.campaign, key, request.reason, now)
    except Refused as refusal:
        return _refused(refusal)


def run_name() -> str:
    """What a run is about: one stage of a campaign, or how many stages of a kind."""
    parameters = runtime.flow_run.parameters
    request = parameters.get("request")
    if request is not None:
        return f"{request.campaign}-{request.stage}" if isinstance(request, StageRequest) else str(request)
    return f"{runtime.flow_run.flow_name}-{len(parameters.get('stage_ids') or ())}"


async def _advance(kind: StageKind, stage_ids: Sequence[int], now: datetime) -> Progress:
    progress = Progress()
    for start in range(0, len(stage_ids), BATCH):
        progress += await advance_stages(kind, stage_ids[start : start + BATCH], now)
    return progress


def _refused(refusal: Refused) -> State[Any]:
    # The data is for a caller in this process; Prefect's pages show the message.
    return Failed(message=_said(refusal), data=refusal)


def _said(refusal: Refused) -> str:
    try:
        return sentence(refusal)
    except KeyError:
        return str(refusal)
