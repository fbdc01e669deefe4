"""The command as a process."""

import subprocess
import sys

import pytest

from deployments.cli.app import VERBS


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


def test_help_page_does_not_import_prefect() -> None:
    code = "import sys; from deployments.cli.app import run; run(['--help']); sys.exit('prefect' in sys.modules)"
    assert run("-c", code).returncode == 0


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS])
def test_every_verb_explains_itself(verb: str) -> None:
    result = run("-m", "deployments.cli", verb, "--help")
    assert (result.returncode, result.stderr) == (0, "")
