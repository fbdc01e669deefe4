"""thidua test: everything that must hold, or what a developer runs every few minutes."""

from typing import Annotated

import typer


def check(
    quick: Annotated[bool, typer.Option("--quick", help="Chỉ chạy những phần nhanh, chỉ trên SQLite.")] = False,
    database: Annotated[str, typer.Option(help="all, sqlite hoặc postgresql.")] = "all",
) -> int:
    from deployments.testing import run_all

    return run_all(quick=quick, database="sqlite" if quick else database)
