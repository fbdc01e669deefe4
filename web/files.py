"""Files out of the file store, sent to be kept or to be looked at; nothing in them can act for the person who looks."""

from urllib.parse import quote

from starlette.responses import Response

from web.uploads import SHOWN_INLINE, media_type

# A picture needs nothing at all; a PDF is shown by the browser's own reader, which a sandbox would forbid to run.
PICTURE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
READER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def sent(name: str, content: bytes, *, inline: bool) -> Response:
    """A file under its name: a PDF or a picture may be looked at `inline`; anything else is sent to be kept."""
    kind = media_type(name)
    shown = inline and kind in SHOWN_INLINE
    return Response(
        content,
        media_type=kind if shown else "application/octet-stream",
        headers={
            "Content-Disposition": _disposition(name, shown=shown),
            "Content-Security-Policy": READER if kind == "application/pdf" else PICTURE,
        },
    )


def _disposition(name: str, *, shown: bool) -> str:
    # RFC 6266: the name in full for browsers of today, bare letters for the rest.
    bare = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
    return f"{'inline' if shown else 'attachment'}; filename=\"{bare}\"; filename*=UTF-8''{quote(name, safe='')}"
