"""The prompt with what belongs to it: its frame, its history, and how many prompts it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SPACE, TYPE, Theme, ink
from mjdesk.views.compose.prompt_editor import PromptEditor
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.focus_halo import FocusHalo
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import begin, box
from mjdesk.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QMouseEvent, QPaintEvent

_MENU_ENTRIES = 14
_MENU_LETTERS = 64
_MOST_REMEMBERED = 200


class PromptBox(QWidget):
    """Owns the editor and the walk through the prompts of before."""

    chosen = Signal(str)
    """A prompt of before, to be used again."""
    clear_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        takes: Callable[[QMimeData], bool],
        *,
        placeholder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._history: list[str] = []
        self._place = -1
        self._unsent = ""
        self.editor = PromptEditor(
            theme,
            takes,
            name=tr("Prompt"),
            placeholder=placeholder,
            parent=self,
        )
        self.setFocusProxy(self.editor)
        self._menu = PopupMenu(theme, self)
        self._past = IconButton(theme, "history", tr("Prompts of before"), key="Alt ↑", size=26, parent=self)
        self._clear = IconButton(theme, "eraser", tr_as("button", "Clear"), size=26, parent=self)
        self._count = ElidedLabel(theme, role="text_3", size=TYPE.label, parent=self)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, SPACE.hair, 0)
        foot.setSpacing(SPACE.tight)
        foot.addWidget(self._past)
        foot.addWidget(self._clear)
        foot.addStretch(1)
        foot.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.tight + 1, SPACE.tight + 1, SPACE.tight, SPACE.tight)
        column.setSpacing(SPACE.hair)
        column.addWidget(self.editor)
        column.addLayout(foot)
        self._halo = FocusHalo(theme, self, self.editor)
        self.editor.installEventFilter(self)
        self.editor.history_requested.connect(self._on_walk)
        self.editor.edited.connect(self._on_edited)
        self._past.clicked.connect(self._on_menu)
        self._clear.clicked.connect(self.clear_requested)
        theme.changed.connect(self.update)
        self._on_edited()

    def set_history(self, prompts: Sequence[str]) -> None:
        """Prompts of before, the newest first."""
        self._history = list(dict.fromkeys(prompt for prompt in prompts if prompt.strip()))[:_MOST_REMEMBERED]
        self._place = -1

    def remember(self, text: str) -> None:
        """One more prompt that was sent."""
        self.set_history([text, *self._history])

    def set_count(self, words: str) -> None:
        """What is said at the right; "" for nothing."""
        self._count.set_text(words)

    def history_menu(self) -> PopupMenu:
        """The menu of prompts of before."""
        return self._menu

    def _on_menu(self) -> None:
        self._menu.clear()
        for prompt in self._history[:_MENU_ENTRIES]:
            line = " ".join(prompt.split())
            shown = line if len(line) <= _MENU_LETTERS else f"{line[: _MENU_LETTERS - 1].rstrip()}…"
            self._menu.add(shown, lambda prompt=prompt: self.chosen.emit(prompt))
        if not self._history:
            self._menu.add(tr("Nothing was created yet"), lambda: None, enabled=False)
        self._menu.popup_under(self._past)

    def _on_walk(self, step: int) -> None:
        place = max(-1, min(len(self._history) - 1, self._place + step))
        if place == self._place:
            return
        if self._place < 0:
            self._unsent = self.editor.text()
        self.editor.show_text(self._history[place] if place >= 0 else self._unsent)
        self._place = place
        self.editor.selectAll()

    def _on_edited(self) -> None:
        self._place = -1
        self._clear.setEnabled(not self.editor.document().isEmpty())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shades = self._theme.tokens
        painter = begin(self)
        line = shades.accent if self.editor.hasFocus() else shades.hairline
        box(painter, QRectF(self.rect()), RADIUS.field, ink(shades.ground), ink(line))
        painter.end()
