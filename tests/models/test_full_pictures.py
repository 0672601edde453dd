"""Originals in the viewer: whole, few, released, and honest when they are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtGui import QImage, QImageReader

from mjdesk.models.full_pictures import FullPictures
from tests.support.behind_models import encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.support.behind_models import ImagesOfTest, ScopeNow


@pytest.fixture
def pictures(qtbot: QtBot, images: ImagesOfTest, scope: ScopeNow) -> Iterator[FullPictures]:
    model = FullPictures(cast("Any", images), cast("Any", scope))
    yield model
    model.close()


def load(qtbot: QtBot, pictures: FullPictures, digest: str) -> QImage:
    with qtbot.waitSignal(pictures.ready, timeout=4000):
        assert pictures.image(digest) is None
    found = pictures.image(digest)
    assert found is not None
    return found


def test_it_holds_three_and_lets_all_go(qtbot: QtBot, pictures: FullPictures, images: ImagesOfTest) -> None:
    for digest in "abcd":
        images.put(digest)
        load(qtbot, pictures, digest)
    assert pictures.held_bytes == 3 * 64 * 64 * 4
    pictures.release()
    assert pictures.held_bytes == 0


@pytest.mark.parametrize("trouble", ["gone", "noise", "raises", "torn"])
def test_a_missing_or_broken_original_is_told_once(
    qtbot: QtBot, pictures: FullPictures, images: ImagesOfTest, trouble: str
) -> None:
    if trouble == "noise":
        images.files["a"] = b"<html>502 Bad Gateway</html>"
    elif trouble == "torn":
        images.put("a", 512, 512)
        images.files["a"] = images.files["a"][:60]
    elif trouble == "raises":
        images.broken.add("a")
    with qtbot.waitSignal(pictures.failed, timeout=4000) as told:
        pictures.image("a")
    assert cast("Any", told).args == ["a"]
    for _ in range(3):
        assert pictures.image("a") is None
    assert images.asked == ["a"]
    pictures.release()
    images.broken.clear()
    images.put("a")
    load(qtbot, pictures, "a")


def test_what_arrives_after_the_viewer_closed_is_not_kept(
    qtbot: QtBot, pictures: FullPictures, images: ImagesOfTest
) -> None:
    images.put("a", 900, 900)
    with qtbot.assertNotEmitted(pictures.ready, wait=60):
        pictures.image("a")
        pictures.release()
    assert pictures.held_bytes == 0


def test_leafing_on_drops_what_is_no_longer_looked_at(
    qtbot: QtBot, pictures: FullPictures, images: ImagesOfTest
) -> None:
    for digest in "abcdef":
        images.put(digest, 300, 300)
    told: list[str] = []
    pictures.ready.connect(told.append)
    for digest in "abcdef":
        pictures.image(digest)
    qtbot.waitUntil(lambda: "f" in told, timeout=4000)
    assert told == ["f"]


def test_a_picture_beyond_the_usual_limit_of_qt_is_shown(
    qtbot: QtBot, pictures: FullPictures, images: ImagesOfTest
) -> None:
    before = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(1)
    try:
        images.files["large"] = encoded(QImage(1200, 1000, QImage.Format.Format_RGB32))
        assert load(qtbot, pictures, "large").width() == 1200
        assert QImageReader.allocationLimit() >= 1000
    finally:
        QImageReader.setAllocationLimit(before)
