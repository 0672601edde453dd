"""Notices on their way to the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.services.notices import Notices


class NoticeFeed(QObject):
    """Brings notices over to Qt's signals once a screen listens."""

    told = Signal(object)
    """A `Notice`."""
    withdrawn = Signal(str)

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._disconnects: tuple[Callable[[], None], ...] = ()

    def begin(self) -> None:
        """From now on; what was kept until now comes first."""
        self._disconnects = (
            self._notices.changed.connect(self.told.emit),
            self._notices.withdrawn.connect(self.withdrawn.emit),
        )

    def close(self) -> None:
        """Stop listening; before the services go."""
        for disconnect in self._disconnects:
            disconnect()
