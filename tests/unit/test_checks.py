"""What `thidua test` counts and tells."""

from pathlib import Path

import pytest

from deployments.testing import Result, closing_line, counts, steps

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


@pytest.mark.parametrize(
    ("code", "numbers", "expected"),
    [
        (0, (5, 0, 0, 0), (5, 0, 0)),
        (0, (5, 0, 0, 2), (3, 0, 2)),
        (1, (5, 1, 1, 0), (3, 2, 0)),
        (5, (0, 0, 0, 0), (0, 0, 0)),
        # Broken without a failed test, as when a conftest cannot be read or a run was interrupted.
        (2, (0, 0, 0, 0), (0, 1, 0)),
    ],
)
def test_report_is_counted(code: int, numbers: tuple[int, ...], expected: tuple[int, int, int], tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT.format(*numbers))
    assert counts(code, tmp_path / "report.xml") == expected


def test_missing_report_is_a_failure(tmp_path: Path) -> None:
    assert counts(0, tmp_path / "none.xml") == (0, 1, 0)


@pytest.mark.parametrize(("code", "expected"), [(0, (1, 0, 0)), (1, (0, 1, 0)), (-9, (0, 1, 0))])
def test_tool_counts_as_one_check(code: int, expected: tuple[int, int, int]) -> None:
    assert counts(code, None) == expected


def test_closing_line_adds_all_steps_up() -> None:
    results = [Result("lint", 1, 0, 0, 0.5), Result("unit", 40, 2, 1, 1.25)]
    assert closing_line(results) == "41 passed, 2 failed, 1 skipped in 1.75s"


def test_quick_run_leaves_slow_tiers_out() -> None:
    tiers = {step.tier for step in steps(quick=True, database="sqlite")}
    assert not tiers & {"flows", "system", "browser"}
