"""The one place that polls: one request for all live tasks of a gateway, silence when nothing lives."""

from __future__ import annotations

import asyncio
import math
import random
from dataclasses import field, replace
from typing import TYPE_CHECKING

from mjdesk.domain.errors import Busy, DeskError, LibraryError, TaskVanished, WishInvalid
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.task import Collection, Failure, Task, TaskChange, TaskState
from mjdesk.domain.task_report import TaskReport, merged
from mjdesk.services.notices import Notices, Severity
from mjdesk.services.patience import (
    MEDIA_SECONDS,
    UNKNOWN_MISSES,
    UNKNOWN_SECONDS,
    poll_interval,
    query_back_off,
)
from mjdesk.services.task_scope import TaskScope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.services.ports import Clock, Gateways
    from mjdesk.services.task_store import TaskStore

_AFTER_TROUBLE = 15.0
_IDS_A_QUESTION = 50
"""Tasks that one request asks for (protocol.md 10)."""
_FETCHES_A_QUESTION = 12
"""Single requests that fail together, where a gateway cannot list."""
_BEAT = 5.0
"""Seconds of sleep at a time."""
_JUMP = 20.0
"""Seconds that the clock must run ahead of the sleep before it counts as the machine's own sleep."""


@dataclass(slots=True)
class _Watched:
    """What is remembered of a live task between two questions; monotonic seconds."""

    since: float
    asked_at: float
    is_asked: bool = False
    misses: int = 0
    missing_since: float = 0.0
    succeeded_at: float | None = None
    """When SUCCESS came without its pictures' addresses."""
    said: str = ""
    """The row that is written down already, while it says no more than that work goes on."""


