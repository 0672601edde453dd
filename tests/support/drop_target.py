"""`python -m tests.support.drop_target X Y`: another program, which prints the files dropped on it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


class Target(QLabel):
    """A picture editor of the simplest kind."""

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        for url in event.mimeData().urls():
            sys.stdout.write(url.toLocalFile() + "\n")
        sys.stdout.flush()


def main() -> int:
    app = QApplication([])
    target = Target("drop here")
    target.setAcceptDrops(True)
    target.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    target.setGeometry(int(sys.argv[1]), int(sys.argv[2]), 200, 160)
    target.show()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
