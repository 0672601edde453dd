"""The references in a row, with the place where the next one is dropped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mjdesk.theme import SPACE, Theme
from mjdesk.views import reference_words
from mjdesk.views.compose import slot_words
from mjdesk.views.compose.picture_intake import PictureIntake, has_pictures
from mjdesk.views.compose.say_beside import say_beside
from mjdesk.views.compose.slot_tile import SIDE
from mjdesk.views.compose.slot_tiles import SlotTiles
from mjdesk.views.language import mark, tr, tr_as
from mjdesk.widgets.drop_area import DropArea
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from mjdesk.models.slot_list import SlotList
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.views.compose.address_panel import AddressPanel
    from mjdesk.views.compose.role_part import RolePart
    from mjdesk.views.compose.slot_tile import SlotTile

_EMPTY_HEIGHT = 64
_EMPTY = mark("Drop, paste or choose pictures")


class ReferenceSection(QWidget):
    """Owns the arrangement of head, tiles and the place for more."""

    paste_refused = Signal()
    """The paste button was pressed and the clipboard holds no picture."""

    def __init__(
        self,
        theme: Theme,
        slots: SlotList,
        thumbnails: Thumbnails,
        intake: PictureIntake,
        roles: RolePart,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._slots = slots
        self._intake = intake
        self._head = SectionHead(theme, tr("References"))
        self.paste_button = IconButton(
            theme, "clipboard-paste", tr("Paste a picture"), size=24, icon_size=14, parent=self
        )
        self.add_button = IconButton(theme, "plus", tr("Choose pictures"), size=24, icon_size=14, parent=self)
        self.link_button = IconButton(
            theme, "link", tr("Add by address…"), size=24, icon_size=14, parent=self
        )
        self.address: AddressPanel | None = None
        """Once it was opened."""
        self._head.add(self.link_button)
        self._head.add(self.paste_button)
        self._head.add(self.add_button)
        over, short = tr("Drop to use as reference"), tr_as("drop", "Here")
        self.area = DropArea(theme, tr(_EMPTY), accepts=has_pictures, over=over, over_short=short)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tiles = SlotTiles(theme, slots, thumbnails, intake, roles.dress)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.hair)
        self._column.addWidget(self._head)
        self._column.addWidget(self.tiles)
        self._column.addWidget(self.area)
        self.area.dropped.connect(intake.take)
        self.area.clicked.connect(lambda: intake.choose())
        self.add_button.clicked.connect(lambda: intake.choose())
        self.paste_button.clicked.connect(self._on_paste)
        self.link_button.clicked.connect(self._on_link)
        intake.refused.connect(partial(say_beside, self.area))
        intake.nothing_pasted.connect(self._on_nothing_pasted)
        self.tiles.rebuilt.connect(self._place_area)
        self._place_area()

    def tile(self, row: int) -> SlotTile:
        """The tile of a row."""
        return self.tiles.tile(row)

    def _place_area(self) -> None:
        """Wide and with words while it is alone, a square behind the pictures otherwise."""
        has_tiles = self._slots.rowCount() > 0
        self.area.set_label("" if has_tiles else tr(_EMPTY))
        self.area.setAccessibleName(tr("Add reference pictures"))
        self.area.setToolTip(tr("Choose pictures") if has_tiles else "")
        if has_tiles:
            self._column.removeWidget(self.area)
            self.area.setMinimumHeight(0)
            self.area.setMaximumHeight(SIDE)
            self.tiles.set_tail([self.area])
        else:
            self.tiles.set_tail([])
            self.area.setFixedHeight(_EMPTY_HEIGHT)
            self._column.addWidget(self.area)
        self.area.show()
        self.tiles.setVisible(has_tiles)

    def _on_paste(self) -> None:
        if not self._intake.paste():
            self.paste_refused.emit()

    def _on_link(self) -> None:
        from mjdesk.views.compose.address_panel import AddressPanel

        if self.address is not None:
            self.address.deleteLater()
        self.address = AddressPanel(
            self._theme,
            self.link_button,
            name=tr("Address of a picture"),
            hint=tr(reference_words.LINK_HINT),
            give=self._intake.take_link,
        )
        self.address.popup_for(self.link_button)

    def _on_nothing_pasted(self) -> None:
        say_beside(self.paste_button, tr(slot_words.NOTHING_TO_PASTE))
