"""A window without a program: how soon can it be used? Prints the moment, on the clock of all processes."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView, QMainWindow
from typing_extensions import override


class _Watch(QObject):
    """Presses a key once the rows are painted, and tells when the list has followed it."""

    def __init__(self, view: QListView) -> None:
        super().__init__()
        self._view = view
        view.viewport().installEventFilter(self)
        view.selectionModel().currentChanged.connect(self._on_moved)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._press)
        return False

    def _press(self) -> None:
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(self._view, key)

    def _on_moved(self) -> None:
        print(time.monotonic(), flush=True)
        QApplication.quit()


def main() -> int:
    app = QApplication(["bare"])
    window = QMainWindow()
    view = QListView()
    model = QStringListModel([f"row {number}" for number in range(300)])
    view.setModel(model)
    window.setCentralWidget(view)
    window.resize(1440, 900)
    watch = _Watch(view)
    window.show()
    view.setFocus()
    status = app.exec()
    watch.deleteLater()
    return status


if __name__ == "__main__":
    sys.exit(main())
