"""What the system's desktop deals with: the window's icon, and files that macOS opens with this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from mjdesk.theme import resources_root

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QEvent


def window_icon() -> QIcon:
    """The program's own, for desktops that do not take it from the installed `.desktop` file."""
    icon = QIcon(str(resources_root() / "app" / "mjdesk.svg"))
    icon.addFile(str(resources_root() / "app" / "mjdesk-small.svg"))
    return icon


class Application(QApplication):
    """Owns the files that macOS brought before there was a window for them: there they come as events."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self._waiting: list[str] = []
        self._open: Callable[[str], object] | None = None

    def hand_over(self, open_file: Callable[[str], object]) -> None:
        """Give every file to this from now on, and at once those that have waited."""
        self._open = open_file
        waiting, self._waiting = self._waiting, []
        for path in waiting:
            open_file(path)

    def bring(self, path: str) -> None:
        """A file that was opened with this program."""
        if self._open is None:
            self._waiting.append(path)
        else:
            self._open(path)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.bring(event.file())
            return True
        return super().event(event)
