"""Asks for the name of a collection, new or old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from mjdesk.domain.album import LONGEST_NAME, album_name, is_same_name
from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.views.language import tr, tr_as, tr_count
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import Field
from mjdesk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.album import Album
    from mjdesk.theme import Theme


class NameSheet(Sheet):
    """Owns what is typed until it is used or dropped."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, name=tr("Collection"), width=420)
        self._sentence = ""
        self._taken: tuple[str, ...] = ()
        self._then: Callable[[str], object] | None = None
        self.title = ElidedLabel(theme, size=TYPE.title, weight=WEIGHT.semibold)
        self.words = ElidedLabel(theme, role="text_2", lines=2)
        self.field = Field(theme, name=tr("Name of the collection"), placeholder=tr("Client, idea, season…"))
        self.field.edit.setMaxLength(LONGEST_NAME)
        cancel = PushButton(theme, tr("Not now"))
        self.done_button = PrimaryButton(theme, tr_as("a collection", "Create"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.snug)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.done_button)
        self.body.addWidget(self.title)
        self.body.addWidget(self.words)
        self.body.addWidget(self.field)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(buttons)
        cancel.clicked.connect(self.dismiss)
        self.done_button.clicked.connect(self._on_done)
        self.field.submitted.connect(self._on_done)
        self.field.edited.connect(self._on_edited)

    def ask_new(self, albums: Sequence[Album], count: int, then: Callable[[str], object]) -> None:
        """For a new one; `count` pictures go into it at once."""
        self.title.set_text(tr("New collection"))
        sentence = tr("Pictures can be in several collections, and stay in the library.")
        if count:
            sentence = tr_count("{n:,} picture will be in it.", "{n:,} pictures will be in it.", count)
        taken = tuple(album.name for album in albums)
        self._ask(sentence, tr_as("a collection", "Create"), "", taken, then)

    def ask_other(self, album: Album, albums: Sequence[Album], then: Callable[[str], object]) -> None:
        """For one that is there."""
        self.title.set_text(tr("Rename the collection"))
        taken = tuple(each.name for each in albums if each.id != album.id)
        self._ask("", tr_as("a collection", "Rename"), album.name, taken, then)

    def _ask(
        self, sentence: str, word: str, name: str, taken: tuple[str, ...], then: Callable[[str], object]
    ) -> None:
        self._sentence, self._taken, self._then = sentence, taken, then
        self.done_button.set_label(word)
        self.field.set_text(name)
        self._on_edited(name)
        self.open()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.edit.selectAll()

    def _on_edited(self, text: str) -> None:
        name = album_name(text)
        is_taken = any(is_same_name(name, each) for each in self._taken)
        self.field.set_invalid(is_taken)
        self.words.set_text(tr("There is a collection of this name.") if is_taken else self._sentence)
        self.words.setVisible(bool(self.words.text()))
        self.done_button.setEnabled(bool(name) and not is_taken)

    def _on_done(self) -> None:
        if self.done_button.isEnabled() and self._then is not None:
            then, name = self._then, album_name(self.field.text())
            self.dismiss()
            then(name)
