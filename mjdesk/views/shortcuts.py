"""Keys of the command table, heard where the table says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from mjdesk.views.commands import COMMANDS, Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class Shortcuts(QObject):
    """Owns the window's shortcuts. Letters and the like rest while something is being typed."""

    def __init__(self, window: QWidget, run: Callable[[str], object]) -> None:
        super().__init__(window)
        self._shortcuts: list[tuple[QShortcut, Scope]] = []
        for command in COMMANDS:
            for keys in command.keys:
                shortcut = QShortcut(QKeySequence(keys), window)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(partial(run, command.id))
                self._shortcuts.append((shortcut, command.scope))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        is_typing = isinstance(new, _EDITORS)
        for shortcut, scope in self._shortcuts:
            shortcut.setEnabled(scope is Scope.WINDOW or not is_typing)
