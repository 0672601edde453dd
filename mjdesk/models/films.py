"""What tiles tell of films: how long they are, and frames to leaf through; read when first asked for."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage, QPixmap

from mjdesk.models.decoding import Decoder, decoded
from mjdesk.services.delivery import attempted

if TYPE_CHECKING:
    from mjdesk.domain.film import FilmFacts
    from mjdesk.services.image_library import ImageLibrary
    from mjdesk.services.task_scope import TaskScope

_HELD_FACTS = 2000
_HELD_STRIPS = 6
"""A strip of sixteen frames has five megabytes; one is looked at."""


class Films(QObject):
    """Owns facts and strips of the films that were asked for last. None is an answer: not yet."""

    ready = Signal(str)
    """A digest: more is known of it now."""

    def __init__(self, images: ImageLibrary, scope: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._scope = scope
        self._facts: OrderedDict[str, FilmFacts | None] = OrderedDict()
        self._strips: OrderedDict[str, QPixmap] = OrderedDict()
        self._asked: set[str] = set()
        self._decoder = Decoder(1, self)

    def facts(self, digest: str) -> FilmFacts | None:
        """None for now, or for ever when the film cannot be read."""
        if digest not in self._facts:
            self._ask(digest)
            return None
        return self._facts[digest]

    def strip_frame(self, digest: str, share: float) -> tuple[QPixmap, QRect] | None:
        """The strip and the part of it that shows the film at `share` (0..1) of its length."""
        facts = self.facts(digest)
        if facts is None or not facts.strip_length:
            return None
        strip = self._strips.get(digest)
        if strip is None:
            self._ask_strip(digest)
            return None
        self._strips.move_to_end(digest)
        count = facts.strip_length
        width = strip.width() // count
        frame = max(0, min(count - 1, int(share * count)))
        return strip, QRect(frame * width, 0, width, strip.height())

    def close(self) -> None:
        """Wait for the decoder; no signal comes after this."""
        self._decoder.close()

    def _ask(self, digest: str) -> None:
        if digest in self._asked:
            return
        self._asked.add(digest)
        work = attempted(
            self._images.film(digest),
            lambda facts: self._on_facts(digest, facts),
            lambda _error: self._on_facts(digest, None),
        )
        self._scope.start(work, name=f"film {digest[:12]}")

    def _ask_strip(self, digest: str) -> None:
        key = f"strip {digest}"
        if key in self._asked:
            return
        self._asked.add(key)
        work = attempted(
            self._images.film_strip(digest),
            lambda data: self._on_strip_bytes(digest, data),
            lambda _error: self._on_strip(digest, QImage()),
        )
        self._scope.start(work, name=f"film strip {digest[:12]}")

    def _on_facts(self, digest: str, facts: FilmFacts | None) -> None:
        self._asked.discard(digest)
        self._facts[digest] = facts
        while len(self._facts) > _HELD_FACTS:
            self._facts.popitem(last=False)
        if facts is not None:
            self.ready.emit(digest)

    def _on_strip_bytes(self, digest: str, data: bytes | None) -> None:
        if data is None:
            return  # it stays asked for: there is none
        self._decoder.start(lambda: decoded(data), lambda image: self._on_strip(digest, image))

    def _on_strip(self, digest: str, image: QImage) -> None:
        if image.isNull():
            return
        self._asked.discard(f"strip {digest}")
        self._strips[digest] = QPixmap.fromImage(image)
        while len(self._strips) > _HELD_STRIPS:
            self._strips.popitem(last=False)
        self.ready.emit(digest)
