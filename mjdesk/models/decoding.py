"""Turns bytes into images on threads of its own, so that the screen never waits for a decoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

_ALLOCATION_LIMIT_MB = 1024
"""Qt refuses pictures beyond 256 MB unless told; 200 megapixels need 800."""


class Decoder(QObject):
    """Owns its threads; what they made is handed over on the UI thread, and nothing after `close`."""

    _made = Signal(object, QImage)

    def __init__(self, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._is_closed = False
        self._made.connect(self._on_made)

    def start(self, make: Callable[[], QImage], then: Callable[[QImage], object]) -> None:
        """Run `make` on a thread and hand its image to `then` here: a null one when it could not be made."""
        if not self._is_closed:
            self._pool.start(_Making(make, lambda image: self._made.emit(then, image)))

    def close(self) -> None:
        """Wait for what is being made; none of it is handed over."""
        self._is_closed = True
        self._pool.clear()
        self._pool.waitForDone()

    def _on_made(self, then: Callable[[QImage], object], image: QImage) -> None:
        if not self._is_closed:
            then(image)


class _Making(QRunnable):
    """One image."""

    def __init__(self, make: Callable[[], QImage], then: Callable[[QImage], object]) -> None:
        super().__init__()
        self._make = make
        self._then = then

    @override
    def run(self) -> None:
        try:
            image = self._make()
        except (MemoryError, ValueError):
            image = QImage()
        try:
            self._then(image)
        except RuntimeError:
            return  # the window closed while this was decoding


def decoded(data: bytes, *, edge: int = 0) -> QImage:
    """The picture in `data`, upright, at most `edge` pixels each way unless that is 0; null if broken."""
    QImageReader.setAllocationLimit(_ALLOCATION_LIMIT_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if edge and max(size.width(), size.height()) > edge:
        reader.setScaledSize(size.scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    buffer.close()
    return image
