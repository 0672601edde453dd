"""Painted areas on disk and as files for a gateway, behind the port `Masks`; loaded when first painted."""

from __future__ import annotations

import contextlib
import io
import json
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngImageFile, PngInfo

from mjdesk.domain.errors import NotAPicture, PictureError
from mjdesk.domain.mask import Area, MaskDraft
from mjdesk.storage.disk import disk_errors, write_whole
from mjdesk.storage.mask_shapes import area_of, by_colour, feathered, grown, plane_of
from mjdesk.storage.pixels import FOREIGN_FORMATS, in_srgb, opened, upright

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from mjdesk.storage.mask_shapes import Plane

    Pixels = np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]

_P = ParamSpec("_P")
_T = TypeVar("_T")
_NOTES = "mjdesk"
"""Key of the text inside a draft's PNG."""
_MOST_DRAFTS = 200
_LONGEST_NAME = 80


def encoded(area: Area, *, feather: int = 0) -> bytes:
    """A PNG of exactly the picture's size, eight bits of grey: white to repaint, black to keep."""
    return _png(feathered(plane_of(area), feather))


def decoded(data: bytes) -> Area:
    """The area that a mask's PNG shows; what is clear is kept. Raises the kinds of `PictureError`."""
    return area_of(_plane(data)[0])


class Masks:
    """Owns the folder of drafts, and the pixels of the one picture that areas are found in by colour."""

    def __init__(
        self,
        folder: Path,
        original: Callable[[str], Path | None],
        run: Callable[[Callable[[], _T]], Awaitable[_T]],
    ) -> None:
        """`original` names the file of a digest; `run` does work on a thread."""
        self._folder = folder
        self._original = original
        self._thread = run
        self._pixels: tuple[str, Pixels] | None = None

    async def encode(self, area: Area, *, feather: int = 0) -> bytes:
        """The PNG that a gateway gets: only 0 and 255, unless its rim fades or the area was soft before."""
        return await self._run(partial(encoded, area, feather=feather))

    async def decode(self, data: bytes) -> Area:
        """The exact inverse of `encode`. Raises the kinds of `PictureError`."""
        return await self._run(partial(decoded, data))

    async def grow(self, area: Area, by: int) -> Area:
        """Wider all around by `by` pixels; narrower for a negative number."""
        return await self._run(lambda: area_of(grown(plane_of(area), by)))

    async def fitted(self, area: Area, width: int, height: int) -> Area:
        """The same area on a picture of another size."""
        return await self._run(partial(_resized, area, width, height))

    async def by_colour(
        self, digest: str, at: tuple[int, int], *, tolerance: int, is_contiguous: bool
    ) -> Area:
        """What has the colour of an original at `at` (x, y); see `mask_shapes.by_colour`.

        Raises `NotAPicture` when the original is gone.
        """
        return await self._run(partial(self._by_colour, digest, at, tolerance, is_contiguous))

    def release(self) -> None:
        """Let the pixels go that were looked at by colour."""
        self._pixels = None

    async def keep_draft(self, name: str, draft: MaskDraft) -> None:
        """Write a draft under a name of letters, digits and dashes. Raises the kinds of `LibraryError`."""
        await self._run(partial(self._keep_draft, name, draft))

    async def draft(self, name: str) -> MaskDraft | None:
        """What was kept under this name; None when there is nothing that can be read."""
        return await self._run(partial(self._draft, name))

    async def drop_draft(self, name: str) -> None:
        await self._run(partial(self._drop_draft, name))

    async def _run(self, work: Callable[[], _T]) -> _T:
        return await cast("Callable[[Callable[[], _T]], Awaitable[_T]]", self._thread)(work)

    def _by_colour(self, digest: str, at: tuple[int, int], tolerance: int, is_contiguous: bool) -> Area:
        held = self._pixels
        if held is None or held[0] != digest:
            held = self._pixels = (digest, self._load(digest))
        return area_of(by_colour(held[1], at, tolerance, is_contiguous=is_contiguous))

    def _load(self, digest: str) -> Pixels:
        path = self._original(digest)
        if path is None:
            raise NotAPicture("the file is gone")
        with opened(path) as image:
            return np.asarray(in_srgb(upright(image)).convert("RGB"))

    def _place(self, name: str) -> Path:
        safe = "".join(letter if letter.isalnum() or letter == "-" else "_" for letter in name)
        return self._folder / f"{safe[:_LONGEST_NAME]}.png"

    def _keep_draft(self, name: str, draft: MaskDraft) -> None:
        notes = PngInfo()
        notes.add_itxt(_NOTES, json.dumps({"feather": draft.feather, "words": draft.words}))
        with disk_errors():
            write_whole(self._place(name), _png(plane_of(draft.area), notes), is_synced=False)
            self._thin_out()

    def _draft(self, name: str) -> MaskDraft | None:
        try:
            plane, notes = _plane(self._place(name).read_bytes())
        except (OSError, PictureError):
            return None
        feather, words = notes.get("feather"), notes.get("words")
        return MaskDraft(
            area_of(plane),
            feather if isinstance(feather, int) and not isinstance(feather, bool) else 0,
            words if isinstance(words, str) else "",
        )

    def _drop_draft(self, name: str) -> None:
        with disk_errors():
            self._place(name).unlink(missing_ok=True)

    def _thin_out(self) -> None:
        """Drafts of tasks that nobody came back to do not pile up."""
        drafts = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in drafts[_MOST_DRAFTS:]:
            with contextlib.suppress(OSError):
                old.unlink()


def _png(plane: Plane, notes: PngInfo | None = None) -> bytes:
    sink = io.BytesIO()
    Image.fromarray(plane).save(sink, "PNG", compress_level=4, pnginfo=notes)
    return sink.getvalue()


def _plane(data: bytes) -> tuple[Plane, dict[str, object]]:
    """The grey levels of a picture, and the notes inside it."""
    with opened(data, FOREIGN_FORMATS) as image:
        notes = _notes(image) if isinstance(image, PngImageFile) else {}
        image = upright(image)
        if image.mode != "L":
            image = in_srgb(image)
            if image.mode == "RGBA":
                ground = Image.new("RGBA", image.size, "black")
                ground.alpha_composite(image)
                image = ground
            image = image.convert("L")
        return np.array(image, np.uint8), notes


def _notes(image: PngImageFile) -> dict[str, object]:
    try:
        found: object = json.loads(image.text.get(_NOTES, "{}"))
    except ValueError:
        return {}
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}


def _resized(area: Area, width: int, height: int) -> Area:
    if (area.width, area.height) == (width, height):
        return area
    whole = Image.fromarray(plane_of(area)).resize((width, height), Image.Resampling.NEAREST)
    return area_of(np.asarray(whole, np.uint8))
