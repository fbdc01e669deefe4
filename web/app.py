"""The web application: pages, static files, and what becomes of refusals."""

from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from settings import Settings
from web import addresses, errors
from web.pages import routers
from web.runs import Runs
from web.security import BodyLimit, SameOrigin, SecureHeaders
from web.static import Assets
from web.tokens import Tokens

HERE = Path(__file__).parent
# Nothing is measured for anybody else, whatever the environment says.
SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def create_app(current: Settings) -> FastAPI:
    """An application over the store of these settings. Nothing is read from the store until somebody asks."""
    app = FastAPI(
        # No list of addresses for strangers; people come here, and scripts use the command.
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        telemetry=SILENT,
        middleware=_middleware(current),
    )
    app.state.settings = current
    app.state.tokens = Tokens.of(current.data_directory)
    app.state.runs = Runs(current)
    app.mount("/static", Assets(directory=HERE / "static"), name="static")
    for router in routers():
        app.include_router(router, dependencies=[Depends(addresses.checked)])
    errors.install(app)
    return app


def _middleware(current: Settings) -> list[Middleware]:
    secure = (current.public_address or "").startswith("https://")
    parts = [
        Middleware(SecureHeaders, https=secure),
        Middleware(SameOrigin, public_address=current.public_address),
        Middleware(BodyLimit, most=current.upload_megabytes * 1_000_000),
    ]
    if current.web_hosts:
        # A name that nobody chose would let a stranger's page pass as ours (DNS rebinding).
        parts.insert(0, Middleware(TrustedHostMiddleware, allowed_hosts=list(current.web_hosts)))
    return parts
