"""Settings that a command chooses itself, for this process and its children: a demonstration, a test installation."""

import os

from settings.load import load, variable
from settings.values import Settings


def override(**chosen: object) -> Settings:
    """Set these fields in the environment, so that everything that reads the settings sees them; the settings then."""
    for field, value in chosen.items():
        if field not in Settings.model_fields:
            raise KeyError(field)
        os.environ[variable(field)] = str(value)
    return load()
