"""`thidua plan check`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from deployments.cli.plan import app
from plans.catalogue import shipped

NINH_HAI = next(plan.path for plan in shipped() if plan.code == "NH-2021-01")


def _check(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", *arguments])


@pytest.mark.parametrize("path", [plan.path for plan in shipped()], ids=lambda path: path.stem)
def test_shipped_plan_is_shown_without_bare_codes(path: Path) -> None:
    result = _check(str(path))
    assert result.exit_code == 0
    assert not [word for word in ("final_summary", "giay_khen", "None", "unit_evaluation") if word in result.stdout]


def test_check_shows_days_questions_and_warnings() -> None:
    shown = _check(str(NINH_HAI)).stdout
    assert "chậm nhất là ngày 20/11/2021" in shown
    assert "Kế hoạch được ban hành ngày nào?" in shown
    assert "Cần xem lại: 2" in shown


def test_output_without_terminal_has_no_colours() -> None:
    assert "\x1b" not in _check(str(NINH_HAI)).stdout


def test_machine_form_holds_the_same() -> None:
    told = json.loads(_check(str(NINH_HAI), "--json").stdout)
    assert (told["ok"], told["code"], len(told["warnings"])) == (True, "NH-2021-01", 2)
    intake = next(slot for slot in told["timetable"] if slot["stage"] == "dossier_intake@final")
    assert intake["due"] == "2021-11-20"


def test_faulty_file_ends_with_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("name: Thử\nlevel: ward\n", "utf-8")
    result = _check(str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "dòng 2, cột 8, level: “ward” không dùng được" in result.stderr


def test_faults_come_as_json_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("name: Thử\nlevel: ward\n", "utf-8")
    result = _check(str(path), "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["ok"]) == (1, False)
    assert {"level", "authority", "period"} == {fault["path"][0] for fault in told["faults"]}
