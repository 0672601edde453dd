"""Where keys are, on a computer without a keychain: the person decides, and what it means is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mjdesk.theme import SPACE, TYPE
from mjdesk.views import error_words, wording
from mjdesk.views.language import mark, tr
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.models.desk import Desk
    from mjdesk.models.preferences import Preferences
    from mjdesk.theme import Theme

_KEYCHAIN, _MEMORY, _FILE = "keychain", "memory", "file"
_WORDS = {
    _MEMORY: mark("No keychain here can be used. Keys are kept until you quit, then asked for again."),
    _FILE: mark("Your keys are in a file, in clear text: whoever can read your files can read them."),
}


class KeyPlaceRow(QWidget):
    """Owns the choice; not wanted where a keychain does the work."""

    moved = Signal()
    """Keys are elsewhere now."""

    def __init__(self, theme: Theme, preferences: Preferences, desk: Desk) -> None:
        super().__init__()
        self._preferences = preferences
        self._desk = desk
        self.choice = SegmentBar(
            theme,
            (
                Choice(_MEMORY, tr("Ask at each start")),
                Choice(_FILE, tr("Keep in a file, in clear text")),
            ),
            name=tr("Where keys are"),
        )
        self.words = ElidedLabel(theme, role="text_3", size=TYPE.label, lines=3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        column.addWidget(self.choice)
        column.addWidget(self.words)
        self.choice.chosen.connect(self._on_chosen)
        self.refresh()

    def is_wanted(self) -> bool:
        """There is something to choose."""
        return self._preferences.key_place != _KEYCHAIN

    def refresh(self) -> None:
        """Show where keys are now."""
        place = self._preferences.key_place
        self.choice.set_value(place)
        self.words.set_text(tr(_WORDS[place]) if place in _WORDS else "")

    def _on_chosen(self, place: str) -> None:
        self._desk.move_keys(place, moved=self._on_moved, failed=self._on_failed)

    def _on_moved(self) -> None:
        self.refresh()
        self.moved.emit()

    def _on_failed(self, error: DeskError) -> None:
        self.refresh()
        words = error_words.explain(error)
        self.words.set_text(wording.sentences(words.title, words.advice))
