"""What `thidua test` runs: each check as a step of its own, a table at the end, and one closing line.

A failed step does not stop the next, because one run should tell everything that is wrong. The tests of a tier are
shared out to as many processes as there are cores, up to four; those of one `xdist_group` stay in one process.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from deployments import chromium

ROOT = Path(__file__).resolve().parents[1]
# More would not help: each of them migrates a store, and starts PostgreSQL and Prefect, for itself.
WORKERS = min(os.cpu_count() or 1, 4)
AT_ONCE = (f"--numprocesses={WORKERS}", "--dist=loadgroup") if WORKERS > 1 else ()
# pytest's own code for "there was nothing to run".
NO_TESTS = 5


@dataclass(frozen=True)
class Step:
    """One tool as arguments of the interpreter. A step with a `tier` is a run of pytest over tests/<tier>."""

    name: str
    command: tuple[str, ...]
    tier: str | None = None


@dataclass(frozen=True)
class Result:
    """What a step came to. A tool counts as one passed or failed check; pytest counts its tests."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


CHECKS = (
    Step("lint", ("-m", "ruff", "check", ".")),
    Step("format", ("-m", "ruff", "format", "--check", ".")),
    Step("types", ("-m", "mypy", ".")),
    Step("layers", ("-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])")),
)
QUICK_TIERS = ("unit", "mail", "store", "web")
TIERS = (*QUICK_TIERS, "flows", "system", "browser")


def steps(*, quick: bool, database: str) -> Iterator[Step]:
    """The steps in their order: the cheap ones first."""
    yield from CHECKS
    for tier in QUICK_TIERS if quick else TIERS:
        if any((ROOT / "tests" / tier).rglob("test_*.py")):
            options = (f"--database={database}", "--durations=5", *AT_ONCE, *(("-m", "not slow") if quick else ()))
            yield Step(tier, ("-m", "pytest", f"tests/{tier}", *options), tier)


def run_all(*, quick: bool, database: str) -> int:
    """Run every step; returns 0 when all passed, 1 otherwise."""
    if not (ROOT / "pyproject.toml").exists():
        Console(stderr=True).print("Chỉ kiểm tra được trong thư mục mã nguồn.")
        return 1
    console = Console()
    if not quick:
        for line in chromium.install():
            console.print(line)
    results = []
    for step in steps(quick=quick, database=database):
        console.rule(f"[bold]{step.name}", align="left")
        results.append(run_step(step))
    console.print(table(results))
    console.print(closing_line(results), markup=False, highlight=False)
    return 1 if any(result.failed for result in results) else 0


def run_step(step: Step) -> Result:
    """Run one tool in the project's root, its output going straight to the terminal."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        arguments = (*step.command, f"--junitxml={report}") if step.tier else step.command
        code = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
        passed, failed, skipped = counts(code, report if step.tier else None)
    return Result(step.name, passed, failed, skipped, time.monotonic() - began)


def counts(code: int, report: Path | None) -> tuple[int, int, int]:
    """Passed, failed and skipped of one step. A pytest that broke without naming a failure counts as one failure."""
    if report is None:
        return (0, 1, 0) if code else (1, 0, 0)
    if not report.exists():
        return (0, 1, 0)
    suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314  # our own pytest wrote it
    found = suite.attrib if suite is not None else {}
    tests, skipped = int(found.get("tests", 0)), int(found.get("skipped", 0))
    failed = int(found.get("failures", 0)) + int(found.get("errors", 0))
    if code not in (0, NO_TESTS) and not failed:
        failed = 1
    return max(tests - failed - skipped, 0), failed, skipped


def table(results: list[Result]) -> Table:
    """Step, outcome, seconds."""
    shown = Table()
    for heading in ("step", "passed", "failed", "skipped", "seconds"):
        shown.add_column(heading, justify="left" if heading == "step" else "right")
    for result in results:
        style = "bold red" if result.failed else ""
        numbers = (result.passed, result.failed, result.skipped)
        shown.add_row(result.name, *map(str, numbers), f"{result.seconds:.1f}", style=style)
    return shown


def closing_line(results: list[Result]) -> str:
    """The last line, in pytest's manner: '128 passed, 0 failed, 2 skipped in 61.40s'."""
    passed = sum(result.passed for result in results)
    failed = sum(result.failed for result in results)
    skipped = sum(result.skipped for result in results)
    seconds = sum(result.seconds for result in results)
    return f"{passed} passed, {failed} failed, {skipped} skipped in {seconds:.2f}s"
