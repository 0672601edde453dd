"""Draws the program's icon in every size from its two SVG sources: PNG for Linux, ICO for Windows, ICNS for
macOS.

QSvgRenderer draws, so what the desktop shows is what Qt would show; Pillow writes the containers.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from bundling.project import NAME, RESOURCES

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
_SMALL = 32
"""Up to here the drawing with fewer shapes is the clearer one."""
_ICO = (16, 24, 32, 48, 64, 128, 256)


def png(size: int) -> bytes:
    """The icon as a PNG, `size` pixels wide and high."""
    source = RESOURCES / "app" / (f"{NAME}-small.svg" if size <= _SMALL else f"{NAME}.svg")
    renderer = QSvgRenderer(QByteArray(source.read_bytes()))
    if not renderer.isValid():
        raise ValueError(f"{source.name} cannot be drawn")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] (the stub asks for bytes; Qt takes text)
    return bytes(held.data().data())


def draw_all(folder: Path) -> None:
    """Writes `icons/SIZE.png`, `mjdesk.ico` and `mjdesk.icns` into the folder."""
    icons = folder / "icons"
    icons.mkdir(parents=True, exist_ok=True)
    pictures: dict[int, Image.Image] = {}
    for size in (*SIZES, 1024):
        data = png(size)
        pictures[size] = Image.open(io.BytesIO(data))
        if size in SIZES:
            (icons / f"{size}.png").write_bytes(data)
    pictures[256].save(
        folder / f"{NAME}.ico",
        sizes=[(size, size) for size in _ICO],
        append_images=[pictures[size] for size in _ICO[:-1]],
    )
    pictures[1024].save(
        folder / f"{NAME}.icns", append_images=[pictures[size] for size in (512, 256, 128, 64, 32, 16)]
    )
