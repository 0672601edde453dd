"""Pictures on their way out: real files in drags, decoded off the screen thread, safe names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mjdesk.domain.picture import MediaType, PictureRole
from mjdesk.views.hand_over import HandOver, file_name
from mjdesk.views.own_pictures import own_pictures
from tests.support.behind_models import encoded, quartered
from tests.support.builders import a_grid, a_picture, a_task
from tests.support.hands import heard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task


class DeskOfTest:
    """Real files in a folder; what is saved is noted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.saved: list[tuple[str, str]] = []

    def named_file(self, picture: Picture, task: Task) -> str | None:
        return self.picture_path(picture.digest)

    def picture_path(self, digest: str) -> str | None:
        path = self.folder / f"{digest[:8]} und ü.png"
        return str(path) if path.exists() else None

    def load_original(self, digest: str, to: Callable[[bytes | None], object]) -> None:
        path = self.picture_path(digest)
        to((self.folder / path).read_bytes() if path else None)

    def save_picture(self, picture: Picture, task: Task, destination: str) -> None:
        self.saved.append((picture.digest, destination))

    def put(self, task: Task) -> None:
        digest = cast("Any", task.cover).digest
        (self.folder / f"{digest[:8]} und ü.png").write_bytes(encoded(quartered()))


@pytest.fixture
def desk(tmp_path: Path) -> DeskOfTest:
    return DeskOfTest(tmp_path)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def hand_over(desk: DeskOfTest, window: QWidget) -> HandOver:
    return HandOver(cast("Any", desk), window)


def test_a_drag_carries_addresses_of_files_that_exist(hand_over: HandOver, desk: DeskOfTest) -> None:
    there = a_grid(1, pictures=(cast("Any", a_grid(1).cover),))
    desk.put(there)
    lost = a_grid(0xABCDEF << 232)
    data = hand_over.mime_of([there, lost, a_task()])
    assert data is not None
    paths = [url.toLocalFile() for url in data.urls()]
    assert paths == [desk.picture_path(cast("Any", there.cover).digest)]
    assert all(url.isLocalFile() for url in data.urls())
    assert hand_over.mime_of([lost, a_task()]) is None


def test_of_a_grid_this_window_gets_the_variant_and_other_programs_what_they_expect(
    hand_over: HandOver, desk: DeskOfTest
) -> None:
    task = a_grid(1)
    tile = task.tile(3)
    assert tile is not None
    desk.put(task)
    (desk.folder / f"{tile.digest[:8]} und ü.png").write_bytes(encoded(quartered()))
    data = hand_over.mime_of([task], 3)
    assert data is not None
    (picture,) = own_pictures(data)
    assert (picture.digest, picture.role, picture.name) == (
        tile.digest,
        PictureRole.INPUT,
        file_name(task, tile),
    )
    cover = cast("Any", task.cover)
    assert [url.toLocalFile() for url in data.urls()] == [desk.picture_path(cover.digest)]
    alone = hand_over.mime_of([task], 3, is_tile_alone=True)
    assert alone is not None
    assert [url.toLocalFile() for url in alone.urls()] == [desk.picture_path(tile.digest)]
    both = hand_over.mime_of([task, task], 3)
    assert both is not None
    assert {picture.digest for picture in own_pictures(both)} == {cover.digest}


def test_a_film_is_no_reference(hand_over: HandOver, desk: DeskOfTest) -> None:
    film = a_grid(1, pictures=(a_picture(f"{1:064x}", PictureRole.VIDEO, media_type=MediaType.MP4),))
    desk.put(film)
    data = hand_over.mime_of([film])
    assert data is not None
    assert len(data.urls()) == 1
    assert own_pictures(data) == ()


def test_a_copied_picture_is_pixels_and_a_file(qtbot: QtBot, hand_over: HandOver, desk: DeskOfTest) -> None:
    task = a_grid(1)
    desk.put(task)
    with qtbot.waitSignal(hand_over.copied, timeout=3000):
        hand_over.copy_picture(task.cover)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.image().pixelColor(5, 5) == QColor("red")
    path = desk.picture_path(cast("Any", task.cover).digest)
    assert path is not None
    assert clipboard.mimeData().urls() == [QUrl.fromLocalFile(path)]


def test_what_is_not_there_or_broken_is_refused(qtbot: QtBot, hand_over: HandOver, desk: DeskOfTest) -> None:
    refused = heard(hand_over.refused)
    hand_over.copy_picture(None)
    hand_over.copy_picture(a_grid(1).cover)
    hand_over.show_in_folder(None)
    hand_over.save_as(None, a_task())
    assert refused == [("no-picture",)] * 4
    task = a_grid(1)
    desk.put(task)
    (desk.folder / cast("Any", desk.picture_path(cast("Any", task.cover).digest))).write_bytes(b"no picture")
    with qtbot.waitSignal(hand_over.refused, timeout=3000):
        hand_over.copy_picture(task.cover)


def test_four_tiles_go_into_the_folder_that_was_chosen(
    hand_over: HandOver, desk: DeskOfTest, window: QWidget, tmp_path: Path
) -> None:
    hand_over.save_tiles(a_grid(1))
    chooser = window.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path))
    chooser.close()
    assert len({path for _, path in desk.saved}) == 4
    assert all(path.startswith(str(tmp_path)) for _, path in desk.saved)


@pytest.mark.parametrize(
    "prompt",
    [
        "../../etc/passwd",
        'a<b>:"c"|d?*',
        "x" * 10_000,
        "👩‍🚀🏔️",
        "一座雪山 黎明" * 80,
        "منارة",
        "",
        "CON",
        "a\x00b\n",
    ],
)
def test_every_name_is_safe_on_every_system(prompt: str) -> None:
    task = a_grid(1, prompt=prompt)
    name = file_name(task, cast("Any", task.tile(2)))
    assert name.endswith(".png")
    assert not set(name) & set('/\\:*?"<>|\x00\n')
    assert 6 < len(name.encode()) < 240
    assert not name.startswith((".", "-"))
    assert "-2-" in name
