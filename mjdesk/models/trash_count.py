"""How many tasks lie in the trash; counted when a screen asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.library import TaskQuery
from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.task import Task
    from mjdesk.services.gallery_feed import GalleryFeed
    from mjdesk.services.task_scope import TaskScope

MOST = 500
"""Counting stops here: nobody needs to know more exactly, and each task is read."""


class TrashCount(QObject):
    """Owns the last count; None before the first."""

    counted = Signal()

    def __init__(self, feed: GalleryFeed, scope: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._scope = scope
        self.value: int | None = None

    def count(self) -> None:
        """Ask the library; `counted` follows."""
        query = TaskQuery(is_trash=True)
        self._scope.start(
            delivered(self._feed.newest(query, MOST), self._on_found), name="trash count", replace=True
        )

    def _on_found(self, tasks: Sequence[Task]) -> None:
        self.value = len(tasks)
        self.counted.emit()
