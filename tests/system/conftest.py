"""The whole demonstration, played once for all tests that look at what came of it."""

import json

import pytest

from tests.system.played import Played, demo


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """All five plans and the sixth campaign, as `thidua demo` plays them without options."""
    where = tmp_path_factory.mktemp("demonstration")
    ended = demo("--keep", where)
    assert ended.returncode == 0, ended.stderr
    return Played(where, json.loads(ended.stdout))
