"""Text from anywhere, shown plain, in at most so many lines, and elided instead of clipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

from mjdesk.theme import TYPE, WEIGHT, Theme, ink
from mjdesk.widgets.painting import begin, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget


class ElidedLabel(QLabel):
    """A label in the token `role`; when it had to elide, the whole text is its tool tip.

    `strong` parts are set heavier wherever they occur. `text()` is always the whole text.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        role: str = "text",
        size: float = TYPE.body,
        weight: int = WEIGHT.regular,
        lines: int = 1,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self._type = (size, weight)
        self._lines = lines
        self._elide = elide
        self._strong: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, weight))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)
        self.set_text(text)
        theme.changed.connect(self._on_theme_changed)

    def set_text(self, text: str, strong: Sequence[str] = ()) -> None:
        """Shows another text, with the `strong` parts of it set heavier."""
        self._strong = tuple(part for part in strong if part)
        self.setText(text)
        self._tell()
        self.updateGeometry()
        self.update()

    def set_role(self, role: str) -> None:
        """Draws in another token."""
        self._role = role
        self.update()

    def is_elided(self) -> bool:
        """Not all of the text can be seen."""
        return self._fold(self.contentsRect().width())[1]

    def line_height(self) -> float:
        """One line in device-independent pixels; several lines breathe by a third."""
        metrics = QFontMetricsF(self.font())
        return metrics.height() if self._lines == 1 else max(metrics.height(), 1.4 * self._type[0])

    def _heavy(self, text: str) -> list[QTextLayout.FormatRange]:
        """Where the strong parts stand in one row."""
        ranges: list[QTextLayout.FormatRange] = []
        for part in self._strong:
            at = text.find(part)
            while at >= 0:
                heavy = QTextLayout.FormatRange()
                heavy.start = at
                heavy.length = len(part)
                form = QTextCharFormat()
                form.setFontWeight(QFont.Weight.DemiBold)
                heavy.format = form
                ranges.append(heavy)
                at = text.find(part, at + len(part))
        return ranges

    def _fold(self, width: float) -> tuple[list[str], bool]:
        """The lines that fit, and whether something was left out."""
        text = self.text()
        if self._lines == 1:
            flat = " ".join(text.split("\n"))
            shown = QFontMetricsF(self.font()).elidedText(flat, self._elide, width + 0.5)
            return [shown], shown != flat
        rows: list[str] = []
        for paragraph in text.split("\n"):
            layout = QTextLayout(paragraph, self.font())
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1.0, width))
                rows.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
            layout.endLayout()
            if not paragraph:
                rows.append("")
        if len(rows) <= self._lines:
            return rows, False
        kept = rows[: self._lines]
        rest = " ".join(rows[self._lines - 1 :])
        kept[-1] = QFontMetricsF(self.font()).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return kept, True

    def _tell(self) -> None:
        tip = plain_tip(self.text()) if self.text() and self.is_elided() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)

    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.font(*self._type))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(self.contentsRect())
        rows, _ = self._fold(area.width())
        height = self.line_height()
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            top = area.top()
        else:
            top = area.top() + max(0.0, (area.height() - height * len(rows)) / 2)
        painter = begin(self)
        colour: str = getattr(self._theme.tokens, self._role)
        painter.setPen(ink(colour, 1.0 if self.isEnabled() else 0.4))
        visual = _visual(self.alignment(), self.layoutDirection())
        visual &= Qt.AlignmentFlag.AlignHorizontal_Mask
        option = QTextOption(visual | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        for row in rows:
            layout = QTextLayout(row, self.font())
            layout.setTextOption(option)
            if self._strong:
                layout.setFormats(self._heavy(row))
            layout.beginLayout()
            line = layout.createLine()
            if line.isValid():
                line.setLineWidth(max(1.0, area.width() + 0.5))
                slack = (height - line.height()) / 2
                layout.endLayout()
                layout.draw(painter, QPointF(area.left(), top + slack))
            top += height
        painter.end()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        widest = max(metrics.horizontalAdvance(part) for part in self.text().split("\n"))
        margins = self.contentsMargins()
        width = int(widest * (1.06 if self._strong else 1.0) + 2) + margins.left() + margins.right()
        if self._lines == 1:
            return QSize(width, int(self.line_height() + 0.5) + margins.top() + margins.bottom())
        width = min(width, 320)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), int(self.line_height() + 0.5))

    @override
    def hasHeightForWidth(self) -> bool:
        return self._lines > 1

    @override
    def heightForWidth(self, width: int) -> int:
        if self._lines == 1:
            return -1
        margins = self.contentsMargins()
        rows, _ = self._fold(float(width - margins.left() - margins.right()))
        return int(self.line_height() * len(rows) + 0.5) + margins.top() + margins.bottom()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()


def _visual(alignment: Qt.AlignmentFlag, direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Left and right as they are meant in this direction of reading.

    `QStyle.visualAlignment` does the same; loading QStyle costs every start five milliseconds.
    """
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    if direction is not Qt.LayoutDirection.RightToLeft or alignment & Qt.AlignmentFlag.AlignAbsolute:
        return alignment
    if alignment & right:
        return (alignment & ~right) | left
    if alignment & Qt.AlignmentFlag.AlignHCenter:
        return alignment
    return (alignment & ~left) | right
