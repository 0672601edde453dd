import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.choice_bar import Choice, Ratio, RatioBar, SegmentBar, Shape
from tests.widgets.showing import arguments, show_active

KINDS = [Choice("imagine", "Imagine", "From words"), Choice("blend", "Blend"), Choice("describe", "Describe")]


def make_bar(theme: Theme, qtbot: QtBot) -> SegmentBar:
    bar = SegmentBar(theme, KINDS, name="Kind")
    qtbot.addWidget(bar)
    show_active(qtbot, bar)
    return bar


def test_the_first_is_chosen_unless_told_otherwise(theme: Theme, qtbot: QtBot):
    assert make_bar(theme, qtbot).value() == "imagine"
    bar = SegmentBar(theme, KINDS, name="Kind", value="blend")
    qtbot.addWidget(bar)
    assert bar.value() == "blend"


def test_a_click_chooses_and_tells_once(theme: Theme, qtbot: QtBot):
    bar = make_bar(theme, qtbot)
    with qtbot.waitSignal(bar.chosen, timeout=1000) as told:
        QTest.mouseClick(bar.option("blend"), Qt.MouseButton.LeftButton)
    assert arguments(told) == ["blend"]
    with qtbot.assertNotEmitted(bar.chosen):
        QTest.mouseClick(bar.option("blend"), Qt.MouseButton.LeftButton)
    assert bar.option("blend").isChecked()


def test_setting_is_silent(theme: Theme, qtbot: QtBot):
    bar = make_bar(theme, qtbot)
    with qtbot.assertNotEmitted(bar.chosen):
        bar.set_value("describe")
    assert bar.value() == "describe"
    bar.set_value("nonsense")
    assert bar.value() == ""
    assert not any(bar.option(value).isChecked() for value in bar.values())


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ("imagine", Qt.Key.Key_Right, "blend"),
        ("blend", Qt.Key.Key_Left, "imagine"),
        ("imagine", Qt.Key.Key_Left, "imagine"),
        ("imagine", Qt.Key.Key_End, "describe"),
        ("describe", Qt.Key.Key_Home, "imagine"),
    ],
)
def test_keys_walk(theme: Theme, qtbot: QtBot, start: str, key: Qt.Key, end: str):
    bar = make_bar(theme, qtbot)
    bar.set_value(start)
    bar.option(start).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bar.option(start), key)
    assert bar.value() == end
    assert bar.option(end).hasFocus()


def test_keys_walk_the_way_the_eye_sees_it_from_right_to_left(theme: Theme, qtbot: QtBot):
    bar = make_bar(theme, qtbot)
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(bar.option("imagine"), Qt.Key.Key_Left)
    assert bar.value() == "blend"


def test_walking_skips_what_is_disabled(theme: Theme, qtbot: QtBot):
    bar = make_bar(theme, qtbot)
    bar.option("blend").setEnabled(False)
    QTest.keyClick(bar.option("imagine"), Qt.Key.Key_Right)
    assert bar.value() == "describe"


def test_the_bar_is_one_stop_for_tab(theme: Theme, qtbot: QtBot):
    bar = make_bar(theme, qtbot)
    bar.set_value("blend")
    stops = [value for value in bar.values() if bar.option(value).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["blend"]


def test_other_choices_replace_the_old(theme: Theme, qtbot: QtBot):
    bar = make_bar(theme, qtbot)
    bar.set_choices([Choice("a", "A"), Choice("b", "B")], "b")
    assert (bar.values(), bar.value()) == (["a", "b"], "b")


def test_names_and_hints(theme: Theme, qtbot: QtBot):
    bar = make_bar(theme, qtbot)
    assert bar.accessibleName() == "Kind"
    assert bar.option("imagine").accessibleName() == "Imagine"
    assert bar.option("imagine").toolTip() == "From words"


def test_a_ratio_names_itself():
    assert Ratio(16, 9).value == "16:9"


def test_shapes_are_drawn_to_proportion(theme: Theme, qtbot: QtBot):
    bar = RatioBar(theme, [Ratio(9, 16), Ratio(1, 1), Ratio(16, 9), Ratio(4, 1)], name="Shape")
    qtbot.addWidget(bar)
    room = QRectF(0, 0, 44, 22)

    def outline(value: str) -> QRectF:
        shape = bar.option(value)
        assert isinstance(shape, Shape)
        return shape.outline(room)

    wide, tall, square, panorama = (outline(value) for value in ("16:9", "9:16", "1:1", "4:1"))
    assert wide.width() / wide.height() == pytest.approx(16 / 9, abs=0.1)
    assert (wide.width(), wide.height()) == (tall.height(), tall.width())
    assert square.width() == square.height()
    assert panorama.height() == 7


def test_no_shape_need_be_chosen(theme: Theme, qtbot: QtBot):
    bar = RatioBar(theme, [Ratio(1, 1), Ratio(3, 2)], name="Shape", value="7:4")
    qtbot.addWidget(bar)
    assert bar.value() == ""
    QTest.keyClick(bar.option("1:1"), Qt.Key.Key_Right)
    assert bar.value() == "1:1"
