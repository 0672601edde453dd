"""Where a person writes the address that a picture has on the web: not every gateway takes uploads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.syntax import is_link
from mjdesk.theme import SPACE, TYPE
from mjdesk.views.language import tr
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import Field
from mjdesk.widgets.popup_panel import PopupPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme

_WIDTH = 320


class AddressPanel(PopupPanel):
    """Owns the entry. Return hands the address on and closes; what is no address is said, and stays."""

    def __init__(
        self,
        theme: Theme,
        anchor: QWidget,
        *,
        name: str,
        hint: str,
        give: Callable[[str], object],
        address: str = "",
        may_be_empty: bool = False,
    ) -> None:
        """`give` gets the address without blanks; empty only where `may_be_empty`."""
        super().__init__(theme, anchor, name=name, width=_WIDTH)
        self._give = give
        self._hint = hint
        self._may_be_empty = may_be_empty
        self.field = Field(theme, name=name, placeholder="https://…", icon="link", text=address)
        self.field.setFixedHeight(self.field.sizeHint().height())
        self.note = ElidedLabel(theme, role="text_2", size=TYPE.label, lines=3)
        self.body.addWidget(self.field)
        self.body.addWidget(self.note)
        self._say(hint)
        self.field.submitted.connect(self._on_submitted)
        self.field.edited.connect(self._on_edited)

    def popup_for(self, anchor: QWidget) -> None:
        """Open over a widget, ready to be written into or pasted."""
        self.popup_over(anchor)
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def _on_submitted(self) -> None:
        address = self.field.text().strip()
        if not (self._may_be_empty if not address else is_link(address) and len(address.split()) == 1):
            self.field.set_invalid(True)
            self._say(tr("That is no address of a picture; it begins with https://"))
            return
        self.hide()
        self._give(address)

    def _on_edited(self, _text: str) -> None:
        self.field.set_invalid(False)
        self._say(self._hint)

    def _say(self, words: str) -> None:
        """With room for all of it."""
        self.note.set_text(words)
        self.note.setFixedHeight(self.note.heightForWidth(_WIDTH - 2 * SPACE.panel))
        self.fit()
