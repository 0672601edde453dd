"""The few strokes all pieces share: crisp boxes, focus rings, key hints and badges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from mjdesk.theme import RADIUS, TYPE, WEIGHT, Theme, Tokens, ink

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QLayout, QWidget

FOCUS_WIDTH = 1.5
_ONE_LINE = 80
"""Qt wraps rich text only: a longer plain tool tip would be one line across the screen."""


def plain_tip(text: str) -> str:
    """A tool tip that shows `text` as it is, even if it looks like HTML; long ones are wrapped."""
    # Qt takes a text for HTML when it holds a tag, or `&lt;`.
    if "<" not in text and "&lt;" not in text and len(text) <= _ONE_LINE:
        return text
    import html  # seldom needed, and with all its entities not small

    return "<span>" + html.escape(text).replace("\n", "<br>") + "</span>"


def begin(widget: QWidget) -> QPainter:
    """A smooth painter on the widget."""
    painter = QPainter(widget)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box whose line lies wholly inside `rect`."""
    half = width / 2 if line is not None else 0.0
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(half, half, -half, -half)
    bounded = max(0.0, min(radius - half, inner.width() / 2, inner.height() / 2))
    painter.drawRoundedRect(inner, bounded, bounded)


def focus_ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """The line that shows where the keyboard is, just inside `rect`."""
    box(painter, rect, radius, None, colour, FOCUS_WIDTH)


def line_of_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line, centred in height, elided to the width of `rect`; left and right are meant literally."""
    metrics = QFontMetricsF(painter.font(), painter.device())
    # The words say which way they run, not the interface: "4 prompts" stays so between Arabic labels.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.setPen(colour)
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip), shown)


def mirrored(rect: QRectF, within: QRectF, is_right_to_left: bool) -> QRectF:
    """The rect, reflected within its surroundings when the interface runs from right to left."""
    if not is_right_to_left:
        return rect
    return QRectF(within.left() + within.right() - rect.right(), rect.top(), rect.width(), rect.height())


def set_room(
    layout: QLayout, leading: int, top: int, trailing: int, bottom: int, is_right_to_left: bool
) -> None:
    """Content margins that follow the reading direction; a layout keeps left and right as they are."""
    if is_right_to_left:
        layout.setContentsMargins(trailing, top, leading, bottom)
    else:
        layout.setContentsMargins(leading, top, trailing, bottom)


def key_hint_width(theme: Theme, key: str) -> float:
    """How wide `paint_key_hint` draws the key."""
    return QFontMetricsF(theme.font(TYPE.caption - 0.5, WEIGHT.medium)).horizontalAdvance(key) + 11


def paint_key_hint(
    painter: QPainter, rect: QRectF, key: str, theme: Theme, colour: QColor, line: QColor
) -> None:
    """A key in a small outlined box, 18 px high, centred in `rect`."""
    hint = QRectF(rect.left(), rect.center().y() - 9, rect.width(), 18)
    box(painter, hint, RADIUS.badge, None, line)
    painter.setFont(theme.font(TYPE.caption - 0.5, WEIGHT.medium))
    line_of_text(painter, hint, key, colour, Qt.AlignmentFlag.AlignHCenter)


def badge_size(theme: Theme, text: str, icon: str = "") -> tuple[float, float]:
    """Width and height of what `paint_badge` draws."""
    width = QFontMetricsF(theme.font(TYPE.caption, WEIGHT.medium)).horizontalAdvance(text) if text else 0.0
    if icon:
        width += 12 + (4 if text else 0)
    return width + 12, 18.0


def paint_badge(
    painter: QPainter,
    corner: QPointF,
    text: str,
    theme: Theme,
    *,
    icon: str = "",
    filled: bool = False,
    from_right: bool = False,
) -> QRectF:
    """White words on a dark chip over a picture, hung at a top left (or right) corner; returns its place."""
    tokens: Tokens = theme.tokens
    width, height = badge_size(theme, text, icon)
    left = corner.x() - width if from_right else corner.x()
    rect = QRectF(left, corner.y(), width, height)
    box(painter, rect, RADIUS.badge, ink(tokens.scrim, 0.78))
    start = rect.left() + 6
    if icon:
        theme.icons.paint(
            painter, icon, tokens.on_scrim, QRectF(start, rect.top() + 3, 12, 12), filled=filled
        )
        start += 16
    painter.setFont(theme.font(TYPE.caption, WEIGHT.medium))
    line_of_text(painter, QRectF(start, rect.top(), rect.right() - start, height), text, ink(tokens.on_scrim))
    return rect


def paint_shadow(painter: QPainter, rect: QRectF, radius: float, theme: Theme, reach: int = 22) -> None:
    """A soft shadow under `rect`; the painter must be free to draw `reach` pixels around it."""
    strength = 0.020 if theme.tokens.shade == "dark" else 0.007
    for step in range(reach, 0, -2):
        grown = rect.adjusted(-step, -step + 6, step, step + 6)
        box(painter, grown, radius + step, ink(theme.tokens.shadow, strength))
