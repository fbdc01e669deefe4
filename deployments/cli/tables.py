"""Printing: one sentence for what was done, a table for what was asked, or JSON for a script."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from pydantic import BaseModel
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 160


def as_json(found: BaseModel | Sequence[BaseModel] | dict[str, Any]) -> None:
    """Print values as JSON with letters as they are."""
    plain: Any = found
    if isinstance(found, BaseModel):
        plain = found.model_dump(mode="json")
    elif not isinstance(found, dict):
        plain = [value.model_dump(mode="json") for value in found]
    typer.echo(json.dumps(plain, ensure_ascii=False, indent=2))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Print a table that folds long cells; `empty` where there is no row. None is shown as a dash."""
    cells = [[_cell(value) for value in row] for row in rows]
    if not cells:
        typer.echo(empty)
        return
    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        made.add_column(name, overflow="fold")
    for row in cells:
        made.add_row(*row)
    Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH).print(made)


def heading(text: str) -> None:
    """Print what the next table is about."""
    typer.echo(f"\n{text}")


def _cell(value: object) -> Text:
    return Text("–" if value is None or value == "" else str(value))
