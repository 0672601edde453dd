"""Plays animated WebP and GIF: every frame is decoded on a thread, one ahead of what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageReader
from typing_extensions import override

from mjdesk.models.decoding import Decoder
from mjdesk.models.playback import Playback

if TYPE_CHECKING:
    from mjdesk.domain.film import FilmFacts

_HELD_BYTES = 160 * 2**20
_LARGEST = QSize(1920, 1920)
"""Frames beyond are scaled down: a screen shows no more of a moving picture."""


class Reel(Playback):
    """Owns the decoded frames of one film, as many as fit, and the clock that turns them."""

    def __init__(self, path: str, facts: FilmFacts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._count = len(facts.delays)
        self._source = _Source(path)
        self._decoder = Decoder(1, self)
        self._held: dict[int, QImage] = {}
        self._bytes = 0
        self._coming: set[int] = set()
        self._wanted = 0
        self._frame = 0
        self._is_playing = False
        self._is_closed = False
        self._has_begun = False
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._on_tick)
        self._since = QElapsedTimer()
        self._due = 0
        self._show(0)

    @property
    @override
    def length(self) -> float:
        return self._facts.seconds

    @property
    @override
    def time(self) -> float:
        return self._facts.start_of(self._frame)

    @property
    @override
    def frame(self) -> int:
        return self._frame

    @property
    @override
    def is_playing(self) -> bool:
        return self._is_playing

    @property
    def held_bytes(self) -> int:
        return self._bytes

    @override
    def play(self) -> None:
        if self._is_playing:
            return
        self._is_playing = True
        if self._frame == self._count - 1 and not self.is_looping:
            self._show(0)
        elif self._has_begun:
            self._arm()  # else its clock begins with its first frame
        self.moved.emit()

    @override
    def pause(self) -> None:
        if self._is_playing:
            self._is_playing = False
            self._tick.stop()
            self._wanted = self._frame
            self.moved.emit()

    @override
    def seek(self, time: float) -> None:
        self._show(self._facts.frame_at(time))

    @override
    def step(self, by: int) -> None:
        self.pause()
        self._show((self._frame + by) % self._count)

    @override
    def close(self) -> None:
        self._is_closed = True
        self._tick.stop()
        self._decoder.close()
        self._held.clear()
        self._source.close()

    def _show(self, frame: int) -> None:
        """Now, or as soon as it is decoded."""
        self._tick.stop()
        self._wanted = frame
        image = self._held.get(frame)
        if image is None:
            self._fetch(frame)
            return
        self._frame, self._has_begun = frame, True
        self.shown.emit(image)
        self.moved.emit()
        if self._is_playing:
            self._arm()

    def _arm(self) -> None:
        """Wait for the end of this frame, less what the last one came too late; meanwhile decode the next."""
        delay = self._facts.delays[self._frame]
        late = max(0, self._since.elapsed() - self._due) if self._since.isValid() and self._due else 0
        self._due = max(1, delay - min(late, delay))
        self._since.start()
        self._tick.start(self._due)
        following = self._following()
        if following is not None and following not in self._held:
            self._fetch(following)

    def _following(self) -> int | None:
        if self._frame + 1 < self._count:
            return self._frame + 1
        return 0 if self.is_looping else None

    def _on_tick(self) -> None:
        following = self._following()
        if following is None:
            self.pause()
        else:
            self._show(following)

    def _fetch(self, frame: int) -> None:
        if frame not in self._coming and not self._is_closed:
            self._coming.add(frame)
            self._decoder.start(lambda: self._source.frame(frame), lambda image: self._on_frame(frame, image))

    def _on_frame(self, frame: int, image: QImage) -> None:
        self._coming.discard(frame)
        if image.isNull():
            self.pause()
            self.failed.emit()
            return
        self._keep(frame, image)
        if frame == self._wanted and (frame != self._frame or not self._tick.isActive()):
            self._show(frame)

    def _keep(self, frame: int, image: QImage) -> None:
        """Of too many, those go that come up latest."""
        self._held[frame] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > _HELD_BYTES and len(self._held) > 2:
            latest = max(self._held, key=lambda held: (held - self._frame) % self._count)
            if latest in {frame, self._frame}:
                return
            self._bytes -= self._held.pop(latest).sizeInBytes()


class _Source:
    """Owns the reader of one file; every call on the one thread of its decoder, but `close`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._reader: QImageReader | None = None
        self._next = 0

    def frame(self, number: int) -> QImage:
        """Frames come in order alone, so going back means to begin anew; null when there is none."""
        if self._reader is None or number < self._next:
            self._reader = QImageReader(self._path)
            self._reader.setDecideFormatFromContent(True)
            self._next = 0
        image = QImage()
        while self._next <= number:
            image = self._reader.read()
            if image.isNull():
                return image
            self._next += 1
        if image.width() > _LARGEST.width() or image.height() > _LARGEST.height():
            image = image.scaled(
                _LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        opaque, clear = QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied
        return image.convertToFormat(clear if image.hasAlphaChannel() else opaque)

    def close(self) -> None:
        """After its thread has ended."""
        self._reader = None
