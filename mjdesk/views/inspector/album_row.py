"""The collections of a task as chips, and the way into another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from mjdesk.theme import SIZE
from mjdesk.views import wording
from mjdesk.views.language import tr
from mjdesk.widgets.buttons import LinkButton
from mjdesk.widgets.chip import Chip
from mjdesk.widgets.flow_layout import FlowLayout
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painting import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.album import Album
    from mjdesk.theme import Theme

_LONGEST = 22


class AlbumRow(QWidget):
    """Owns a chip for each collection; its cross takes the task out of it."""

    left = Signal(int)
    """A collection's id."""
    wanted = Signal()
    """Put it into another one."""

    def __init__(self, theme: Theme, line: int, parent: QWidget | None = None) -> None:
        """`line`: height of a row of words alone, in logical pixels; chips make it higher."""
        super().__init__(parent)
        self._theme = theme
        self._line = line
        self._shown: tuple[Album, ...] | None = None
        self._flow = FlowLayout(self, gap=4)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_albums(())

    def chips(self) -> list[Chip]:
        """Those on screen."""
        items = (self._flow.itemAt(at) for at in range(self._flow.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Chip)]

    def show_albums(self, albums: Sequence[Album]) -> None:
        """By name."""
        found = tuple(albums)
        names = [(album.id, album.name) for album in found]
        if self._shown is not None and names == [(album.id, album.name) for album in self._shown]:
            return
        self._shown = found
        self._flow.clear()
        for album in found:
            chip = Chip(self._theme, wording.shortened(album.name, _LONGEST), removable=True)
            chip.setToolTip(plain_tip(album.name))
            chip.remove_requested.connect(lambda id=album.id: self.left.emit(id))
            self._flow.addWidget(chip)
        if found:
            add = IconButton(
                self._theme, "plus", tr("Add to collection"), key="B", size=SIZE.small, icon_size=14
            )
        else:
            add = LinkButton(self._theme, tr("Add to collection"))
            add.setFixedHeight(self._line)
        add.clicked.connect(self.wanted)
        self._flow.addWidget(add)
