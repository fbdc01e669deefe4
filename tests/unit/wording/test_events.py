"""Every kind of event that an action records has a sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from wording.events import FORMER, SENTENCES, event_sentence

ACTIONS = Path(__file__).parents[3] / "actions"
RECORDERS = {"record", "_record", "finish", "_finish", "finish_dossier", "finish_complaint"}
KIND = re.compile(r"[a-z_]+:[a-z_]+")


def recorded_kinds() -> Iterator[str]:
    """Every kind that stands as a positional argument where an event is recorded."""
    for path in ACTIONS.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in RECORDERS:
                texts = (text for argument in call.args for node in ast.walk(argument) for text in _texts(node))
                yield from (text for text in texts if KIND.fullmatch(text))


def _texts(node: ast.AST) -> Iterator[str]:
    """A text as it stands, or both of `f"stage:{'opened' if … else 'skipped'}"`."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        inner = (word for part in node.values[1:] for word in ast.walk(part) if isinstance(word, ast.Constant))
        prefix = str(node.values[0].value)
        yield from (f"{prefix}{word.value!s}" for word in inner)


def test_every_recorded_kind_has_a_sentence() -> None:
    assert set(recorded_kinds()) == set(SENTENCES) - set(FORMER)


@pytest.mark.parametrize("kind", SENTENCES)
def test_older_event_without_facts_is_told(kind: str) -> None:
    assert event_sentence(kind, "campaign:NH-2021-01", {}).endswith(".")


@pytest.mark.parametrize(
    ("kind", "subject", "facts", "reason", "told"),
    [
        (
            "stage:extended",
            "stage:registration",
            {"old": "2021-09-24", "new": "2021-09-30", "document": None},
            "mưa bão",
            "Kéo dài “Đăng ký thi đua” từ 24/09/2021 đến 30/09/2021. Lý do: mưa bão.",
        ),
        (
            "dossier:submitted",
            "dossier:HS-0001",
            {"kind": "collective", "form": "giay_khen", "papers": 3},
            "",
            "Nhận hồ sơ HS-0001: đề nghị tặng Giấy khen cho Tập thể, 3 tài liệu.",
        ),
        (
            "decision:drafted",
            "decision:decision_issuance@final/giay_khen",
            {"form": "giay_khen", "lines": 7},
            "",
            "Ban hành quyết định (tổng kết): dự thảo quyết định tặng Giấy khen, 7 trường hợp.",
        ),
        (
            "engine:returned",
            "engine:sweep",
            {
                "down_since": "2021-03-22T02:00:00+00:00",
                "down_until": "2021-04-02T02:00:00+00:00",
                "missed": 2,
                "deadlines": 1,
                "passed": ["NH-2021-01/registration"],
            },
            "",
            "Hệ thống không chạy từ 09:00, 22/03/2021 đến 09:00, 02/04/2021; 2 lượt nhắc hạn trong thời gian đó"
            " không gửi lại; 1 giai đoạn đã qua hạn (NH-2021-01 “Đăng ký thi đua”).",
        ),
        (
            "role:granted",
            "person:lan",
            {"role": "clerk", "unit": None},
            "",
            "Giao vai trò Văn thư cho lan.",
        ),
    ],
)
def test_event_is_told_with_its_facts(
    kind: str, subject: str, facts: dict[str, object], reason: str, told: str
) -> None:
    assert event_sentence(kind, subject, facts, reason) == told


def test_vote_is_told_without_its_choice() -> None:
    told = event_sentence("ballot:voted", "dossier:HS-0001", {"turn": 1, "choice": "no", "written": None})
    assert told == "Một phiếu cho hồ sơ HS-0001 được ghi nhận, lượt 1."


def test_unknown_kind_is_never_told_as_a_code() -> None:
    with pytest.raises(KeyError):
        event_sentence("dossier:teleported", "dossier:HS-0001", {})


@pytest.mark.parametrize("subject", ["stage:xyz", "question:xyz", "decision:xyz/a", "xyz", ""])
def test_subject_that_never_was_is_told_as_it_is(subject: str) -> None:
    assert event_sentence("audit:viewed", subject, {}) == f"Xem nhật ký: {subject.partition(':')[2]}."
