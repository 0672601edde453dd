"""Pages of which one is shown, as high as that one wants: a short page does not leave a hole under itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from mjdesk.theme import SPACE
from mjdesk.widgets.surface import ScrollArea

_LEAST = 160
"""What a page can be squeezed to in a low window, in logical pixels."""


class PageStack(QStackedWidget):
    """Owns a scroll area for each page; the areas do not take the focus themselves."""

    def __init__(self, *, shortest: int, tallest: int, parent: QWidget | None = None) -> None:
        """Heights in logical pixels: a page is given at least `shortest`, and scrolls beyond `tallest`."""
        super().__init__(parent)
        self._shortest = shortest
        self._tallest = tallest
        self.currentChanged.connect(self.updateGeometry)

    def add(self, page: QWidget) -> ScrollArea:
        """The area in which the page is shown from now on."""
        area = ScrollArea(page, gap=SPACE.snug)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setAutoFillBackground(False)  # `setWidget` turns it on; the card is the ground
        page.installEventFilter(self)
        self.addWidget(area)
        return area

    def _wanted(self) -> int:
        """Height of the page that is shown, at the width it has."""
        area = self.currentWidget()
        page = area.widget() if isinstance(area, ScrollArea) else None
        if page is None:
            return self._shortest
        if page.hasHeightForWidth():
            return page.heightForWidth(page.width())
        return page.sizeHint().height()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_wider = isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width()
        if is_wider or event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(self._shortest, min(self._wanted(), self._tallest)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(_LEAST, self._shortest))
