"""The sheet of keys: every command with its keys, in groups, to be read or searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import SPACE, ink
from mjdesk.views import wording
from mjdesk.views.commands import COMMANDS, Command, Group, key_text
from mjdesk.views.language import tr, tr_as
from mjdesk.views.place_keys import PLACE_KEYS
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import SearchField
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin, key_hint_width, paint_key_hint
from mjdesk.widgets.sheet import Sheet
from mjdesk.widgets.surface import ScrollArea, SectionHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from mjdesk.theme import Theme

_COLUMNS = 2
_HEIGHT = 520
_STEP = 56


class KeysSheet(Sheet):
    """Owns the search; the commands are the table's (`views.commands`), and after them the keys of places."""

    def __init__(
        self, theme: Theme, host: QWidget, commands: Sequence[Command] = (*COMMANDS, *PLACE_KEYS)
    ) -> None:
        super().__init__(theme, host, name=tr("Keys"), width=820)
        title = QLabel(tr("Keys"))
        title.setProperty("role", "title")
        self.search = SearchField(
            theme, name=tr("Search the keys"), clear_name=tr("Clear the search"), placeholder=tr("Search")
        )
        self.search.setFixedWidth(260)
        self.close_button = IconButton(theme, "x", tr_as("button", "Close"), key="Esc")
        head = QHBoxLayout()
        head.setSpacing(SPACE.snug)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.search)
        head.addWidget(self.close_button)
        self._groups = [_Group(theme, group.words, members) for group, members in _grouped(commands)]
        self._nothing = ElidedLabel(theme, tr("No command has these words or this key."), role="text_2")
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, 10, 0)
        columns.setSpacing(36)
        for part in _balanced(self._groups):
            column = QVBoxLayout()
            column.setSpacing(SPACE.wide)
            for group in part:
                column.addWidget(group)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._area = _Area(content)
        self.body.addLayout(head)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._area, 1)
        self._nothing.hide()
        self.search.edited.connect(self._on_search)
        self.close_button.clicked.connect(self.dismiss)
        self.opened.connect(self._on_opened)

    def shown(self) -> list[str]:
        """Ids of the commands that match the search, in the table's order within each group."""
        return [row.command.id for group in self._groups for row in group.rows if not row.isHidden()]

    def _on_opened(self) -> None:
        self.search.set_text("")
        self._on_search("")
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_search(self, text: str) -> None:
        words = text.casefold().split()
        for group in self._groups:
            group.filter(words)
        self._nothing.setVisible(not self.shown())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + step * _STEP)
        event.accept()


class _Group(QWidget):
    """A head and its commands."""

    def __init__(self, theme: Theme, name: str, commands: Sequence[Command]) -> None:
        super().__init__()
        self._words = name.casefold().split()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(SectionHead(theme, name))
        self.rows = [_Row(theme, command) for command in commands]
        for row in self.rows:
            column.addWidget(row)

    def filter(self, words: Sequence[str]) -> None:
        """Show the commands that have all words, and the group only with at least one."""
        for row in self.rows:
            row.setVisible(row.matches(words, self._words))
        self.setVisible(any(not row.isHidden() for row in self.rows))


class _Row(QWidget):
    """A command and its keys."""

    def __init__(self, theme: Theme, command: Command) -> None:
        super().__init__()
        self.command = command
        keys = [key_text(each) for each in command.keys]
        texts = (command.words, *keys, *(each.replace("+", " ") for each in command.keys))
        unspaced = "".join(command.words.casefold().split())  # who types “图片4” means “图片 4”
        self._words = frozenset((*" ".join(texts).casefold().split(), unspaced))
        spoken = tr_as("between keys", " or ").join(command.keys)
        self.setAccessibleName(wording.named(command.words, spoken))
        self.setFixedHeight(25)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.tight)
        row.addWidget(ElidedLabel(theme, command.words), 1)
        for key in keys:
            row.addWidget(_Key(theme, key))

    def matches(self, words: Sequence[str], group: Sequence[str]) -> bool:
        """Each word begins one of the command's words or keys, or the group's name.

        In a script without spaces it may stand anywhere in them.
        """
        mine = (*self._words, *group)
        return all(
            any(word in own if wording.writes_no_spaces(word) else own.startswith(word) for own in mine)
            for word in words
        )


class _Key(QWidget):
    """One key in its box."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(22, round(key_hint_width(self._theme, self._key) + 1)), 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = begin(self)
        place = QRectF(self.rect())
        paint_key_hint(painter, place, self._key, self._theme, ink(tokens.text_2), ink(tokens.edge))
        painter.end()


class _Area(ScrollArea):
    """As high as the sheet may be; the search keeps the focus."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        content.setAutoFillBackground(False)  # `setWidget` turns it on; the sheet's card is the ground
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 120)


def _grouped(commands: Sequence[Command]) -> list[tuple[Group, list[Command]]]:
    groups: dict[Group, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return list(groups.items())


def _balanced(groups: Sequence[_Group]) -> list[list[_Group]]:
    """The groups in their order, in columns of about the same height."""
    whole = sum(len(group.rows) + 2 for group in groups)
    columns: list[list[_Group]] = [[] for _ in range(_COLUMNS)]
    height = 0
    for group in groups:
        size = len(group.rows) + 2
        at = min(_COLUMNS - 1, int((height + size / 2) * _COLUMNS / whole))
        columns[at].append(group)
        height += size
    return columns
