"""`thidua doctor`: is the store sound?"""

import json

import typer

import settings
from deployments.cli.context import looking
from deployments.cli.options import Json
from models.engine import open_engine
from queries.doctor import examine
from queries.faults import Fault
from wording.doctor import fault_sentence


def doctor(as_json: Json = False) -> None:
    """Khám kho dữ liệu: những gì suy ra có khớp với gốc, phong trào nào không ai đưa đi tiếp được."""
    with looking(None) as desk:
        at = desk.at
    loaded = settings.load()
    found = examine(open_engine(loaded.database_url), at=at, mail_paused=loaded.mail_paused)
    if as_json:
        told = [{**_plain(one), "sentence": fault_sentence(one.code, one.data)} for one in found]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    else:
        for one in found:
            typer.echo(f"• {fault_sentence(one.code, one.data)}")
        typer.echo(f"Có {len(found)} điều không ổn." if found else "Kho dữ liệu ổn.")
    if found:
        raise typer.Exit(1)


def _plain(one: Fault) -> dict[str, object]:
    return {"code": one.code, "data": dict(one.data)}
