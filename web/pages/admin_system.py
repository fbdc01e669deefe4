"""The machine behind the pages: its settings, which are only read here, and whether everything in it is sound."""

import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import NamedTuple

from fastapi import APIRouter
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response

from models import migrations
from queries.doctor import examine
from queries.sight import sight
from settings import Settings
from settings.harmless import harmless
from settings.load import variable
from web.access import needs
from web.admin_frame import admin_page
from web.desk import looking, settings_of, store_of
from wording.doctor import fault_sentence
from wording.settings import GROUPS, shown_value

router = APIRouter(prefix="/quan-tri")


class Line(NamedTuple):
    """A setting: the variable that sets it, what holds now, whether it was chosen, what it does."""

    variable: str
    value: str
    chosen: bool
    does: str


@router.get("/cai-dat", **needs("people:manage"))
def show_settings(request: Request) -> Response:
    """What is in force; never a secret."""
    current = settings_of(request)
    groups = [(title, [_line(current, name, does) for name, does in fields.items()]) for title, fields in GROUPS]
    with looking(request) as desk:
        return admin_page(desk, "settings.html", groups=groups)


@router.get("/tinh-trang", **needs("people:manage"))
def state(request: Request) -> Response:
    """Versions and whether everything runs; with `kham=1` the whole store is examined, which may take long."""
    with looking(request) as desk:
        examined = request.query_params.get("kham") == "1"
        engine, current = store_of(request), settings_of(request)
        found = examine(engine, at=desk.at, mail_paused=current.mail_paused) if examined else ()
        return admin_page(
            desk,
            "state.html",
            sight=sight(desk.session, at=desk.at),
            runs=request.app.state.runs.look(),
            versions=tuple(_versions(engine.dialect.name)),
            revision=migrations.current(engine),
            wanted=migrations.HEAD,
            examined=examined,
            faults=[fault_sentence(one.code, one.data) for one in found],
        )


def _line(current: Settings, name: str, does: str) -> Line:
    value = getattr(current, name)
    return Line(
        variable=variable(name),
        value=shown_value(harmless(name, value), secret=isinstance(value, SecretStr)),
        chosen=name in current.model_fields_set,
        does=does,
    )


def _versions(database: str) -> Iterator[tuple[str, str]]:
    yield "thidua", version("thidua")
    yield "Prefect", version("prefect")
    yield "Python", ".".join(map(str, sys.version_info[:3]))
    yield "Cơ sở dữ liệu", {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(database, database)
