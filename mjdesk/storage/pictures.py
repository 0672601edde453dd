"""Everything that is done with picture files, behind the port `PictureStore`; decoding never on the loop.

Longer than most modules: most of what the port asks for stands here twice, as a coroutine that takes the wish
and as the few lines that a thread works off. What is hard about it is in the modules beside this one.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

from mjdesk.domain.errors import NotAPicture, PictureError
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.storage.courtesy import step_back
from mjdesk.storage.disk import disk_errors, write_whole
from mjdesk.storage.file_names import TEMPLATE, file_name, free_path
from mjdesk.storage.film_shelf import FilmShelf
from mjdesk.storage.fits import Fits
from mjdesk.storage.fitter import legalised
from mjdesk.storage.inspection import Findings
from mjdesk.storage.metadata import with_metadata
from mjdesk.storage.originals import MAX_BYTES, Originals, is_digest
from mjdesk.storage.thumbnailer import (
    TIERS,
    reencoded,
    thumbnail_place,
    thumbnails_of,
    tier_for,
)
from mjdesk.storage.tiles import MIN_TILE_PIXELS, can_split, split

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from types import TracebackType

    from mjdesk.domain.film import FilmFacts
    from mjdesk.domain.library import Kept
    from mjdesk.domain.picture import ImageData
    from mjdesk.domain.task import Task
    from mjdesk.domain.upload_plan import UploadLimits, UploadPlan
    from mjdesk.storage.fitter import Prepared
    from mjdesk.storage.locations import Locations
    from mjdesk.storage.masks import Masks
    from mjdesk.storage.originals import Incoming

_P = ParamSpec("_P")
_T = TypeVar("_T")

_BATCH = 2**20
"""Bytes gathered before a thread is asked to write them."""


class Pictures:
    """Owns the folders of originals and thumbnails, and two threads to decode and write with.

    Raises the kinds of `PictureError` for what bytes are, of `LibraryError` for what disks do.
    """

    def __init__(
        self,
        locations: Locations,
        *,
        max_bytes: int = MAX_BYTES,
        min_tile_pixels: int = MIN_TILE_PIXELS,
        template: str = TEMPLATE,
    ) -> None:
        self._originals = Originals(locations.originals, locations.trash, max_bytes=max_bytes)
        self._thumbnails = locations.thumbnails
        self._named = locations.cache / "named"
        self._mask_folder = locations.masks
        self._masks: Masks | None = None
        self._min_tile_pixels = min_tile_pixels
        self._template = template
        self._fits = Fits()
        self._films = FilmShelf(self._originals, locations.thumbnails)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="pictures", initializer=step_back)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Wait for what is running; what is waiting is dropped. Safe to call twice."""
        await asyncio.to_thread(self._threads.shutdown, wait=True, cancel_futures=True)

    @property
    def masks(self) -> Masks:
        """What is done with painted areas; loaded when it is first asked for."""
        if self._masks is None:
            from mjdesk.storage.masks import Masks

            self._masks = Masks(self._mask_folder, self._originals.path, self._run)
        return self._masks

    async def keep(self, chunks: AsyncIterator[bytes], *, expected: int | None = None) -> Kept:
        """Write what arrives, verify it completely, then give it its digest as name; or leave nothing."""
        incoming = await self._run(partial(self._originals.begin, expected=expected))
        try:
            waiting: list[bytes] = []
            async for chunk in chunks:
                waiting.append(chunk)
                if sum(map(len, waiting)) >= _BATCH:
                    await self._run(incoming.write, b"".join(waiting))
                    waiting.clear()
            return await self._run(self._finish, incoming, b"".join(waiting))
        finally:
            if isinstance(chunks, AsyncGenerator):
                await chunks.aclose()  # not read to its end when the disk was full
            # Not cancellable: a part that stays open could not be removed on Windows.
            await asyncio.shield(asyncio.to_thread(incoming.__exit__, None, None, None))

    async def keep_bytes(self, data: bytes) -> Kept:
        """The same for what is in memory; foreign formats (TIFF, PSD, BMP ...) become PNG."""
        return await self._run(self._keep_now, data)

    async def split_grid(self, grid: Picture) -> Sequence[Picture]:
        """Four lossless tiles of a 2x2 sheet, kept; () where they would not equal the gateway's own."""
        if not can_split(grid, min_tile_pixels=self._min_tile_pixels):
            return ()
        return await self._run(self._split_now, grid)

    async def make_thumbnails(self, digest: str, *, like: str = "") -> None:
        """Make those that are missing; what cannot be decoded has none, but a film takes those of `like`."""
        with contextlib.suppress(PictureError):
            await self._run(self._thumbnails_now, digest, TIERS, like)

    async def thumbnail(self, digest: str, edge: int) -> bytes | None:
        """An encoded picture at least `edge` pixels on its longer side, or as large as the original is.

        Above 1024 pixels it is the whole picture. None when it is not kept and cannot be made: the original
        is gone, or is a film.
        """
        try:
            return await self._run(self._thumbnail_now, digest, edge)
        except PictureError:
            return None

    async def film(self, digest: str) -> FilmFacts | None:
        """How large and long a film is; None when it is gone or cannot be read."""
        try:
            return await self._run(self._films.facts, digest)
        except (PictureError, OSError):
            return None

    async def film_strip(self, digest: str) -> bytes | None:
        """Frames of an animation side by side as JPEG (`FilmFacts.strip_frames`), made once; else None."""
        try:
            return await self._run(self._films.strip, digest)
        except (PictureError, OSError):
            return None

    async def original(self, digest: str) -> bytes | None:
        return await self._run(self._original_now, digest)

    def path(self, digest: str) -> str | None:
        """The original's file; None when it is not there."""
        path = self._originals.path(digest)
        return None if path is None else str(path)

    def named_file(self, picture: Picture, task: Task) -> str | None:
        """A copy of the original under a name that says what it is, in the cache; None when it is not there.

        Never a link: whoever gets it may write into it, and originals must stay as they came.
        """
        source = self._originals.path(picture.digest)
        if source is None:
            return None
        target = self._named / picture.digest[:16] / file_name(picture, task, self._template)
        try:
            if not target.is_file() or target.stat().st_size != source.stat().st_size:
                write_whole(target, source.read_bytes(), is_synced=False)
        except OSError:
            return str(source)  # a file with a dull name is better than none
        return str(target)

    async def fit(self, digest: str, limits: UploadLimits, *, keeps_clear: bool = False) -> ImageData:
        """A legal upload of an original; with `keeps_clear` what is clear stays so, else it becomes white.

        Raises `NotAPicture` when it is gone, `PictureTooLarge` when nothing meets the limits.
        """
        return (await self._run(self._fit_now, digest, limits, keeps_clear)).image

    async def plan(self, digest: str, limits: UploadLimits, *, keeps_clear: bool = False) -> UploadPlan:
        """What `fit` gives, told in numbers: the upload is made, held for a while, and measured."""
        known = self._fits.plan((digest, limits, keeps_clear))
        return known or (await self._run(self._fit_now, digest, limits, keeps_clear)).plan

    async def export(self, picture: Picture, task: Task, destination: str) -> str:
        """Copy an original, with its story inside, to a file, or to a folder under a name of our own.

        A file of that name is replaced: whoever asks has asked the person. In a folder nothing is
        replaced. The suffix becomes that of the format. Answers the path written.
        """
        return await self._run(self._export_now, picture, task, destination)

    async def discard(self, digests: Sequence[str]) -> int:
        """Move originals that no task uses to the trash, and drop their thumbnails; how many there were."""
        return await self._run(self._discard_now, digests)

    async def recover(self, digest: str) -> bool:
        """Bring an original back from the trash."""
        return await self._run(self._originals.recover, digest)

    async def empty_trash(self, *, older_than: float = 0.0) -> int:
        """Delete what has been in the trash for that many seconds; answers the bytes that are free now."""
        return await self._run(partial(self._originals.empty_trash, older_than=older_than))

    async def _run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *args, **kwargs))

    @staticmethod
    def _finish(incoming: Incoming, rest: bytes) -> Kept:
        incoming.write(rest)
        return incoming.keep()

    def _keep_now(self, data: bytes) -> Kept:
        with self._originals.begin() as incoming:
            return self._finish(incoming, legalised(data))

    def _keep_tile(self, data: bytes, grid: Picture) -> Kept:
        with self._originals.begin() as incoming:
            incoming.write(data)
            return incoming.keep(Findings(MediaType.PNG, grid.width // 2, grid.height // 2))

    def _split_now(self, grid: Picture) -> Sequence[Picture]:
        source = self._originals.path(grid.digest)
        if source is None:
            return ()
        kept = [self._keep_tile(data, grid) for data in split(source, (grid.width, grid.height))]
        return tuple(
            tile.as_picture(PictureRole.TILE, index=number, is_split=True)
            for number, tile in enumerate(kept, start=1)
        )

    def _thumbnails_now(self, digest: str, tiers: tuple[int, ...], like: str = "") -> dict[int, bytes]:
        """Make and keep; what cannot be kept (full disk) is still answered."""
        source = self._originals.path(digest)
        missing = tuple(tier for tier in tiers if not self._has_thumbnail(digest, tier))
        if source is None or not missing:
            return {}
        if source.suffix == MediaType.MP4.suffix:
            made = {tier: data for tier in missing if (data := self._thumbnail_now(like, tier))}
        else:
            made = thumbnails_of(source, missing)
        for tier, data in made.items():
            with contextlib.suppress(OSError):
                write_whole(thumbnail_place(self._thumbnails, digest, tier), data, is_synced=False)
        return made

    def _thumbnail_now(self, digest: str, edge: int) -> bytes | None:
        tier = tier_for(edge)
        if tier is not None and is_digest(digest):
            # First, and without a look at the original: a gallery that scrolls asks for hundreds.
            with contextlib.suppress(OSError):
                if known := thumbnail_place(self._thumbnails, digest, tier).read_bytes():
                    return known
        source = self._originals.path(digest)
        if source is None or source.suffix == MediaType.MP4.suffix:
            return None
        if tier is None:
            is_foreign = source.suffix == MediaType.AVIF.suffix
            return reencoded(source) if is_foreign else self._original_now(digest)
        return self._thumbnails_now(digest, (tier,)).get(tier)

    def _has_thumbnail(self, digest: str, tier: int) -> bool:
        """An empty one, as a power cut leaves it, is none."""
        with contextlib.suppress(OSError):
            return thumbnail_place(self._thumbnails, digest, tier).stat().st_size > 0
        return False

    def _original_now(self, digest: str) -> bytes | None:
        path = self._originals.path(digest)
        if path is None:
            return None
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def _fit_now(self, digest: str, limits: UploadLimits, keeps_clear: bool) -> Prepared:
        path = self._originals.path(digest)
        if path is None and self._originals.recover(digest):
            # A reference may outlive the last task that used it.
            path = self._originals.path(digest)
        if path is None:
            raise NotAPicture("the file is gone")
        return self._fits.upload((digest, limits, keeps_clear), path)

    def _export_now(self, picture: Picture, task: Task, destination: str) -> str:
        data = self._original_now(picture.digest)
        if data is None:
            raise NotAPicture("the file is gone")
        target = Path(destination)
        if target.is_dir():
            target = free_path(target, file_name(picture, task, self._template))
        elif target.suffix.lower() not in _suffixes(picture.media_type):
            target = target.with_name(target.name + picture.media_type.suffix)
        with disk_errors():
            write_whole(target, with_metadata(data, picture, task))
        return str(target)

    def _discard_now(self, digests: Sequence[str]) -> int:
        count = self._originals.discard(digests)
        for digest in digests:
            self._fits.forget(digest)
            for tier in TIERS:
                with contextlib.suppress(OSError):
                    thumbnail_place(self._thumbnails, digest, tier).unlink(missing_ok=True)
            self._films.forget(digest)
        return count


def _suffixes(media_type: MediaType) -> set[str]:
    return {".jpg", ".jpeg"} if media_type is MediaType.JPEG else {media_type.suffix}
