"""Settings as they may be shown and kept: never a secret, nor an address with a password in it."""

from collections.abc import Iterator

from pydantic import SecretStr

from settings.values import Settings

_ADDRESSES = ("public_address", "prefect_server")
"""Settings in whose address somebody may have written a password."""


def harmless(name: str, value: object) -> object:
    """The value without a password that may stand in an address; a secret is told only to be set or not."""
    if isinstance(value, SecretStr):
        return "***"
    if name == "database_url":
        # Everything after the name is left out too, because a driver also takes a password there.
        head, _, rest = str(value).partition("://")
        user, at, place = rest.partition("?")[0].rpartition("@")
        return f"{head}://{user.partition(':')[0]}{':***' if ':' in user else ''}{at}{place}"
    if name in _ADDRESSES and value is not None:
        scheme, _, rest = str(value).partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"
    return value


def shown(current: Settings) -> Iterator[tuple[str, str]]:
    """Name and value of everything that was set and is no secret."""
    for name in Settings.model_fields:
        value = getattr(current, name)
        if value is not None and not isinstance(value, SecretStr):
            yield name, str(harmless(name, value))