@dataclass(slots=True)
class _Rounds:
    """One gateway's questions: whom it is asked for, and until when it is left alone."""

    wake: asyncio.Event = field(default_factory=asyncio.Event)
    watched: dict[str, _Watched] = field(default_factory=dict[str, _Watched])
    failures: int = 0
    is_told: bool = False
    """A notice says that it is silent."""
    not_before: float = 0.0


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
        self._rounds: dict[str, _Rounds] = {}
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
            if rounds.failures:
                rounds.failures, rounds.not_before = 0, 0.0
                rounds.wake.set()

    async def check_again(self, task_id: str) -> None:
        """Ask once about any task, also one that has ended here. Errors of the gateway are raised.

        A task without the gateway's id is looked for by its `state`. `TaskVanished` when there is none.
        """
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
                row = replace(_fitting(before, report), state=report.state or TaskState.SUBMITTED)
                after = merged(replace(after, remote_id=report.remote_id), row, now=now)
            return after

        await self._store.update_many({task.id: told}, raw={task.id: reports[-1].raw})
        for kind in ("outcome-unknown", "vanished"):
            self._notices.withdraw(f"{kind} {task.id}")

    async def _follow(self, account: str) -> None:
        """Ask one gateway until nothing of it lives any more."""
        rounds = self._rounds.setdefault(account, _Rounds())
        try:
            while tasks := self._polled(account):
                rounds.wake.clear()
                wait = self._next(rounds, tasks) - self._clock.monotonic()
                if wait > 0:
                    await self._pause(rounds, wait)
                else:
                    await self._round(rounds, account, tasks)
        finally:
            self._hear(rounds, account)
            del self._rounds[account]
            self._wake.set()

    async def _pause(self, rounds: _Rounds, seconds: float) -> None:
        """Sleep, unless a younger task wants to be asked for earlier; not long at a time, because timers
        stand still while the machine sleeps, and afterwards everything is to be asked for at once."""
        seconds = min(seconds, _BEAT)
        began, at = self._clock.now(), self._clock.monotonic()
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        waking = asyncio.ensure_future(rounds.wake.wait())
        try:
            await asyncio.wait({sleeping, waking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            waking.cancel()
        passed = max(self._clock.now() - began, self._clock.monotonic() - at)
        if passed > seconds + _JUMP:
            rounds.failures, rounds.not_before = 0, 0.0
            for watched in rounds.watched.values():
                watched.asked_at = -math.inf

    def _polled(self, account: str) -> list[Task]:
        return [task for task in self._store.live() if task.account == account and task.state.is_polled]

    def _next(self, rounds: _Rounds, tasks: Sequence[Task]) -> float:
        """As soon as the most impatient task wants it, but not before the gateway may be asked again."""
        now = self._clock.monotonic()
        profile = self._gateways.profile_of(tasks[0].account)
        is_studio = profile is not None and profile.is_studio
        rounds.watched = {
            task.id: rounds.watched.get(task.id) or self._first_seen(task, now) for task in tasks
        }
        due = min(
            watched.asked_at
            + poll_interval(now - watched.since, is_first=not watched.is_asked, is_studio=is_studio)
            for watched in rounds.watched.values()
        )
        return max(due, rounds.not_before)

    def _first_seen(self, task: Task, now: float) -> _Watched:
        age = max(0.0, self._clock.now() - (task.submitted_at or task.created))
        return _Watched(since=now - age, asked_at=now)

    async def _round(self, rounds: _Rounds, account: str, tasks: Sequence[Task]) -> None:
        """One question and its answer; whatever fails, the next one comes."""
        try:
            await self._ask(rounds, account, tasks)
        except LibraryError as error:
            rounds.not_before = self._clock.monotonic() + _AFTER_TROUBLE
            self._notices.say("library", Severity.ERROR, error=error, is_sticky=True)
        except Exception as error:  # noqa: BLE001 (handed on whole; the other tasks still want an answer)
            rounds.not_before = self._clock.monotonic() + _AFTER_TROUBLE
            self._on_error(f"watching {account}", error)

    async def _ask(self, rounds: _Rounds, account: str, tasks: Sequence[Task]) -> None:
        """Ask for all, those first that have waited longest; what answered is kept when the rest fails."""
        waiting = sorted(tasks, key=lambda task: rounds.watched[task.id].asked_at)
        while waiting:
            try:
                gateway = await self._gateways.gateway_for(account)
                count = _IDS_A_QUESTION if gateway.can_list else _FETCHES_A_QUESTION
                now, asked, waiting = self._clock.monotonic(), waiting[:count], waiting[count:]
                reports = await gateway.reports([task.remote_id for task in asked])
            except DeskError as error:
                self._fail(rounds, account, error)
                return
            if rounds.failures:
                rounds.failures, rounds.not_before = 0, 0.0
            self._hear(rounds, account)
            self._gateways.heard(account, None)
            for task in asked:
                if watched := rounds.watched.get(task.id):
                    watched.asked_at, watched.is_asked = now, True
            await self._record(rounds, asked, reports)

    def _fail(self, rounds: _Rounds, account: str, error: DeskError) -> None:
        """Leave it alone for a while, longer each time."""
        rounds.failures += 1
        wait = query_back_off(rounds.failures, self._chance())
        if isinstance(error, Busy) and error.retry_after is not None:
            wait = max(error.retry_after, 1.0)
        rounds.not_before = self._clock.monotonic() + wait
        self._gateways.heard(account, error)
        if rounds.failures == 2 and not isinstance(error, Busy):
            # Once may be chance; what stays away is told, and taken back when it returns.
            rounds.is_told = True
            self._notices.say("gateway-silent", Severity.WARN, error=error, subject=account, is_sticky=True)

    def _hear(self, rounds: _Rounds, account: str) -> None:
        """It answers again, or nothing is wanted of it any more: nobody needs to read that it is silent."""
        if rounds.is_told:
            rounds.is_told = False
            self._notices.withdraw(f"gateway-silent {account}")

    async def _record(self, rounds: _Rounds, tasks: Sequence[Task], reports: Sequence[TaskReport]) -> None:
        """Everything that came back, in one transaction."""
        rows: dict[str, list[TaskReport]] = {}
        for report in reports:
            rows.setdefault(report.remote_id, []).append(report)
        changes: dict[str, Callable[[Task], Task]] = {}
        raw: dict[str, str] = {}
        for task in tasks:
            watched = rounds.watched.get(task.id)
            if watched is None:
                continue
            came = rows.get(task.remote_id, ())
            if len(came) == 1 and came[0].raw and came[0].raw == watched.said:
                watched.misses = 0
                continue  # with hundreds of live tasks most rows say nothing new
            found = [self._patient(task, row, watched) for row in came]
            if found:
                watched.misses = 0
                changes[task.id] = self._merging(found)
                raw[task.id] = max(found, key=lambda row: row.progress or 0).raw
            elif self._is_gone(watched):
                changes[task.id] = self._vanishing
        answered = {task.id for task in tasks if task.is_answered}
        changed = await self._store.update_many(changes, raw=raw)
        if changed and self._notices.is_standing("library"):
            self._notices.withdraw("library")  # the disk takes it again
        for task in tasks:
            if (watched := rounds.watched.get(task.id)) and task.id in raw:
                watched.said = _plain_row(rows[task.remote_id])
        for task in changed:
            self._announce(task, was_answered=task.id in answered)

    def _merging(self, rows: Sequence[TaskReport]) -> Callable[[Task], Task]:
        now = self._clock.now()
        # Relays show the stale row of a window beside the living one (protocol.md 3.2).
        rows = sorted(rows, key=lambda row: row.state is TaskState.NEEDS_ANSWER)

        def merge(task: Task) -> Task:
            for row in rows:
                task = merged(task, row, now=now)
            return task

        return merge

    def _patient(self, task: Task, report: TaskReport, watched: _Watched) -> TaskReport:
        """SUCCESS before the pictures' addresses counts as running for a while (protocol.md 4.4, 8.3)."""
        report = _fitting(task, report)
        lacks = report.state is TaskState.SUCCEEDED and not report.media and not task.kind.gives_text
        if not lacks:
            return report
        now = self._clock.monotonic()
        watched.succeeded_at = now if watched.succeeded_at is None else watched.succeeded_at
        if now - watched.succeeded_at >= MEDIA_SECONDS:
            return report
        return replace(report, state=TaskState.RUNNING, progress=min(report.progress or 0, 99))

    def _is_gone(self, watched: _Watched) -> bool:
        now = self._clock.monotonic()
        watched.missing_since = watched.missing_since if watched.misses else now
        watched.misses += 1
        return watched.misses >= UNKNOWN_MISSES and now - watched.missing_since >= UNKNOWN_SECONDS

    @staticmethod
    def _vanishing(task: Task) -> Task:
        failure = Failure(error="TaskVanished", may_have_cost=True)
        return task if task.is_final else replace(task, state=TaskState.VANISHED, failure=failure)

    def _announce(self, task: Task, *, was_answered: bool) -> None:
        match task.state:
            case TaskState.FAILED:
                text = task.failure.text if task.failure else ""
                self._notices.say("task-failed", Severity.ERROR, task.id, text=text)
            case TaskState.VANISHED:
                self._notices.say("vanished", Severity.WARN, task.id, TaskVanished(task.remote_id))
            case TaskState.NEEDS_ANSWER:
                kind = "asks-again" if was_answered else "needs-answer"
                self._notices.say(kind, Severity.WARN if was_answered else Severity.INFO, task.id)
            case TaskState.SUCCEEDED if task.collection is Collection.NOTHING and not task.kind.gives_text:
                self._notices.say("picture-missing", Severity.WARN, task.id)
            case _:
                pass

    def _on_changed(self, change: TaskChange) -> None:
        task = change.after
        if task.state.is_polled and (change.before is None or not change.before.state.is_polled):
            if rounds := self._rounds.get(task.account):
                rounds.wake.set()
            self._wake.set()


def _plain_row(rows: Sequence[TaskReport]) -> str:
    """The only row, as delivered, when it means the same whenever it is read; else empty.

    A question may be meant anew later, and a success waits for its pictures: those are read each time.
    """
    is_plain = len(rows) == 1 and rows[0].state in {TaskState.SUBMITTED, TaskState.RUNNING}
    return rows[0].raw if is_plain else ""


def _fitting(task: Task, report: TaskReport) -> TaskReport:
    """The report without what is no result: describe echoes its input as its picture (protocol.md 4.4)."""
    return replace(report, media=()) if task.kind.gives_text else report
