"""Notices from below, said in words at the bottom right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.errors import WishInvalid
from mjdesk.services.notices import Notice, Severity
from mjdesk.views.language import tr, tr_as, tr_count
from mjdesk.widgets.status import Status
from mjdesk.widgets.toast import Toast, ToastStack

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mjdesk.models.notice_list import NoticeFeed
    from mjdesk.theme import Theme

_STATUS = {
    Severity.INFO: Status.IDLE,
    Severity.DONE: Status.OK,
    Severity.WARN: Status.WARN,
    Severity.ERROR: Status.ERROR,
}


_ASKING = frozenset({"needs-answer", "asks-again", "answer-refused"})
"""Kinds that wait for an answer of the person's."""


_UNEXPECTED = "unexpected"


def _action(notice: Notice) -> str:
    """The word on the toast's button; none for what leads nowhere."""
    if notice.kind == _UNEXPECTED:
        return tr_as("button", "Details")
    if notice.kind in _ASKING:
        return tr_as("button", "Answer")
    return tr_as("button", "Show") if notice.task_id else ""


def _has_details(notice: Notice) -> bool:
    """An error to be shown to who can help; a wish that lacks something explains itself."""
    is_loud = notice.severity in {Severity.WARN, Severity.ERROR}
    return is_loud and notice.error is not None and not isinstance(notice.error, WishInvalid)


class News(QObject):
    """Owns the toasts; a toast's button leads to what it is about."""

    task_requested = Signal(str)
    report_requested = Signal()
    """What went wrong is to be told in full."""
    answer_requested = Signal(str)
    """Id of a task that waits for words, or another area."""
    copy_requested = Signal(str)
    """Details of an error, without keys, for the clipboard."""
    undo_requested = Signal(object)
    """`tuple[str, ...]`: ids of tasks to bring back from the trash."""

    def __init__(self, theme: Theme, host: QWidget, notices: NoticeFeed) -> None:
        super().__init__(host)
        self.stack = ToastStack(theme, host, close_name=tr_as("button", "Close"))
        self._notices = notices
        self._tasks: dict[str, str] = {}
        self._undo: tuple[str, ...] = ()
        self._offers: dict[str, Callable[[], object]] = {}
        self._told: dict[str, Notice] = {}
        """Errors that are on screen."""
        self.stack.acted.connect(self._on_acted)
        self.stack.second_acted.connect(self._on_second_acted)
        self.stack.dismissed.connect(self._on_dismissed)
        notices.told.connect(self._on_told)
        notices.withdrawn.connect(self.stack.dismiss)
        notices.begin()

    def say(self, toast_id: str, title: str, text: str = "", status: Status = Status.IDLE) -> None:
        """A word of the window's own."""
        self.stack.show_toast(Toast(id=toast_id, title=title, text=text, status=status, milliseconds=4000))

    def offer(self, toast_id: str, title: str, text: str, action: str, then: Callable[[], object]) -> None:
        """A word of the window's own with a button, whose word is `action`."""
        self._offers[toast_id] = then
        self.stack.show_toast(Toast(id=toast_id, title=title, text=text, action=action, milliseconds=9000))

    def say_trashed(self, task_ids: tuple[str, ...]) -> None:
        """What was deleted can be brought back."""
        self._undo = task_ids
        title = tr_count("Moved to the trash", "{n} moved to the trash", len(task_ids))
        self.stack.show_toast(Toast(id="trashed", title=title, action=tr("Undo"), milliseconds=9000))

    def undo(self) -> bool:
        """Bring back what was deleted last; False when there is nothing."""
        if not self._undo:
            return False
        task_ids, self._undo = self._undo, ()
        self.stack.dismiss("trashed")
        self.undo_requested.emit(task_ids)
        return True

    def _on_told(self, notice: Notice) -> None:
        from mjdesk.views.notice_words import notice_words

        title, text = notice_words(notice.kind, notice.error, dict(notice.arguments))
        if notice.task_id:
            self._tasks[notice.id] = notice.task_id
        has_details = _has_details(notice)
        if has_details:
            self._told[notice.id] = notice
        self.stack.show_toast(
            Toast(
                id=notice.id,
                title=title,
                text=text,
                status=_STATUS[notice.severity],
                action=_action(notice),
                second=tr("Copy details") if has_details else "",
                stays=notice.is_sticky,
                milliseconds=9000 if notice.severity in {Severity.WARN, Severity.ERROR} else 5000,
            )
        )

    def _on_second_acted(self, toast_id: str) -> None:
        from mjdesk.views.trouble_words import notice_details

        notice = self._told.get(toast_id)
        if notice is not None:
            self.copy_requested.emit(notice_details(notice))

    def _on_dismissed(self, toast_id: str) -> None:
        self._told.pop(toast_id, None)

    def _on_acted(self, toast_id: str) -> None:
        if toast_id == "trashed":
            self.undo()
        elif toast_id in self._offers:
            self.stack.dismiss(toast_id)
            self._offers.pop(toast_id)()
        elif toast_id == _UNEXPECTED:
            self.report_requested.emit()
            self.stack.dismiss(toast_id)
        elif toast_id in self._tasks:
            is_asking = toast_id.partition(" ")[0] in _ASKING
            (self.answer_requested if is_asking else self.task_requested).emit(self._tasks[toast_id])
            self.stack.dismiss(toast_id)
