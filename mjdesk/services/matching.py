"""Wishes whose fate is unknown, looked for at their gateways by the `state` that they were sent with."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.errors import DeskError
from mjdesk.domain.task import Task, TaskState
from mjdesk.services.notices import Notices, Severity
from mjdesk.services.patience import MATCH_DELAYS, MATCH_TRIES, query_back_off
from mjdesk.services.promises import twin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.task_report import TaskReport
    from mjdesk.services.ports import Clock, Gateways
    from mjdesk.services.task_store import TaskStore


class Matching:
    """Owns nothing; what it finds lives again in the store, and is never sent again (protocol.md 6)."""

    def __init__(
        self,
        store: TaskStore,
        gateways: Gateways,
        clock: Clock,
        notices: Notices,
        chance: Callable[[], float],
        ids: Callable[[], str],
    ) -> None:
        """`ids` gives 32 hex digits each time."""
        self._ids = ids
        self._store = store
        self._gateways = gateways
        self._clock = clock
        self._notices = notices
        self._chance = chance

    async def match(self, task_id: str) -> bool:
        """Look for one; True when it was found. Errors of the gateway are raised."""
        task = await self._store.load(task_id)
        if task is None or task.state is not TaskState.UNKNOWN:
            return False
        return bool(await self._matched(task.account, [task_id]))

    async def match_all(self, tasks: Sequence[Task]) -> None:
        """Look for them a few times, all of a gateway at once; what stays unknown waits for the person."""
        accounts = dict.fromkeys(task.account for task in tasks)
        await asyncio.gather(
            *(self._look_for([task.id for task in tasks if task.account == each], each) for each in accounts)
        )

    async def _look_for(self, lost: list[str], account: str) -> None:
        for delay in MATCH_DELAYS:
            await self._clock.sleep(delay)
            for failures in range(1, MATCH_TRIES + 1):
                try:
                    found = await self._matched(account, lost)
                except DeskError:
                    # What swallowed the answer is still in the way: this was no look.
                    self._tell_unknown(lost)
                    await self._clock.sleep(query_back_off(failures, self._chance()))
                else:
                    lost = [task_id for task_id in lost if task_id not in found]
                    break
            if not lost:
                return
        self._tell_unknown(lost)

    def _tell_unknown(self, task_ids: Sequence[str]) -> None:
        for task_id in task_ids:
            self._notices.say("outcome-unknown", Severity.WARN, task_id, is_sticky=True)

    async def _matched(self, account: str, task_ids: Sequence[str]) -> Sequence[str]:
        """Those of one gateway that it knows by their `state`; they live again when this returns."""
        gateway = await self._gateways.gateway_for(account)
        now = self._clock.now()
        reports = await gateway.find_by_states(task_ids)
        found = {report.client_state: report for report in reversed(reports)}  # the first is the newest
        for task_id in tuple(found):
            rows = [report for report in reversed(reports) if report.client_state == task_id]
            if len({report.remote_id for report in rows}) > 1:
                found[task_id] = await self._first_of(task_id, rows, now)
        await self._store.update_many(
            {task_id: partial(_found_again, report=report, now=now) for task_id, report in found.items()}
        )
        for task_id in found:
            self._notices.withdraw(f"outcome-unknown {task_id}")
        return tuple(found)

    async def _first_of(self, task_id: str, rows: Sequence[TaskReport], now: float) -> TaskReport:
        """Of the rows that carry one `state`, oldest first, the one that the task is; tasks of one click that
        nobody has written down yet get records of their own (protocol.md 3.1: comma-joined ids).

        Elsewhere several ids mean a window and its answer, of which the newest is the task (protocol.md 3.2).
        """
        task = await self._store.load(task_id)
        if task is None or task.action is None or task.action.verb is not ActionVerb.IMAGINE_ALL:
            return rows[-1]
        by_id = {report.remote_id: report for report in rows}
        fresh = [
            report
            for remote_id, report in by_id.items()
            if await self._store.known_as(task.account, remote_id) is None
        ]
        for report in fresh[1:]:
            twin = _found_again(twin_of(task, self._ids()), report=report, now=now)
            await self._store.add(twin)
        return fresh[0] if fresh else rows[-1]


def _found_again(task: Task, *, report: TaskReport, now: float) -> Task:
    """A wish whose fate was unknown, with what the gateway says of it; any row is a proof of life."""
    if task.state is not TaskState.UNKNOWN:
        return task  # it was settled meanwhile
    from mjdesk.domain.task_report import merged  # no start needs it

    alive = replace(report, state=report.state or TaskState.SUBMITTED)
    return replace(merged(task, alive, now=now), remote_id=report.remote_id)
