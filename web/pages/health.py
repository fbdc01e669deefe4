"""For whoever watches the service: it answers while Prefect is down."""

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import PlainTextResponse

from models.engine import reading
from web.access import OPEN, needs
from web.desk import store_of

router = APIRouter()


@router.get("/song", **needs(OPEN))
def alive(request: Request) -> PlainTextResponse:
    """`ok` when pages can be made: the store answers."""
    with reading(store_of(request)) as session:
        session.execute(text("SELECT 1"))
    return PlainTextResponse("ok")
