"""One gateway's questions: whom it is asked for, when, and what its answers make of the tasks.

The watcher, which alone may poll, has one of these for each gateway while something of it lives.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.errors import Busy, DeskError, LibraryError, TaskVanished
from mjdesk.domain.frozen import dataclass
from mjdesk.domain.task import Collection, Failure, Task, TaskState
from mjdesk.domain.task_report import fitting, merged
from mjdesk.services.notices import Notices, Severity
from mjdesk.services.patience import (
    MEDIA_SECONDS,
    UNKNOWN_MISSES,
    UNKNOWN_SECONDS,
    poll_interval,
    query_back_off,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.task_report import TaskReport
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


class Rounds:
    """Owns what is remembered of one gateway between two questions, and until when it is left alone."""

    def __init__(
        self,
        account: str,
        store: TaskStore,
        gateways: Gateways,
        clock: Clock,
        *,
        notices: Notices,
        on_error: Callable[[str, Exception], None],
        chance: Callable[[], float],
    ) -> None:
        self._account = account
        self._store = store
        self._gateways = gateways
        self._clock = clock
        self._notices = notices
        self._on_error = on_error
        self._chance = chance
        self._watched: dict[str, _Watched] = {}
        self._failures = 0
        self._is_told = False
        """A notice says that it is silent."""
        self._not_before = 0.0
        self._wake = asyncio.Event()

    async def follow(self) -> None:
        """Ask until nothing of the gateway lives any more."""
        try:
            while tasks := self._polled():
                self._wake.clear()
                wait = self._next(tasks) - self._clock.monotonic()
                if wait > 0:
                    await self._pause(wait)
                else:
                    await self._round(tasks)
        finally:
            self._hear()

    def hurry(self) -> None:
        """There is a younger task, which may want to be asked for earlier."""
        self._wake.set()

    def forgive(self) -> None:
        """Ask now if failures made us wait."""
        if self._failures:
            self._failures, self._not_before = 0, 0.0
            self._wake.set()

    async def _pause(self, seconds: float) -> None:
        """Sleep, unless a younger task wants to be asked for earlier; not long at a time, because timers
        stand still while the machine sleeps, and afterwards everything is to be asked for at once."""
        seconds = min(seconds, _BEAT)
        began, at = self._clock.now(), self._clock.monotonic()
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        waking = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait({sleeping, waking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            waking.cancel()
        passed = max(self._clock.now() - began, self._clock.monotonic() - at)
        if passed > seconds + _JUMP:
            self._failures, self._not_before = 0, 0.0
            for watched in self._watched.values():
                watched.asked_at = -math.inf

    def _polled(self) -> list[Task]:
        return [task for task in self._store.live() if task.account == self._account and task.state.is_polled]

    def _next(self, tasks: Sequence[Task]) -> float:
        """As soon as the most impatient task wants it, but not before the gateway may be asked again."""
        now = self._clock.monotonic()
        profile = self._gateways.profile_of(self._account)
        is_studio = profile is not None and profile.is_studio
        self._watched = {task.id: self._watched.get(task.id) or self._first_seen(task, now) for task in tasks}
        due = min(
            watched.asked_at
            + poll_interval(now - watched.since, is_first=not watched.is_asked, is_studio=is_studio)
            for watched in self._watched.values()
        )
        return max(due, self._not_before)

    def _first_seen(self, task: Task, now: float) -> _Watched:
        age = max(0.0, self._clock.now() - (task.submitted_at or task.created))
        return _Watched(since=now - age, asked_at=now)

    async def _round(self, tasks: Sequence[Task]) -> None:
        """One question and its answer; whatever fails, the next one comes."""
        try:
            await self._ask(tasks)
        except LibraryError as error:
            self._not_before = self._clock.monotonic() + _AFTER_TROUBLE
            self._notices.say("library", Severity.ERROR, error=error, is_sticky=True)
        except Exception as error:  # noqa: BLE001 (handed on whole; the other tasks still want an answer)
            self._not_before = self._clock.monotonic() + _AFTER_TROUBLE
            self._on_error(f"watching {self._account}", error)

    async def _ask(self, tasks: Sequence[Task]) -> None:
        """Ask for all, those first that have waited longest; what answered is kept when the rest fails."""
        waiting = sorted(tasks, key=lambda task: self._watched[task.id].asked_at)
        while waiting:
            try:
                gateway = await self._gateways.gateway_for(self._account)
                count = _IDS_A_QUESTION if gateway.can_list else _FETCHES_A_QUESTION
                now, asked, waiting = self._clock.monotonic(), waiting[:count], waiting[count:]
                reports = await gateway.reports([task.remote_id for task in asked])
            except DeskError as error:
                self._fail(error)
                return
            if self._failures:
                self._failures, self._not_before = 0, 0.0
            self._hear()
            self._gateways.heard(self._account, None)
            for task in asked:
                if watched := self._watched.get(task.id):
                    watched.asked_at, watched.is_asked = now, True
            await self._record(asked, reports)

    def _fail(self, error: DeskError) -> None:
        """Leave it alone for a while, longer each time."""
        self._failures += 1
        wait = query_back_off(self._failures, self._chance())
        if isinstance(error, Busy) and error.retry_after is not None:
            wait = max(error.retry_after, 1.0)
        self._not_before = self._clock.monotonic() + wait
        self._gateways.heard(self._account, error)
        if self._failures == 2 and not isinstance(error, Busy):
            # Once may be chance; what stays away is told, and taken back when it returns.
            self._is_told = True
            self._notices.say(
                "gateway-silent", Severity.WARN, error=error, subject=self._account, is_sticky=True
            )

    def _hear(self) -> None:
        """It answers again, or nothing is wanted of it any more: nobody needs to read that it is silent."""
        if self._is_told:
            self._is_told = False
            self._notices.withdraw(f"gateway-silent {self._account}")

    async def _record(self, tasks: Sequence[Task], reports: Sequence[TaskReport]) -> None:
        """Everything that came back, in one transaction."""
        rows: dict[str, list[TaskReport]] = {}
        for report in reports:
            rows.setdefault(report.remote_id, []).append(report)
        changes: dict[str, Callable[[Task], Task]] = {}
        raw: dict[str, str] = {}
        for task in tasks:
            watched = self._watched.get(task.id)
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
            if (watched := self._watched.get(task.id)) and task.id in raw:
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
        report = fitting(task, report)
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


def _plain_row(rows: Sequence[TaskReport]) -> str:
    """The only row, as delivered, when it means the same whenever it is read; else empty.

    A question may be meant anew later, and a success waits for its pictures: those are read each time.
    """
    is_plain = len(rows) == 1 and rows[0].state in {TaskState.SUBMITTED, TaskState.RUNNING}
    return rows[0].raw if is_plain else ""
