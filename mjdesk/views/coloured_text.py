"""A text from outside with colours and weights of our own: wrapped, whole, and never read as markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mjdesk.theme import TYPE, Theme, ink
from mjdesk.widgets.painting import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent, QTextCharFormat

_LINE = 1.5
"""Height of a line, in heights of the type."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text that looks otherwise."""

    start: int
    """In Qt's UTF-16 units."""
    length: int
    look: QTextCharFormat


class ColouredText(QWidget):
    """Owns its lines, laid out anew only when width, words or shade change.

    `dress` tells what looks how; it is asked again when the shade changes.
    """

    def __init__(self, theme: Theme, *, size: float = TYPE.body, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._text = ""
        self._dress: Callable[[], Sequence[Stretch]] = tuple
        self._layout: QTextLayout | None = None
        self._laid_out_for = -1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme_changed)

    def text(self) -> str:
        """The whole text, as shown."""
        return self._text

    def set_text(self, text: str, dress: Callable[[], Sequence[Stretch]], *, spoken: str = "") -> None:
        """Show another text; line breaks become blanks. `spoken` is what a screen reader says instead."""
        self._text = " ".join(text.splitlines())
        self._dress = dress
        self.setAccessibleName(spoken or self._text)
        self._forget()

    def stretches(self) -> Sequence[Stretch]:
        """What looks otherwise, in the present shade."""
        return self._dress()

    def line_count(self) -> int:
        """At the present width."""
        return self._lines(self.width()).lineCount()

    def _lines(self, width: int) -> QTextLayout:
        if self._layout is not None and self._laid_out_for == width:
            return self._layout
        layout = QTextLayout(self._text, self._theme.font(self._size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_range(stretch) for stretch in self._dress()])
        height = round(self._size * _LINE)
        top = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, float(width)))
            line.setPosition(QPointF(0, top + (height - line.height()) / 2))
            top += height
        layout.endLayout()
        self._layout, self._laid_out_for = layout, width
        return layout

    def _forget(self) -> None:
        self._layout = None
        self.updateGeometry()
        self.update()

    def _on_theme_changed(self) -> None:
        self._forget()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(1, self._lines(width).lineCount()) * round(self._size * _LINE)

    @override
    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(260))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, round(self._size * _LINE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        painter.setPen(ink(self._theme.tokens.text))
        self._lines(self.width()).draw(painter, QPointF(0, 0))
        painter.end()


def _range(stretch: Stretch) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = stretch.start, stretch.length, stretch.look
    return made
