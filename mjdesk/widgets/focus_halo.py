"""The soft glow around a field that has the keyboard; it lies outside the field and takes no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS, Theme, ink
from mjdesk.widgets.painting import begin, box

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_REACH = 3
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.FocusIn,
    QEvent.Type.FocusOut,
)


class FocusHalo(QWidget):
    """Follows `target` and glows while `source` (itself, or the editor inside it) has the focus."""

    def __init__(
        self, theme: Theme, target: QWidget, source: QWidget | None = None, *, radius: float = RADIUS.field
    ) -> None:
        super().__init__(target.parentWidget())
        self._theme = theme
        self._target = target
        self._source = source or target
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        target.installEventFilter(self)
        if self._source is not target:
            self._source.installEventFilter(self)
        theme.changed.connect(self.update)
        self._follow()

    def _follow(self) -> None:
        if self.parentWidget() is not self._target.parentWidget():
            self.setParent(self._target.parentWidget())
        shown = self._target.isVisible() and self._source.hasFocus() and self.parentWidget() is not None
        if shown:
            self.setGeometry(self._target.geometry().adjusted(-_REACH, -_REACH, _REACH, _REACH))
            self.stackUnder(self._target)
        self.setVisible(shown)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While a window is being collected its filters hear events after their attributes are gone.
        if event.type() in _MOVES and hasattr(self, "_target"):
            self._follow()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        box(painter, QRectF(self.rect()), self._radius + _REACH, ink(self._theme.tokens.accent, 0.2))
        painter.end()
