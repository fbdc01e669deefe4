"""Settings that a command chooses itself, for this process and its children: a demonstration, a test installation."""

import os
from pathlib import Path

from settings.load import load, variable
from settings.values import Settings


def override(**chosen: object) -> Settings:
    """Set these fields in the environment, so that everything that reads the settings sees them; the settings then."""
    for field, value in chosen.items():
        if field not in Settings.model_fields:
            raise KeyError(field)
        os.environ[variable(field)] = str(value)
    return load()


def trust_one(authority: str, directory: Path) -> None:
    """Let this process trust a single authority, because each client of Prefect reads the whole list (36 ms a time).

    Only for a process that talks to nobody beyond loopback: no other certificate would be accepted.
    """
    path = directory / "authority.pem"
    path.write_text(authority, encoding="ascii")
    os.environ["SSL_CERT_FILE"] = str(path)
