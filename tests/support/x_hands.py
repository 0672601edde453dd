"""Mouse and keyboard of a real X display, through xdotool: events as a person makes them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget


class XHands:
    """Fits `mjdesk.tour.Hands`."""

    async def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        await self.move(widget, at or widget.rect().center())
        await xdotool("click", "1")

    async def double_click(self, widget: QWidget, at: QPoint | None = None) -> None:
        await self.move(widget, at or widget.rect().center())
        await xdotool("click", "--repeat", "2", "--delay", "60", "1")

    async def move(self, widget: QWidget, at: QPoint) -> None:
        place = widget.mapToGlobal(at)
        # Two steps, so that the widget sees the pointer move and not only arrive.
        await xdotool("mousemove", str(place.x() - 3), str(place.y() - 2))
        await asyncio.sleep(0.05)
        await xdotool("mousemove", str(place.x()), str(place.y()))
        await asyncio.sleep(0.1)

    async def type(self, text: str) -> None:
        await xdotool("type", "--delay", "12", text)

    async def press(self, key: str) -> None:
        await xdotool("key", key)


async def xdotool(*words: str) -> None:
    """One command of xdotool, and the moment in which the window hears of it."""
    process = await asyncio.create_subprocess_exec("xdotool", *words)
    status = await process.wait()
    await asyncio.sleep(0.05)
    if status:
        raise RuntimeError(f"xdotool {words[0]} ended with {status}")
