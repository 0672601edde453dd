"""Originals for the viewer: decoded off the UI thread, at most three held at once."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader
from typing_extensions import override

from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from mjdesk.services.image_library import ImageLibrary
    from mjdesk.services.task_scope import TaskScope

_HELD = 3
_ALLOCATION_LIMIT_MB = 1024
"""Qt refuses pictures beyond 256 MB unless told; 200 megapixels need 800."""


class FullPictures(QObject):
    """Owns the few decoded originals that are looked at now."""

    ready = Signal(str)
    """A digest: `image` has it now."""
    failed = Signal(str)
    """A digest whose original is gone or cannot be decoded."""

    def __init__(self, images: ImageLibrary, scope: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._scope = scope
        self._held: OrderedDict[str, QImage] = OrderedDict()
        self._loading: set[str] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._bridge = _Bridge(self)
        self._bridge.decoded.connect(self._on_decoded)

    def image(self, digest: str) -> QImage | None:
        """The decoded original; None for now, and `ready` or `failed` will tell."""
        found = self._held.get(digest)
        if found is not None:
            self._held.move_to_end(digest)
            return found
        if digest not in self._loading:
            self._loading.add(digest)
            self._scope.start(
                delivered(self._images.original(digest), lambda data: self._on_bytes(digest, data)),
                name=f"original {digest[:12]}",
            )
        return None

    def release(self) -> None:
        """The viewer closed: let the memory go."""
        self._held.clear()

    def close(self) -> None:
        """Wait for the decoder; no signal comes after this."""
        self._pool.waitForDone()

    def _on_bytes(self, digest: str, data: bytes | None) -> None:
        if data is None:
            self._loading.discard(digest)
            self.failed.emit(digest)
        else:
            self._pool.start(_Decoding(self._bridge, digest, data))

    def _on_decoded(self, digest: str, image: QImage) -> None:
        self._loading.discard(digest)
        if image.isNull():
            self.failed.emit(digest)
            return
        self._held[digest] = image
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        self.ready.emit(digest)


class _Bridge(QObject):
    """Brings images from the decoder's thread to the UI thread."""

    decoded = Signal(str, QImage)


class _Decoding(QRunnable):
    """One original."""

    def __init__(self, bridge: _Bridge, digest: str, data: bytes) -> None:
        super().__init__()
        self._bridge = bridge
        self._digest = digest
        self._data = data

    @override
    def run(self) -> None:
        holder = QByteArray(self._data)
        buffer = QBuffer(holder)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        QImageReader.setAllocationLimit(_ALLOCATION_LIMIT_MB)
        image = reader.read()
        if not image.isNull():
            image = image.convertToFormat(
                QImage.Format.Format_ARGB32_Premultiplied
                if image.hasAlphaChannel()
                else QImage.Format.Format_RGB32
            )
        buffer.close()
        try:
            self._bridge.decoded.emit(self._digest, image)
        except RuntimeError:
            return  # the window closed while this was decoding
