"""Every refusal in the source has a sentence that renders with what the refusal carries."""

import ast
import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain import errors
from domain.errors import Invalid, NotAllowed, NotFound, PlanRefused, ThiduaError
from domain.people import Role
from domain.permissions import TABLE
from plans.faults import Fault
from wording.errors import sentence
from wording.permissions import ACTIONS
from wording.refusals import SENTENCES

ROOT = Path(__file__).parents[3]
PACKAGES = (
    *("domain", "wording", "plans", "models", "notifications", "documents"),
    *("actions", "queries", "tasks", "flows", "web", "deployments"),
)
FAMILY = {name: kind for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, ThiduaError)}
TYPICAL: dict[str, object] = {
    "stage": "dossier_intake@2025",
    "later": "council_appraisal@2025",
    "day": date(2021, 11, 20),
    "due": date(2021, 11, 20),
    "action": "ballot:vote",
    "roles": (Role.MEMBER,),
    "lacking": ("document.number", "role:leader", "units"),
    "outcome": "passed",
    "reasons": (("Hoàn thành nhiệm vụ", "missing"),),
    "allowed": ("accepted", "collective", "anything"),
    "size": 30_000_000,
    "limit": 20_971_520,
}


def raised() -> Iterator[tuple[str, str, ThiduaError]]:
    """Each construction of an error with a code of its own: where, its code, and it with typical data."""
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in FAMILY:
                yield from _made(f"{path.relative_to(ROOT)}:{call.lineno}", call, FAMILY[call.func.id])


def _made(place: str, call: ast.Call, kind: type[ThiduaError]) -> Iterator[tuple[str, str, ThiduaError]]:
    code = call.args[0] if call.args else None
    if kind is not PlanRefused and isinstance(code, ast.Constant):
        data = {word.arg: TYPICAL.get(word.arg, f"<{word.arg}>") for word in call.keywords if word.arg}
        yield place, str(code.value), kind(str(code.value), **data)


REFUSALS = tuple(raised())


@pytest.mark.parametrize(("place", "code", "error"), REFUSALS, ids=[f"{r[0]}-{r[1]}" for r in REFUSALS])
def test_every_refusal_renders_its_sentence(place: str, code: str, error: ThiduaError) -> None:
    assert sentence(error).endswith("."), (place, code)


def test_every_sentence_has_its_refusal() -> None:
    assert set(SENTENCES) == {code for _, code, _ in REFUSALS}


def test_every_permission_has_a_name() -> None:
    assert set(ACTIONS) == set(TABLE)


def test_refusal_names_who_may() -> None:
    error = NotAllowed("role_missing", action="decision:sign", person="Lê Thị Mai", roles=(Role.LEADER,))
    assert sentence(error) == (
        "Lê Thị Mai không có quyền ký quyết định. Những vai trò được làm việc này: Lãnh đạo ký quyết định."
    )


def test_dates_are_told_as_dates() -> None:
    day = date(2034, 2, 1)
    error = Invalid("holidays_unknown", day=day, known_from=date(2018, 1, 1), known_until=date(2032, 12, 31))
    assert sentence(error) == "Chưa biết ngày nghỉ của 01/02/2034. Lịch hiện có từ 01/01/2018 đến 31/12/2032."


def test_empty_list_is_told_as_nothing() -> None:
    assert "đang chờ trả lời: không có." in sentence(NotFound("question", key="x", known=()))


def test_plan_faults_stand_line_by_line() -> None:
    error = PlanRefused("plan_faults", file="a.yaml", faults=(Fault("empty"), Fault("not_utf8", line=3)))
    head, *lines = sentence(error).splitlines()
    assert head.startswith("a.yaml: 2 lỗi")
    assert len(lines) == 2


def test_unknown_code_has_no_sentence() -> None:
    with pytest.raises(KeyError):
        sentence(NotFound("unheard_of"))
