"""What came of a describe or shorten, under what was asked: how far it is, what went wrong, the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.task import TaskState
from mjdesk.theme import SPACE, TYPE, Theme
from mjdesk.views import found_words, wording
from mjdesk.views.language import tr, tr_as
from mjdesk.views.prompt_cards import PromptCards
from mjdesk.views.trouble_note import TroubleNote
from mjdesk.widgets.buttons import ButtonKind, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.progress_ring import ProgressRing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from mjdesk.domain.task import Task
    from mjdesk.models.focused_task import FocusedTask
    from mjdesk.models.found_prompts import FoundPrompts

_SECOND_MS = 1000
_RING = 24


class FoundSection(QWidget):
    """Owns the line of progress, the note of trouble and the cards of one task at a time."""

    edit_requested = Signal(str)
    copy_requested = Signal(str)
    task_chosen = Signal(object)
    """A `Task` that was made of a prompt."""
    commanded = Signal(str, str)
    """A task's id and what its buttons ask for: `retry`, `check`, `cancel`, `answer`, `copy-details`."""

    def __init__(
        self,
        theme: Theme,
        focused: FocusedTask,
        found: FoundPrompts,
        now: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._focused = focused
        self._now = now
        self._progress = QWidget()
        self._ring = ProgressRing(theme, tr("Progress"), side=_RING)
        self.line = ElidedLabel(theme, lines=2)
        self._elapsed = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self._cancel = PushButton(theme, tr_as("button", "Cancel"), kind=ButtonKind.QUIET, small=True)
        self.trouble = TroubleNote(theme)
        self.cards = PromptCards(theme, found, now)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.line)
        words.addWidget(self._elapsed)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.panel)
        row.addWidget(self._ring)
        row.addLayout(words, 1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.snug)
        column.addWidget(self._progress)
        column.addWidget(self.trouble)
        column.addWidget(self.cards)
        self._tick = QTimer(self)
        self._tick.setInterval(_SECOND_MS)
        self._tick.timeout.connect(self._show_elapsed)
        self._cancel.clicked.connect(lambda: self._command("cancel"))
        self.trouble.commanded.connect(self._command)
        self.cards.edit_requested.connect(self.edit_requested)
        self.cards.copy_requested.connect(self.copy_requested)
        self.cards.task_chosen.connect(self.task_chosen)
        focused.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        task = self._focused.task
        words = found_words.progress(task) if task is not None else ""
        self._progress.setVisible(bool(words))
        self.line.set_text(words)
        self.cards.setVisible(task is not None and task.state is TaskState.SUCCEEDED)
        if task is None or words:
            self.trouble.hide()
        else:
            self.trouble.show_task(task)
        if task is not None:
            self._ring.set_share(task.progress / 100 if task.state is TaskState.RUNNING else None)
        self._show_elapsed()
        self._let_tick(task)

    def _let_tick(self, task: Task | None) -> None:
        if task is not None and task.is_live and self.isVisible():
            self._tick.start()
        else:
            self._tick.stop()

    def _show_elapsed(self) -> None:
        task = self._focused.task
        if task is not None and task.is_live:
            elapsed = wording.duration(self._now() - task.created)
            self._elapsed.set_text(tr("{duration} so far", duration=elapsed))

    def _command(self, command: str) -> None:
        if self._focused.task is not None:
            self.commanded.emit(self._focused.task.id, command)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_elapsed()
        self._let_tick(self._focused.task)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
