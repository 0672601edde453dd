import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.number_slider import NumberSlider
from tests.widgets.showing import arguments, show_active


def make_slider(theme: Theme, qtbot: QtBot) -> NumberSlider:
    slider = NumberSlider(theme, "Stylize", minimum=0, maximum=1000, value=250, default=100)
    qtbot.addWidget(slider)
    slider.resize(360, 30)
    show_active(qtbot, slider)
    return slider


def wheel(widget: QWidget, steps: int) -> QWheelEvent:
    middle = QPointF(widget.rect().center())
    turn = QPoint(0, 120 * steps)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    return QWheelEvent(middle, middle, QPoint(), turn, buttons, keys, Qt.ScrollPhase.NoScrollPhase, False)


def test_it_shows_its_number_and_its_name(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    assert slider.number_edit().text() == "250"
    assert slider.number_edit().accessibleName() == slider.track().accessibleName() == "Stylize"


def test_setting_is_silent_and_bounded(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    with qtbot.assertNotEmitted(slider.changed), qtbot.assertNotEmitted(slider.committed):
        slider.set_value(5000)
    assert (slider.value(), slider.number_edit().text()) == (1000, "1000")


@pytest.mark.parametrize(
    ("typed", "value"), [("400", 400), ("-3", 0), ("12,6", 13), ("9999", 1000), (" 7 ", 7)]
)
def test_a_typed_number_counts(theme: Theme, qtbot: QtBot, typed: str, value: float):
    slider = make_slider(theme, qtbot)
    slider.number_edit().setFocus()
    slider.number_edit().selectAll()
    QTest.keyClicks(slider.number_edit(), typed)
    with qtbot.waitSignal(slider.committed, timeout=1000) as told:
        QTest.keyClick(slider.number_edit(), Qt.Key.Key_Return)
    assert arguments(told) == [value]
    assert slider.number_edit().text() == str(value)


def test_what_is_no_number_is_put_back(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    slider.number_edit().setText("lots")
    with qtbot.assertNotEmitted(slider.committed):
        QTest.keyClick(slider.number_edit(), Qt.Key.Key_Return)
    assert slider.number_edit().text() == "250"


def test_arrows_move_by_a_step_on_the_track_and_in_the_number(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    QTest.keyClick(slider.track(), Qt.Key.Key_Right)
    assert slider.value() == 251
    QTest.keyClick(slider.number_edit(), Qt.Key.Key_Up)
    QTest.keyClick(slider.number_edit(), Qt.Key.Key_PageUp)
    assert slider.value() == 262
    assert slider.number_edit().text() == "262"


def test_a_press_jumps_and_a_drag_commits_once(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    track = slider.track()
    committed: list[float] = []
    slider.committed.connect(committed.append)
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() // 2, 11))
    assert slider.value() == pytest.approx(500, abs=6)
    QTest.mouseMove(track, QPoint(track.width(), 11))
    assert committed == []
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width(), 11))
    assert committed == [slider.value()]


def test_a_double_click_puts_the_default_back(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    with qtbot.waitSignal(slider.committed, timeout=1000) as told:
        QTest.mouseDClick(slider.track(), Qt.MouseButton.LeftButton)
    assert arguments(told) == [100]


def test_the_wheel_works_only_on_a_slider_in_use(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    track = slider.track()
    track.clearFocus()
    event = wheel(track, 1)
    track.wheelEvent(event)
    assert (slider.value(), event.isAccepted()) == (250, False)
    track.setFocus()
    track.wheelEvent(wheel(track, 1))
    assert slider.value() > 250


def test_it_runs_the_other_way_from_right_to_left(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    slider.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.mouseClick(slider.track(), Qt.MouseButton.LeftButton, pos=QPoint(1, 11))
    assert slider.value() == 1000


def test_fractions_keep_their_digits(theme: Theme, qtbot: QtBot):
    slider = NumberSlider(theme, "Weight", minimum=-0.5, maximum=2, value=1.25, step=0.05, decimals=2)
    qtbot.addWidget(slider)
    assert (slider.value(), slider.number_edit().text()) == (1.25, "1.25")
    slider.set_value(0.3)
    assert slider.value() == 0.3


def test_other_limits_keep_the_number_within_them(theme: Theme, qtbot: QtBot):
    slider = make_slider(theme, qtbot)
    with qtbot.assertNotEmitted(slider.changed):
        slider.set_range(0, 100)
    assert slider.value() == 100
    slider.set_range(50, 90, step=10)
    assert slider.value() == 90
