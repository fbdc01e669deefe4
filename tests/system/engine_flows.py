"""Flows and deployments for the tests of the engine, in place of the product's."""

import asyncio

from prefect import flow, suspend_flow_run

from deployments.engine.register import Registration


@flow(name="tick", persist_result=False)
async def tick() -> str:
    await asyncio.sleep(0)
    return "done"


@flow(name="fail", persist_result=False)
async def fail(message: str) -> None:
    await asyncio.sleep(0)
    raise ValueError(message)


@flow(name="vanish", persist_result=False)
async def vanish() -> None:
    await asyncio.sleep(0)
    raise SystemExit(3)


@flow(name="suspend", persist_result=False)
async def suspend() -> None:
    await suspend_flow_run(timeout=600)  # type: ignore[misc]  # typed as if it were never awaited


@flow(name="slow", persist_result=False)
async def slow() -> None:
    await asyncio.sleep(4)


REGISTRATIONS = (
    Registration(tick, "schedule", cron="* * * * *"),
    Registration(tick, "operator"),
    Registration(fail, "operator", parameters={"message": "broken"}),
    Registration(vanish, "operator"),
    Registration(suspend, "operator"),
    Registration(slow, "operator"),
)
