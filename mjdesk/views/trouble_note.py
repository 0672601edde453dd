"""What is wrong with a task, or what it waits for, in one sentence, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.domain.task import Collection, Task, TaskState
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import answer_words, error_words, trouble_words, wording
from mjdesk.widgets.buttons import ButtonKind, PushButton
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from mjdesk.theme import Theme


class TroubleNote(QWidget):
    """Owns what happened, what it cost and what to do, with the buttons; hidden when all is well."""

    commanded = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE.hair)
        column.setSpacing(SPACE.hair)
        self._title = ElidedLabel(theme, weight=600, lines=3)
        self._advice = ElidedLabel(theme, role="text_2", size=TYPE.label, lines=5)
        self._button = PushButton(theme, "Retry", icon="refresh-cw")
        self._second = PushButton(theme, "Cancel", kind=ButtonKind.QUIET)
        self._details = PushButton(theme, "Copy details", icon="copy", kind=ButtonKind.QUIET)
        self._command = self._second_command = ""
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE.hair, 0, 0)
        row.setSpacing(SPACE.tight)
        row.addWidget(self._button)
        row.addWidget(self._second)
        row.addStretch(1)
        row.addWidget(self._details)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addLayout(row)
        self._details.clicked.connect(lambda: self.commanded.emit("copy-details"))
        self._button.clicked.connect(lambda: self.commanded.emit(self._command))
        self._second.clicked.connect(lambda: self.commanded.emit(self._second_command))

    def show_task(self, task: Task) -> None:
        """Hidden when all is well."""
        title, advice, first, second = "", "", ("", "", ""), ("", "")
        if task.state is TaskState.NEEDS_ANSWER:
            title, advice = answer_words.question(task.action), answer_words.WAITS
            first, second = ("Answer", "message-circle", "answer"), ("Drop it", "cancel")
        elif task.is_live:
            title = "In progress" if task.state is TaskState.RUNNING else wording.state_line(task)
            first = ("Cancel", "circle-stop", "cancel")
        elif task.failure is not None and task.state.is_trouble:
            words = error_words.explain_failure(task.failure)
            cost = trouble_words.cost_words(task)
            title, advice = words.title, f"{words.advice} {cost}".strip()
            if task.state in {TaskState.UNKNOWN, TaskState.VANISHED}:
                first, second = ("Check again", "refresh-cw", "check"), ("Repeat", "retry")
            else:
                first = ("Retry", "refresh-cw", "retry")
        elif task.state in {TaskState.UNKNOWN, TaskState.VANISHED}:
            title, advice = wording.state_line(task), trouble_words.cost_words(task)
            first, second = ("Check again", "refresh-cw", "check"), ("Repeat", "retry")
        elif task.collection in {Collection.EXPIRED, Collection.BROKEN}:
            cost = trouble_words.cost_words(task)
            title = wording.state_line(task)
            advice = f"The task succeeded; only the file is missing. {cost}".strip()
            first = ("Fetch again", "download", "collect")
        elif task.state is TaskState.CANCELLED:
            title, advice = "Cancelled", "The gateway may still finish and charge it."
            first = ("Retry", "refresh-cw", "retry")
        self.setVisible(bool(title))
        self._title.set_text(title)
        self._advice.set_text(advice)
        self._advice.setVisible(bool(advice))
        self._show_button(self._button, first[0], first[1])
        self._command = first[2]
        self._show_button(self._second, second[0], "")
        self._second_command = second[1]
        self._details.setVisible(not task.is_live)

    def show_elapsed(self, task: Task, now: float) -> None:
        """Seconds since it was sent, while it lives."""
        if task.is_live and task.state is not TaskState.NEEDS_ANSWER:
            self._advice.set_text(f"{wording.duration(now - task.created)} so far")
            self._advice.setVisible(True)

    def _show_button(self, button: PushButton, label: str, icon: str) -> None:
        button.setVisible(bool(label))
        if label:
            button.set_label(label)
            button.set_icon(icon)
