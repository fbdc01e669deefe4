"""Files that every page needs, with an address that changes when their content does."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

DIRECTORY = Path(__file__).parent / "static"
YEAR = 31_536_000


class Assets(StaticFiles):
    """Kept by the browser for a year, because the address names the content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        # A font is named by the style sheet, which has no way to name its content; it never changes.
        known = b"v=" in scope.get("query_string", b"") or path.startswith("fonts")
        response.headers["Cache-Control"] = f"public, max-age={YEAR if known else 0}, immutable"
        return response


@cache
def asset(name: str) -> str:
    """The address of a file below `static`."""
    digest = hashlib.sha256((DIRECTORY / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
