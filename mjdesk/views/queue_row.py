"""One draft in the queue: its words, when it goes, and how it gets ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import SPACE, TYPE
from mjdesk.views import wording
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.buttons import LinkButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme


class QueueRow(QWidget):
    """One draft: its words, when it goes, and how it gets ahead."""

    moved = Signal(str, int)
    """A task's id, and by how many places."""
    dropped = Signal(str, QPoint)
    """A task's id, and where it was let go, in global coordinates."""
    cancel_requested = Signal(str)
    try_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.task_id = ""
        self._retry_at: float | None = None
        self._turn = ""
        self.grip = _Grip(theme, self)
        self.words = ElidedLabel(theme, size=TYPE.body)
        self.when = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self.now_button = LinkButton(theme, tr("Try now"))
        self.up_button = IconButton(
            theme, "arrow-up", tr_as("in the queue", "Earlier"), size=22, icon_size=13
        )
        self.down_button = IconButton(
            theme, "arrow-down", tr_as("in the queue", "Later"), size=22, icon_size=13
        )
        self.cancel_button = IconButton(theme, "x", tr_as("button", "Cancel"), size=22, icon_size=13)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.words)
        texts.addWidget(self.when)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(2)
        row.addWidget(self.grip)
        row.addSpacing(SPACE.hair)
        row.addLayout(texts, 1)
        row.addWidget(self.now_button)
        row.addSpacing(SPACE.hair)
        for button in (self.up_button, self.down_button, self.cancel_button):
            row.addWidget(button)
        self.grip.released.connect(self._on_released)
        self.up_button.clicked.connect(lambda: self.moved.emit(self.task_id, -1))
        self.down_button.clicked.connect(lambda: self.moved.emit(self.task_id, 1))
        self.cancel_button.clicked.connect(lambda: self.cancel_requested.emit(self.task_id))
        self.now_button.clicked.connect(lambda: self.try_requested.emit(self.task_id))

    def show_task(self, task: Task, at: int, count: int) -> None:
        """A draft that is number `at` of `count`."""
        self.task_id = task.id
        self._retry_at = task.retry_at
        self._turn = wording.turn(at + 1)
        title = wording.task_title(task)
        self.words.set_text(title)
        self.up_button.setEnabled(at > 0)
        self.down_button.setEnabled(at < count - 1)
        for button, word in (
            (self.up_button, tr_as("in the queue", "Earlier")),
            (self.down_button, tr_as("in the queue", "Later")),
            (self.cancel_button, tr_as("button", "Cancel")),
        ):
            button.setAccessibleName(wording.named(word, wording.shortened(title, 60)))

    def _on_released(self, place: QPoint) -> None:
        self.dropped.emit(self.task_id, place)

    def show_time(self, now: float) -> None:
        """When it goes."""
        left = None if self._retry_at is None else self._retry_at - now
        self.now_button.setVisible(left is not None and left > 0)
        if left is None:
            self.when.set_text(self._turn)
        elif left > 0:
            time = wording.duration(left)
            self.when.set_text(tr("{turn} · busy, next try in {time}", turn=self._turn, time=time))
        else:
            self.when.set_text(tr("{turn} · trying again", turn=self._turn))


class _Grip(QWidget):
    """What a row is dragged by."""

    released = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFixedSize(16, 28)
        theme.changed.connect(self.update)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.released.emit(event.globalPosition().toPoint())
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        place = QRectF(1, (self.height() - 14) / 2, 14, 14)
        self._theme.icons.paint(painter, "grip-vertical", self._theme.tokens.text_3, place)
        painter.end()
