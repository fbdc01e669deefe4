"""The page about the command names every verb and every item of a council's rule."""

import re
from pathlib import Path

import pytest

from deployments.cli.app import VERBS
from domain.ballots import CouncilRule

PAGE = (Path(__file__).parents[2] / "docs" / "command.md").read_text(encoding="utf-8")
NAMED = {line.split()[0] for line in re.findall(r"`([a-z][^`]*)`", PAGE)}


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_page_names_every_verb(verb: str) -> None:
    assert verb in NAMED


def test_page_names_every_item_of_a_rule() -> None:
    assert set(CouncilRule.model_fields) <= NAMED
