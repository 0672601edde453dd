"""The seed of a task is asked for when a person wants it, and patiently: the gateway asks Discord for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.errors import Busy, NotOffered, WishInvalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.task import Task
    from mjdesk.services.ports import Clock, Gateways
    from mjdesk.services.task_store import TaskStore

_TRIES = 5


async def fetch_seed(task_id: str, store: TaskStore, gateways: Gateways, clock: Clock) -> None:
    """Ask for a task's seed and record it; it may take a minute (protocol.md 2.15).

    Raises `WishInvalid` for a task that no gateway has, `Busy` after five tries, `NotOffered`.
    """
    task = await store.load(task_id)
    if task is None or not task.remote_id:
        raise WishInvalid(reason="unsupported")
    gateway = await gateways.gateway_for(task.account)
    for tries in range(_TRIES):
        try:
            seed = await gateway.seed(task.remote_id)
        except Busy as busy:
            if tries == _TRIES - 1:
                raise
            await clock.sleep(busy.retry_after or 3.0)
        except NotOffered as error:
            gateways.heard(task.account, error)
            raise
        else:
            await store.update(task_id, _with_seed(seed))
            return


def _with_seed(seed: str) -> Callable[[Task], Task]:
    return lambda task: replace(task, seed=seed or task.seed)
