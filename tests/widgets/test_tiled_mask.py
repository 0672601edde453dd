"""A marked area in tiles does what one in a single image would, remembers every step, and stays small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainterPath, QPolygonF

from mjdesk.domain.mask import TILE, Area
from mjdesk.storage.mask_shapes import area_of, plane_of
from mjdesk.widgets.brush import Dab, Sweep
from mjdesk.widgets.tiled_mask import Combine, TiledMask
from tests.support.hands import heard

if TYPE_CHECKING:
    Plane = np.ndarray[Any, np.dtype[np.uint8]]

pytestmark = pytest.mark.usefixtures("qapp")
SIZE = QSize(600, 530)
"""Three tiles by three, the last ones cut by the rim of the picture."""


def plane(mask: TiledMask) -> Plane:
    return plane_of(Area(mask.size.width(), mask.size.height(), mask.tiles()))


def line(x: float, y: float, to_x: float, to_y: float, radius: float) -> Sweep:
    return Sweep(Dab(x, y, radius), Dab(to_x, to_y, radius))


def stroke(mask: TiledMask, *sweeps: Sweep, erases: bool = False) -> None:
    mask.begin()
    for sweep in sweeps:
        mask.sweep(sweep, erases=erases)
    mask.commit()


def box(x: float, y: float, width: float, height: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(x, y, width, height))
    return path


@settings(max_examples=25, deadline=None)
@given(*(st.floats(-100, 700) for _ in range(4)), st.floats(1.5, 330))
def test_a_stroke_marks_what_is_near_its_line(x: float, y: float, to_x: float, to_y: float, r: float) -> None:
    mask = TiledMask(SIZE)
    stroke(mask, line(x, y, to_x, to_y, r))
    down, across = np.mgrid[: SIZE.height(), : SIZE.width()].astype(float) + 0.5
    dx, dy = to_x - x, to_y - y
    square = dx * dx + dy * dy or 1.0
    along = np.clip(((across - x) * dx + (down - y) * dy) / square, 0, 1)
    far = np.hypot(across - x - along * dx, down - y - along * dy)
    levels = plane(mask)
    assert set(np.unique(levels)) <= {0, 255}
    assert (levels[far < r - 1] == 255).all()
    assert (levels[far > r + 1] == 0).all()


def test_erasing_takes_away_and_nothing_lies_beyond_the_picture() -> None:
    mask = TiledMask(SIZE)
    stroke(mask, line(300, 265, 300, 265, 2000))
    assert (plane(mask) == 255).all()
    right, bottom = mask.tiles()[2, 0], mask.tiles()[0, 2]
    assert right[600 - 2 * TILE] == 0
    assert bottom[TILE * (530 - 2 * TILE)] == 0
    stroke(mask, line(100, 100, 500, 100, 40), erases=True)
    assert plane(mask)[100, 300] == 0
    assert plane(mask)[300, 300] == 255
    stroke(mask, line(300, 265, 300, 265, 2000), erases=True)
    assert mask.tiles() == {}


@pytest.mark.parametrize("spot", [(0.2, 0.3), (255.9, 256.1), (599.5, 529.5)])
def test_the_thinnest_brush_marks_the_pixel_under_it(spot: tuple[float, float]) -> None:
    mask = TiledMask(SIZE)
    stroke(mask, line(*spot, *spot, 0.5))
    assert np.argwhere(plane(mask) == 255).tolist() == [[int(spot[1]), int(spot[0])]]


def test_a_thin_line_has_no_holes() -> None:
    mask = TiledMask(SIZE)
    stroke(mask, line(10, 10, 500, 200, 0.5))
    columns = (plane(mask) == 255).any(axis=0)
    assert columns[10:500].all()


def test_the_picture_of_one_pixel() -> None:
    mask = TiledMask(QSize(1, 1))
    stroke(mask, line(0.5, 0.5, 0.5, 0.5, 0.5))
    assert plane(mask).tolist() == [[255]]
    mask.invert()
    assert mask.tiles() == {}
    mask.mark_all()
    mask.recount(9)
    assert mask.share() == 1.0


def combined(how: Combine, first: Plane, second: Plane) -> Plane:
    match how:
        case Combine.REPLACE:
            return second
        case Combine.ADD:
            return first | second
        case Combine.SUBTRACT:
            return first & ~second


@pytest.mark.parametrize("how", list(Combine))
def test_outlines_combine(how: Combine) -> None:
    mask = TiledMask(SIZE)
    mask.combine_path(box(100, 50, 300, 400), Combine.REPLACE)
    mask.combine_path(box(250, 200, 900, 100), how)
    first, second = np.zeros((530, 600), np.uint8), np.zeros((530, 600), np.uint8)
    first[50:450, 100:400] = 255
    second[200:300, 250:600] = 255
    assert np.array_equal(plane(mask), combined(how, first, second))


@pytest.mark.parametrize("how", list(Combine))
def test_areas_from_elsewhere_combine_like_outlines(how: Combine) -> None:
    drawn, given_ = TiledMask(SIZE), TiledMask(SIZE)
    second = np.zeros((530, 600), np.uint8)
    second[200:300, 250:600] = 255
    for mask in (drawn, given_):
        mask.combine_path(box(100, 50, 300, 400), Combine.REPLACE)
    drawn.combine_path(box(250, 200, 900, 100), how)
    given_.combine_tiles(area_of(second).tiles, how)
    assert np.array_equal(plane(drawn), plane(given_))


def test_a_lasso_of_many_points_is_filled() -> None:
    mask = TiledMask(SIZE)
    points = [QPointF(300 + 200 * np.cos(a), 260 + 200 * np.sin(a)) for a in np.linspace(0, 6.283, 400)]
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    mask.combine_path(path, Combine.REPLACE)
    assert plane(mask)[260, 300] == 255
    assert (plane(mask) == 255).sum() == pytest.approx(3.1416 * 200 * 200, rel=0.01)


@pytest.mark.parametrize("soft", [False, True])
def test_inverting_twice_changes_nothing(soft: bool) -> None:
    levels = np.random.default_rng(3).integers(0, 256, (530, 600), dtype=np.uint8)
    if not soft:
        levels = np.where(levels > 99, 255, 0).astype(np.uint8)
    mask = TiledMask(QSize(1, 1))
    mask.reset(SIZE, area_of(levels).tiles)
    mask.invert()
    assert np.array_equal(plane(mask), 255 - levels)
    mask.invert()
    assert np.array_equal(plane(mask), levels)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 600), st.integers(0, 530)), max_size=12))
def test_every_step_can_be_undone_and_done_again(steps: list[tuple[int, int, int]]) -> None:
    mask = TiledMask(SIZE)
    seen = [plane(mask)]
    for kind, x, y in steps:
        match kind:
            case 0 | 1 | 2:
                stroke(mask, line(x, y, 600 - x, y, 20 + kind * 50), line(x, y, x, 530 - y, 20))
            case 3:
                stroke(mask, line(x, y, y, x, 60), erases=True)
            case 4:
                mask.combine_path(box(x - 50, y - 50, 180, 120), Combine.ADD)
            case 5:
                mask.invert()
            case 6:
                mask.combine_path(box(x - 50, y - 50, 300, 20), Combine.REPLACE)
            case _:
                mask.clear()
        now = plane(mask)
        if mask.history.can_undo and not np.array_equal(now, seen[-1]):
            seen.append(now)
        mask.history.pack_some()
    going_back = [plane(mask)]
    while mask.undo():
        going_back.append(plane(mask))
        mask.history.pack_some()
    assert np.array_equal(going_back[-1], seen[0])
    while mask.redo():
        going_back.pop()
        assert np.array_equal(plane(mask), going_back[-1])
        mask.history.pack_some()
    assert len(going_back) == 1


def test_a_stroke_is_one_step_and_a_new_one_ends_what_was_undone() -> None:
    mask = TiledMask(SIZE)
    stroke(mask, *(line(x, 100, x + 20, 100, 30) for x in range(0, 600, 20)))
    stroke(mask, line(300, 300, 400, 300, 30))
    assert mask.undo()
    assert mask.undo()
    assert not mask.undo()
    assert mask.redo()
    stroke(mask, line(10, 10, 20, 20, 5))
    assert not mask.history.can_redo


def test_a_step_can_be_given_up_half_way() -> None:
    mask = TiledMask(SIZE)
    stroke(mask, line(100, 100, 200, 100, 30))
    before = plane(mask)
    mask.begin()
    mask.sweep(line(0, 0, 600, 530, 80))
    assert not mask.undo()
    mask.cancel()
    assert np.array_equal(plane(mask), before)
    assert mask.undo()
    assert not mask.history.can_undo


def test_what_changes_nothing_is_no_step() -> None:
    mask = TiledMask(SIZE)
    mask.clear()
    stroke(mask, line(-900, -900, -800, -800, 10))
    stroke(mask, line(100, 100, 100, 100, 10), erases=True)
    mask.combine_path(box(-500, -500, 10, 10), Combine.ADD)
    assert not mask.history.can_undo


def test_history_is_small_however_long_it_is() -> None:
    mask = TiledMask(QSize(4096, 4096))
    for number in range(200):
        y = 40 + number * 20
        stroke(mask, line(100, y, 4000, y, 30))
    for _ in range(1000):
        mask.history.pack_some()
    assert mask.history.held_bytes < 6 * 2**20  # 200 times 16 MB, kept as they are


def test_only_what_is_touched_is_told() -> None:
    mask = TiledMask(QSize(4096, 4096))
    told = heard(mask.changed)
    stroke(mask, line(1000, 1000, 1100, 1000, 20))
    rect: QRect = told[0][0]
    assert QRect(975, 975, 150, 50).contains(rect)
    assert len(mask.tiles()) == 2


def test_counting_goes_on_in_small_parts() -> None:
    mask = TiledMask(QSize(1024, 1024))
    mask.combine_path(box(0, 0, 1024, 512), Combine.REPLACE)
    assert not mask.recount(3)
    assert mask.recount(100)
    assert mask.share() == pytest.approx(0.5)
    assert mask.level(10, 10) == 255
    assert mask.level(10, 1000) == 0
    mask.undo()
    mask.recount(100)
    assert mask.share() == 0
