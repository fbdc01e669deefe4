"""The store's text of a plan: nothing lost, always the same."""

import json
import unicodedata

import pytest

from domain.errors import Broken
from plans.catalogue import load_shipped, shipped
from plans.writing import from_json, to_json

each_code = pytest.mark.parametrize("code", [plan.code for plan in shipped()])


@each_code
def test_plan_comes_back_as_it_was(code: str) -> None:
    assert from_json(to_json(load_shipped(code))) == load_shipped(code)


@each_code
def test_same_plan_gives_same_text(code: str) -> None:
    text = to_json(load_shipped(code))
    assert to_json(from_json(text)) == text


@each_code
def test_text_is_canonical(code: str) -> None:
    text = to_json(load_shipped(code))
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"name": 5}', "not json"])
def test_damaged_text_is_told_as_such(text: str) -> None:
    with pytest.raises(Broken) as broken:
        from_json(text)
    assert broken.value.code == "stored_plan"


def test_unknown_key_in_store_is_told() -> None:
    with pytest.raises(Broken) as broken:
        from_json('{"colour":"red",' + to_json(load_shipped("NH-2021-01"))[1:])
    assert broken.value.data["at"] == "colour"
