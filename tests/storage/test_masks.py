"""A painted area survives the way to a file and back, exactly; drafts come back after anything."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mjdesk.domain.errors import NotAPicture, PictureError
from mjdesk.domain.mask import TILE, Area, MaskDraft
from mjdesk.storage.mask_shapes import area_of, plane_of
from mjdesk.storage.masks import decoded, encoded
from tests.storage.support import encoded as file_of
from tests.storage.support import gradient
from tests.storage.test_mask_shapes import a_disc, planes

if TYPE_CHECKING:
    from mjdesk.storage.locations import Locations
    from mjdesk.storage.mask_shapes import Plane
    from mjdesk.storage.pictures import Pictures


def levels(data: bytes) -> Plane:
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode) == ("PNG", "L")
        return np.array(image)


@settings(max_examples=40, deadline=None)
@given(planes(values=(0, 255)))
def test_a_hard_area_is_only_black_and_white_and_comes_back(plane: Plane) -> None:
    area = area_of(plane)
    data = encoded(area)
    assert np.array_equal(levels(data), plane)
    assert decoded(data) == area


@settings(max_examples=20, deadline=None)
@given(planes(), st.integers(1, 30))
def test_a_feathered_area_has_its_size_and_comes_back_as_it_was_sent(plane: Plane, feather: int) -> None:
    data = encoded(area_of(plane), feather=feather)
    assert levels(data).shape == plane.shape
    assert encoded(decoded(data)) == data


def test_a_foreign_mask_is_read_with_clear_parts_kept() -> None:
    image = Image.new("RGBA", (4, 2), (255, 255, 255, 0))
    image.putpixel((1, 1), (255, 255, 255, 255))
    assert plane_of(decoded(file_of(image))).tolist() == [[0, 0, 0, 0], [0, 255, 0, 0]]


def test_what_is_no_picture_is_no_mask() -> None:
    with pytest.raises(PictureError):
        decoded(b"not a picture at all")


async def test_a_draft_comes_back_in_another_life(pictures: Pictures, locations: Locations) -> None:
    draft = MaskDraft(area_of(a_disc(300, 90)), 12, "a red cabin, 窓に灯り")
    await pictures.masks.keep_draft("task-1", draft)
    assert await pictures.masks.draft("task-1") == draft
    assert [path.name for path in locations.masks.iterdir()] == ["task-1.png"]
    await pictures.masks.drop_draft("task-1")
    await pictures.masks.drop_draft("task-1")
    assert await pictures.masks.draft("task-1") is None


async def test_a_damaged_draft_is_none(pictures: Pictures, locations: Locations) -> None:
    locations.masks.mkdir(parents=True)
    (locations.masks / "task-1.png").write_bytes(b"\x89PNG half of it")
    assert await pictures.masks.draft("task-1") is None


async def test_no_name_leaves_the_folder(pictures: Pictures, locations: Locations) -> None:
    await pictures.masks.keep_draft("../../etc/passwd", MaskDraft(area_of(a_disc(9, 3))))
    assert [path.parent for path in locations.masks.rglob("*.png")] == [locations.masks]


async def test_drafts_do_not_pile_up(
    pictures: Pictures, locations: Locations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mjdesk.storage.masks._MOST_DRAFTS", 2)
    for number in range(5):
        await pictures.masks.keep_draft(f"task-{number}", MaskDraft(area_of(a_disc(9, 3))))
    assert len(list(locations.masks.iterdir())) == 2


async def test_an_area_fits_a_sister_of_another_size(pictures: Pictures) -> None:
    area = area_of(a_disc(300, 90))
    assert await pictures.masks.fitted(area, 300, 300) is area
    larger = plane_of(await pictures.masks.fitted(area, 600, 300))
    assert larger.shape == (300, 600)
    assert set(np.unique(larger)) == {0, 255}
    assert larger.mean() == pytest.approx(plane_of(area).mean(), rel=0.02)


async def test_colours_are_found_in_the_original(pictures: Pictures) -> None:
    image = Image.new("RGB", (300, 200), "navy")
    image.paste("gold", (10, 10, 60, 60))
    image.paste("gold", (200, 100, 210, 110))
    kept = await pictures.keep_bytes(file_of(image))
    near = await pictures.masks.by_colour(kept.digest, (20, 20), tolerance=8, is_contiguous=True)
    both = await pictures.masks.by_colour(kept.digest, (20, 20), tolerance=8, is_contiguous=False)
    pictures.masks.release()
    assert int((plane_of(near) == 255).sum()) == 2500
    assert int((plane_of(both) == 255).sum()) == 2600
    with pytest.raises(NotAPicture):
        await pictures.masks.by_colour("0" * 64, (1, 1), tolerance=8, is_contiguous=True)


async def test_growing_goes_on_off_the_loop(pictures: Pictures) -> None:
    area = area_of(a_disc(100, 20))
    grown = await pictures.masks.grow(area, 5)
    assert plane_of(grown).mean() > plane_of(area).mean()
    assert (await pictures.masks.encode(grown)) == encoded(grown)
    assert (await pictures.masks.decode(encoded(grown))) == grown


async def test_the_mask_of_one_pixel(pictures: Pictures) -> None:
    area = Area(1, 1, {(0, 0): b"\xff" + bytes(TILE * TILE - 1)})
    assert await pictures.masks.decode(await pictures.masks.encode(area)) == area
    kept = await pictures.keep_bytes(file_of(gradient(1, 1)))
    assert await pictures.masks.by_colour(kept.digest, (0, 0), tolerance=0, is_contiguous=True) == area
