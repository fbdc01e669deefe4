"""The web server as a process: `python -m web.server`."""

import uvicorn

import settings
from web.app import create_app


def main() -> None:
    """Serve until stopped."""
    current = settings.load()
    uvicorn.run(
        create_app(current),
        host=current.web_host,
        port=current.web_port,
        # Behind a proxy on the same machine the visitor's address is the one that the proxy tells.
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1",
        server_header=False,
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
