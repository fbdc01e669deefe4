"""The table of settings in the documentation tells what the class holds."""

import re
from pathlib import Path

import pytest

from settings import Settings
from settings.load import variable

TABLE = Path(__file__).parents[3] / "docs" / "operations.md"
ROWS = dict(re.findall(r"^\| `(THIDUA_\w+)` \| (.+?) \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE))
# These follow from another setting, so the table tells the rule instead of a value.
DERIVED = {"data_directory", "database_url", "mail_sender"}


def test_table_lists_every_setting() -> None:
    assert set(ROWS) == {variable(field) for field in Settings.model_fields}


@pytest.mark.parametrize("field", sorted(set(Settings.model_fields) - DERIVED))
def test_table_tells_the_default(field: str) -> None:
    default = Settings.model_fields[field].default
    assert ROWS[variable(field)] == ("–" if default is None else f"`{default}`")
