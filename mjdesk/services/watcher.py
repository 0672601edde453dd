"""The one place that polls: one request for all live tasks of a gateway, silence when nothing lives.

For whom it asks and when, and what the answers mean, `rounds` knows, for each gateway by itself.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.errors import TaskVanished, WishInvalid
from mjdesk.domain.task import TaskState
from mjdesk.services.task_scope import TaskScope

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.task import Task, TaskChange
    from mjdesk.services.notices import Notices
    from mjdesk.services.ports import Clock, Gateways
    from mjdesk.services.rounds import Rounds
    from mjdesk.services.task_store import TaskStore


class Watcher:
    """Owns the rhythm of polling. It never gives a task up; `check_again` is for those that ended here."""

    def __init__(
        self,
        store: TaskStore,
        gateways: Gateways,
        clock: Clock,
        *,
        notices: Notices,
        on_error: Callable[[str, Exception], None],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._gateways = gateways
        self._clock = clock
        self._notices = notices
        self._chance = chance
        self._on_error = on_error
        self._rounds: dict[str, Rounds] = {}
        self._scope = TaskScope(on_error)
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Follow every live task until cancelled; also those that were alive before."""
        disconnect = self._store.changed.connect(self._on_changed)
        try:
            async with self._scope:
                while True:
                    self._wake.clear()
                    for account in {task.account for task in self._store.live() if task.state.is_polled}:
                        if not self._scope.is_running(account):
                            self._scope.start(self._follow(account), name=account)
                    await self._wake.wait()
        finally:
            disconnect()

    def wake(self) -> None:
        """Ask now wherever failures made us wait: the network is back, or a person wants to know."""
        for rounds in self._rounds.values():
            rounds.forgive()

    async def check_again(self, task_id: str) -> None:
        """Ask once about any task, also one that has ended here. Errors of the gateway are raised.

        A task without the gateway's id is looked for by its `state`. `TaskVanished` when there is none.
        """
        from mjdesk.domain.task_report import fitting, merged  # seldom wanted

        task = await self._store.load(task_id)
        if task is None:
            raise WishInvalid(reason="unsupported")
        gateway = await self._gateways.gateway_for(task.account)
        if task.remote_id:
            reports = [
                row for row in await gateway.reports([task.remote_id]) if row.remote_id == task.remote_id
            ]
        else:
            found = await gateway.find_by_state(task.id)
            reports = [found] if found else []
        self._gateways.heard(task.account, None)
        if not reports:
            raise TaskVanished(task.remote_id)
        now = self._clock.now()

        def told(before: Task) -> Task:
            after = before
            for report in reports:
                # Any row is a proof of life, also one whose status says nothing.
                row = replace(fitting(before, report), state=report.state or TaskState.SUBMITTED)
                after = merged(replace(after, remote_id=report.remote_id), row, now=now)
            return after

        await self._store.update_many({task.id: told}, raw={task.id: reports[-1].raw})
        for kind in ("outcome-unknown", "vanished"):
            self._notices.withdraw(f"{kind} {task.id}")

    async def _follow(self, account: str) -> None:
        """Ask one gateway until nothing of it lives any more."""
        from mjdesk.services.rounds import Rounds  # no start needs it

        rounds = self._rounds[account] = Rounds(
            account,
            self._store,
            self._gateways,
            self._clock,
            notices=self._notices,
            on_error=self._on_error,
            chance=self._chance,
        )
        try:
            await rounds.follow()
        finally:
            del self._rounds[account]
            self._wake.set()

    def _on_changed(self, change: TaskChange) -> None:
        task = change.after
        if task.state.is_polled and (change.before is None or not change.before.state.is_polled):
            if rounds := self._rounds.get(task.account):
                rounds.hurry()
            self._wake.set()
