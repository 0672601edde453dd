"""What is wrong with a task, or what it waits for, in one sentence, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.domain.task import Collection, Task, TaskState
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import answer_words, error_words, trouble_words, wording
from mjdesk.views.language import tr, tr_as
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
        self._button = PushButton(theme, tr("Retry"), icon="refresh-cw")
        self._second = PushButton(theme, tr_as("button", "Cancel"), kind=ButtonKind.QUIET)
        self._details = PushButton(theme, tr("Copy details"), icon="copy", kind=ButtonKind.QUIET)
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
            title, advice = answer_words.question(task.action), tr(answer_words.WAITS)
            first = (tr_as("button", "Answer"), "message-circle", "answer")
            second = (tr("Drop it"), "cancel")
        elif task.is_live:
            title = tr("In progress") if task.state is TaskState.RUNNING else wording.state_line(task)
            first = (tr_as("button", "Cancel"), "circle-stop", "cancel")
        elif task.failure is not None and task.state.is_trouble:
            words = error_words.explain_failure(task.failure)
            cost = trouble_words.cost_words(task)
            title, advice = words.title, wording.sentences(words.advice, cost)
            if task.state in {TaskState.UNKNOWN, TaskState.VANISHED}:
                first, second = _lost_buttons()
            else:
                first = _retry_button()
        elif task.state in {TaskState.UNKNOWN, TaskState.VANISHED}:
            title, advice = wording.state_line(task), trouble_words.cost_words(task)
            first, second = _lost_buttons()
        elif task.collection in {Collection.EXPIRED, Collection.BROKEN}:
            cost = trouble_words.cost_words(task)
            title = wording.state_line(task)
            advice = wording.sentences(tr("The task succeeded; only the file is missing."), cost)
            first = (tr("Fetch again"), "download", "collect")
        elif task.state is TaskState.CANCELLED:
            title = wording.state_line(task)
            advice = tr("The gateway may still finish and charge it.")
            first = _retry_button()
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
            self._advice.set_text(tr("{duration} so far", duration=wording.duration(now - task.created)))
            self._advice.setVisible(True)

    def _show_button(self, button: PushButton, label: str, icon: str) -> None:
        button.setVisible(bool(label))
        if label:
            button.set_label(label)
            button.set_icon(icon)


def _lost_buttons() -> tuple[tuple[str, str, str], tuple[str, str]]:
    """Of a task of which nobody knows what became."""
    return (tr("Check again"), "refresh-cw", "check"), (tr_as("button", "Repeat"), "retry")


def _retry_button() -> tuple[str, str, str]:
    return tr("Retry"), "refresh-cw", "retry"
