"""A painter that is quick, a clock that tests turn, and short ways to speak to a studio."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import heapq
import io
from typing import TYPE_CHECKING, Any

from PIL import Image

from mjdesk.studio.config import Family, StudioConfig

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import httpx2

    from mjdesk.studio.faults import Trouble
    from mjdesk.studio.recipe import Direction
    from mjdesk.studio.server import StudioServer

SECRET = "sesame"


class FakePainter:
    """Paints plain colours that depend on everything they should depend on; remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def _plain(self, size: tuple[int, int], *reasons: object) -> Image.Image:
        self.calls.append(reasons)
        red, green, blue = hashlib.sha256(repr(reasons).encode()).digest()[:3]
        return Image.new("RGB", size, (red, green, blue))

    def paint(
        self,
        prompt: str,
        *,
        seed: int,
        variant: int,
        size: tuple[int, int],
        drift: tuple[tuple[int, float], ...] = (),
    ) -> Image.Image:
        if "painter:breaks" in prompt:
            raise ZeroDivisionError
        return self._plain(size, "paint", prompt, seed, variant, drift)

    def tile_size(self, prompt: str) -> tuple[int, int]:
        return (48, 32) if "--ar 3:2" in prompt else (32, 32)

    def grid(self, tiles: Sequence[Image.Image]) -> Image.Image:
        width, height = tiles[0].size
        whole = Image.new("RGB", (2 * width, 2 * height))
        for index, tile in enumerate(tiles):
            whole.paste(tile, (index % 2 * width, index // 2 * height))
        return whole

    def upscale(self, picture: Image.Image, factor: float, *, creative: bool, seed: int) -> Image.Image:
        self.calls.append(("upscale", factor, creative))
        return picture.resize((int(picture.width * factor), int(picture.height * factor)))

    def zoom_out(
        self, picture: Image.Image, factor: float, prompt: str, *, seed: int, variant: int
    ) -> Image.Image:
        return self._plain(picture.size, "zoom", factor, prompt, seed, variant)

    def make_square(self, picture: Image.Image, prompt: str, *, seed: int, variant: int) -> Image.Image:
        side = max(picture.size)
        return self._plain((side, side), "square", prompt, seed, variant)

    def pan(
        self, picture: Image.Image, direction: Direction, prompt: str, *, seed: int, variant: int
    ) -> Image.Image:
        return self._plain(picture.size, "pan", direction, prompt, seed, variant)

    def repaint(
        self, picture: Image.Image, mask: Image.Image, prompt: str, *, seed: int, variant: int
    ) -> Image.Image:
        new = self._plain(picture.size, "repaint", mask.size, prompt, seed, variant)
        return Image.composite(new, picture, mask)

    def blend(
        self, pictures: Sequence[Image.Image], *, size: tuple[int, int], seed: int, variant: int
    ) -> Image.Image:
        return self._plain((size[0] // 32, size[1] // 32), "blend", len(pictures), size, seed, variant)

    def restyle(self, picture: Image.Image, styles: Sequence[Image.Image], share: float) -> Image.Image:
        return self._plain(picture.size, "restyle", len(styles), share)

    def swap(self, source: Image.Image, target: Image.Image) -> Image.Image:
        return self._plain(target.size, "swap", source.size)

    def edit(
        self, picture: Image.Image, mask: Image.Image | None, prompt: str, *, seed: int, variant: int
    ) -> Image.Image:
        return self._plain(picture.size, "edit", mask is not None, prompt, seed, variant)

    def describe(self, picture: Image.Image) -> list[str]:
        return [f"view {number} of {picture.width} x {picture.height}" for number in range(1, 5)]

    def shorten(self, prompt: str) -> tuple[list[tuple[str, float]], list[str]]:
        words = prompt.split()
        return [(word, index / 4) for index, word in enumerate(words)], [words[0]] * 5

    def preview(self, picture: Image.Image, progress: float) -> Image.Image:
        self.calls.append(("preview", progress))
        return picture.resize((8, 8))

    def animate(
        self,
        picture: Image.Image,
        *,
        high_motion: bool,
        seed: int,
        variant: int,
        end: Image.Image | None = None,
    ) -> bytes:
        out = io.BytesIO()
        frames = [self._plain((8, 8), "animate", high_motion, variant, frame) for frame in range(3)]
        if end is not None:
            frames[-1] = end.convert("RGB").resize((8, 8))
        frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
        return out.getvalue()

    def encode_png(self, picture: Image.Image, prompt: str, seed: int) -> bytes:
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()


class ManualClock:
    """Stands still until it is told to go on."""

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self._now = start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0
        self._asleep = asyncio.Event()

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        self._count += 1
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, self._count, future))
        self._asleep.set()
        await future

    async def somebody_sleeps(self) -> None:
        """Wait until the first sleeper ever has lain down."""
        await self._asleep.wait()

    async def advance(self, seconds: float) -> None:
        """Let time pass; everybody who wakes in between runs before the next one wakes."""
        end = self._now + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._now, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                future.set_result(None)
            await settle()
        self._now = end


async def settle() -> None:
    """Let everything that can go on without waiting go on."""
    for _ in range(30):
        await asyncio.sleep(0)


class Visitor:
    """A client of one running studio; keeps the recent answers' task ids short to write."""

    def __init__(self, server: StudioServer, client: httpx2.AsyncClient, painter: FakePainter) -> None:
        self.server = server
        self.http = client
        self.painter = painter

    async def submit(self, endpoint: str, body: dict[str, Any] | None = None, **fields: Any) -> Any:
        return (await self.http.post(f"/mj/submit/{endpoint}", json=fields | (body or {}))).json()

    async def task(self, task_id: str) -> Any:
        """The task object as it is now."""
        return (await self.http.get(f"/mj/task/{task_id}/fetch")).json()

    async def done(self, task_id: str | int) -> Any:
        """The task object at its end; some dialects write ids as numbers."""
        await self.server.jobs.finished(str(task_id))
        return await self.task(str(task_id))

    async def made(self, endpoint: str, **fields: Any) -> Any:
        """Submit and wait."""
        answer = await self.submit(endpoint, fields)
        assert answer["code"] in (1, 22), answer
        return await self.done(answer["result"])

    async def press(self, task: Any, label: str, **fields: Any) -> Any:
        """The answer to a pressed button, found by a part of its customId or by its label."""
        custom_id = button(task, label)["customId"]
        return await self.submit("action", taskId=task["id"], customId=custom_id, **fields)

    async def pressed(self, task: Any, label: str, **fields: Any) -> Any:
        """Press and wait."""
        answer = await self.press(task, label, **fields)
        assert answer["code"] in (1, 22), answer
        return await self.done(answer["result"])

    async def picture(self, task: Any) -> Image.Image:
        answer = await self.http.get(task["imageUrl"])
        assert answer.status_code == 200, answer.text
        with Image.open(io.BytesIO(answer.content)) as image:
            image.load()
            return image.copy()


def button(task: Any, label: str) -> Any:
    found = [item for item in task["buttons"] if item["label"] == label or f"::{label}" in item["customId"]]
    assert len(found) == 1, (label, task["buttons"])
    return found[0]


def labels(task: Any) -> list[str]:
    return [item["label"] for item in task["buttons"]]


def config(
    family: Family = Family.PROXY_PLUS,
    *,
    secret: str = "",
    data: Path | None = None,
    trouble: Trouble | None = None,
    **more: Any,
) -> StudioConfig:
    """A studio that does not wait and paints on the loop."""
    if trouble is not None:
        more["trouble"] = trouble
    settings: dict[str, Any] = {"pace": 0.0, "painters": 0, **more}
    return StudioConfig(family=family, secret=secret, data=data, **settings)


def png(size: tuple[int, int] = (20, 10), colour: Any = (200, 30, 30), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


def data_url(data: bytes | None = None) -> str:
    return "data:image/png;base64," + base64.b64encode(png() if data is None else data).decode()
