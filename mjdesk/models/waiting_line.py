"""The wishes that wait for their turn, for screens to show and to put into another order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mjdesk.domain.task import TaskState
from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from mjdesk.domain.settings import Settings
    from mjdesk.domain.task import Task, TaskChange
    from mjdesk.services.queue import Queue
    from mjdesk.services.settings import SettingsHolder
    from mjdesk.services.submitter import Submitter
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore

_PAUSE_MS = 60
"""A batch of wishes is one change."""


class WaitingLine(QObject):
    """Owns nothing: the queue is the services'. Told soon after it changed, once for many changes."""

    changed = Signal()

    def __init__(
        self,
        queue: Queue,
        submitter: Submitter,
        store: TaskStore,
        settings: SettingsHolder,
        scope: TaskScope,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._submitter = submitter
        self._store = store
        self._settings = settings
        self._scope = scope
        self._count = 0
        self._places: dict[str, int] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.changed)
        self._disconnects = (
            store.changed.connect(self._on_task_changed),
            settings.changed.connect(self._on_settings_changed),
        )

    def tasks(self, account: str = "") -> tuple[Task, ...]:
        """The drafts of a gateway, or of all, in the order of their turn."""
        return self._queue.waiting(account)

    def place(self, task_id: str) -> int:
        """Whose turn it is among the drafts of its gateway: 1 is next, 0 for what does not wait."""
        if self._places is None:
            self._places = {}
            seen: dict[str, int] = {}
            for task in self._queue.waiting():
                seen[task.account] = self._places[task.id] = seen.get(task.account, 0) + 1
        return self._places.get(task_id, 0)

    def is_paused(self, account: str) -> bool:
        return self._queue.is_paused(account)

    def pause(self, account: str) -> None:
        """Send nothing new to a gateway; what it has goes on."""
        self._queue.pause(account)

    def resume(self, account: str) -> None:
        self._queue.resume(account)

    def move(self, task_id: str, before: str = "") -> None:
        """Put a draft before another one of its gateway, or to the end."""
        self._start("move in line", self._queue.move(task_id, before))

    def cancel(self, task_id: str) -> None:
        """Give one up."""
        self._start("cancel", self._submitter.cancel(task_id))

    def cancel_all(self, account: str = "") -> None:
        """Give up every draft; what is at a gateway goes on."""
        self._start("cancel all", delivered(self._submitter.cancel_all(account), lambda _: None))

    def try_now(self, task_id: str) -> None:
        """End the wait before the next try."""
        self._start("try now", self._submitter.try_now(task_id))

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._soon.stop()
        for disconnect in self._disconnects:
            disconnect()

    def _start(self, name: str, work: Coroutine[object, object, object]) -> None:
        self._count += 1
        self._scope.start(work, name=f"{name} {self._count}")

    def _on_task_changed(self, change: TaskChange) -> None:
        before, after = change.before, change.after
        if after.state is TaskState.DRAFTED or (before is not None and before.state is TaskState.DRAFTED):
            self._places = None
            self._soon.start()

    def _on_settings_changed(self, change: tuple[Settings, Settings]) -> None:
        if change[0].paused != change[1].paused:
            self.changed.emit()
