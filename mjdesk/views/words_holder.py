"""What a sheet needs of the field in which words are written, so that no sheet knows another screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class WordsHolder(QWidget):
    """Owns words that a person edits. `views.words_field` is the real one."""

    edited = Signal()
    """The words are others now, whoever changed them."""
    send_requested = Signal()
    """Ctrl+Enter inside it."""

    def text(self) -> str:
        """The words as they are written."""
        raise NotImplementedError

    def show_text(self, text: str) -> None:
        """Other words; an undo brings the former back."""
        raise NotImplementedError

    def begin_with(self, text: str) -> None:
        """Other words to start from; there is nothing to undo."""
        raise NotImplementedError
