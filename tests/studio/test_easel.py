"""The easel: real threads, inputs that are too large, and an end in the middle of a painting."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

from mjdesk.studio.archive import Archive
from mjdesk.studio.easel import ClosedError, Easel, UnreadablePictureError
from mjdesk.studio.interference import huge_png
from mjdesk.studio.recipe import Recipe, Step
from tests.studio.support import FakePainter, png

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image


class SlowPainter(FakePainter):
    """Waits in every tile until it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.started, self.go_on = threading.Event(), threading.Event()

    @override
    def paint(self, prompt: str, **more: Any) -> Image:
        self.started.set()
        assert self.go_on.wait(10)
        return super().paint(prompt, **more)


async def test_painting_does_not_hold_the_loop(tmp_path: Path):
    painter, archive = SlowPainter(), Archive(tmp_path)
    easel = Easel(archive, painter, painters=1)
    painting = asyncio.ensure_future(easel.render("1", Recipe(Step.PAINT, "lake")))
    await asyncio.to_thread(painter.started.wait, 10)
    assert not painting.done()
    painter.go_on.set()
    rendered = await painting
    assert (rendered.pictures, rendered.width, rendered.height) == (("1_0.png",), 64, 64)
    easel.close()
    archive.close()


async def test_closing_stops_at_the_next_tile(tmp_path: Path):
    painter, archive = SlowPainter(), Archive(tmp_path)
    easel = Easel(archive, painter, painters=1)
    painting = asyncio.ensure_future(easel.render("1", Recipe(Step.PAINT, "lake")))
    await asyncio.to_thread(painter.started.wait, 10)
    closing = asyncio.ensure_future(asyncio.to_thread(easel.close))
    await asyncio.sleep(0)
    threading.Timer(0.02, painter.go_on.set).start()
    await closing
    with pytest.raises(ClosedError):
        await painting
    assert len([call for call in painter.calls if call[0] == "paint"]) <= 1
    assert not archive.picture("1_0.png").exists()
    archive.close()


@pytest.mark.parametrize("data", [huge_png(), png()[:40], b"GIF89a", b""])
async def test_inputs_that_cannot_be_read(tmp_path: Path, data: bytes):
    archive = Archive(tmp_path)
    easel = Easel(archive, FakePainter(), painters=0)
    archive.keep_picture("in.png", data)
    with pytest.raises(UnreadablePictureError):
        await easel.render("1", Recipe(Step.DESCRIBE, sources=("in.png",)))
    with pytest.raises(UnreadablePictureError):
        await easel.render("1", Recipe(Step.DESCRIBE, sources=("missing.png",)))
    easel.close()
    archive.close()
