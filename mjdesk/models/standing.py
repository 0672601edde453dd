"""How things stand: the gateway's reach, what runs and waits, how much the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mjdesk.domain.task import TaskState
from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from mjdesk.domain.library import LibrarySize
    from mjdesk.domain.task import TaskChange
    from mjdesk.services.gallery_feed import GalleryFeed
    from mjdesk.services.session import Session, SessionState
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore

_RUNNING = frozenset({TaskState.SENT, TaskState.SUBMITTED, TaskState.RUNNING})
_PAUSE_MS = 400


class Standing(QObject):
    """Owns the numbers of the status bar; they are counted anew soon after something changed."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        store: TaskStore,
        feed: GalleryFeed,
        scope: TaskScope,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._store = store
        self._feed = feed
        self._scope = scope
        self.running = 0
        self.waiting = 0
        self.asked: tuple[str, ...] = ()
        """Ids of the tasks that wait for an answer, the oldest first."""
        self.is_paused = False
        """Nothing new is sent to the gateway in use."""
        self.size: LibrarySize | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.count)
        self._disconnects = (
            session.changed.connect(self._on_session_changed),
            store.changed.connect(self._on_task_changed),
        )

    @property
    def session(self) -> SessionState:
        return self._session.state

    def count(self) -> None:
        """Count live tasks now and ask the library for its size."""
        live = self._store.live()
        self.running = sum(1 for task in live if task.state in _RUNNING)
        self.waiting = sum(1 for task in live if task.state is TaskState.DRAFTED)
        self.asked = tuple(task.id for task in live if task.state is TaskState.NEEDS_ANSWER)
        self.changed.emit()
        self._scope.start(delivered(self._feed.size(), self._on_size), name="library size", replace=True)

    def set_paused(self, is_paused: bool) -> None:
        """Whether the gateway in use has a pause; whoever knows says it."""
        if is_paused != self.is_paused:
            self.is_paused = is_paused
            self.changed.emit()

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._soon.stop()
        for disconnect in self._disconnects:
            disconnect()

    def _on_size(self, size: LibrarySize) -> None:
        self.size = size
        self.changed.emit()

    def _on_session_changed(self, _state: SessionState) -> None:
        self.changed.emit()

    def _on_task_changed(self, change: TaskChange) -> None:
        is_step = change.before is None or change.before.state is not change.after.state
        if is_step or (change.before and change.before.pictures != change.after.pictures):
            self._soon.start()
