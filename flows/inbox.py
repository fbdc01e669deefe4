"""A stage that failed for good as a failed run of its own, whose Retry in Prefect's pages really runs it."""

import asyncio

from httpx import HTTPError
from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import ObjectNotFound
from prefect.states import Failed

import settings
from actions.incidents import mark_shown
from models.engine import open_engine, reading, writing
from queries.due import GivenUp, incidents_given_up

DEPLOYMENT = "operator"
TAG = "needs-operator"


async def show_incidents() -> int:
    """Make a failed run for each incident that waits for a person and is not shown yet; how many.

    Without the operator's deployment, as in a run in process, nothing is shown: our own monitor has it anyway.
    """
    incidents = await asyncio.to_thread(_given_up)
    if not incidents:
        return 0
    shown = []
    async with get_client() as client:
        for incident in incidents:
            try:
                await _show(client, incident)
            except (ObjectNotFound, HTTPError):
                continue
            shown.append(incident.id)
    if shown:
        await asyncio.to_thread(_mark, shown)
    return len(shown)


async def _show(client: PrefectClient, incident: GivenUp) -> None:
    deployment = await client.read_deployment_by_name(f"{incident.kind.value}/{DEPLOYMENT}")
    await client.create_flow_run_from_deployment(
        deployment.id,
        parameters={
            "request": {
                "campaign": incident.campaign,
                "stage": incident.stage,
                "reason": f"Chạy lại sự cố số {incident.id}",
            }
        },
        name=f"{incident.campaign}-{incident.stage}",
        tags=[TAG, incident.campaign, incident.kind.value],
        # Because the run may be made and the mark then be lost, a second try finds the first run again.
        idempotency_key=f"incident-{incident.id}",
        # The cause stays in the store, because it may name people.
        state=Failed(message=f"Bước {incident.step} không chạy được sau {incident.attempts} lần, cần người xử lý."),
    )


def _given_up() -> tuple[GivenUp, ...]:
    with reading(open_engine(settings.load().database_url)) as session:
        return incidents_given_up(session)


def _mark(ids: list[int]) -> None:
    with writing(open_engine(settings.load().database_url)) as session:
        mark_shown(session, ids)
