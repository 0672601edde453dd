"""The seed: empty means a new one each time; the dice pick one to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRandomGenerator, Qt, Signal
from typing_extensions import override

from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.field import Field
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import set_room

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme

_MOST = 2**32 - 1
"""The largest seed that Midjourney takes (parameters.md 4.1)."""


class SeedField(Field):
    """Owns the entry of one seed; `changed` carries a number or None."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._dice: IconButton | None = None
        name = tr_as("look", "Seed")
        super().__init__(theme, name=name, caption=name, placeholder=tr_as("seed", "random"), parent=parent)
        self._dice = IconButton(theme, "dices", tr("Pick a seed to keep"), size=24, icon_size=14, parent=self)
        self._dice.setCursor(Qt.CursorShape.ArrowCursor)
        self._dice.clicked.connect(self._on_dice)
        self._row.insertWidget(0, self._dice)
        self._make_room()
        self.setToolTip(tr("The same words with the same seed give nearly the same pictures (--seed)"))
        self.edited.connect(self._on_edited)

    def dice(self) -> IconButton:
        """What picks a seed, and lets go of it."""
        assert self._dice is not None  # noqa: S101 (made in __init__)
        return self._dice

    def show_seed(self, seed: int | None) -> None:
        """Silently."""
        if self._number() != seed:
            self.set_text("" if seed is None else str(seed))
        self._name_dice()

    def _number(self) -> int | None:
        text = self.text()
        return min(int(text), _MOST) if text.isascii() and text.isdigit() else None

    def _name_dice(self) -> None:
        kept = self._number() is not None
        self.dice().set_icon("x" if kept else "dices")
        self.dice().set_label(tr("Random again") if kept else tr("Pick a seed to keep"))
        self.dice().set_key("")

    def _on_dice(self) -> None:
        picked = None if self._number() is not None else QRandomGenerator.global_().bounded(0, 2**31 - 1)
        self.set_text("" if picked is None else str(picked))
        self._name_dice()
        self.changed.emit(picked)

    def _on_edited(self, _text: str) -> None:
        self._name_dice()
        self.changed.emit(self._number())

    @override
    def _make_room(self) -> None:
        if self._dice is None:
            super()._make_room()
            return
        set_room(self._row, 4, 0, 6, 0, self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
