"""Thumbnails: bounded by bytes, sharp on dense screens, and honest about what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from mjdesk.models.thumbnails import Look, Thumbnails, render
from tests.support.behind_models import quartered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap
    from pytestqt.qtbot import QtBot

    from tests.support.behind_models import ImagesOfTest, ScopeNow

EDGE = QSize(100, 100)
ONE = 100 * 100 * 4


@pytest.fixture
def thumbnails(qtbot: QtBot, images: ImagesOfTest, scope: ScopeNow) -> Iterator[Thumbnails]:
    model = Thumbnails(cast("Any", images), cast("Any", scope), max_bytes=3 * ONE)
    yield model
    model.close()


def load(qtbot: QtBot, thumbnails: Thumbnails, digest: str, size: QSize = EDGE, **look: Any) -> QPixmap:
    with qtbot.waitSignal(thumbnails.ready, timeout=2000):
        assert thumbnails.pixmap(digest, size, **look) is None
    found = thumbnails.pixmap(digest, size, **look)
    assert found is not None
    return found


def test_the_least_used_goes_first_and_bytes_stay_bounded(
    qtbot: QtBot, thumbnails: Thumbnails, images: ImagesOfTest
) -> None:
    for digest in "abcd":
        images.put(digest)
    for digest in "abc":
        load(qtbot, thumbnails, digest)
    thumbnails.pixmap("a", EDGE)
    load(qtbot, thumbnails, "d")
    assert thumbnails.held_bytes == 3 * ONE
    assert thumbnails.stand_in("b") is None
    assert thumbnails.stand_in("a") is not None


def test_what_cannot_be_had_is_asked_for_once_until_it_is_forgotten(
    qtbot: QtBot, thumbnails: Thumbnails, images: ImagesOfTest
) -> None:
    for _ in range(5):
        assert thumbnails.pixmap("gone", EDGE) is None
    assert len(images.asked) == 1
    images.put("gone")
    assert thumbnails.pixmap("gone", EDGE) is None
    assert len(images.asked) == 1
    thumbnails.forget("gone")
    assert not load(qtbot, thumbnails, "gone").isNull()


def test_loads_that_fail_never_block_those_that_follow(
    qtbot: QtBot, thumbnails: Thumbnails, images: ImagesOfTest
) -> None:
    for number in range(12):
        images.broken.add(f"broken{number}")
        assert thumbnails.pixmap(f"broken{number}", EDGE) is None
    images.put("fine")
    load(qtbot, thumbnails, "fine")


def test_bytes_that_are_no_picture_are_not_retried(
    qtbot: QtBot, thumbnails: Thumbnails, images: ImagesOfTest
) -> None:
    images.files["noise"] = b"<html>502</html>"
    thumbnails.pixmap("noise", EDGE)
    images.put("fine")
    load(qtbot, thumbnails, "fine")
    thumbnails.pixmap("noise", EDGE)
    assert images.asked.count("noise@400") == 1


def test_a_dense_screen_gets_twice_the_pixels(
    qtbot: QtBot, thumbnails: Thumbnails, images: ImagesOfTest
) -> None:
    images.put("a", 400, 400)
    pixmap = load(qtbot, thumbnails, "a", QSize(50, 50), scale=2.0)
    assert (pixmap.width(), pixmap.height()) == (100, 100)
    assert pixmap.deviceIndependentSize().toSize() == QSize(50, 50)
    load(qtbot, thumbnails, "a", QSize(300, 300), scale=2.0)
    assert images.asked == ["a@400", "a@1024"]


@pytest.mark.parametrize(("part", "colour"), [(1, "red"), (2, "lime"), (3, "blue"), (4, "white")])
def test_a_quadrant_is_cut_from_the_sheet(part: int, colour: str) -> None:
    image = render(quartered(), Look("a", 20, 20, 0, 1.0, part))
    assert image.pixelColor(10, 10) == QColor(colour)
    assert image.pixelColor(1, 1) == QColor(colour)


def test_corners_are_round_and_the_middle_is_whole() -> None:
    image = render(quartered(), Look("a", 40, 40, 8, 1.0))
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(20, 20).alpha() == 255


def test_a_stand_in_of_another_shape_is_no_stand_in(
    qtbot: QtBot, thumbnails: Thumbnails, images: ImagesOfTest
) -> None:
    images.put("wide", 128, 64)
    load(qtbot, thumbnails, "wide", QSize(40, 40))
    assert thumbnails.stand_in("wide", 2.0) is None
    assert thumbnails.stand_in("wide") is not None
    load(qtbot, thumbnails, "wide", QSize(80, 40))
    load(qtbot, thumbnails, "wide", QSize(40, 20))
    found = thumbnails.stand_in("wide", 2.0)
    assert found is not None
    assert found.width() == 80


def test_what_was_scrolled_past_is_not_loaded_later(qtbot: QtBot, images: ImagesOfTest) -> None:
    begun: list[Any] = []

    class Slow:
        def start(self, coro: Any, *, name: str, replace: bool = False) -> None:
            begun.append(coro)

    model = Thumbnails(cast("Any", images), cast("Any", Slow()))
    for number in range(2000):
        model.pixmap(f"{number:04}", EDGE)
    assert len(begun) == 4
    for coro in begun:  # each that ends begins the next, until the queue is empty
        with pytest.raises(StopIteration):
            coro.send(None)
    assert 4 < len(begun) < 300
    assert images.asked[4] == "1999@400"
    model.close()


def test_corners_filled_with_the_ground_leave_no_holes() -> None:
    image = render(quartered(), Look("a", 40, 40, 8, 1.0, ground="#141414"))
    assert image.pixelColor(0, 0) == QColor("#141414")
    assert image.pixelColor(20, 20) != QColor("#141414")
    assert not image.hasAlphaChannel()
