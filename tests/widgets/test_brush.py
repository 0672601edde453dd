"""What a brush covers between two moments, held against every pixel's distance."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from mjdesk.widgets.brush import Dab, Sweep, pixel_of

PLACES = st.floats(-40, 40)
RADII = st.floats(1, 20)


def dabs() -> st.SearchStrategy[Dab]:
    return st.builds(Dab, PLACES, PLACES, RADII)


def distance(sweep: Sweep, x: float, y: float) -> float:
    """To the nearest point of the line between the middles, by walking along it."""
    steps = (step / 400 for step in range(401))
    start, end = sweep.start, sweep.end
    return min(hypot(x - start.x - t * (end.x - start.x), y - start.y - t * (end.y - start.y)) for t in steps)


@settings(max_examples=60, deadline=None)
@given(PLACES, PLACES, PLACES, PLACES, RADII, PLACES, PLACES)
def test_the_path_of_a_constant_brush_is_a_capsule(
    x: float, y: float, to_x: float, to_y: float, radius: float, at_x: float, at_y: float
) -> None:
    sweep = Sweep(Dab(x, y, radius), Dab(to_x, to_y, radius))
    far = distance(sweep, at_x, at_y)
    if abs(far - radius) > 0.3:
        assert sweep.path().contains(QPointF(at_x, at_y)) == (far < radius)


@settings(max_examples=60, deadline=None)
@given(dabs(), dabs())
def test_a_path_holds_both_ends_and_stays_within_its_bounds(start: Dab, end: Dab) -> None:
    sweep = Sweep(start, end)
    path = sweep.path()
    assert path.contains(start.at)
    assert path.contains(end.at)
    middle = QPointF((start.x + end.x) / 2, (start.y + end.y) / 2)
    assert path.contains(middle)
    assert QRectF(sweep.bounds()).contains(path.boundingRect())


@settings(max_examples=80, deadline=None)
@given(dabs(), dabs(), PLACES, PLACES, st.floats(1, 30))
def test_covers_and_misses_never_lie(start: Dab, end: Dab, x: float, y: float, side: float) -> None:
    sweep = Sweep(start, end)
    rect = QRectF(x, y, side, side)
    spots = [QPointF(x + side * i / 6, y + side * j / 6) for i in range(7) for j in range(7)]
    inside = [sweep.path().contains(spot) for spot in spots[8:-8]]
    if sweep.covers(rect.adjusted(-0.2, -0.2, 0.2, 0.2)):
        assert all(inside)
    if sweep.misses(rect):
        assert not any(inside)


@pytest.mark.parametrize(("x", "y", "pixel"), [(0.0, 0.0, (0, 0)), (0.99, 3.5, (0, 3)), (7.01, 7.99, (7, 7))])
def test_a_dab_lies_in_a_pixel(x: float, y: float, pixel: tuple[int, int]) -> None:
    found = pixel_of(Dab(x, y, 0.5))
    assert (found.x(), found.y()) == pixel
