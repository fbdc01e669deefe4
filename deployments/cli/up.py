"""`thidua up` and `thidua worker`."""

import sys

import typer

import settings
from deployments.engine import supervisor, work
from deployments.engine.errors import EngineError


def up() -> None:
    """Chạy toàn bộ dịch vụ trên máy này; dừng bằng Ctrl-C. Cấu hình bằng các biến môi trường THIDUA_…"""
    try:
        supervisor.run(settings.load(), say=_say)
    except EngineError as error:
        _refuse(error)


def worker() -> None:
    """Chỉ chạy bộ phận thực hiện công việc theo lịch, nối với máy chủ Prefect đã có (THIDUA_PREFECT_SERVER)."""
    try:
        work.main()
    except KeyboardInterrupt:
        _say("Đã dừng.")
    except EngineError as error:
        _refuse(error)


def _say(line: str) -> None:
    # Flushed line by line, because the output is often a pipe or a journal.
    print(line, flush=True)


def _refuse(error: Exception) -> None:
    print(error, file=sys.stderr)
    raise typer.Exit(1) from None
