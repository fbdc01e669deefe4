"""`thidua demo`: real plans on a simulated calendar, through real flows and real mail."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

import settings
from deployments.demo.run import chosen, directory, play_all
from deployments.demo.showing import progress, tables

KEEP = typer.Option(help="Giữ dữ liệu ở thư mục này; chạy lại với cùng thư mục thì làm tiếp từ chỗ dừng.")
PLAN = typer.Option(help="Chỉ chạy kế hoạch có mã này; dùng nhiều lần được.")


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Không mở dịch vụ sau khi chạy xong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
    keep: Annotated[Path | None, KEEP] = None,
    plan: Annotated[list[str] | None, PLAN] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Chỉ chạy kế hoạch đầu tiên, chừng nửa phút thay vì hai phút.")
    ] = False,
    seed: Annotated[str, typer.Option(help="Hạt giống: cùng hạt giống cho cùng kết quả.")] = "1",
) -> None:
    """Chạy thử năm kế hoạch có thật từ phát động đến tổng kết trên lịch mô phỏng, thêm một phong trào đang vướng."""
    scenes = chosen(tuple(plan or ()), quick=quick)
    with directory(keep.absolute() if keep else None) as where:
        with progress() as say:
            result = play_all(where, scenes, seed=seed, say=say)
        if as_json:
            print(json.dumps(result, ensure_ascii=False, indent=2))
        else:
            console = Console(width=None if os.isatty(1) else 140)
            tables(result, lambda item: console.print(item, highlight=False, markup=False))
        if not no_serve:
            _serve()


def _serve() -> None:
    """Open the service on what the demonstration left; its clock stands still."""
    from deployments.cli.up import up

    print(f"Mở dịch vụ trên dữ liệu chạy thử tại {settings.load().data_directory} (lịch mô phỏng, đồng hồ đứng yên).")
    up()
