"""MP4 by Qt Multimedia: what is asked of its player, and what is made of its answers.

Qt Multimedia is no dependency, so a player of the test stands in its place, with the same names.
"""

from __future__ import annotations

import sys
from enum import Enum
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QImage

from mjdesk.models.stream import Stream, open_stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

RATE = 24.0
LENGTH_MS = 2000


class SinkOfTest(QObject):
    videoFrameChanged = Signal(object)  # noqa: N815 (Qt's name)


class PlayerOfTest(QObject):
    """Answers as QMediaPlayer does, by the same names."""

    positionChanged = Signal()  # noqa: N815 (Qt's names)
    durationChanged = Signal()  # noqa: N815
    playbackStateChanged = Signal()  # noqa: N815
    errorOccurred = Signal()  # noqa: N815

    class Loops(Enum):
        Infinite = -1
        Once = 1

    class PlaybackState(Enum):
        StoppedState = 0
        PlayingState = 1
        PausedState = 2

    made: PlayerOfTest

    def __init__(self) -> None:
        super().__init__()
        type(self).made = self
        self.sink: SinkOfTest | None = None
        self.source = QUrl()
        self.at = 0
        self.loops = self.Loops.Once
        self.state = self.PlaybackState.StoppedState
        self.facts: dict[str, object] = {"rate": RATE}

    def setVideoSink(self, sink: SinkOfTest) -> None:  # noqa: N802
        self.sink = sink

    def setLoops(self, loops: Loops) -> None:  # noqa: N802
        self.loops = loops

    def setSource(self, source: QUrl) -> None:  # noqa: N802
        self.source = source

    def setPosition(self, position: int) -> None:  # noqa: N802
        self.at = position
        self.positionChanged.emit()

    def position(self) -> int:
        return self.at

    def duration(self) -> int:
        return LENGTH_MS if not self.source.isEmpty() else 0

    def playbackState(self) -> PlaybackState:  # noqa: N802
        return self.state

    def metaData(self) -> Any:  # noqa: N802
        return SimpleNamespace(value=self.facts.get)

    def _be(self, state: PlaybackState) -> None:
        self.state = state
        self.playbackStateChanged.emit()

    def play(self) -> None:
        self._be(self.PlaybackState.PlayingState)

    def pause(self) -> None:
        self._be(self.PlaybackState.PausedState)

    def stop(self) -> None:
        self._be(self.PlaybackState.StoppedState)


@pytest.fixture
def multimedia(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("PySide6.QtMultimedia")
    vars(module).update(
        QMediaPlayer=PlayerOfTest,
        QVideoSink=SinkOfTest,
        QMediaMetaData=SimpleNamespace(Key=SimpleNamespace(VideoFrameRate="rate")),
    )
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", module)


@pytest.fixture
def stream(qapp: QApplication, multimedia: None) -> Iterator[Stream]:
    found = open_stream("/pictures/film.mp4", 5.2)
    assert isinstance(found, Stream)
    yield found
    found.deleteLater()


def a_frame(image: QImage) -> Any:
    return SimpleNamespace(toImage=lambda: image)


def test_without_qt_multimedia_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    assert open_stream("/pictures/film.mp4", 5.2) is None


def test_it_begins_paused_on_its_first_frame_and_goes_round(stream: Stream) -> None:
    player = PlayerOfTest.made
    assert player.source.toLocalFile() == "/pictures/film.mp4"
    assert not stream.is_playing
    assert player.state is player.PlaybackState.PausedState
    assert player.loops is player.Loops.Infinite
    assert stream.length == 2.0
    stream.set_looping(False)
    assert player.loops is player.Loops.Once


def test_it_plays_pauses_and_goes_to_a_moment(stream: Stream) -> None:
    told: list[float] = []
    stream.moved.connect(lambda: told.append(stream.time))
    stream.play()
    assert stream.is_playing
    stream.seek(1.0)
    assert (stream.time, stream.frame, stream.is_playing) == (1.0, 24, True)
    stream.pause()
    assert not stream.is_playing
    assert told == [0.0, 1.0, 1.0]


def test_each_step_is_one_frame_and_stays_within_the_film(stream: Stream) -> None:
    stream.play()
    PlayerOfTest.made.setPosition(1458)  # late in frame 34, as a player stops
    steps: list[int] = []
    for by in (1, 1, -1, -1, -1):
        stream.step(by)
        steps.append(stream.frame)
    assert steps == [35, 36, 35, 34, 33]
    assert not stream.is_playing
    stream.step(100)
    assert stream.frame == 47, "the last, not the end behind it"
    stream.step(-100)
    assert stream.frame == 0


def test_a_film_that_does_not_tell_its_rate_has_the_usual_one(stream: Stream) -> None:
    PlayerOfTest.made.facts.clear()
    stream.step(2)
    assert stream.frame == 2


def test_frames_are_handed_on_and_trouble_before_the_first_is_told(stream: Stream) -> None:
    player = PlayerOfTest.made
    assert player.sink is not None
    shown: list[QImage] = []
    failed: list[bool] = []
    stream.shown.connect(shown.append)
    stream.failed.connect(lambda: failed.append(True))
    player.sink.videoFrameChanged.emit(a_frame(QImage()))
    player.errorOccurred.emit()
    assert (len(shown), len(failed)) == (0, 1)
    player.sink.videoFrameChanged.emit(a_frame(QImage(4, 4, QImage.Format.Format_RGB32)))
    player.errorOccurred.emit()
    assert (len(shown), len(failed)) == (1, 1), "what was seen once is not taken away"


def test_closed_it_is_silent_and_holds_no_file(stream: Stream) -> None:
    player = PlayerOfTest.made
    assert player.sink is not None
    shown: list[QImage] = []
    stream.shown.connect(shown.append)
    stream.close()
    player.sink.videoFrameChanged.emit(a_frame(QImage(4, 4, QImage.Format.Format_RGB32)))
    assert shown == []
    assert player.source.isEmpty()
