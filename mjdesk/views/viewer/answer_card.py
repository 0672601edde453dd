"""In the middle of the viewer: what the gateway wants to know, and the way to say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.task import Task, TaskState
from mjdesk.theme import SPACE, TYPE, WEIGHT, Theme
from mjdesk.views import answer_words, wording
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import begin
from mjdesk.widgets.sheet import Card

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_WIDTH = 380


class AnswerCard(Card):
    """Owns its place in the middle of `host`; shown only while a task waits for an answer."""

    commanded = Signal(str)
    """`answer` or `cancel`."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, line="edge", radius=14, parent=host)
        self._host = host
        self._sign = _Sign(theme)
        self._title = ElidedLabel(theme, size=TYPE.section, weight=WEIGHT.semibold)
        self._question = ElidedLabel(theme, lines=3)
        self._advice = ElidedLabel(theme, tr(answer_words.WAITS), role="text_2", size=TYPE.label, lines=2)
        self.drop_button = PushButton(theme, tr("Drop it"))
        self.answer_button = PrimaryButton(theme, tr_as("button", "Answer"), icon="message-circle")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.snug)
        buttons.addStretch(1)
        buttons.addWidget(self.drop_button)
        buttons.addWidget(self.answer_button)
        head = QHBoxLayout()
        head.setSpacing(SPACE.snug)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.wide)
        column.setSpacing(SPACE.snug)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(self._advice)
        column.addSpacing(SPACE.tight)
        column.addLayout(buttons)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.answer_button.clicked.connect(lambda: self.commanded.emit("answer"))
        self.drop_button.clicked.connect(lambda: self.commanded.emit("cancel"))
        host.installEventFilter(self)
        self.hide()

    def show_task(self, task: Task | None) -> None:
        """Hidden for every task that does not ask."""
        if task is not None and task.state is TaskState.NEEDS_ANSWER:
            self._title.set_text(wording.state_line(task))
            self._question.set_text(answer_words.question(task.action))
            self.show()
        else:
            self.hide()
        self._place()

    def _place(self) -> None:
        if not self.isHidden():
            width = min(_WIDTH, self._host.width() - 32)
            height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
            left = (self._host.width() - width) // 2
            self.setGeometry(left, (self._host.height() - height) // 2, width, height)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)


class _Sign(QWidget):
    """The icon beside the title."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(20, 20)
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        self._theme.icons.paint(painter, "message-circle", self._theme.tokens.accent, QRectF(self.rect()))
        painter.end()
