"""The whole demonstration, played once for all tests that look at what came of it."""

import json
from pathlib import Path

import pytest

from tests.system.played import Played, demo

HERE = Path(__file__).parent
DEMONSTRATION = "demonstration"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Tests of a module share what it started, and many the demonstration, so they stay in one process."""
    for item in items:
        if item.path.is_relative_to(HERE):
            group = DEMONSTRATION if DEMONSTRATION in item.fixturenames else item.path.stem
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """All five plans and the sixth campaign, as `thidua demo` plays them without options."""
    where = tmp_path_factory.mktemp("demonstration")
    ended = demo("--keep", where)
    assert ended.returncode == 0, ended.stderr
    return Played(where, json.loads(ended.stdout))
