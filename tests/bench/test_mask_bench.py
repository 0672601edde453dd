"""How long a painter waits: from one event of mouse or pen until what it changed is on screen."""

from __future__ import annotations

import time
from math import cos, sin
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from mjdesk.theme import Theme
from mjdesk.views.mask.mask_canvas import MaskCanvas
from mjdesk.views.mask.tools import BrushTool, ToolKind
from mjdesk.widgets.tiled_mask import TiledMask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.conftest import Bench

LIMIT = 16.0
"""Milliseconds for an event and the repaint that follows it, at the 99th percentile."""
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def mouse(canvas: MaskCanvas, kind: QEvent.Type, at: QPointF, _pressure: float) -> None:
    held = NONE if kind is QEvent.Type.MouseButtonRelease else LEFT
    button = NONE if kind is QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(kind, at, canvas.mapToGlobal(at), button, held, NO_KEY)
    QApplication.sendEvent(canvas, event)


PEN = QPointingDevice(
    "pen",
    1,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Pressure | QInputDevice.Capability.Position,
    1,
    1,
)
_AS_PEN = {
    QEvent.Type.MouseButtonPress: QEvent.Type.TabletPress,
    QEvent.Type.MouseMove: QEvent.Type.TabletMove,
    QEvent.Type.MouseButtonRelease: QEvent.Type.TabletRelease,
}


def pen(canvas: MaskCanvas, kind: QEvent.Type, at: QPointF, pressure: float) -> None:
    held = NONE if kind is QEvent.Type.MouseButtonRelease else LEFT
    button = NONE if kind is QEvent.Type.MouseMove else LEFT
    event = QTabletEvent(
        _AS_PEN[kind], PEN, at, canvas.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, NO_KEY, button, held
    )
    QApplication.sendEvent(canvas, event)


def spirals() -> Iterator[tuple[QEvent.Type, QPointF, float]]:
    """Six strokes of 80 events, from tight to wide, with a pressure that swells and fades."""
    for turn in range(6):
        reach = 60 + 60 * turn
        spots = [QPointF(530 + reach * cos(i / 12), 425 + reach * 0.9 * sin(i / 12)) for i in range(80)]
        yield QEvent.Type.MouseButtonPress, spots[0], 0.4
        for number, spot in enumerate(spots[1:]):
            yield QEvent.Type.MouseMove, spot, 0.55 + 0.4 * sin(number / 9)
        yield QEvent.Type.MouseButtonRelease, spots[-1], 0.0


@pytest.mark.parametrize(
    ("name", "side", "brush", "feather", "is_close", "send"),
    [
        ("mouse, whole picture", 4096, 287, 0, False, mouse),
        ("mouse, every pixel", 4096, 287, 0, True, mouse),
        ("mouse, feathered rim", 4096, 287, 16, False, mouse),
        ("mouse, brush of 1000", 4096, 1000, 0, False, mouse),
        ("pen, whole picture", 4096, 287, 0, False, pen),
        ("mouse, 8192 x 8192", 8192, 600, 0, False, mouse),
    ],
)
def test_a_stroke_follows_the_hand(
    bench: Bench,
    qapp: QApplication,
    name: str,
    side: int,
    brush: float,
    feather: int,
    is_close: bool,
    send: Callable[[MaskCanvas, QEvent.Type, QPointF, float], None],
) -> None:
    theme = Theme(reduced_motion=True)
    theme.apply(qapp)
    area = TiledMask(QSize(side, side))
    canvas = MaskCanvas(theme, area)
    canvas.resize(1072, 850)  # what is left of a window of 1440 x 900
    picture = QImage(side, side, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    canvas.show_levels([picture, picture.scaled(side // 2, side // 2), picture.scaled(side // 4, side // 4)])
    canvas.set_brush(brush)
    canvas.set_feather(feather)
    canvas.set_tool(ToolKind.BRUSH, BrushTool(area, lambda: brush, erases=False))
    canvas.show()
    if is_close:
        canvas.show_pixels()
    qapp.processEvents()
    taken: list[float] = []
    for kind, at, pressure in spirals():
        start = time.thread_time()  # neighbours on the machine do not count; nothing here waits
        send(canvas, kind, at, pressure)
        qapp.processEvents()
        taken.append((time.thread_time() - start) * 1000)
    area.recount(10_000)
    assert area.share() > 0.01
    canvas.close()
    qapp.setStyleSheet("")
    taken.sort()
    bench.at_most(f"an event of a stroke: {name}", taken[round(len(taken) * 0.99) - 1], LIMIT)
