"""The queue over the foot of the window: who is next, and a pause where one is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.views.language import tr, tr_count
from mjdesk.views.queue_row import QueueRow
from mjdesk.widgets.buttons import ButtonKind, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.popup_panel import PopupPanel
from mjdesk.widgets.surface import ScrollArea, SectionHead

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.task import Task
    from mjdesk.models.standing import Standing
    from mjdesk.models.waiting_line import WaitingLine
    from mjdesk.theme import Theme

_WIDTH = 420
_HIGHEST = 360
MOST_SHOWN = 60
"""Rows of one gateway; a batch may have a thousand drafts, and nobody orders those by hand."""


class QueuePanel(PopupPanel):
    """Owns the rows; the order is the queue's, so a row moves when the queue says so."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        line: WaitingLine,
        standing: Standing,
        gateway_name: Callable[[str], str],
        now: Callable[[], float],
    ) -> None:
        super().__init__(theme, parent, name=tr("Queue"), width=_WIDTH)
        self._line = line
        self._standing = standing
        self._gateway_name = gateway_name
        self._now = now
        self._groups: dict[str, QueueGroup] = {}
        self.title = ElidedLabel(theme, tr("Queue"), size=TYPE.section, weight=WEIGHT.semibold)
        self.numbers = ElidedLabel(theme, role="text_2", size=TYPE.label)
        self.cancel_all_button = PushButton(theme, tr("Cancel all"), kind=ButtonKind.DANGER, small=True)
        head = QHBoxLayout()
        head.setSpacing(SPACE.snug)
        head.addWidget(self.title)
        head.addWidget(self.numbers, 1)
        head.addWidget(self.cancel_all_button)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, SPACE.hair, 0)
        self._column.setSpacing(SPACE.snug)
        self._area = _Area(content)
        self.body.addLayout(head)
        self.body.addWidget(self._area)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._on_tick)
        self.cancel_all_button.clicked.connect(lambda: line.cancel_all())
        line.changed.connect(self._refresh)
        standing.changed.connect(self._refresh)

    def open_over(self, anchor: QWidget) -> None:
        """Show the queue as it is now."""
        self._show()
        self.popup_over(anchor)
        self._tick.start()

    def group(self, account: str) -> QueueGroup:
        """The drafts of one gateway; KeyError when none are shown."""
        return self._groups[account]

    def _refresh(self) -> None:
        if self.isVisible():
            self._show()
            self.fit()

    def _show(self) -> None:
        tasks = self._line.tasks()
        active = self._standing.session.profile.id
        accounts = list(dict.fromkeys((active, *(task.account for task in tasks))))
        for gone in [known for known in self._groups if known not in accounts]:
            group = self._groups.pop(gone)
            self._column.removeWidget(group)
            group.hide()
            group.deleteLater()
        for account in accounts:
            group = self._groups.get(account)
            if group is None:
                group = self._groups[account] = QueueGroup(self._theme, self._line, account)
                self._column.addWidget(group)
            mine = [task for task in tasks if task.account == account]
            group.show_tasks(self._gateway_name(account), mine, self._now())
        self.numbers.set_text(_numbers(self._standing.running, len(tasks)))
        self.cancel_all_button.setVisible(len(tasks) > 0)

    def _on_tick(self) -> None:
        if not self.isVisible():
            self._tick.stop()
            return
        for group in self._groups.values():
            group.show_time(self._now())


class QueueGroup(QWidget):
    """The drafts of one gateway, and its pause."""

    def __init__(self, theme: Theme, line: WaitingLine, account: str) -> None:
        super().__init__()
        self._theme = theme
        self._line = line
        self._account = account
        self.rows: list[QueueRow] = []
        self._head = SectionHead(theme, "")
        self.pause_button = PushButton(theme, tr("Pause"), icon="pause", kind=ButtonKind.QUIET, small=True)
        self._head.add(self.pause_button)
        self._nothing = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._head)
        self._column.addWidget(self._nothing)
        self.pause_button.clicked.connect(self._on_pause)

    def show_tasks(self, name: str, tasks: list[Task], now: float) -> None:
        """The drafts in their order."""
        is_paused = self._line.is_paused(self._account)
        self._head.set_text(tr("{gateway} · paused", gateway=name) if is_paused else name)
        self.pause_button.set_label(tr("Resume") if is_paused else tr("Pause"))
        self.pause_button.set_icon("play" if is_paused else "pause")
        self.pause_button.setAccessibleName(
            tr("Resume {gateway}", gateway=name) if is_paused else tr("Pause {gateway}", gateway=name)
        )
        shown = tasks[:MOST_SHOWN]
        while len(self.rows) > len(shown):
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(shown):
            row = QueueRow(self._theme, self)
            row.moved.connect(self._on_moved)
            row.dropped.connect(self._on_dropped)
            row.cancel_requested.connect(self._line.cancel)
            row.try_requested.connect(self._line.try_now)
            self.rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
        for at, (row, task) in enumerate(zip(self.rows, shown, strict=True)):
            row.show_task(task, at, len(tasks))
            row.show_time(now)
        more = len(tasks) - len(shown)
        words = "" if tasks else tr("Nothing waits here.")
        if more:
            words = tr_count("and {n:,} more", "and {n:,} more", more)
        self._nothing.set_text(words)
        self._nothing.setVisible(bool(words))

    def show_time(self, now: float) -> None:
        """Count down to the next tries."""
        for row in self.rows:
            row.show_time(now)

    def _on_pause(self) -> None:
        if self._line.is_paused(self._account):
            self._line.resume(self._account)
        else:
            self._line.pause(self._account)

    def _on_moved(self, task_id: str, steps: int) -> None:
        names = [task.id for task in self._line.tasks(self._account)]
        if task_id not in names:
            return
        at = names.index(task_id) + steps
        if not 0 <= at < len(names):
            return
        names.remove(task_id)
        self._line.move(task_id, names[at] if at < len(names) else "")

    def _on_dropped(self, task_id: str, place: QPoint) -> None:
        """Let go over another row: the draft takes its place."""
        y = self.mapFromGlobal(place).y()
        at = sum(1 for row in self.rows if row.geometry().center().y() < y)
        mine = next((index for index, row in enumerate(self.rows) if row.task_id == task_id), None)
        if mine is not None and at not in {mine, mine + 1}:
            self._on_moved(task_id, at - mine if at < mine else at - mine - 1)


class _Area(ScrollArea):
    """As high as its rows, up to a limit."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        content.setAutoFillBackground(False)  # `setWidget` turns it on; the panel's card is the ground
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def sizeHint(self) -> QSize:
        content = self.widget()
        height = content.sizeHint().height() if content is not None else 0
        return QSize(super().sizeHint().width(), min(_HIGHEST, height))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


def _numbers(running: int, queued: int) -> str:
    parts = [tr_count("{n} running", "{n} running", running)] if running else []
    if queued:
        parts.append(tr_count("{n:,} queued", "{n:,} queued", queued))
    return " · ".join(parts) or tr("nothing in progress")
