"""The player under the canvas: what it shows, what hands and keys do, what it says where it cannot play."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mjdesk.domain.film import FilmFacts
from mjdesk.domain.picture import MediaType, PictureRole
from mjdesk.models.film_opening import playback_opener
from mjdesk.models.films import Films
from mjdesk.storage.films import film_facts
from mjdesk.views import film_words
from mjdesk.views.viewer.film_player import FilmPlayer
from mjdesk.views.viewer.film_show import FilmShow, shown_size
from mjdesk.views.viewer.viewer_canvas import ViewerCanvas
from tests.support.behind_models import ScopeNow
from tests.support.builders import a_picture
from tests.support.hands import heard
from tests.support.moving import a_moving_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World


class Shelf:
    """Films by digest, as the library tells of them."""

    def __init__(self, folder: Path) -> None:
        self.paths: dict[str, Path] = {}
        self._folder = folder

    def put(self, number: int, media_type: MediaType = MediaType.WEBP) -> Picture:
        digest = f"{number:064x}"
        if media_type is MediaType.WEBP:
            self.paths[digest] = a_moving_picture(self._folder, name=str(number))
        else:
            self.paths[digest] = self._folder / "film.mp4"
        return a_picture(digest, PictureRole.VIDEO, index=number, width=64, height=36, media_type=media_type)

    def path(self, digest: str) -> str | None:
        path = self.paths.get(digest)
        return str(path) if path is not None else None

    async def film(self, digest: str) -> FilmFacts | None:
        path = self.paths[digest]
        return FilmFacts(640, 360, 5.0) if path.suffix == ".mp4" else film_facts(path)

    async def film_strip(self, digest: str) -> bytes | None:
        return None


class Stage:
    """A canvas with its show, as the viewer has them."""

    def __init__(self, theme: Theme, world: World, shelf: Shelf) -> None:
        self.host = QWidget()
        column = QVBoxLayout(self.host)
        self.canvas = ViewerCanvas(theme)
        column.addWidget(self.canvas, 1)
        self.films = Films(cast("Any", shelf), cast("Any", ScopeNow()))
        self.show = FilmShow(self.canvas, column)
        self.show.set_maker(
            lambda: FilmPlayer(theme, self.films, world.thumbnails, playback_opener(shelf.path))
        )

    @property
    def player(self) -> FilmPlayer:
        player = self.show.player
        assert player is not None
        return player

    def frame(self) -> int:
        playback = self.player.playback
        return playback.frame if playback is not None else -1


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def stage(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World], shelf: Shelf
) -> Iterator[Stage]:
    stage = Stage(theme, world_of([]), shelf)
    qtbot.addWidget(stage.host)
    stage.host.resize(900, 600)
    stage.host.show()
    qtbot.waitExposed(stage.host)
    yield stage
    stage.show.leave()
    stage.films.close()


def test_where_nothing_moves_there_is_no_player(stage: Stage) -> None:
    assert not stage.show.show(())
    assert stage.show.player is None


def test_with_less_motion_it_waits_for_the_hand_and_then_plays(
    qtbot: QtBot, stage: Stage, shelf: Shelf
) -> None:
    begun = heard(stage.show.begun)
    assert stage.show.show([shelf.put(0)])
    qtbot.waitUntil(lambda: bool(begun), timeout=3000)
    assert stage.canvas.has_picture()
    assert stage.player.isVisible()
    assert not stage.player.clips.isVisible()
    assert stage.player.time.text() == "0:00.0 / 0:00.2"
    stage.player.play_button.click()
    assert stage.player.play_button.label() == "Pause"
    qtbot.waitUntil(lambda: stage.frame() >= 2, timeout=3000)


def test_it_plays_by_itself_where_things_may_move(
    qtbot: QtBot, stage: Stage, shelf: Shelf, theme: Theme
) -> None:
    theme.set_reduced_motion(False)
    stage.show.show([shelf.put(0)])
    qtbot.waitUntil(lambda: stage.frame() >= 2, timeout=3000)


def test_keys_play_pause_and_go_frame_by_frame(qtbot: QtBot, stage: Stage, shelf: Shelf) -> None:
    assert not stage.show.press(Qt.Key.Key_K)
    stage.show.show([shelf.put(0)])
    qtbot.waitUntil(lambda: stage.frame() == 0, timeout=3000)
    for key, frame in ((Qt.Key.Key_Period, 1), (Qt.Key.Key_Period, 2), (Qt.Key.Key_Comma, 1)):
        assert stage.show.press(key)
        qtbot.waitUntil(lambda frame=frame: stage.frame() == frame, timeout=3000)
    stage.show.press(Qt.Key.Key_K)
    qtbot.waitUntil(lambda: stage.frame() >= 4, timeout=3000)
    stage.show.press(Qt.Key.Key_K)
    assert stage.player.play_button.label() == "Play"
    assert not stage.show.press(Qt.Key.Key_G)


def test_a_click_on_the_picture_plays_and_pauses(qtbot: QtBot, stage: Stage, shelf: Shelf) -> None:
    stage.show.show([shelf.put(0)])
    qtbot.waitUntil(lambda: stage.frame() == 0, timeout=3000)
    QTest.mouseClick(stage.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    qtbot.waitUntil(lambda: stage.frame() >= 1, timeout=3000)


def test_the_bar_is_pressed_dragged_and_stepped(qtbot: QtBot, stage: Stage, shelf: Shelf) -> None:
    stage.show.show([shelf.put(0)])
    qtbot.waitUntil(lambda: stage.frame() == 0, timeout=3000)
    bar = stage.player.scrub
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() - 7, 12))
    qtbot.waitUntil(lambda: stage.frame() == 5, timeout=3000)
    QTest.mouseMove(bar, QPoint(bar.width() // 2 + 4, 12))
    qtbot.waitUntil(lambda: stage.frame() == 3, timeout=3000)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2 + 4, 12))
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: stage.frame() == 0, timeout=3000)


def test_every_clip_of_a_batch_can_be_reached(qtbot: QtBot, stage: Stage, shelf: Shelf) -> None:
    clips = [shelf.put(number) for number in (1, 2, 3, 4)]
    changed = heard(stage.show.clip_changed)
    stage.show.show(clips)
    strip = stage.player.clips
    assert strip.isVisible()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place(2).center())
    assert stage.player.number == 3
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert [clip for (clip,) in changed] == [clips[0], clips[2], clips[3]]
    assert stage.show.command_for("save") == "save-tile-4"
    assert stage.show.command_for("trash") == "trash"
    stage.show.show([*clips])  # a new fact about the task, the same films
    assert stage.player.number == 4


def test_a_single_film_needs_no_number(stage: Stage, shelf: Shelf) -> None:
    stage.show.show([replace(shelf.put(1), index=0)])
    assert stage.show.command_for("drag") == "drag"


def test_without_a_player_it_says_so_and_offers_the_systems(
    stage: Stage, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    stage.show.show([shelf.put(1, MediaType.MP4)])
    player = stage.player
    assert player.playback is None
    assert not player.play_button.isVisible()
    assert player.note.text() == film_words.NO_PLAYER
    asked = heard(stage.show.outside_requested)
    player.outside.click()
    assert len(asked) == 1


def test_a_film_that_cannot_be_read_is_told_of(qtbot: QtBot, stage: Stage, shelf: Shelf) -> None:
    clip = shelf.put(1)
    stage.films.facts(clip.digest)
    shelf.paths[clip.digest].write_bytes(b"no film any more")
    stage.show.show([clip])
    qtbot.waitUntil(lambda: stage.player.note.isVisible(), timeout=3000)
    assert stage.player.note.text() == film_words.CANNOT_PLAY


def test_small_films_are_shown_large() -> None:
    assert shown_size(a_picture(width=64, height=36)).width() == 1080
    assert shown_size(a_picture(width=1920, height=1080)).width() == 1920
