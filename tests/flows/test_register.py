"""Registering deployments: an upsert that respects what an operator did."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from typing import Any

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client

from deployments.engine.register import DEAD_RUNS, Registration, listed_in, register
from tests.system.engine_flows import fail, tick

DAILY = Registration(tick, "daily", cron="0 7 * * *", tags=("sweep",), description="Every morning.")
ASKED = Registration(fail, "asked", parameters={"message": "broken"})


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    asyncio.run(coroutine)


@pytest.fixture
def client(harness: None) -> Iterator[SyncPrefectClient]:  # noqa: ARG001  # the server has to run
    """A client of a server without deployments of ours."""
    with get_client(sync_client=True) as opened:
        run(register(()))
        yield opened


def schedules_by_deployment(client: SyncPrefectClient) -> dict[Any, list[Any]]:
    return {found.id: [schedule.id for schedule in found.schedules] for found in client.read_deployments()}


def test_schedule_counts_in_vietnamese_time(client: SyncPrefectClient) -> None:
    run(register((DAILY,)))
    [schedule] = client.read_deployment_by_name("tick/daily").schedules
    assert schedule.schedule.model_dump()["timezone"] == "Asia/Ho_Chi_Minh"


def test_entrypoint_is_a_module_path(client: SyncPrefectClient) -> None:
    run(register((DAILY,)))
    assert client.read_deployment_by_name("tick/daily").entrypoint == "tests.system.engine_flows.tick"


def test_registering_twice_changes_nothing(client: SyncPrefectClient) -> None:
    run(register((DAILY, ASKED)))
    before = schedules_by_deployment(client)
    run(register((DAILY, ASKED)))
    assert schedules_by_deployment(client) == before


def test_paused_schedule_stays_paused(client: SyncPrefectClient) -> None:
    run(register((DAILY,)))
    daily = client.read_deployment_by_name("tick/daily")
    client.update_deployment_schedule(daily.id, daily.schedules[0].id, active=False)
    run(register((DAILY,)))
    assert [schedule.active for schedule in client.read_deployment_by_name("tick/daily").schedules] == [False]


def test_paused_deployment_stays_paused(client: SyncPrefectClient) -> None:
    run(register((DAILY,)))
    client.pause_deployment(client.read_deployment_by_name("tick/daily").id)
    run(register((DAILY,)))
    assert client.read_deployment_by_name("tick/daily").paused


def test_changed_cron_replaces_the_old(client: SyncPrefectClient) -> None:
    run(register((DAILY,)))
    run(register((replace(DAILY, cron="0 8 * * *"),)))
    [schedule] = client.read_deployment_by_name("tick/daily").schedules
    assert schedule.schedule.model_dump()["cron"] == "0 8 * * *"


def test_removed_cron_leaves_no_schedule(client: SyncPrefectClient) -> None:
    run(register((DAILY,)))
    run(register((replace(DAILY, cron=None),)))
    assert client.read_deployment_by_name("tick/daily").schedules == []


def test_deployment_gone_from_code_is_removed(client: SyncPrefectClient) -> None:
    run(register((DAILY, ASKED)))
    run(register((DAILY,)))
    assert [deployment.name for deployment in client.read_deployments()] == ["daily"]


def test_automation_is_made_once(client: SyncPrefectClient) -> None:
    run(register(()))
    run(register(()))
    found = client.request("POST", "/automations/filter", json={}).json()
    assert [automation["name"] for automation in found] == [DEAD_RUNS]


def test_wrong_cron_is_refused(client: SyncPrefectClient) -> None:  # noqa: ARG001  # the server has to run
    with pytest.raises(ValueError, match="cron"):
        run(register((replace(DAILY, cron="every morning"),)))


def test_missing_module_lists_nothing() -> None:
    assert listed_in("deployments.no_such_module") == ()
