"""The frame of custom zoom: its geometry is right for every shape, and corners and keys move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from mjdesk.views.modal.zoom_frame import ZoomFrame, framing
from tests.support.hands import heard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme

RATIOS = st.floats(0.1, 10)
ROOM = QRectF(10, 10, 500, 400)
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@given(RATIOS, RATIOS, st.floats(1, 2))
def test_the_whole_picture_stands_in_the_middle_of_a_frame_that_fits(
    frame: float, picture: float, zoom: float
) -> None:
    view = framing(ROOM, frame, picture, zoom)
    assert ROOM.adjusted(-0.1, -0.1, 0.1, 0.1).contains(view.frame)
    assert view.frame.adjusted(-0.1, -0.1, 0.1, 0.1).contains(view.picture)
    assert view.frame.width() / view.frame.height() == pytest.approx(frame, rel=0.01)
    assert view.picture.width() / view.picture.height() == pytest.approx(picture, rel=0.01)
    assert view.picture.center().x() == pytest.approx(view.frame.center().x())
    at_one = framing(ROOM, frame, picture, 1)
    assert at_one.share == pytest.approx(min(frame / picture, picture / frame), rel=0.01)
    assert view.share == pytest.approx(at_one.share / zoom**2, rel=0.01)


@pytest.fixture
def frame(qtbot: QtBot, theme: Theme) -> ZoomFrame:
    frame = ZoomFrame(theme)
    qtbot.addWidget(frame)
    frame.resize(520, 420)
    frame.set_picture(QPixmap(QSize(300, 200)), 1.5)
    frame.set_frame(1.5)
    frame.set_zoom(1.5)
    frame.show()
    return frame


def test_a_corner_is_dragged(frame: ZoomFrame) -> None:
    told = heard(frame.zoomed)
    corner = frame.framing.picture.bottomRight().toPoint()
    room = QRectF(frame.rect()).adjusted(10, 10, -10, -10)
    goal = framing(room, 1.5, 1.5, 1.2).picture.bottomRight().toPoint()
    QTest.mousePress(frame, LEFT, NONE, corner)
    QTest.mouseMove(frame, goal)
    QTest.mouseRelease(frame, LEFT, NONE, goal)
    assert frame.zoom == pytest.approx(1.2, abs=0.02)
    assert told
    assert told[-1] == (frame.zoom,)
    told.clear()
    QTest.mouseMove(frame, corner)
    assert told == []


def test_beside_the_corners_nothing_is_taken(frame: ZoomFrame) -> None:
    told = heard(frame.zoomed)
    middle = frame.framing.picture.center().toPoint()
    QTest.mousePress(frame, LEFT, NONE, middle)
    QTest.mouseMove(frame, middle + QPoint(60, 60))
    QTest.mouseRelease(frame, LEFT, NONE, middle)
    assert told == []


@pytest.mark.parametrize(
    ("key", "zoom"),
    [
        (Qt.Key.Key_Right, 1.55),
        (Qt.Key.Key_Down, 1.45),
        (Qt.Key.Key_Plus, 1.55),
        (Qt.Key.Key_Home, 1.0),
        (Qt.Key.Key_End, 2.0),
    ],
)
def test_keys_step_and_stay_within_the_range(frame: ZoomFrame, key: Qt.Key, zoom: float) -> None:
    told = heard(frame.zoomed)
    QTest.keyClick(frame, key)
    assert told == [(zoom,)]
    QTest.keyClick(frame, Qt.Key.Key_End)
    QTest.keyClick(frame, Qt.Key.Key_Up)
    assert frame.zoom == 2.0


def test_what_it_means_is_told_to_who_cannot_see_it(frame: ZoomFrame) -> None:
    frame.set_zoom(2)
    assert frame.accessibleDescription() == "Zoom 2, the picture fills 25 percent of the frame"
