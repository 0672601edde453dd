"""Areas grow, shrink, fade and are found by colour as a careful reader of pixels would do it, one by one."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.mask import TILE, Area
from mjdesk.storage.mask_shapes import area_of, by_colour, feathered, grown, plane_of

if TYPE_CHECKING:
    from mjdesk.storage.mask_shapes import Plane

SIDES = st.sampled_from([1, 2, 3, 7, TILE - 1, TILE, TILE + 1, 2 * TILE + 3])


@st.composite
def planes(draw: st.DrawFn, most: int = 0, values: tuple[int, ...] = (0, 255)) -> Plane:
    side = st.integers(1, most) if most else SIDES
    height, width, seed = draw(side), draw(side), draw(st.integers(0, 2**32 - 1))
    share = draw(st.sampled_from([0.0, 0.05, 0.5, 0.95, 1.0]))
    chance = np.random.default_rng(seed)
    marked = chance.random((height, width)) < share
    return np.where(marked, chance.choice(values, (height, width)), 0).astype(np.uint8)


def a_disc(size: int, radius: int) -> Plane:
    y, x = np.mgrid[:size, :size]
    inside = (x - size // 2) ** 2 + (y - size // 2) ** 2 <= radius**2
    return np.where(inside, 255, 0).astype(np.uint8)


@settings(max_examples=40, deadline=None)
@given(planes(values=(0, 1, 90, 255)))
def test_tiles_and_plane_are_the_same_thing(plane: Plane) -> None:
    area = area_of(plane)
    assert (area.width, area.height) == (plane.shape[1], plane.shape[0])
    assert all(len(tile) == TILE * TILE and any(tile) for tile in area.tiles.values())
    assert np.array_equal(plane_of(area), plane)
    assert area.is_empty == (not plane.any())


def test_tiles_beyond_the_picture_are_left_out() -> None:
    area = Area(10, 10, {(0, 0): b"\xff" * TILE * TILE, (4, 4): b"\xff" * TILE * TILE})
    assert plane_of(area).shape == (10, 10)
    assert plane_of(area).all()


@settings(max_examples=60, deadline=None)
@given(planes(most=16), st.integers(1, 6))
def test_an_area_grows_by_a_round_distance(plane: Plane, by: int) -> None:
    expected = np.zeros_like(plane)
    rows, columns = np.mgrid[: plane.shape[0], : plane.shape[1]]
    for y, x in np.argwhere(plane):
        expected[(rows - y) ** 2 + (columns - x) ** 2 <= by * by] = 255
    assert np.array_equal(grown(plane, by), expected)


@settings(max_examples=60, deadline=None)
@given(planes(most=16), st.integers(1, 6))
def test_an_area_shrinks_where_its_outside_grows(plane: Plane, by: int) -> None:
    assert np.array_equal(grown(plane, -by), 255 - grown(255 - plane, by))


def test_shrinking_leaves_the_rim_of_the_picture_alone() -> None:
    full = np.full((20, 20), 255, np.uint8)
    assert np.array_equal(grown(full, -5), full)


def test_nothing_to_grow_by_only_hardens() -> None:
    plane = np.array([[0, 100, 200]], np.uint8)
    assert grown(plane, 0).tolist() == [[0, 0, 255]]


def test_a_feather_fades_the_rim_and_nothing_else() -> None:
    disc = a_disc(101, 30)
    soft = feathered(disc, 10)
    assert soft[50, 50] == 255
    assert soft[0, 0] == 0
    assert 60 < soft[50, 80] < 200  # on the rim
    assert len(np.unique(soft)) > 20
    assert feathered(disc, 0) is disc


@settings(max_examples=80, deadline=None)
@given(planes(most=14), st.data())
def test_joined_pixels_are_those_that_one_can_walk_to(plane: Plane, data: st.DataObject) -> None:
    y = data.draw(st.integers(0, plane.shape[0] - 1))
    x = data.draw(st.integers(0, plane.shape[1] - 1))
    picture = np.repeat(plane[:, :, None], 3, axis=2)
    found = by_colour(picture, (x, y), 10, is_contiguous=True)
    assert np.array_equal(found, walked(plane, x, y))


def walked(plane: Plane, x: int, y: int) -> Plane:
    reached = np.zeros_like(plane)
    waiting = deque([(x, y)])
    reached[y, x] = 255
    while waiting:
        x, y = waiting.popleft()
        for other_x, other_y in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            inside = 0 <= other_x < plane.shape[1] and 0 <= other_y < plane.shape[0]
            if inside and plane[other_y, other_x] == plane[y, x] and not reached[other_y, other_x]:
                reached[other_y, other_x] = 255
                waiting.append((other_x, other_y))
    return reached


@pytest.mark.parametrize(("tolerance", "count"), [(0, 1), (10, 3), (255, 5)])
def test_every_channel_must_be_near(tolerance: int, count: int) -> None:
    row: list[Any] = [(0, 0, 0), (10, 0, 10), (0, 10, 0), (0, 0, 11), (200, 200, 200)]
    picture = np.array([row], np.uint8)
    assert int((by_colour(picture, (0, 0), tolerance, is_contiguous=False) == 255).sum()) == count
