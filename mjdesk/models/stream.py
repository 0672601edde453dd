"""Plays MP4 by Qt Multimedia, where that is installed: it is no dependency, and imported on need alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from typing_extensions import override

from mjdesk.models.playback import Playback

if TYPE_CHECKING:
    from PySide6.QtMultimedia import (  # pyright: ignore[reportMissingModuleSource] (no dependency)
        QMediaPlayer,
        QVideoFrame,
        QVideoSink,
    )

_USUAL_RATE = 24.0


def open_stream(path: str, seconds: float, parent: QObject | None = None) -> Playback | None:
    """A player of the file; None where Qt Multimedia is not installed, or lacks what it stands on."""
    try:
        from PySide6.QtMultimedia import (  # pyright: ignore[reportMissingModuleSource] (no dependency)
            QMediaPlayer,
            QVideoSink,
        )
    except ImportError:
        return None
    return Stream(QMediaPlayer(), QVideoSink(), path, seconds, parent)


class Stream(Playback):
    """Owns a player without sound (these films have none) and the sink that its frames fall into."""

    def __init__(
        self,
        player: QMediaPlayer,
        sink: QVideoSink,
        path: str,
        seconds: float,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._sink = sink
        self._seconds = seconds
        self._has_frame = False
        player.setParent(self)
        sink.setParent(self)
        player.setVideoSink(sink)
        player.setLoops(player.Loops.Infinite)
        sink.videoFrameChanged.connect(self._on_frame)
        player.positionChanged.connect(self._on_moved)
        player.durationChanged.connect(self._on_moved)
        player.playbackStateChanged.connect(self._on_moved)
        player.errorOccurred.connect(self._on_error)
        player.setSource(QUrl.fromLocalFile(path))
        player.pause()  # which shows the first frame

    @property
    @override
    def length(self) -> float:
        return self._player.duration() / 1000 or self._seconds

    @property
    @override
    def time(self) -> float:
        return self._player.position() / 1000

    @property
    @override
    def frame(self) -> int:
        return int(self.time * self._rate())

    @property
    @override
    def is_playing(self) -> bool:
        return self._player.playbackState() is self._player.PlaybackState.PlayingState

    @override
    def play(self) -> None:
        self._player.play()

    @override
    def pause(self) -> None:
        self._player.pause()

    @override
    def seek(self, time: float) -> None:
        self._player.setPosition(round(max(0.0, time) * 1000))

    @override
    def step(self, by: int) -> None:
        self._player.pause()
        rate = self._rate()
        last = max(0, round(self.length * rate) - 1)
        # To the middle of a frame: at its edge, rounding to milliseconds may show a neighbour.
        self.seek((max(0, min(last, self.frame + by)) + 0.5) / rate)

    @override
    def set_looping(self, loops: bool) -> None:
        super().set_looping(loops)
        self._player.setLoops(self._player.Loops.Infinite if loops else self._player.Loops.Once)

    @override
    def close(self) -> None:
        self._sink.videoFrameChanged.disconnect(self._on_frame)
        self._player.errorOccurred.disconnect(self._on_error)
        self._player.stop()
        self._player.setSource(QUrl())

    def _rate(self) -> float:
        from PySide6.QtMultimedia import QMediaMetaData  # pyright: ignore[reportMissingModuleSource] (the same)

        told = self._player.metaData().value(QMediaMetaData.Key.VideoFrameRate)
        return told if isinstance(told, float) and told > 0 else _USUAL_RATE

    def _on_frame(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        if not image.isNull():
            self._has_frame = True
            self.shown.emit(image)

    def _on_moved(self) -> None:
        self.moved.emit()

    def _on_error(self) -> None:
        if not self._has_frame:
            self.failed.emit()
