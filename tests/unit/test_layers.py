"""Rules about the source that no linter knows. Each failure names file and line."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    *("actions", "deployments", "documents", "domain", "flows", "models", "notifications"),
    *("plans", "queries", "settings", "tasks", "web", "wording"),
)
BELOW_FLOWS = ("actions", "documents", "domain", "models", "notifications", "plans", "queries", "tasks", "wording")
CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
# The mail server stamps what it receives, and an SMTP dialogue is measured: neither decides anything.
OWN_CLOCK = {"notifications/mailbox.py", "notifications/smtp.py"}
# They run before there are settings, or hand an environment to a child.
OWN_ENVIRONMENT = {"settings", "deployments/bootstrap.py"}


def dotted(node: ast.AST) -> str:
    """`os.environ` of the syntax tree as text; empty for anything but plain names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def reads_environment(node: ast.AST) -> bool:
    return dotted(node) in {"os.environ", "os.getenv", "os.environb"}


def asks_the_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and any(dotted(node.func).endswith(name) for name in CLOCK)


def selects(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) in {"select", "sqlalchemy.select", "sqlmodel.select"}


def commits(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"


def places(packages: tuple[str, ...], rule: Callable[[ast.AST], bool], exempt: set[str]) -> Iterator[str]:
    """Every `file:line` in these packages where the rule holds."""
    for path in sorted(path for package in packages for path in (ROOT / package).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name in exempt or name.split("/")[0] in exempt:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (f"{name}:{getattr(node, 'lineno', 0)}" for node in ast.walk(tree) if rule(node))


def test_only_settings_reads_the_environment() -> None:
    assert not list(places(PACKAGES, reads_environment, OWN_ENVIRONMENT))


def test_nobody_below_flows_asks_the_clock() -> None:
    assert not list(places(BELOW_FLOWS, asks_the_clock, OWN_CLOCK))


def test_only_queries_and_models_select() -> None:
    assert not list(places(PACKAGES, selects, {"queries", "models"}))


def test_only_the_edges_commit() -> None:
    assert not list(places(PACKAGES, commits, {"tasks", "deployments", "web"}))


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("os.environ['A']", reads_environment),
        ("datetime.datetime.now(UTC)", asks_the_clock),
        ("date.today()", asks_the_clock),
        ("select(Campaign)", selects),
        ("session.commit()", commits),
    ],
)
def test_rule_sees_what_it_forbids(source: str, rule: Callable[[ast.AST], bool]) -> None:
    assert any(rule(node) for node in ast.walk(ast.parse(source)))
