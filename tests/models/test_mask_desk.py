"""The mask editor's verbs: pictures arrive with smaller copies, and only for the picture that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtGui import QImage

from mjdesk.models.mask_desk import MaskDesk
from tests.support.behind_models import ImagesOfTest, ScopeNow, encoded, quartered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytestqt.qtbot import QtBot


@pytest.fixture
def images() -> ImagesOfTest:
    return ImagesOfTest()


@pytest.fixture
def desk(qtbot: QtBot, images: ImagesOfTest) -> Iterator[MaskDesk]:
    desk = MaskDesk(cast("Any", images), cast("Any", ScopeNow()))
    yield desk
    desk.close()


def loaded(desk: MaskDesk, digest: str, qtbot: QtBot) -> Sequence[QImage]:
    told: list[Sequence[QImage]] = []
    desk.load_picture(digest, told.append)
    qtbot.waitUntil(lambda: bool(told))
    return told[0]


def test_a_large_picture_brings_smaller_copies(desk: MaskDesk, images: ImagesOfTest, qtbot: QtBot) -> None:
    images.put("large", 4096, 2000)
    sizes = [(level.width(), level.height()) for level in loaded(desk, "large", qtbot)]
    assert sizes == [(4096, 2000), (2048, 1000), (1024, 500)]


def test_a_small_one_is_alone_and_quick_to_draw(desk: MaskDesk, images: ImagesOfTest, qtbot: QtBot) -> None:
    images.put("small", 64, 40)
    (level,) = loaded(desk, "small", qtbot)
    assert level.format() is QImage.Format.Format_RGB32
    clear = quartered(8, 8).convertToFormat(QImage.Format.Format_ARGB32)
    clear.setPixelColor(1, 1, "transparent")
    images.files["clear"] = encoded(clear)
    (level,) = loaded(desk, "clear", qtbot)
    assert level.format() is QImage.Format.Format_ARGB32_Premultiplied


def test_what_is_gone_or_broken_is_nothing(desk: MaskDesk, images: ImagesOfTest, qtbot: QtBot) -> None:
    images.files["broken"] = b"\x89PNG and nothing more"
    assert list(loaded(desk, "gone", qtbot)) == []
    assert list(loaded(desk, "broken", qtbot)) == []


def test_only_the_picture_asked_for_last_is_handed_over(
    desk: MaskDesk, images: ImagesOfTest, qtbot: QtBot
) -> None:
    images.put("first", 2000, 2000)
    images.put("second", 50, 50)
    told: list[Sequence[QImage]] = []
    desk.load_picture("first", told.append)
    desk.load_picture("second", told.append)
    qtbot.waitUntil(lambda: bool(told))
    desk.close()  # the thread has ended, so nothing more can come
    assert [level.width() for levels in told for level in levels] == [50]
