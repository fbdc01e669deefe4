"""What an operator may run from Prefect's pages, and the sentence where she may not."""

import asyncio
from typing import Any, cast

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import select

from domain.errors import Refused
from flows.launch import launch as launch_flow
from flows.registration import registration
from flows.requests import StageRequest
from models.engine import reading
from models.stages import Incident
from tests.scenario import PLAN, at, change, launched

NOW = at("2021-01-04")


def ask(stage: str, flow: Any = launch_flow) -> Any:
    return asyncio.run(flow(request=StageRequest(campaign=PLAN, stage=stage, reason="Thử"), as_of=NOW))


def state_after_asking(**parameters: Any) -> Any:
    return asyncio.run(cast("Any", launch_flow)(**parameters, as_of=NOW, return_state=True))


def test_operator_runs_one_stage(store: Engine) -> None:
    launched(store)
    assert [taken.step for taken in ask("launch").taken] == ["open", "close"]


@pytest.mark.parametrize(
    ("stage", "flow", "code"),
    [
        ("registration", registration, "nothing_due"),
        ("launch", registration, "stage_of_other_kind"),
        ("registration@2021", registration, "stage"),
    ],
)
def test_operator_is_refused_with_a_reason(store: Engine, stage: str, flow: Any, code: str) -> None:
    launched(store)
    with pytest.raises(Refused) as refusal:
        ask(stage, flow)
    assert refusal.value.code == code


def test_refusal_is_a_vietnamese_sentence(store: Engine) -> None:
    launched(store)
    change(store, "UPDATE campaign SET suspended_at = '2021-01-04 00:00:00.000000', suspended_by = 'x'")
    state = state_after_asking(request=StageRequest(campaign=PLAN, stage="launch"))
    assert (state.is_failed(), state.message.split(". ")[0]) == (True, f"Phong trào {PLAN} đang tạm dừng")


def test_failure_on_request_is_noted_once(broken: Engine) -> None:
    with pytest.raises(ValueError, match="recipient_name"):
        ask("launch")
    with reading(broken) as session:
        assert session.exec(select(Incident)).one().attempts == 1


@pytest.mark.usefixtures("store")
def test_flow_without_request_is_refused() -> None:
    assert state_after_asking().is_failed()


@pytest.mark.parametrize(("campaign", "stage"), [("", "launch"), ("NH", "launch"), (PLAN, ""), (PLAN, "Sơ kết")])
def test_form_refuses_what_cannot_be_an_address(campaign: str, stage: str) -> None:
    with pytest.raises(ValidationError):
        StageRequest(campaign=campaign, stage=stage)
