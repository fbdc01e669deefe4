"""What Prefect's pages show of a sweep: how far it is, a table of what moved and what did not, one event.

Codes and ids only, because these pages know no roles of ours.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from prefect.artifacts import acreate_progress_artifact, acreate_table_artifact, aupdate_progress_artifact
from prefect.events import emit_event

from actions.looking import Returned
from domain.stages import StageKey
from flows.kinds import PROCEDURES
from queries.due import DueStage
from tasks.stages import Progress

ROWS = 200
"""Rows of a table; more would be read by nobody and kept by Prefect."""

BAR_FROM = 50
"""Stages from which a sweep shows how far it is; with fewer it is over before anybody looks."""

STORE = {"prefect.resource.id": "thidua.store"}


class Board:
    """The artifacts of one sweep; none is made where nothing was due."""

    def __init__(self) -> None:
        self._progress: UUID | None = None

    async def found(self, done: Progress, due: tuple[DueStage, ...]) -> None:
        """So much is done, so much is due."""
        if self._progress is None and len(due) < BAR_FROM:
            return
        percent = 100.0 * len(done.taken) / (len(done.taken) + len(due))
        if self._progress is None:
            self._progress = await acreate_progress_artifact(percent, key="sweep-progress", description="Đang quét")
        else:
            await aupdate_progress_artifact(self._progress, percent)

    async def finished(self, done: Progress, left: tuple[DueStage, ...], counts: Mapping[str, Any]) -> None:
        """The table, and the event that other systems may listen to."""
        if self._progress is not None:
            await aupdate_progress_artifact(self._progress, 100.0)
        rows = [*_failures(done), *_left(left), *_steps(done)]
        await acreate_table_artifact(rows[:ROWS], key="sweep", description=f"{len(rows)} dòng")
        emit_event("thidua.sweep.finished", resource=STORE, payload=dict(counts))
        for noted in done.failed:
            emit_event("thidua.incident.noted", resource=STORE, payload=noted.model_dump(mode="json"))


def tell_returned(returned: Returned) -> None:
    """The event that the sweep looks again after it did not for a while."""
    emit_event("thidua.engine.returned", resource=STORE, payload=returned.model_dump(mode="json"))


def _steps(done: Progress) -> Iterable[dict[str, Any]]:
    for taken in done.taken:
        yield _row(taken.campaign, taken.stage, PROCEDURES[StageKey.parse(taken.stage).kind].words(taken.step))


def _failures(done: Progress) -> Iterable[dict[str, Any]]:
    for noted in done.failed:
        after = "chờ người xử lý" if noted.waits else "sẽ tự thử lại"
        yield _row(noted.campaign, noted.stage, f"LỖI ở bước {noted.step}, lần {noted.attempts}: {after}")


def _left(due: tuple[DueStage, ...]) -> Iterable[dict[str, Any]]:
    for stage in due:
        yield _row(stage.campaign, stage.stage, "Chưa chạy: đang được xử lý ở nơi khác, lần quét sau sẽ xét lại")


def _row(campaign: str, stage: str, said: str) -> dict[str, Any]:
    return {"Phong trào": campaign, "Giai đoạn": stage, "Việc": said}
