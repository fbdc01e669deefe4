"""A Prefect server for the length of one command."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.system.engine import ROOT

COMMAND = """
import asyncio, json, sys
import httpx
from deployments.engine import health, server
from settings import Settings

with server.temporary(Settings(data_directory=sys.argv[1])) as chosen:
    from tests.system.engine_flows import tick
    from prefect import flow, task

    @task
    async def one() -> None: ...

    @flow
    async def many() -> None:
        for _ in range(20):
            await one()

    asyncio.run(tick())
    asyncio.run(many())
    runs = httpx.post(f"{chosen.prefect_api_url}/flow_runs/filter", json={}, trust_env=False).json()
print(json.dumps([[run["state_type"] for run in runs], health.is_ready(chosen)]))
"""


def test_flow_in_process_is_recorded(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COMMAND, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90, check=True)
    assert json.loads(done.stdout) == [["COMPLETED", "COMPLETED"], False]
    with closing(sqlite3.connect(tmp_path / "prefect" / "prefect.db")) as database:
        recorded = database.execute("SELECT state_type, count(*) FROM task_run GROUP BY state_type").fetchall()
    assert recorded == [("COMPLETED", 20)]
