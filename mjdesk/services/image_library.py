"""Pictures for the screen and pictures from outside: bytes by digest, previews by address."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

from mjdesk.domain.errors import DeskError, PictureError, PictureTooLarge
from mjdesk.domain.picture import Picture, PictureRole
from mjdesk.domain.upload_plan import UploadLimits, UploadPlan

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mjdesk.domain.film import FilmFacts
    from mjdesk.domain.task import Task
    from mjdesk.services.ports import Gateways, Masks, PictureStore

_PREVIEW_BYTES = 8 * 2**20
_HELD_BYTES = 24 * 2**20
_PREVIEWS_AT_ONCE = 3
_READS_AT_ONCE = 4


class ImageLibrary:
    """Owns the previews in memory; originals and thumbnails belong to the picture store."""

    def __init__(
        self,
        pictures: PictureStore,
        gateways: Gateways,
        read_file: Callable[[str], Awaitable[bytes]],
    ) -> None:
        """`read_file` gives the bytes of a file that the person chose; raises `LibraryError`."""
        self._pictures = pictures
        self._gateways = gateways
        self._read_file = read_file
        self._previews: OrderedDict[str, bytes] = OrderedDict()
        self._held = 0
        self._downloads = asyncio.Semaphore(_PREVIEWS_AT_ONCE)
        self._reads = asyncio.Semaphore(_READS_AT_ONCE)

    async def thumbnail(self, digest: str, edge: int) -> bytes | None:
        """An encoded thumbnail at least `edge` pixels long where the original is; None when it is gone."""
        async with self._reads:
            return await self._pictures.thumbnail(digest, edge)

    async def original(self, digest: str) -> bytes | None:
        return await self._pictures.original(digest)

    @property
    def masks(self) -> Masks:
        """What is done with painted areas."""
        return self._pictures.masks

    async def preview(self, url: str) -> bytes | None:
        """A partial result, for the eye only: never kept on disk; None when it cannot be had."""
        if url in self._previews:
            self._previews.move_to_end(url)
            return self._previews[url]
        async with self._downloads:
            try:
                data = await self._fetched(url)
            except DeskError:
                return None  # the next one is on its way; a preview is worth no word
        self._previews[url] = data
        self._held += len(data)
        while self._held > _HELD_BYTES:
            _, dropped = self._previews.popitem(last=False)
            self._held -= len(dropped)
        return data

    async def film(self, digest: str) -> FilmFacts | None:
        """How large and long a film is; None when it is gone or cannot be read."""
        return await self._pictures.film(digest)

    async def film_strip(self, digest: str) -> bytes | None:
        """Frames side by side (`FilmFacts.strip_frames`), encoded; None of what has none, such as MP4."""
        return await self._pictures.film_strip(digest)

    def path(self, digest: str) -> str | None:
        """The original's file, for drag-out, copying and *show in folder*; None when it is not there."""
        return self._pictures.path(digest)

    def named_file(self, picture: Picture, task: Task) -> str | None:
        """The original under a file name that says what it is; None when it is not there."""
        return self._pictures.named_file(picture, task)

    async def bring_in(self, path: str) -> Picture:
        """Take a file into the library as a reference. Raises `PictureError`, `LibraryError`."""
        name = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
        return await self.bring_in_bytes(await self._read_file(path), name)

    async def bring_in_bytes(self, data: bytes, name: str) -> Picture:
        """Take pasted or dropped bytes into the library as a reference.

        Raises `PictureError` with the `name` in it, `LibraryError`.
        """
        try:
            kept = await self._pictures.keep_bytes(data)
        except PictureError as error:
            error.name = name
            raise
        await self._pictures.make_thumbnails(kept.digest)
        return kept.as_picture(PictureRole.INPUT, name=name)

    async def plan(self, digest: str, account: str = "", *, keeps_clear: bool = False) -> UploadPlan:
        """What sending this picture will send: to the gateway of this id, or to the one in use.

        The upload is made for it, once, and held for the sending. `keeps_clear`: as `wishes.marks_by_holes`
        of the wish says. Raises the kinds of `PictureError` that sending would raise.
        """
        profile = self._gateways.profile_of(account) if account else self._gateways.active
        limits = profile.upload_limits if profile is not None else UploadLimits()
        return await self._pictures.plan(digest, limits, keeps_clear=keeps_clear)

    async def export(self, picture: Picture, task: Task, destination: str) -> str:
        """Copy an original with its story inside; answers the path written."""
        return await self._pictures.export(picture, task, destination)

    async def _fetched(self, url: str) -> bytes:
        gateway = await self._gateways.gateway_for(self._gateways.active.id)
        parts: list[bytes] = []
        size = 0
        async with gateway.pictures.open(url) as download:
            async for chunk in download.chunks():
                size += len(chunk)
                if size > _PREVIEW_BYTES:
                    raise PictureTooLarge(size=size)
                parts.append(chunk)
        return b"".join(parts)
