"""The built wheel alone, in a clean environment: an editable install hides what the wheel has forgotten."""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_SHIPPED = {"tests", "benchmarks"}
# Imports every module but those that do something when imported, and tells where each top-level package lies.
IMPORT_ALL = """
import importlib, json, pkgutil, sys
from pathlib import Path
places = {}
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    places[name] = str(Path(package.__file__).parent)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)
print(json.dumps(places))
"""


def shipped_packages() -> tuple[str, ...]:
    """Every top-level package of the source tree, whatever pyproject says."""
    found = (path.parent.name for path in ROOT.glob("*/__init__.py"))
    return tuple(sorted(name for name in found if name not in NOT_SHIPPED))


def data_files() -> tuple[str, ...]:
    """Every file in the packages that is not Python, as git knows them."""
    listed = subprocess.run(
        ["git", "ls-files", *shipped_packages()], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    return tuple(name for name in listed.splitlines() if not name.endswith(".py") and (ROOT / name).exists())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def clean_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the wheel, and our dependencies by a path entry, but not our source tree."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # A path entry of a path entry is not read, so the editable install of the source tree stays out.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return python


def test_wheel_imports_every_package(clean_python: Path, tmp_path: Path) -> None:
    command = [str(clean_python), "-P", "-c", IMPORT_ALL, *shipped_packages()]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    assert {str(ROOT) in place for place in json.loads(result.stdout).values()} == {False}


def test_wheel_holds_every_data_file(wheel: Path) -> None:
    assert set(data_files()) <= set(zipfile.ZipFile(wheel).namelist())


def test_wheel_holds_no_tests(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert not tops & NOT_SHIPPED
