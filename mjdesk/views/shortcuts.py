"""Keys of the command table, heard where the table says.

Editors keep what they need for themselves: Qt asks the widget with the focus first (`ShortcutOverride`), and
a text field takes letters, digits, Delete, copy and undo.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from mjdesk.views.commands import COMMANDS, Group, Scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mjdesk.views.commands import Command

_COSTLY = frozenset({Group.CREATE, Group.ACTIONS, Group.KEEP})
"""Groups of commands that a key which is held down must not give again and again."""


class Shortcuts(QObject):
    """Owns the shortcuts of one window; those of the gallery are heard where `hear_in` says."""

    def __init__(self, window: QWidget, run: Callable[[str], object]) -> None:
        super().__init__(window)
        self._run = run
        for command in COMMANDS:
            if command.scope is Scope.WINDOW:
                self._hear(command, window, Qt.ShortcutContext.WindowShortcut)

    def hear_in(self, place: QWidget) -> None:
        """The gallery's keys are heard here too."""
        for command in COMMANDS:
            if command.scope is Scope.GALLERY:
                self._hear(command, place, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _hear(self, command: Command, where: QWidget, context: Qt.ShortcutContext) -> None:
        for keys in command.keys:
            shortcut = QShortcut(QKeySequence(keys), where)
            shortcut.setContext(context)
            shortcut.setAutoRepeat(command.group not in _COSTLY)
            shortcut.activated.connect(partial(self._run, command.id))
