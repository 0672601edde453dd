"""What is mended bit by bit looks exactly like what is drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from mjdesk.views.mask.area_layer import AreaLayer
from mjdesk.widgets.brush import Dab, Sweep
from mjdesk.widgets.tiled_mask import TiledMask

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("qapp")
CANVAS = QSize(500, 420)
SIDE = 1000
TINT, DASH, GAP = QColor(80, 90, 255, 130), QColor("white"), QColor(0, 0, 0, 100)


class View:
    """A layer that follows an area, and what it shows."""

    def __init__(self, area: TiledMask, *, feather: int = 0) -> None:
        self.layer = AreaLayer(area)
        self.layer.set_colours(TINT, DASH, GAP)
        self.layer.set_feather(feather)
        area.changed.connect(self.layer.spoil)

    def look(self, origin: QPoint, scale: float, ratio: float = 1.0) -> QImage:
        self.layer.set_view(CANVAS, origin, scale, ratio)
        self.layer.mend()
        shown = QImage(CANVAS, QImage.Format.Format_ARGB32_Premultiplied)
        shown.fill(0)
        painter = QPainter(shown)
        self.layer.paint(painter, shown.rect())
        painter.end()
        return shown


def farthest(one: QImage, other: QImage) -> int:
    """The largest difference of any channel: averages are rounded otherwise in a part than in the whole."""
    levels = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(here - there) for here, there in levels)


def strokes() -> Iterator[tuple[Sweep, bool]]:
    for number in range(12):
        x, y = 80 + 70 * number, 500 + 300 * (-1) ** number
        yield Sweep(Dab(x, y, 60), Dab(x + 120, 500, 90)), number % 5 == 4


def paint(area: TiledMask) -> Iterator[None]:
    for sweep, erases in strokes():
        area.begin()
        area.sweep(sweep, erases=erases)
        area.commit()
        yield


@pytest.mark.parametrize("feather", [0, 4, 30])
@pytest.mark.parametrize("scale", [0.4, 1.0, 3.0])
def test_strokes_are_mended_without_a_trace(feather: int, scale: float) -> None:
    area = TiledMask(QSize(SIDE, SIDE))
    view = View(area, feather=feather)
    origin = QPoint(30, 10) if scale < 1 else QPoint(-300, -350)
    view.look(origin, scale)
    for _ in paint(area):
        area.recount(3)
        shown = view.look(origin, scale)
    area.undo()
    shown = view.look(origin, scale)
    assert farthest(shown, View(area, feather=feather).look(origin, scale)) <= (1 if feather else 0)
    assert any(shown.pixelColor(x, 200).alpha() for x in range(0, 500, 7))


def test_a_picture_that_moves_takes_its_area_along() -> None:
    area = TiledMask(QSize(SIDE, SIDE))
    view = View(area, feather=6)
    for _ in paint(area):
        pass
    origin = QPoint(-200, -200)
    view.look(origin, 1.0)
    for step in ((17, 5), (-60, 20), (3, -44), (-120, -90), (600, 0), (-600, 0)):
        origin += QPoint(*step)
        shown = view.look(origin, 1.0)
    assert shown == View(area, feather=6).look(origin, 1.0)


def test_what_is_solid_is_drawn_as_what_is_not_known_to_be() -> None:
    area = TiledMask(QSize(SIDE, SIDE))
    area.mark_all()
    before = View(area).look(QPoint(20, 20), 0.37)
    area.recount(1000)
    assert area.is_solid((1, 1))
    assert View(area).look(QPoint(20, 20), 0.37) == before
    assert before.pixelColor(200, 200) == before.pixelColor(300, 300)
    assert before.pixelColor(400, 200).alpha() == 0


def test_nothing_is_seen_of_an_empty_area_or_beside_the_picture() -> None:
    area = TiledMask(QSize(10, 10))
    view = View(area)
    assert view.look(QPoint(5, 5), 2.0) == View(area).look(QPoint(100, 5), 2.0)
    area.mark_all()
    shown = view.look(QPoint(5, 5), 2.0)
    assert shown.pixelColor(4, 10).alpha() == 0
    assert shown.pixelColor(15, 15).alpha() > 0
    assert shown.pixelColor(26, 10).alpha() == 0
