"""What a mask editor asks for: areas found, changed and kept, off the loop; it never paints by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mjdesk.domain.errors import PictureError
from mjdesk.domain.mask import MaskDraft
from mjdesk.services.wishes import mask_of

if TYPE_CHECKING:
    from mjdesk.domain.mask import Area
    from mjdesk.domain.task import Task
    from mjdesk.services.image_library import ImageLibrary

_LAST = "last"
"""The draft that holds the area which was sent last, of whatever picture."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What an editor opens with."""

    draft: MaskDraft | None
    """What was painted before and not sent; None for an empty sheet."""
    has_last: bool
    """There is an area to take over from the last wish."""


class MaskWork:
    """Owns nothing; drafts are kept by the id of the task that they are for."""

    def __init__(self, images: ImageLibrary) -> None:
        self._images = images

    async def begin(
        self, name: str, width: int, height: int, *, wished: Task | None = None, is_again: bool = False
    ) -> Begun:
        """What was painted for `name` (a task's id) on a picture of that size.

        The area that `wished` was sent with comes where there is no draft; with `is_again`, before any draft.
        """
        masks = self._images.masks
        last = await masks.draft(_LAST)
        draft = await masks.draft(name)
        if wished is not None and (draft is None or is_again):
            area = await self.area_of(wished)
            if area is not None:
                draft = MaskDraft(area, words=wished.prompt)
        if draft is not None:
            fitted = await masks.fitted(draft.area, width, height)
            draft = MaskDraft(fitted, draft.feather, draft.words)
        return Begun(draft, last is not None)

    async def area_of(self, task: Task) -> Area | None:
        """The area that a task was wished with; None when there is none, or it cannot be read any more."""
        mask = mask_of(task)
        data = await self._images.original(mask.digest) if mask is not None else None
        if data is None:
            return None
        try:
            return await self._images.masks.decode(data)
        except PictureError:
            return None

    async def last(self, width: int, height: int) -> MaskDraft | None:
        """The area that was sent last, for a picture of that size."""
        found = await self._images.masks.draft(_LAST)
        if found is None:
            return None
        area = await self._images.masks.fitted(found.area, width, height)
        return MaskDraft(area, found.feather, found.words)

    async def keep(self, name: str, draft: MaskDraft) -> None:
        """Keep what is being painted; an empty sheet without words is forgotten."""
        if draft.area.is_empty:
            await self._images.masks.drop_draft(name)
        else:
            await self._images.masks.keep_draft(name, draft)

    async def finish(self, name: str, draft: MaskDraft) -> bytes:
        """The file for the gateway; the area is kept as a draft still, and as the last one."""
        masks = self._images.masks
        await masks.keep_draft(name, draft)
        await masks.keep_draft(_LAST, draft)
        return await masks.encode(draft.area, feather=draft.feather)

    async def forget(self, name: str) -> None:
        """The wish was taken: next time begins with an empty sheet."""
        await self._images.masks.drop_draft(name)

    async def grow(self, area: Area, by: int) -> Area:
        return await self._images.masks.grow(area, by)

    async def by_colour(
        self, digest: str, at: tuple[int, int], *, tolerance: int, is_contiguous: bool
    ) -> Area:
        """What has the colour of the original at `at`. Raises `NotAPicture` when the original is gone."""
        return await self._images.masks.by_colour(
            digest, at, tolerance=tolerance, is_contiguous=is_contiguous
        )

    async def original(self, digest: str) -> bytes | None:
        return await self._images.original(digest)

    def release(self) -> None:
        """The editor closed."""
        self._images.masks.release()
