"""What pieces stand on and what parts them: surfaces, hairlines, section heads, splitters, scroll areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QWidget,
)
from typing_extensions import override

from mjdesk.theme import TYPE, WEIGHT, Theme, ink
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QPaintEvent

SurfaceKind = Literal["ground", "panel", "card", "field", "clear"]


class Surface(QFrame):
    """A plain area in one of the greys; the style sheet paints it by its property `surface`."""

    def __init__(self, kind: SurfaceKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", kind)


class Hairline(QFrame):
    """A line of one pixel between parts of a panel."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        is_flat = orientation is Qt.Orientation.Horizontal
        self.setProperty("line", "horizontal" if is_flat else "vertical")
        if is_flat:
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)


class SectionHead(QWidget):
    """A small upper-case head; `add` puts buttons and chips at its far end."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = ElidedLabel(
            theme, role="text_3", size=TYPE.caption, weight=WEIGHT.semibold, parent=self
        )
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._label, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        self._space_letters()
        theme.changed.connect(self._space_letters)

    def set_text(self, text: str) -> None:
        """Another head, written as in a sentence: it is shown in upper case and spoken as given."""
        self._label.set_text(text.upper())
        self._label.setAccessibleName(text)

    def add(self, widget: QWidget) -> None:
        """Puts a widget at the far end."""
        self._row.addWidget(widget)

    def _space_letters(self) -> None:
        font = self._theme.font(TYPE.caption, WEIGHT.semibold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
        self._label.setFont(font)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(20, hint.height()))


class _Handle(QSplitterHandle):
    """The hairline: one pixel to see, more to grab."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self._over = False
        theme.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.contentsRect(), ink(tokens.accent if self._over else tokens.hairline))
        painter.end()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)


class HairlineSplitter(QSplitter):
    """A splitter whose handle is a hairline that takes the accent under the pointer."""

    def __init__(
        self,
        theme: Theme,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        # Qt lets a handle this thin be grabbed two pixels beside it.
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self._theme, self.orientation(), self)


class ScrollArea(QScrollArea):
    """A frameless area whose content takes its width; only the height scrolls."""

    def __init__(
        self, content: QWidget | None = None, parent: QWidget | None = None, *, gap: int = 0
    ) -> None:
        """`gap`: between the content and a scroll bar, where there is one, in logical pixels."""
        super().__init__(parent)
        self._gap = gap
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        if content is not None:
            content.setAutoFillBackground(False)
            self.setWidget(content)

    def _on_range_changed(self, least: int, most: int) -> None:
        self.setViewportMargins(0, 0, self._gap if most > least else 0, 0)
