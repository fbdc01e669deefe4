"""A Prefect server for the length of one command."""

import json
import subprocess
import sys
from pathlib import Path

from tests.system.engine import ROOT

COMMAND = """
import asyncio, json, sys
import httpx
from deployments.engine import health, server
from settings import Settings

with server.temporary(Settings(data_directory=sys.argv[1])) as chosen:
    from tests.system.engine_flows import tick
    asyncio.run(tick())
    runs = httpx.post(f"{chosen.prefect_api_url}/flow_runs/filter", json={}, trust_env=False).json()
print(json.dumps([[run["state_type"] for run in runs], health.is_ready(chosen)]))
"""


def test_flow_in_process_is_recorded(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COMMAND, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90, check=True)
    assert json.loads(done.stdout) == [["COMPLETED"], False]
    assert (tmp_path / "prefect" / "prefect.db").exists()
