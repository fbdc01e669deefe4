"""What all tasks share: when Prefect repeats them. Only what may pass by itself is tried again."""

from typing import Any, TypedDict

from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task, exponential_backoff

from models.engine import is_temporary


def may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether the failure was a lock, a deadlock or a lost connection."""
    return isinstance(state.data, BaseException) and is_temporary(state.data)


class Retrying(TypedDict):
    """The options of `prefect.task` that are the same for every task of the store.

    No tags: for a tagged task Prefect asks for a concurrency slot first, which on its SQLite answered 503 in one of
    thirty runs and made the client wait two seconds; the tags of the deployment reach the flow's run.
    """

    retries: int
    retry_delay_seconds: Any
    retry_jitter_factor: float
    retry_condition_fn: Any
    cache_policy: Any
    persist_result: bool


RETRYING = Retrying(
    retries=3,
    retry_delay_seconds=exponential_backoff(2),
    # Because two sweeps that met at a lock would otherwise meet there again.
    retry_jitter_factor=0.5,
    retry_condition_fn=may_pass,
    # The store knows what has been done; a remembered result of an earlier run would be wrong.
    cache_policy=NO_CACHE,
    persist_result=False,
)
