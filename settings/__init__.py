"""The only reader of the environment."""

from settings.errors import EngineLoadedError, Problem, SettingsError
from settings.load import load
from settings.override import override, trust_one
from settings.values import Settings

__all__ = ["EngineLoadedError", "Problem", "Settings", "SettingsError", "load", "override", "trust_one"]
