"""Areas between editor, drafts and tasks: nothing is lost; a sheet is empty only after a wish was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest

from mjdesk.domain.errors import NotAPicture
from mjdesk.domain.mask import TILE, Area, MaskDraft
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.services.mask_work import MaskWork
from mjdesk.storage.masks import Masks, encoded
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mjdesk.domain.task import Task

_T = TypeVar("_T")
HALF = Area(TILE, TILE, {(0, 0): b"\xff" * (TILE * TILE // 2) + bytes(TILE * TILE // 2)})
CORNER = Area(TILE, TILE, {(0, 0): b"\xff" + bytes(TILE * TILE - 1)})
NOTHING = Area(TILE, TILE)


class Library:
    """Fits what the work asks of the image library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, bytes] = {}
        self.masks = Masks(folder / "masks", self.path, cast("Any", _at_once))

    def path(self, digest: str) -> Path | None:
        return None

    async def original(self, digest: str) -> bytes | None:
        return self.files.get(digest)


async def _at_once(work: Callable[[], _T]) -> _T:
    return work()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture
def work(library: Library) -> MaskWork:
    return MaskWork(cast("Any", library))


def painted(library: Library, area: Area, data: bytes | None = None) -> Task:
    """A task that was wished with an area."""
    library.files["a" * 64] = data or encoded(area)
    mask = Picture("a" * 64, MediaType.PNG, TILE, TILE, 9, PictureRole.MASK)
    return a_task(inputs=(mask,), prompt="a red door")


async def test_an_empty_sheet_for_what_was_never_painted(work: MaskWork) -> None:
    begun = await work.begin("task", TILE, TILE)
    assert (begun.draft, begun.has_last) == (None, False)
    assert await work.last(TILE, TILE) is None


async def test_a_draft_comes_back_until_the_wish_was_taken(work: MaskWork) -> None:
    draft = MaskDraft(HALF, 5, "a door")
    await work.keep("task", draft)
    assert (await work.begin("task", TILE, TILE)).draft == draft
    assert (await work.begin("other", TILE, TILE)).draft is None
    mask = await work.finish("task", draft)
    assert mask == encoded(HALF, feather=5)
    assert (await work.begin("task", TILE, TILE)).draft == draft  # refused, it is still there
    await work.forget("task")
    begun = await work.begin("task", TILE, TILE)
    assert (begun.draft, begun.has_last) == (None, True)
    assert await work.last(TILE, TILE) == draft


async def test_an_empty_draft_is_forgotten(work: MaskWork, library: Library) -> None:
    await work.keep("task", MaskDraft(HALF))
    await work.keep("task", MaskDraft(NOTHING, 3, "words alone"))
    assert list((library.folder / "masks").iterdir()) == []


async def test_the_area_of_a_wish_comes_where_no_draft_is_and_first_when_asked_for(
    work: MaskWork, library: Library
) -> None:
    task = painted(library, HALF)
    begun = await work.begin("task", TILE, TILE, wished=task)
    assert begun.draft == MaskDraft(HALF, words="a red door")
    await work.keep("task", MaskDraft(CORNER))
    assert (await work.begin("task", TILE, TILE, wished=task)).draft == MaskDraft(CORNER)
    again = await work.begin("task", TILE, TILE, wished=task, is_again=True)
    assert again.draft == MaskDraft(HALF, words="a red door")


async def test_a_wish_whose_area_is_gone_or_broken_has_none(work: MaskWork, library: Library) -> None:
    broken = painted(library, HALF, b"\x89PNG and no more")
    assert await work.area_of(broken) is None
    library.files.clear()
    assert await work.area_of(broken) is None
    assert await work.area_of(a_task()) is None
    assert (await work.begin("task", TILE, TILE, wished=broken, is_again=True)).draft is None


async def test_a_draft_fits_a_picture_that_has_another_size_now(work: MaskWork) -> None:
    await work.keep("task", MaskDraft(HALF, 5, "a door"))
    draft = (await work.begin("task", 2 * TILE, TILE)).draft
    assert draft is not None
    assert (draft.area.width, draft.area.height, draft.feather, draft.words) == (2 * TILE, TILE, 5, "a door")
    assert sorted(draft.area.tiles) == [(0, 0), (1, 0)]


async def test_growing_and_colours_go_to_the_disk(work: MaskWork) -> None:
    grown = await work.grow(CORNER, 3)
    assert grown.tiles[0, 0].count(255) == 11  # a quarter of a disc
    with pytest.raises(NotAPicture):
        await work.by_colour("0" * 64, (1, 1), tolerance=1, is_contiguous=True)
    work.release()
