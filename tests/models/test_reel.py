"""A reel shows each frame at its time, goes round or stops, and finds any frame again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from mjdesk.models import reel
from mjdesk.models.reel import Reel
from mjdesk.storage.films import film_facts
from tests.support.moving import COLOURS, a_moving_picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot


class Watching:
    """What was shown, as numbers of colours."""

    def __init__(self, reel: Reel) -> None:
        self.frames: list[int] = []
        reel.shown.connect(self._on_shown)

    def _on_shown(self, image: QImage) -> None:
        self.frames.append(min(range(len(COLOURS)), key=lambda number: _apart(image, COLOURS[number])))


def _apart(image: QImage, colour: str) -> int:
    seen, meant = image.pixelColor(9, 9), QColor(colour)
    return abs(seen.red() - meant.red()) + abs(seen.green() - meant.green()) + abs(seen.blue() - meant.blue())


@pytest.fixture(params=["WEBP", "GIF"])
def played(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Reel, Watching]]:
    path = a_moving_picture(tmp_path, media_format=request.param)
    reel = Reel(str(path), film_facts(path))
    yield reel, Watching(reel)
    reel.close()


def test_it_begins_with_its_first_frame_and_stands(qtbot: QtBot, played: tuple[Reel, Watching]) -> None:
    reel, watching = played
    qtbot.waitUntil(lambda: watching.frames == [0], timeout=3000)
    assert (reel.frame, reel.time, reel.is_playing) == (0, 0.0, False)
    assert reel.length == pytest.approx(0.24)


def test_it_plays_every_frame_in_order_and_goes_round(qtbot: QtBot, played: tuple[Reel, Watching]) -> None:
    reel, watching = played
    reel.play()
    qtbot.waitUntil(lambda: len(watching.frames) >= 14, timeout=5000)
    assert watching.frames[:14] == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1]
    reel.pause()
    shown = len(watching.frames)
    qtbot.wait(120)
    assert len(watching.frames) == shown


def test_without_a_loop_it_stops_at_its_end_and_begins_anew(
    qtbot: QtBot, played: tuple[Reel, Watching]
) -> None:
    reel, watching = played
    reel.set_looping(False)
    reel.play()
    qtbot.waitUntil(lambda: watching.frames[-1:] == [5] and not reel.is_playing, timeout=5000)
    assert watching.frames == [0, 1, 2, 3, 4, 5]
    reel.play()
    qtbot.waitUntil(lambda: watching.frames[6:8] == [0, 1], timeout=3000)


def test_a_hand_finds_any_frame_forwards_and_back(qtbot: QtBot, played: tuple[Reel, Watching]) -> None:
    reel, watching = played
    for time, frame in ((0.17, 4), (0.05, 1), (0.24, 5), (0.0, 0)):
        reel.seek(time)
        qtbot.waitUntil(lambda frame=frame: reel.frame == frame, timeout=3000)
        assert watching.frames[-1] == frame
    reel.step(-1)
    qtbot.waitUntil(lambda: reel.frame == 5, timeout=3000)
    reel.step(1)
    qtbot.waitUntil(lambda: reel.frame == 0, timeout=3000)


def test_frames_beyond_the_memory_are_decoded_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reel, "_HELD_BYTES", 64 * 36 * 4 * 3)
    path = a_moving_picture(tmp_path)
    player = Reel(str(path), film_facts(path))
    watching = Watching(player)
    player.play()
    qtbot.waitUntil(lambda: len(watching.frames) >= 13, timeout=5000)
    assert watching.frames[:13] == [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0]
    assert player.held_bytes <= 64 * 36 * 4 * 3
    player.close()


def test_a_file_that_is_gone_fails_once_and_calmly(qtbot: QtBot, tmp_path: Path) -> None:
    path = a_moving_picture(tmp_path)
    facts = film_facts(path)
    path.unlink()
    player = Reel(str(path), facts)
    with qtbot.waitSignal(player.failed, timeout=3000):
        player.play()
    assert not player.is_playing
    player.close()
