"""Collections to drop on: shown over the gallery for as long as pictures are dragged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, SPACE, TYPE, ink
from mjdesk.views.albums import album_words
from mjdesk.views.language import tr
from mjdesk.widgets.drop_area import DropArea
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.flow_layout import FlowLayout
from mjdesk.widgets.painting import begin, box
from mjdesk.widgets.sheet import paint_shadow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QPaintEvent

    from mjdesk.domain.album import Album
    from mjdesk.theme import Theme

OWN_TASKS = "application/x-mjdesk-tasks"
"""What a drag that began in this window carries beside its files: ids with commas between."""
_PLACE = (132, 66)
_MOST = 17
"""Places beside the one for a new collection; the menu has them all."""
_WIDEST = 900
_REACH = 14


class DropShelf(QWidget):
    """Owns a place for each collection; stays at the foot of its host, above everything."""

    dropped = Signal(int, object)
    """A collection's id, 0 for a new one, and `tuple[str, ...]`: ids of tasks."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._shown: tuple[Album, ...] = ()
        self.places: list[DropArea] = []
        title = ElidedLabel(theme, tr("Drop on a collection"), role="text_2", size=TYPE.label)
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=SPACE.snug)
        column = QVBoxLayout(self)
        edge = SPACE.panel + _REACH
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(SPACE.tight)
        column.addWidget(title)
        column.addWidget(holder)
        host.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def open(self, albums: Sequence[Album]) -> None:
        """Show the places; the caller begins the drag."""
        self._fill(tuple(albums[:_MOST]))
        self._place()
        self.show()
        self.raise_()

    def close_soon(self) -> None:
        """The drag is over."""
        for place in self.places:
            place.show_drop(False)
        self.hide()

    def _fill(self, albums: tuple[Album, ...]) -> None:
        if albums == self._shown and self.places:
            return
        self._shown = albums
        self._flow.clear()
        self.places = []
        for number, name, icon in (
            *((album.id, album.name, "folder") for album in albums),
            (0, tr(album_words.NEW), "folder-plus"),
        ):
            place = DropArea(self._theme, album_words.short(name), accepts=_is_own, icon=icon)
            place.setFixedSize(*_PLACE)
            place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            place.dropped.connect(partial(self._on_dropped, number))
            self._flow.addWidget(place)
            self.places.append(place)

    def _place(self) -> None:
        room = self._host.rect()
        width = min(_WIDEST, room.width() - 2 * SPACE.snug)
        each = _PLACE[0] + SPACE.snug
        inner = width - 2 * (SPACE.panel + _REACH)
        columns = max(1, min(len(self.places), (inner + SPACE.snug) // each))
        width = columns * each - SPACE.snug + 2 * (SPACE.panel + _REACH)
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None else self.sizeHint().height()
        height = min(height, room.height() - 2 * SPACE.snug)
        left = (room.width() - width) // 2
        self.setGeometry(left, room.height() - height - SPACE.snug, width, height)

    def _on_dropped(self, album: int, mime: QMimeData) -> None:
        ids = tuple(filter(None, bytes(mime.data(OWN_TASKS).data()).decode("ascii", "replace").split(",")))
        if ids:
            self.dropped.emit(album, ids)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        tokens = self._theme.tokens
        card = QRectF(self.rect()).adjusted(_REACH, _REACH, -_REACH, -_REACH)
        paint_shadow(painter, card, RADIUS.sheet, self._theme)
        box(painter, card, RADIUS.sheet, ink(tokens.panel), ink(tokens.edge))
        painter.end()


def _is_own(mime: QMimeData) -> bool:
    return mime.hasFormat(OWN_TASKS)
