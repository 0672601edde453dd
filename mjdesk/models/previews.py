"""Partial results while a task runs: small, blurred by what is still missing, kept only while it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from mjdesk.domain.task import Task, TaskChange
    from mjdesk.services.image_library import ImageLibrary
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore

_EDGE = 256
_SHARPEST = 96
_BLUNTEST = 10


class Previews(QObject):
    """Owns one small pixmap for each live task that has shown something."""

    ready = Signal(str)
    """A task's id: its preview is new."""

    def __init__(
        self, images: ImageLibrary, store: TaskStore, scope: TaskScope, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._images = images
        self._scope = scope
        self._shown: dict[str, tuple[str, QPixmap]] = {}
        self._asked: dict[str, str] = {}
        self._disconnect = store.changed.connect(self._on_task_changed)

    def pixmap(self, task: Task) -> QPixmap | None:
        """What is known of the task's picture, blurred; None before anything came."""
        if task.preview_url and self._asked.get(task.id) != task.preview_url:
            self._asked[task.id] = task.preview_url
            url, progress = task.preview_url, task.progress
            self._scope.start(
                delivered(
                    self._images.preview(url),
                    lambda data: self._on_bytes(task.id, url, progress, data),
                ),
                name=f"preview {task.id}",
                replace=True,
            )
        shown = self._shown.get(task.id)
        return shown[1] if shown else None

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._disconnect()

    def _on_bytes(self, task_id: str, url: str, progress: int, data: bytes | None) -> None:
        image = QImage.fromData(data) if data else QImage()
        if image.isNull() or task_id not in self._asked:
            return
        self._shown[task_id] = (url, QPixmap.fromImage(blurred(image, progress)))
        self.ready.emit(task_id)

    def _on_task_changed(self, change: TaskChange) -> None:
        task = change.after
        if task.is_final and task.pictures:
            self._shown.pop(task.id, None)
            self._asked.pop(task.id, None)


def blurred(image: QImage, progress: int) -> QImage:
    """`image` as soft as what is still missing (progress 0 to 100), at most 256 pixels wide or high."""
    grain = _BLUNTEST + (_SHARPEST - _BLUNTEST) * max(0, min(100, progress)) // 100
    small = image.scaled(
        QSize(grain, grain),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return small.scaled(
        QSize(_EDGE, _EDGE), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
