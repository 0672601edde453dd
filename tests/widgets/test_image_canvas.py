"""Fit, zoom about the pointer, every pixel, and the limits of panning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from mjdesk.widgets.image_canvas import ImageCanvas
from tests.support.hands import heard, move, turn

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> ImageCanvas:
    canvas = ImageCanvas(theme)
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    qtbot.waitExposed(canvas)
    show(canvas, 2000, 1000)
    return canvas


def show(canvas: ImageCanvas, width: int, height: int) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    canvas.set_picture(image, image.size())


def spot(canvas: ImageCanvas, at: QPoint) -> QPointF:
    rect = canvas.picture_rect()
    return QPointF((at.x() - rect.left()) / rect.width(), (at.y() - rect.top()) / rect.height())


def drag(canvas: ImageCanvas, start: QPoint, by: QPoint) -> None:
    QTest.mousePress(canvas, LEFT, pos=start)
    for part in range(1, 5):
        move(canvas, start + by * part / 4, LEFT)
    QTest.mouseRelease(canvas, LEFT, pos=start + by)


def test_it_fits_whole_and_never_larger_than_life(canvas: ImageCanvas) -> None:
    rect = canvas.picture_rect()
    assert canvas.is_fit()
    assert canvas.rect().toRectF().contains(rect)
    assert rect.center() == QPointF(300, 200)
    show(canvas, 40, 30)
    assert canvas.picture_rect().size().toSize() == QSize(40, 30)
    assert canvas.percent() == 100


@pytest.mark.parametrize("at", [QPoint(200, 150), QPoint(420, 260), QPoint(300, 200)])
def test_the_wheel_zooms_about_the_pointer(canvas: ImageCanvas, at: QPoint) -> None:
    turn(canvas, 600, at)  # the picture is now larger than the window either way
    before = spot(canvas, at)
    turn(canvas, 120, at)
    after = spot(canvas, at)
    assert abs(after.x() - before.x()) < 0.005
    assert abs(after.y() - before.y()) < 0.005
    assert not canvas.is_fit()


def test_zooming_out_ends_at_the_whole_picture_and_in_at_eight_times(canvas: ImageCanvas) -> None:
    for _ in range(40):
        turn(canvas, 120)
    assert canvas.percent() == 800
    for _ in range(60):
        turn(canvas, -120)
    assert canvas.is_fit()


def test_a_double_click_toggles_every_pixel(canvas: ImageCanvas) -> None:
    changed = heard(canvas.zoom_changed)
    QTest.mouseDClick(canvas, LEFT, pos=QPoint(300, 200))
    assert canvas.percent() == 100
    assert canvas.picture_rect().size().toSize() == QSize(2000, 1000)
    QTest.mouseDClick(canvas, LEFT, pos=QPoint(300, 200))
    assert canvas.is_fit()
    assert len(changed) == 2


@pytest.mark.parametrize("by", [QPoint(3000, 2000), QPoint(-3000, -2000), QPoint(3000, -2000)])
def test_panning_never_shows_beyond_the_edge(canvas: ImageCanvas, by: QPoint) -> None:
    canvas.show_pixels()
    drag(canvas, QPoint(300, 200), by)
    rect = canvas.picture_rect()
    assert rect.left() <= 0.01
    assert rect.top() <= 0.01
    assert rect.right() >= 599.99
    assert rect.bottom() >= 399.99
    assert rect.left() == pytest.approx(0 if by.x() > 0 else 600 - 2000)


def test_a_drag_of_the_whole_picture_wants_to_leave_the_window(canvas: ImageCanvas) -> None:
    started, clicked = heard(canvas.drag_started), heard(canvas.clicked)
    drag(canvas, QPoint(300, 200), QPoint(60, 0))
    assert len(started) == 1
    assert clicked == []
    canvas.show_pixels()
    drag(canvas, QPoint(300, 200), QPoint(60, 0))
    assert len(started) == 1


def test_the_middle_button_pans_and_never_drags_out(canvas: ImageCanvas) -> None:
    started = heard(canvas.drag_started)
    QTest.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(300, 200))
    move(canvas, QPoint(360, 200), Qt.MouseButton.MiddleButton)
    assert started == []


def test_a_click_and_the_pointer_are_told(canvas: ImageCanvas) -> None:
    clicked, pointed = heard(canvas.clicked), heard(canvas.pointed)
    QTest.mouseClick(canvas, LEFT, pos=QPoint(300, 200))
    assert clicked == [(QPointF(300, 200),)]
    move(canvas, QPoint(300, 200))
    assert pointed[-1] == (QPointF(0.5, 0.5),)
    move(canvas, QPoint(300, 2))
    assert pointed[-1] == (None,)


def test_a_sharper_picture_keeps_the_view(canvas: ImageCanvas) -> None:
    canvas.show_pixels(QPointF(100, 100))
    before = canvas.picture_rect()
    canvas.set_picture(QImage(2000, 1000, QImage.Format.Format_RGB32), QSize(2000, 1000), keeps_view=True)
    assert canvas.picture_rect() == before


def test_without_a_picture_there_is_the_well_alone(canvas: ImageCanvas) -> None:
    canvas.set_well("#262626")
    canvas.set_picture(None, QSize(1, 1))
    canvas.zoom_in()
    canvas.toggle_pixels()
    assert not canvas.has_picture()
    assert canvas.is_fit()
    assert canvas.grab().toImage().pixelColor(300, 200) == QColor("#262626")
