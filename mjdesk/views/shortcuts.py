"""Keys of the command table, heard where the table says.

Editors keep what they need for themselves: Qt asks the widget with the focus first (`ShortcutOverride`), and
a text field takes letters, digits, Delete, copy and undo.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from mjdesk.views.commands import COMMANDS, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


class Shortcuts(QObject):
    """Owns the shortcuts of one window; those of the gallery are heard in `places` alone."""

    def __init__(self, window: QWidget, places: Sequence[QWidget], run: Callable[[str], object]) -> None:
        super().__init__(window)
        for command in COMMANDS:
            for keys in command.keys:
                if command.scope is Scope.WINDOW:
                    self._hear(keys, window, Qt.ShortcutContext.WindowShortcut, partial(run, command.id))
                    continue
                for place in places:
                    self._hear(
                        keys,
                        place,
                        Qt.ShortcutContext.WidgetWithChildrenShortcut,
                        partial(run, command.id),
                    )

    def _hear(
        self, keys: str, where: QWidget, context: Qt.ShortcutContext, then: Callable[[], object]
    ) -> None:
        shortcut = QShortcut(QKeySequence(keys), where)
        shortcut.setContext(context)
        shortcut.activated.connect(then)
