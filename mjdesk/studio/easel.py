"""Paints what jobs ask for, off the event loop; the only part that touches pixels besides the painter.

Pillow and numpy come in with the first painting, so that a studio is up before they are loaded.
"""

from __future__ import annotations

import asyncio
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar, assert_never

from mjdesk.studio.recipe import Recipe, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL.Image import Image

    from mjdesk.studio.archive import Archive
    from mjdesk.studio.recipe import Direction

_T = TypeVar("_T")

MAX_PIXELS = 64_000_000
"""A larger input is refused before it is decoded."""
_SKETCH = 512
_BLEND_SIZES = {"PORTRAIT": (832, 1248), "SQUARE": (1024, 1024), "LANDSCAPE": (1248, 832)}


class Painter(Protocol):
    """The pictures themselves: pure, deterministic functions on RGB images (`studio.painter`)."""

    def paint(
        self,
        prompt: str,
        *,
        seed: int,
        variant: int,
        size: tuple[int, int],
        drift: tuple[tuple[int, float], ...] = (),
    ) -> Image: ...
    def tile_size(self, prompt: str) -> tuple[int, int]: ...
    def grid(self, tiles: Sequence[Image]) -> Image: ...
    def upscale(self, picture: Image, factor: float, *, creative: bool, seed: int) -> Image: ...
    def zoom_out(self, picture: Image, factor: float, prompt: str, *, seed: int, variant: int) -> Image: ...
    def make_square(self, picture: Image, prompt: str, *, seed: int, variant: int) -> Image: ...
    def pan(self, picture: Image, direction: Direction, prompt: str, *, seed: int, variant: int) -> Image: ...
    def repaint(self, picture: Image, mask: Image, prompt: str, *, seed: int, variant: int) -> Image: ...
    def blend(
        self, pictures: Sequence[Image], *, size: tuple[int, int], seed: int, variant: int
    ) -> Image: ...
    def restyle(self, picture: Image, styles: Sequence[Image], share: float) -> Image: ...
    def swap(self, source: Image, target: Image) -> Image: ...
    def edit(self, picture: Image, mask: Image | None, prompt: str, *, seed: int, variant: int) -> Image: ...
    def describe(self, picture: Image) -> list[str]: ...
    def shorten(self, prompt: str) -> tuple[list[tuple[str, float]], list[str]]: ...
    def preview(self, picture: Image, progress: float) -> Image: ...
    def animate(
        self, picture: Image, *, high_motion: bool, seed: int, variant: int, end: Image | None = None
    ) -> bytes: ...
    def encode_png(self, picture: Image, prompt: str, seed: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came off the easel: files in the archive, the size of the first, texts."""

    pictures: tuple[str, ...] = ()
    width: int | None = None
    height: int | None = None
    texts: tuple[str, ...] = ()
    tokens: tuple[tuple[str, float], ...] = ()
    """SHORTEN: the words of the prompt with their weights."""


class ClosedError(Exception):
    """The easel was closed in the middle of a painting; nothing was kept."""


class UnreadablePictureError(Exception):
    """A picture handed in cannot be decoded, or is too large."""


def built_in_painter() -> Painter:
    """The painter of this package; imported here because numpy and Pillow double the start-up time."""
    from mjdesk.studio import painter

    return painter


class Easel:
    """Owns the painting threads. Its coroutines may be cancelled: files appear whole or not at all."""

    def __init__(self, archive: Archive, painter: Painter | None = None, *, painters: int = 2) -> None:
        self._archive = archive
        self._painter = painter
        self._threads = (
            ThreadPoolExecutor(max_workers=painters, thread_name_prefix="easel") if painters else None
        )
        self._closing = threading.Event()

    def close(self) -> None:
        """Stop painting at the next tile and wait for it."""
        self._closing.set()
        if self._threads:
            self._threads.shutdown(wait=True, cancel_futures=True)

    async def render(self, job_id: str, recipe: Recipe) -> Rendered:
        """Paint a recipe.

        Raises UnreadablePictureError when a source cannot be read.
        """
        return await self._run(lambda: self._render(job_id, recipe))

    async def preview(self, name: str, progress: float) -> bytes:
        """A WebP of a picture that is not finished, `progress` 0 to 1."""

        def work() -> bytes:
            sketch = f"{name}.sketch.webp"
            picture = self._open(sketch if self._archive.picture(sketch).exists() else name)
            image = self._the_painter().preview(picture, progress)
            out = io.BytesIO()
            image.save(out, "WEBP", quality=60)
            return out.getvalue()

        return await self._run(work)

    async def quadrant(self, name: str, index: int, prompt: str, seed: int) -> bytes:
        """One tile of a grid as PNG, `index` from 0."""
        return await self._run(
            lambda: self._the_painter().encode_png(_quadrant(self._open(name), index), prompt, seed)
        )

    async def _run(self, work: Callable[[], _T]) -> _T:
        if self._threads is None:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _the_painter(self) -> Painter:
        if self._painter is None:
            self._painter = built_in_painter()
        return self._painter

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise ClosedError

    def _open(self, name: str, *, is_last: bool = False) -> Image:
        """`is_last`: of a film its last frame, from which more of it goes on."""
        from PIL import Image

        path = self._archive.picture(name)
        bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
        try:
            with Image.open(path) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise UnreadablePictureError(f"{image.width} x {image.height} pixels are too many")
                if is_last:
                    image.seek(getattr(image, "n_frames", 1) - 1)
                return image.convert("RGB")
        except UnreadablePictureError:
            raise
        except (OSError, ValueError, SyntaxError, *bombs) as error:
            raise UnreadablePictureError(str(error)) from error

    def _mask(self, name: str, size: tuple[int, int]) -> Image:
        from PIL import Image

        mask = self._open(name).convert("L")
        return mask if mask.size == size else mask.resize(size, Image.Resampling.NEAREST)

    def _transparent_parts(self, name: str) -> Image | None:
        """White where the picture is see-through: the editor's own way to say what to repaint."""
        from PIL import Image

        with Image.open(self._archive.picture(name)) as image:
            if not image.has_transparency_data:
                return None
            alpha = image.convert("RGBA").getchannel("A")
        mask = alpha.point([255 if value < 128 else 0 for value in range(256)])
        return mask if mask.getbbox() else None

    def _render(self, job_id: str, recipe: Recipe) -> Rendered:
        painter = self._the_painter()
        match recipe.step:
            case Step.PAINT | Step.ZOOM | Step.SQUARE | Step.PAN | Step.REPAINT | Step.EDIT | Step.BLEND:
                tiles = [self._tile(painter, recipe, variant) for variant in range(4)]
                return self._keep(job_id, painter, painter.grid(tiles), recipe)
            case Step.CROP:
                picture = _quadrant(self._open(recipe.sources[0]), recipe.index)
                return self._keep(job_id, painter, picture, recipe)
            case Step.UPSCALE:
                picture = painter.upscale(
                    self._open(recipe.sources[0]), recipe.factor, creative=recipe.flag, seed=recipe.seed
                )
                return self._keep(job_id, painter, picture, recipe)
            case Step.SWAP:
                face, target = (self._open(name) for name in recipe.sources)
                return self._keep(job_id, painter, painter.swap(face, target), recipe)
            case Step.DESCRIBE:
                image = self._open(recipe.sources[0])
                texts = tuple(painter.describe(image))
                return Rendered((recipe.sources[0],), image.width, image.height, texts)
            case Step.SHORTEN:
                tokens, prompts = painter.shorten(recipe.prompt)
                return Rendered(texts=tuple(prompts), tokens=tuple(tokens))
            case Step.ANIMATE:
                first, *ends = (self._open(name, is_last=at == 0) for at, name in enumerate(recipe.sources))
                end = ends[0] if ends else None
                names: list[str] = []
                for variant in range(recipe.count):
                    self._go_on()
                    data = painter.animate(
                        first, high_motion=recipe.flag, seed=recipe.seed, variant=variant, end=end
                    )
                    names.append(self._archive.keep_picture(f"{job_id}_{variant}.webp", data))
                return Rendered(tuple(names), first.width, first.height)
            case Step.COPY:
                image = self._open(recipe.sources[0])
                return Rendered(recipe.sources, image.width, image.height)
            case _:
                assert_never(recipe.step)

    def _tile(self, painter: Painter, recipe: Recipe, variant: int) -> Image:
        self._go_on()
        prompt, seed = recipe.prompt, recipe.seed
        match recipe.step:
            case Step.PAINT:
                return self._painted(painter, recipe, variant)
            case Step.ZOOM:
                picture = self._open(recipe.sources[0])
                return painter.zoom_out(picture, recipe.factor, prompt, seed=seed, variant=variant)
            case Step.SQUARE:
                return painter.make_square(self._open(recipe.sources[0]), prompt, seed=seed, variant=variant)
            case Step.PAN:
                picture = self._open(recipe.sources[0])
                return painter.pan(picture, recipe.direction, prompt, seed=seed, variant=variant)
            case Step.REPAINT:
                picture = self._open(recipe.sources[0])
                mask = self._mask(recipe.mask or "", picture.size)
                return painter.repaint(picture, mask, prompt, seed=seed, variant=variant)
            case Step.EDIT:
                picture = self._open(recipe.sources[0])
                if recipe.index:
                    picture = _quadrant(picture, recipe.index - 1)
                if recipe.mask is None:
                    mask = self._transparent_parts(recipe.sources[0])
                else:
                    mask = self._mask(recipe.mask, picture.size)
                return painter.edit(picture, mask, prompt, seed=seed, variant=variant)
            case Step.BLEND:
                pictures = [self._open(name) for name in recipe.sources]
                size = _BLEND_SIZES[recipe.dimensions]
                return painter.blend(pictures, size=size, seed=seed, variant=variant)
            case _:
                raise AssertionError(recipe.step)

    def _painted(self, painter: Painter, recipe: Recipe, variant: int) -> Image:
        picture = self._drawn(painter, recipe, variant)
        if not recipe.styles:
            return picture
        return painter.restyle(picture, [self._open(name) for name in recipe.styles], recipe.style_share)

    def _drawn(self, painter: Painter, recipe: Recipe, variant: int) -> Image:
        size = painter.tile_size(recipe.prompt)
        if recipe.sources:
            own = painter.paint(recipe.prompt, seed=recipe.seed, variant=variant, size=size)
            pictures = [own, *(self._open(name) for name in recipe.sources)]
            return painter.blend(pictures, size=size, seed=recipe.seed, variant=variant)
        tile = replace(recipe, styles=()).tile(variant)
        if tile is None:
            raise AssertionError(recipe)
        return painter.paint(tile.prompt, seed=tile.seed, variant=tile.variant, size=size, drift=tile.drift)

    def _keep(self, job_id: str, painter: Painter, picture: Image, recipe: Recipe) -> Rendered:
        data = painter.encode_png(picture, recipe.prompt, recipe.seed)
        # Previews start from a small copy: decoding the whole picture for each would cost more than painting.
        small, out = picture.copy(), io.BytesIO()
        small.thumbnail((_SKETCH, _SKETCH))
        small.save(out, "WEBP", quality=85, method=0)
        self._archive.keep_picture(f"{job_id}_0.png.sketch.webp", out.getvalue())
        name = self._archive.keep_picture(f"{job_id}_0.png", data)
        return Rendered((name,), picture.width, picture.height)


def _quadrant(picture: Image, index: int) -> Image:
    width, height = picture.width // 2, picture.height // 2
    left, top = index % 2 * width, index // 2 * height
    return picture.crop((left, top, left + width, top + height))
