"""PNG without loss, delivered on the UI thread; what cannot be written is not delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QColor, QImage

from mjdesk.views.compose.bitmap_encoder import BitmapEncoder, png_bytes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def an_image(colour: Qt.GlobalColor) -> QImage:
    image = QImage(7, 5, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    return image


def test_images_come_back_whole_and_in_order(qtbot: QtBot) -> None:
    encoder = BitmapEncoder()
    told: list[tuple[bytes, bool]] = []
    here = QThread.currentThread()
    images = [an_image(colour) for colour in (Qt.GlobalColor.red, Qt.GlobalColor.blue)]
    for image in images:
        encoder.encode(image, lambda data: told.append((data, QThread.currentThread() is here)))
    encoder.encode(QImage(), lambda data: told.append((data, False)))
    encoder.encode(images[0], lambda data: told.append((data, True)))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert [QImage.fromData(data) for data, _ in told[:2]] == images
    assert all(is_here for _, is_here in told)


def test_a_null_image_gives_nothing() -> None:
    assert png_bytes(QImage()) == b""
