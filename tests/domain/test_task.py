"""What a task says of its pictures: which one stands for it, which is which, and what shape they have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain.picture import MediaType, Picture, PictureRole, Ratio
from mjdesk.domain.task import TaskKind
from tests.support.builders import a_task


def test_the_cover_is_the_sheet_before_its_tiles() -> None:
    def picture(role: PictureRole, index: int = 0) -> Picture:
        return Picture("d" * 64, MediaType.PNG, 100, 50, 10, role, index)

    tiles = tuple(picture(PictureRole.TILE, n) for n in range(1, 5))
    task = replace(a_task(), pictures=(*tiles, picture(PictureRole.GRID)))
    assert task.cover is not None
    assert task.cover.role is PictureRole.GRID
    assert task.is_grid
    assert task.tile(3) == tiles[2]
    assert task.tile(5) is None


def test_a_described_picture_stands_for_its_task() -> None:
    given_picture = Picture("d" * 64, MediaType.PNG, 100, 50, 10, PictureRole.INPUT)
    assert a_task(kind=TaskKind.DESCRIBE, inputs=(given_picture,)).cover == given_picture
    assert a_task(kind=TaskKind.IMAGINE, inputs=(given_picture,)).cover is None


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((768, 1360), "9:16"),
        ((1088, 1376), "4:5"),
        ((1024, 1024), "1:1"),
        ((340, 192), "16:9"),
        ((2720, 1536), "16:9"),
        ((100, 37), "100:37"),
        ((7, 5), "7:5"),
    ],
)
def test_a_ratio_as_people_write_it(size: tuple[int, int], words: str) -> None:
    assert str(Ratio(*size).usual) == words


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_reduced_ratio_keeps_its_shape(width: int, height: int) -> None:
    ratio = Ratio(width, height)
    assert ratio.reduced.value == pytest.approx(ratio.value)
