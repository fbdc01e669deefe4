"""The root of the command: what it lists, and what becomes of errors."""

import json

import pytest

from deployments.cli import app
from domain.errors import NotFound


@pytest.mark.parametrize("verb", [verb.name for verb in app.VERBS])
def test_help_page_lists_every_verb(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--help"]) == 0
    assert f"│ {verb} " in capsys.readouterr().out


def test_command_alone_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([]) == 0
    assert "Tùy chọn" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["tset"], "Không có lệnh 'tset'. Có phải 'test'? Xem hướng dẫn: thidua --help\n"),
        (["--nope"], "Không có tùy chọn --nope. Xem hướng dẫn: thidua --help\n"),
        (["test", "--qick"], "Không có tùy chọn --qick. Xem hướng dẫn: thidua test --help\n"),
        (["test", "extra"], "Thừa tham số (extra). Xem hướng dẫn: thidua test --help\n"),
    ],
)
def test_wrong_syntax_is_told_in_vietnamese(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(arguments) == 2
    assert capsys.readouterr().err == sentence


def test_refusal_becomes_json_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.refuse(NotFound("campaign", campaign="PX-2021-09"), as_json=True) == 1
    told = json.loads(capsys.readouterr().err)
    assert (told["error"], told["data"]) == ("not_found:campaign", {"campaign": "PX-2021-09"})


def test_refusal_is_one_sentence_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    app.refuse(NotFound("campaign", campaign="PX-2021-09"), as_json=False)
    assert "PX-2021-09" in capsys.readouterr().err
