"""The keys of the mask editor, as painters know them; heard wherever no text is being written."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class MaskKey(StrEnum):
    """What a key asks for; the tools by the names of `ToolKind`."""

    BRUSH = "brush"
    ERASER = "eraser"
    RECTANGLE = "rectangle"
    LASSO = "lasso"
    POLYGON = "polygon"
    WAND = "wand"
    UNDO = "undo"
    REDO = "redo"
    INVERT = "invert"
    CLEAR = "clear"
    ALL = "all"
    GROW = "grow"
    SHRINK = "shrink"
    THINNER = "thinner"
    THICKER = "thicker"
    FIT = "fit"
    PIXELS = "pixels"
    TOGGLE = "toggle"
    LARGER = "larger"
    SMALLER = "smaller"
    CONFIRM = "confirm"
    TAKE_BACK = "take-back"
    """The last corner of a polygon; the whole area when there is none."""
    GENERATE = "generate"
    CLOSE = "close"


CHANGING = frozenset(
    {
        MaskKey.UNDO,
        MaskKey.REDO,
        MaskKey.INVERT,
        MaskKey.CLEAR,
        MaskKey.ALL,
        MaskKey.GROW,
        MaskKey.SHRINK,
    }
)
"""Those that change the area, and wait until there is one."""
_PLAIN = {
    Qt.Key.Key_B: MaskKey.BRUSH,
    Qt.Key.Key_E: MaskKey.ERASER,
    Qt.Key.Key_R: MaskKey.RECTANGLE,
    Qt.Key.Key_M: MaskKey.RECTANGLE,
    Qt.Key.Key_L: MaskKey.LASSO,
    Qt.Key.Key_P: MaskKey.POLYGON,
    Qt.Key.Key_W: MaskKey.WAND,
    Qt.Key.Key_BracketLeft: MaskKey.THINNER,
    Qt.Key.Key_BracketRight: MaskKey.THICKER,
    Qt.Key.Key_Period: MaskKey.GROW,
    Qt.Key.Key_Comma: MaskKey.SHRINK,
    Qt.Key.Key_Z: MaskKey.TOGGLE,
    Qt.Key.Key_Plus: MaskKey.LARGER,
    Qt.Key.Key_Equal: MaskKey.LARGER,
    Qt.Key.Key_Minus: MaskKey.SMALLER,
    Qt.Key.Key_Return: MaskKey.CONFIRM,
    Qt.Key.Key_Enter: MaskKey.CONFIRM,
    Qt.Key.Key_Backspace: MaskKey.TAKE_BACK,
    Qt.Key.Key_Delete: MaskKey.TAKE_BACK,
    Qt.Key.Key_Escape: MaskKey.CLOSE,
}
_WITH_CONTROL = {
    Qt.Key.Key_Z: MaskKey.UNDO,
    Qt.Key.Key_Y: MaskKey.REDO,
    Qt.Key.Key_I: MaskKey.INVERT,
    Qt.Key.Key_D: MaskKey.CLEAR,
    Qt.Key.Key_A: MaskKey.ALL,
    Qt.Key.Key_0: MaskKey.FIT,
    Qt.Key.Key_1: MaskKey.PIXELS,
    Qt.Key.Key_Plus: MaskKey.LARGER,
    Qt.Key.Key_Equal: MaskKey.LARGER,
    Qt.Key.Key_Minus: MaskKey.SMALLER,
    Qt.Key.Key_Return: MaskKey.GENERATE,
    Qt.Key.Key_Enter: MaskKey.GENERATE,
}
_WITH_BOTH = {
    Qt.Key.Key_Z: MaskKey.REDO,
    Qt.Key.Key_I: MaskKey.INVERT,
}


def key_of(event: QKeyEvent) -> MaskKey | None:
    """What a pressed key means; None for one that means nothing here."""
    key = Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    if held == control | shift:
        return _WITH_BOTH.get(key)
    if held == control:
        return _WITH_CONTROL.get(key)
    if held in (Qt.KeyboardModifier.NoModifier, shift):
        return _PLAIN.get(key)
    return None
