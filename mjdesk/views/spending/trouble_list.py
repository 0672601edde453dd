"""Wishes that cost money and brought nothing, or may have: each with its proof and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.domain.ledger import price_of
from mjdesk.domain.task import TaskState
from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.views import error_words, money_words, wording
from mjdesk.views.language import tr, tr_as, tr_count
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.sheet import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme

MOST_SHOWN = 40
"""Rows; the rest is in the copied evidence of all, and comes as these are settled."""


class TroubleList(QWidget):
    """Owns a row for each wish, and the words while there is none."""

    commanded = Signal(str, str)
    """A task's id and `check`, `retry` or `show`."""
    evidence_requested = Signal(object)
    """`tuple[Task, ...]`: one, or all of them."""

    def __init__(
        self,
        theme: Theme,
        *,
        sentence: str,
        nothing: str,
        gateway_name: Callable[[str], str],
        now: Callable[[], float],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._gateway_name = gateway_name
        self._now = now
        self._nothing = nothing
        self._sentence_words = sentence
        self._tasks: tuple[Task, ...] = ()
        self.rows: list[TroubleRow] = []
        self.sentence = ElidedLabel(theme, role="text_2", lines=3)
        self.copy_all_button = PushButton(theme, tr("Copy all evidence"), icon="copy", small=True)
        head = QHBoxLayout()
        head.setSpacing(SPACE.panel)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.copy_all_button)
        self._more = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, SPACE.panel, 0)
        self._column.setSpacing(SPACE.tight)
        self._column.addLayout(head)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self.copy_all_button.clicked.connect(lambda: self.evidence_requested.emit(self._tasks))
        self.show_tasks(())

    @property
    def count(self) -> int:
        """All of them, shown or not."""
        return len(self._tasks)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Newest first."""
        self._tasks = tuple(tasks)
        shown = self._tasks[:MOST_SHOWN]
        while len(self.rows) > len(shown):
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(shown):
            row = TroubleRow(self._theme, self)
            row.commanded.connect(self.commanded)
            row.evidence_requested.connect(self.evidence_requested)
            self.rows.append(row)
            self._column.insertWidget(len(self.rows), row)
        for row, task in zip(self.rows, shown, strict=True):
            row.show_task(task, self._gateway_name(task.account), self._now())
        self.sentence.set_text(self._sentence_words if self._tasks else self._nothing)
        self.copy_all_button.setVisible(len(self._tasks) > 1)
        more = len(self._tasks) - len(shown)
        self._more.set_text(tr_count("and {n:,} more", "and {n:,} more", more) if more else "")
        self._more.setVisible(more > 0)


class TroubleRow(Card):
    """One wish: what it was, what became of it, and the way on."""

    commanded = Signal(str, str)
    evidence_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, fill="ground", parent=parent)
        self._task: Task | None = None
        self.title = ElidedLabel(theme, size=TYPE.body, weight=WEIGHT.medium)
        self.story = ElidedLabel(theme, role="text_2", size=TYPE.label, lines=2)
        self.check_button = PushButton(theme, tr("Check again"), icon="refresh-cw", small=True)
        self.repeat_button = PushButton(theme, tr_as("button", "Repeat"), small=True)
        self.copy_button = PushButton(theme, tr("Copy evidence"), icon="copy", small=True)
        self.show_button = PushButton(theme, tr_as("button", "Show"), small=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.story)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.panel, SPACE.snug, SPACE.snug, SPACE.snug)
        row.setSpacing(SPACE.tight)
        row.addLayout(words, 1)
        row.addSpacing(SPACE.tight)
        for button in (self.check_button, self.repeat_button, self.copy_button, self.show_button):
            row.addWidget(button)
        self.check_button.clicked.connect(lambda: self._command("check"))
        self.repeat_button.clicked.connect(lambda: self._command("retry"))
        self.show_button.clicked.connect(lambda: self._command("show"))
        self.copy_button.clicked.connect(self._on_copy)

    def show_task(self, task: Task, gateway: str, now: float) -> None:
        """What is known of it."""
        self._task = task
        is_open = task.state in {TaskState.UNKNOWN, TaskState.VANISHED}
        price = price_of(task)
        parts = [wording.moment(task.sent_at or task.created, now), gateway]
        if price is not None:
            parts.append(money_words.money(price, task.currency))
        if task.failure is not None:
            parts.append(error_words.explain_failure(task.failure).title.rstrip(".。"))
        elif task.state is TaskState.SUCCEEDED:
            parts.append(tr("Finished, and no picture came"))
        else:
            parts.append(wording.state_line(task))
        title = wording.task_title(task)
        self.title.set_text(title)
        self.story.set_text(" · ".join(parts))
        self.check_button.setVisible(is_open)
        self.repeat_button.setVisible(task.state is TaskState.UNKNOWN)
        for button in (self.check_button, self.repeat_button, self.copy_button, self.show_button):
            button.setAccessibleName(wording.named(button.label(), wording.shortened(title, 60)))

    def _command(self, command: str) -> None:
        if self._task is not None:
            self.commanded.emit(self._task.id, command)

    def _on_copy(self) -> None:
        if self._task is not None:
            self.evidence_requested.emit((self._task,))
