"""The seed of a task: shown, fetched where it is not known yet, and used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mjdesk.domain.task import Task, TaskState
from mjdesk.theme import SPACE, TYPE
from mjdesk.views.language import tr
from mjdesk.widgets.buttons import LinkButton
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from mjdesk.theme import Theme


class SeedRow(QWidget):
    """Owns its label and the one link beside it."""

    fetch_requested = Signal()
    use_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.value = ElidedLabel(theme, role="text_2", size=TYPE.label)
        self.fetch_link = LinkButton(theme, tr("Fetch it"))
        self.fetch_link.setToolTip(tr("With its seed the same words give nearly the same picture"))
        self.use_link = LinkButton(theme, tr("Use this seed"))
        self.use_link.setToolTip(tr("Put it into the prompt that is being written"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.snug)
        row.addWidget(self.value)
        row.addWidget(self.fetch_link)
        row.addWidget(self.use_link)
        row.addStretch(1)
        self.fetch_link.clicked.connect(self.fetch_requested)
        self.use_link.clicked.connect(self.use_requested)

    def show_task(self, task: Task, *, is_seeking: bool) -> bool:
        """Whether there is anything to show: a seed, or a way to get one (protocol.md 2.15)."""
        is_done = task.state is TaskState.SUCCEEDED and not task.kind.gives_text
        can_fetch = is_done and bool(task.remote_id) and not task.seed
        words = task.seed or (tr("Asking the gateway, up to a minute") if is_seeking else "")
        self.value.set_text(words)
        self.value.setVisible(bool(words))
        self.fetch_link.setVisible(can_fetch and not is_seeking)
        self.use_link.setVisible(bool(task.seed))
        return bool(words) or can_fetch
