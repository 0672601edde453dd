"""Watches what is dragged over the window and offers it the places where it can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent
from typing_extensions import override

from mjdesk.views.compose.picture_intake import has_pictures
from mjdesk.views.compose.slot_words import not_these
from mjdesk.views.drop_offer import DropOffer
from mjdesk.views.own_pictures import OWN_TASKS

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme
    from mjdesk.views.compose.compose_panel import ComposePanel
    from mjdesk.views.drop_places import DropPlace

_PATIENCE_MS = 220
"""A drag that began in this window may be on its way out: the offer waits until it lingers."""

_FOOT = 150
"""Below a narrow offer, in device-independent pixels: there the collections stand, which are targets too."""


class DropGuide(QObject):
    """Owns the offer while something hangs over the window.

    It listens where Qt tells of a drag over the whole window (the `QWindow`), because the widgets below hear
    only of what is above themselves. Nothing is taken by the guide: targets take, and `used` tells where to.
    """

    used = Signal()
    """A picture was dropped on a place of the offer: its page is shown now."""

    def __init__(self, theme: Theme, window: QWidget, host: QWidget, compose: ComposePanel) -> None:
        """`host` is the body of the window; beside `compose`, all of it is the offer's."""
        super().__init__(window)
        self._window = window
        self._host = host
        self._compose = compose
        self.offer = DropOffer(theme, host)
        self.offer.dropped.connect(self._on_dropped)
        self._is_lit = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE_MS)
        self._soon.timeout.connect(self._open_narrow)
        window.winId()  # there is no QWindow before a window is shown, or asked for its id
        window.windowHandle().installEventFilter(self)

    def _begin(self, mime: QMimeData) -> None:
        if not self._is_free():
            return
        if mime.hasFormat(OWN_TASKS):
            if has_pictures(mime):
                self._soon.start()
        elif has_pictures(mime):
            self.offer.open(self._compose.places(), self._room(), is_narrow=False)
        elif sentence := not_these(mime):
            self.offer.refuse(sentence, self._room())

    def _end(self) -> None:
        self._soon.stop()
        self.offer.close_soon()
        self._light(False)

    def _light(self, is_lit: bool) -> None:
        if is_lit is not self._is_lit:
            self._is_lit = is_lit
            self._compose.show_drop(is_lit)

    def _open_narrow(self) -> None:
        room = self._room().adjusted(0, 0, 0, -_FOOT)
        self.offer.open(self._compose.places(), room, is_narrow=True)
        self._light(True)

    def _is_free(self) -> bool:
        """Nothing lies over the window, such as a sheet or the mask editor."""
        panel = self._compose
        if not panel.isVisible():
            return True
        child = self._host.childAt(panel.mapTo(self._host, panel.rect().center()))
        return child is None or child is panel or panel.isAncestorOf(child)

    def _room(self) -> QRect:
        """All of the host that is not the compose panel's, whose places are targets themselves."""
        room = self._host.rect()
        panel = self._compose
        if not panel.isVisible():
            return room
        corner = panel.mapTo(self._host, panel.rect().topLeft())
        if panel.isRightToLeft():
            return QRect(0, 0, corner.x(), room.height())
        left = corner.x() + panel.width() + 1
        return QRect(left, 0, room.width() - left, room.height())

    def _follow(self, event: QDragMoveEvent) -> None:
        """While the pointer is elsewhere, the panel shows where a drop beside the targets would go."""
        if self.offer.isVisible() and has_pictures(event.mimeData()):
            here = self._compose.mapFrom(self._window, event.position().toPoint())
            is_elsewhere = not self._compose.rect().contains(here)
            if not is_elsewhere:
                self._is_lit = False  # the panel lights itself, and goes out by itself
            else:
                self._light(True)

    def _on_dropped(self, place: DropPlace, mime: QMimeData) -> None:
        if self._compose.take_at(place, mime):
            self.used.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                self._begin(event.mimeData())
            case QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                self._follow(event)
            case QEvent.Type.DragLeave:
                self._end()
            case QEvent.Type.Drop:
                # The targets are still to hear of it.
                QTimer.singleShot(0, self, self._end)
            case _:
                pass
        return super().eventFilter(watched, event)
