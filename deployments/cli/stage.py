"""`thidua stage`: run a stage now, try a broken one again."""

from typing import Annotated

import typer

from actions import incidents, running
from deployments.cli.context import acting
from deployments.cli.options import As, Code, Json, Stage
from deployments.cli.tables import as_json
from domain.stages import StageKey
from wording.labels import stage_label
from wording.waits import step_phrase

app = typer.Typer(no_args_is_help=True)


@app.callback()
def stage() -> None:
    """Thực hiện, thử lại một giai đoạn."""


@app.command()
def run(
    code: Code,
    stage: Stage,
    as_: As,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Lý do, được ghi vào nhật ký.")] = "",
    json: Json = False,
) -> None:
    """Thực hiện ngay những bước đã đến lúc của một giai đoạn."""
    with acting(as_) as desk:
        taken = running.run_stage(desk.session, code, stage, reason=reason, by=desk.by, at=desk.at)
    if json:
        as_json(taken)
        return
    steps = ", ".join(step_phrase(step.step) for step in taken)
    typer.echo(f"Đã thực hiện “{_name(stage)}”: {steps}.")


@app.command()
def retry(code: Code, stage: Stage, as_: As) -> None:
    """Cho thử lại ngay bước bị lỗi của một giai đoạn."""
    with acting(as_) as desk:
        incidents.retry(desk.session, code, stage, by=desk.by, at=desk.at)
    typer.echo(f"Bước bị lỗi của “{_name(stage)}” sẽ được thử lại ngay.")


def _name(key: StageKey) -> str:
    return stage_label(key.kind.value, key.round)
