"""Pages over a small office's store, asked without a browser. One database is enough: queries have their own tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.conftest import (
    empty_url,
    postgresql_server,
    postgresql_template,
    pytest_configure,
    sqlite_template,
    store,
    store_url,
)
from tests.store.scenario import World, campaign_at
from tests.web.visitor import House, open_house

__all__ = [
    "empty_url",
    "postgresql_server",
    "postgresql_template",
    "pytest_configure",
    "sqlite_template",
    "store",
    "store_url",
]


@pytest.fixture
def database() -> str:
    """The database of this tier."""
    return "sqlite"


@pytest.fixture
def house(store: Engine, tmp_path: Path) -> Callable[..., House]:
    """`house("dossier_intake@final")` or `house(world)`: pages over a campaign whose stage has just opened."""

    def opened(world: World | str = "registration", **told: object) -> House:
        found = campaign_at(store, world, **told) if isinstance(world, str) else world  # type: ignore[arg-type]  # passed on
        return open_house(found, tmp_path)

    return opened
