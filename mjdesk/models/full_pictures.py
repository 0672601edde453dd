"""Originals for the viewer: decoded off the UI thread, few at once, none once the viewer has closed."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mjdesk.models.decoding import Decoder, decoded
from mjdesk.services.delivery import attempted

if TYPE_CHECKING:
    from mjdesk.services.image_library import ImageLibrary
    from mjdesk.services.task_scope import TaskScope

_HELD = 3
_HELD_BYTES = 192 * 2**20


class FullPictures(QObject):
    """Owns the few decoded originals that are looked at now; only the one asked for last is loaded."""

    ready = Signal(str)
    """A digest: `image` has it now."""
    failed = Signal(str)
    """A digest whose original is gone or cannot be decoded; not tried again before `release`."""

    def __init__(self, images: ImageLibrary, scope: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._scope = scope
        self._held: OrderedDict[str, QImage] = OrderedDict()
        self._wanted = ""
        self._lost: set[str] = set()
        self._decoder = Decoder(1, self)

    @property
    def held_bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._held.values())

    def image(self, digest: str) -> QImage | None:
        """The decoded original; None for now, and `ready` or `failed` will tell."""
        is_new = digest != self._wanted
        self._wanted = digest
        found = self._held.get(digest)
        if found is not None:
            self._held.move_to_end(digest)
        elif is_new and digest not in self._lost:
            self._scope.start(
                attempted(
                    self._images.original(digest),
                    lambda data: self._on_bytes(digest, data),
                    lambda _error: self._on_bytes(digest, None),
                ),
                name="original in the viewer",
                replace=True,
            )
        return found

    def is_lost(self, digest: str) -> bool:
        """`failed` was told of it."""
        return digest in self._lost

    def release(self) -> None:
        """The viewer closed: let the memory go, also of what is still on its way."""
        self._held.clear()
        self._lost.clear()
        self._wanted = ""

    def close(self) -> None:
        """Wait for the decoder; no signal comes after this."""
        self.release()
        self._decoder.close()

    def _make(self, digest: str, data: bytes) -> QImage:
        if digest != self._wanted:  # somebody leafs on faster than this thread decodes
            return QImage()
        image = decoded(data)
        if image.isNull():
            return image
        return image.convertToFormat(
            QImage.Format.Format_ARGB32_Premultiplied
            if image.hasAlphaChannel()
            else QImage.Format.Format_RGB32
        )

    def _on_bytes(self, digest: str, data: bytes | None) -> None:
        if digest != self._wanted:
            return
        if data is None:
            self._lose(digest)
        else:
            self._decoder.start(
                lambda: self._make(digest, data), lambda image: self._on_decoded(digest, image)
            )

    def _on_decoded(self, digest: str, image: QImage) -> None:
        if digest != self._wanted:
            return
        if image.isNull():
            self._lose(digest)
            return
        self._held[digest] = image
        while len(self._held) > _HELD or (len(self._held) > 1 and self.held_bytes > _HELD_BYTES):
            self._held.popitem(last=False)
        self.ready.emit(digest)

    def _lose(self, digest: str) -> None:
        self._lost.add(digest)
        self.failed.emit(digest)
