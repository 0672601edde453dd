"""What a command waits for: one task is followed to its end, reported, and its pictures are brought along."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from mjdesk.cli.sentences import outcome, said_of
from mjdesk.domain.task import Collection, Task, TaskState

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.assembly import Parts
    from mjdesk.cli.report import Report
    from mjdesk.domain.task import TaskChange
    from mjdesk.services.notices import Notice


class Followed:
    """Owns the attention to one task: reports its steps, and knows when nothing more will come."""

    def __init__(self, parts: Parts, report: Report) -> None:
        self._parts = parts
        self._report = report
        self._settled = asyncio.Event()
        self._unheard: OSError | None = None
        """Nobody reads any more what is reported."""
        self.task_id = ""
        self._disconnects = (
            parts.store.changed.connect(self._on_changed),
            parts.notices.changed.connect(self._on_notice),
        )

    def close(self) -> None:
        for disconnect in self._disconnects:
            disconnect()

    async def end(self, task: Task) -> Task:
        """The task once it has settled. Raises what writing a report raised, such as `BrokenPipeError`."""
        self.task_id = task.id
        known = await self._parts.store.load(task.id) or task
        self._look(known)
        await self._settled.wait()
        if self._unheard is not None:
            raise self._unheard
        return await self._parts.store.load(task.id) or known

    def _on_changed(self, change: TaskChange) -> None:
        if change.after.id == self.task_id and self._unheard is None:
            try:
                self._look(change.after)
            except OSError as error:
                # It must not reach who tells of the change, nor leave the command waiting for ever.
                self._unheard = error
                self._settled.set()

    def _look(self, task: Task) -> None:
        if is_settled(task):
            self._settled.set()
        else:
            self._report.progress(task)

    def _on_notice(self, notice: Notice) -> None:
        """Why it takes so long; how it ends is said at the end."""
        if notice.kind in {"waiting", "gateway-silent", "library"} and notice.error is not None:
            _, sentence = said_of(notice.error)
            self._report.trouble(f"{sentence} Waiting for it to pass.")


def is_settled(task: Task) -> bool:
    """Nothing more will come by itself, and its pictures are where they will stay."""
    if task.state is TaskState.NEEDS_ANSWER:
        return True
    return task.is_final and task.collection is not Collection.WAITING


async def brought_home(
    parts: Parts, followed: Followed, task: Task, folder: Path | None, report: Report
) -> int:
    """Wait for the end of a task and report it; answers the exit code."""
    try:
        ended = await followed.end(task)
    finally:
        followed.close()
    if folder is not None:
        files = [await parts.images.export(picture, ended, str(folder)) for picture in ended.pictures]
    else:
        files = [path for picture in ended.pictures if (path := parts.images.path(picture.digest))]
    report.result(ended, files)
    code, sentence = outcome(ended)
    if sentence:
        report.trouble(sentence)
    return code
