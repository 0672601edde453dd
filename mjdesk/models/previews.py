"""Partial results while a task runs: small, blurred by what is still missing, kept only while it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from mjdesk.domain.task import Collection
from mjdesk.models.decoding import Decoder, decoded
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
        self._shown: dict[str, QPixmap] = {}
        self._asked: dict[str, str] = {}
        self._decoder = Decoder(1, self)
        self._disconnect = store.changed.connect(self._on_task_changed)

    def pixmap(self, task: Task) -> QPixmap | None:
        """What is known of the task's picture, blurred; None before anything came, and of what has ended."""
        if _is_over(task):
            return None
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
        return self._shown.get(task.id)

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._disconnect()
        self._decoder.close()

    def _on_bytes(self, task_id: str, url: str, progress: int, data: bytes | None) -> None:
        if data:
            self._decoder.start(
                lambda: blurred(decoded(data, edge=_EDGE), progress),
                lambda image: self._on_decoded(task_id, url, image),
            )

    def _on_decoded(self, task_id: str, url: str, image: QImage) -> None:
        if not image.isNull() and self._asked.get(task_id) == url:
            self._shown[task_id] = QPixmap.fromImage(image)
            self.ready.emit(task_id)

    def _on_task_changed(self, change: TaskChange) -> None:
        if _is_over(change.after):
            self._shown.pop(change.after.id, None)
            self._asked.pop(change.after.id, None)


def _is_over(task: Task) -> bool:
    """Nothing better than a preview is on its way any more, or it has arrived."""
    return task.is_final and (bool(task.pictures) or task.collection is not Collection.WAITING)


def blurred(image: QImage, progress: int) -> QImage:
    """`image` as soft as what is still missing (progress 0 to 100), at most 256 pixels wide or high."""
    if image.isNull():
        return image
    grain = _BLUNTEST + (_SHARPEST - _BLUNTEST) * max(0, min(100, progress)) // 100
    small = image.scaled(
        QSize(grain, grain),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return small.scaled(
        image.size().scaled(QSize(_EDGE, _EDGE), Qt.AspectRatioMode.KeepAspectRatio),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
