"""Pictures ready to draw: decoded off the UI thread, at their exact size, bounded by bytes.

`None` is an answer: it means *not yet*, and `ready` will tell. Originals are never kept here.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from mjdesk.domain.frozen import dataclass
from mjdesk.models.decoding import Decoder, decoded
from mjdesk.services.delivery import attempted

if TYPE_CHECKING:
    from mjdesk.services.image_library import ImageLibrary
    from mjdesk.services.task_scope import TaskScope

_LOADS_AT_ONCE = 4
_LONGEST_QUEUE = 240
"""Wishes beyond this are of rows that have long been scrolled past; they ask again when they come back."""
_SAME_SHAPE = 0.04
_SMALL_EDGE = 400
_LARGE_EDGE = 1024


@dataclass(frozen=True, slots=True)
class Look:
    """One drawing of one picture: which, how large in device pixels, and cut how."""

    digest: str
    width: int
    height: int
    radius: int
    """Corner radius in device pixels."""
    scale: float
    """Device pixels per logical pixel."""
    part: int = 0
    """0: the whole picture; 1 to 4: that quadrant of a grid."""
    ground: str = ""
    """What the corners show, `#rrggbb`: without holes a pixmap is copied instead of blended. Empty: holes."""


class Thumbnails(QObject):
    """Owns every pixmap that a gallery, strip or inspector draws."""

    ready = Signal(str)
    """A picture's digest: it can be asked for again."""

    def __init__(
        self,
        images: ImageLibrary,
        scope: TaskScope,
        *,
        max_bytes: int = 48 * 1024 * 1024,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._images = images
        self._scope = scope
        self._max_bytes = max_bytes
        self._bytes = 0
        self._pixmaps: OrderedDict[Look, QPixmap] = OrderedDict()
        self._looks: dict[str, list[Look]] = {}
        self._wanted: OrderedDict[Look, None] = OrderedDict()
        self._loading: set[Look] = set()
        self._missing: dict[str, set[Look]] = {}
        self._decoder = Decoder(2, self)

    @property
    def held_bytes(self) -> int:
        return self._bytes

    def pixmap(
        self,
        digest: str,
        size: QSize,
        *,
        radius: int = 0,
        scale: float = 1.0,
        part: int = 0,
        ground: str = "",
    ) -> QPixmap | None:
        """The picture filling `size` (logical pixels), or None for now."""
        look = Look(
            digest,
            max(1, round(size.width() * scale)),
            max(1, round(size.height() * scale)),
            round(radius * scale),
            scale,
            part,
            ground,
        )
        found = self._pixmaps.get(look)
        if found is not None:
            self._pixmaps.move_to_end(look)
            return found
        if look not in self._loading and look not in self._missing.get(digest, ()):
            self._wanted[look] = None
            self._wanted.move_to_end(look)
            if len(self._wanted) > _LONGEST_QUEUE:
                self._wanted.popitem(last=False)
            self._pump()
        return None

    def stand_in(self, digest: str, shape: float = 0.0) -> QPixmap | None:
        """The same picture at another size, the largest held, to stretch until the right one is there.

        With `shape` (width to height) only one that is cut to that shape: strips hold square cuttings.
        """
        looks = self._looks.get(digest, [])
        if shape:
            looks = [look for look in looks if abs(look.width / look.height / shape - 1) <= _SAME_SHAPE]
        largest = max(looks, key=lambda look: look.width * look.height, default=None)
        return self._pixmaps[largest] if largest is not None else None

    def forget(self, digest: str) -> None:
        """Ask anew next time what could not be had: the original came back, or was replaced."""
        self._missing.pop(digest, None)

    def drop_queue(self) -> None:
        """Forget what is wanted but not begun; what is still on screen asks again when it is painted."""
        self._wanted.clear()

    def close(self) -> None:
        """Wait for the decoders; no signal comes after this."""
        self._wanted.clear()
        self._decoder.close()

    def _pump(self) -> None:
        while self._wanted and len(self._loading) < _LOADS_AT_ONCE:
            look, _ = self._wanted.popitem()  # the newest wish is the one on screen
            self._loading.add(look)
            edge = max(look.width, look.height) * (2 if look.part else 1)
            tier = _SMALL_EDGE if edge <= _SMALL_EDGE * 1.15 else _LARGE_EDGE
            self._scope.start(
                attempted(
                    self._images.thumbnail(look.digest, tier),
                    lambda data, look=look: self._on_bytes(look, data),
                    lambda _error, look=look: self._on_bytes(look, None),
                ),
                name=f"thumbnail {look.digest[:12]} {look.width}x{look.height}.{look.part}",
            )

    def _on_bytes(self, look: Look, data: bytes | None) -> None:
        if data is None:
            self._on_decoded(look, QImage())
        else:
            self._decoder.start(
                lambda: render(decoded(data), look), lambda image: self._on_decoded(look, image)
            )

    def _on_decoded(self, look: Look, image: QImage) -> None:
        self._loading.discard(look)
        if image.isNull():
            self._missing.setdefault(look.digest, set()).add(look)
        else:
            self._keep(look, QPixmap.fromImage(image))
            self.ready.emit(look.digest)
        self._pump()

    def _keep(self, look: Look, pixmap: QPixmap) -> None:
        self._pixmaps[look] = pixmap
        if not look.part:
            self._looks.setdefault(look.digest, []).append(look)
        self._bytes += look.width * look.height * 4
        while self._bytes > self._max_bytes and len(self._pixmaps) > 1:
            old, _ = self._pixmaps.popitem(last=False)
            self._bytes -= old.width * old.height * 4
            held = self._looks.get(old.digest, [])
            if old in held:
                held.remove(old)
                if not held:
                    del self._looks[old.digest]


def render(image: QImage, look: Look) -> QImage:
    """`image`, or a quadrant of it, filling `look` with rounded corners; null when `image` is."""
    if image.isNull():
        return image
    if look.part:
        half_width, half_height = image.width() // 2, image.height() // 2
        column, row = (look.part - 1) % 2, (look.part - 1) // 2
        image = image.copy(column * half_width, row * half_height, half_width, half_height)
    target = QSize(look.width, look.height)
    scaled = image.scaled(
        target, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left, top = (scaled.width() - look.width) // 2, (scaled.height() - look.height) // 2
    result = scaled.copy(left, top, look.width, look.height)
    if look.radius:
        has_holes = not look.ground
        form = QImage.Format.Format_ARGB32_Premultiplied if has_holes else QImage.Format.Format_RGB32
        rounded = QImage(target, form)
        rounded.fill(QColor(Qt.GlobalColor.transparent) if has_holes else QColor(look.ground))
        painter = QPainter(rounded)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(0, 0, look.width, look.height), look.radius, look.radius)
        painter.setClipPath(path)
        painter.drawImage(0, 0, result)
        painter.end()
        result = rounded
    else:
        result = result.convertToFormat(QImage.Format.Format_RGB32)
    result.setDevicePixelRatio(look.scale)
    return result
