import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mjdesk.theme import Scheme, Theme
from mjdesk.widgets.buttons import ButtonKind, LinkButton, PrimaryButton, PushButton
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.painted_button import PaintedButton
from tests.widgets.showing import show_active


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_is_pressed_by_the_keyboard(theme: Theme, qtbot: QtBot, key: Qt.Key):
    button = PushButton(theme, "Reroll")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked, timeout=1000):
        QTest.keyClick(button, key)


def test_a_disabled_button_is_not(theme: Theme, qtbot: QtBot):
    button = PushButton(theme, "Reroll")
    button.setEnabled(False)
    qtbot.addWidget(button)
    with qtbot.assertNotEmitted(button.clicked):
        button.keyPressEvent(
            QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        )
        button.click()


def test_the_label_is_spoken_and_an_ampersand_is_no_shortcut(theme: Theme, qtbot: QtBot):
    button = PushButton(theme, "Cut & paste")
    qtbot.addWidget(button)
    assert button.label() == button.accessibleName() == "Cut & paste"
    assert button.shortcut().isEmpty()
    button.set_label("Other")
    assert button.accessibleName() == "Other"


def test_done_takes_room_for_its_check(theme: Theme, qtbot: QtBot):
    button = PushButton(theme, "U1")
    qtbot.addWidget(button)
    before = button.sizeHint().width()
    button.set_done(True)
    assert button.is_done()
    assert button.sizeHint().width() > before


def test_heights_are_those_of_the_look(theme: Theme, qtbot: QtBot):
    buttons = [PushButton(theme, "a"), PushButton(theme, "a", small=True), PrimaryButton(theme, "a")]
    for button in buttons:
        qtbot.addWidget(button)
    assert [button.sizeHint().height() for button in buttons] == [30, 26, 34]


def test_a_long_label_asks_for_more_but_can_be_squeezed(theme: Theme, qtbot: QtBot):
    short, long = PushButton(theme, "Ok"), PushButton(theme, "Ein ziemlich langes deutsches Wort")
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert long.sizeHint().width() > short.sizeHint().width()
    assert long.minimumSizeHint().width() < long.sizeHint().width()


def test_the_key_stands_in_the_primary_button(theme: Theme, qtbot: QtBot):
    button = PrimaryButton(theme, "Generate")
    qtbot.addWidget(button)
    before = button.sizeHint().width()
    button.set_key("Ctrl ⏎")
    assert button.sizeHint().width() > before
    assert button.accessibleDescription() == "Ctrl ⏎"


def test_a_click_leaves_the_focus_where_one_types(theme: Theme, qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    edit, button = QLineEdit(), IconButton(theme, "plus", "Add")
    row.addWidget(edit)
    row.addWidget(button)
    show_active(qtbot, window)
    edit.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert button.hasFocus()


def test_an_icon_has_a_word_on_hover_and_a_name(theme: Theme, qtbot: QtBot):
    button = IconButton(theme, "columns-2", "Compare", key="C")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Compare"
    assert button.toolTip() == "Compare  (C)"


def test_a_tool_tip_shows_tags_as_they_are(theme: Theme, qtbot: QtBot):
    button = IconButton(theme, "x", "<b>bold</b>")
    qtbot.addWidget(button)
    assert "&lt;b&gt;" in button.toolTip()


@pytest.mark.parametrize("kind", list(ButtonKind))
def test_every_kind_paints_in_every_state(theme: Theme, qtbot: QtBot, kind: ButtonKind):
    button = PushButton(theme, "Split into 4", icon="grid-2x2", kind=kind)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    plain = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != plain
    button.setEnabled(True)
    button.set_done(True)
    assert button.grab().toImage() != plain


def test_hover_lights_at_once_when_motion_is_reduced(theme: Theme, qtbot: QtBot):
    button = IconButton(theme, "plus", "Add")
    qtbot.addWidget(button)
    plain = button.grab().toImage()
    middle = QPointF(15, 15)
    button.enterEvent(QEnterEvent(middle, middle, middle))
    assert button.grab().toImage() != plain
    button.leaveEvent(QEvent(QEvent.Type.Leave))
    assert button.grab().toImage() == plain


def test_hover_moves_when_motion_is_allowed(theme: Theme, qtbot: QtBot):
    theme.set_reduced_motion(False)
    button = IconButton(theme, "plus", "Add")
    qtbot.addWidget(button)
    plain = button.grab().toImage()
    middle = QPointF(15, 15)
    button.enterEvent(QEnterEvent(middle, middle, middle))
    assert button.grab().toImage() == plain
    qtbot.waitUntil(lambda: button.grab().toImage() != plain, timeout=1000)


def test_the_keyboard_shows_a_ring_and_the_mouse_does_not(theme: Theme, qtbot: QtBot):
    button = LinkButton(theme, "Fix")
    qtbot.addWidget(button)
    show_active(qtbot, button)
    button.clearFocus()
    plain = button.grab().toImage()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert button.grab().toImage() == plain
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.grab().toImage() != plain


def test_a_button_follows_the_theme_and_a_dead_one_is_no_trouble(theme: Theme, qtbot: QtBot):
    alive, dead = PushButton(theme, "a"), PushButton(theme, "b")
    qtbot.addWidget(alive)
    alive.resize(60, 30)
    dark = alive.grab().toImage()
    dead.deleteLater()
    qtbot.waitSignal(dead.destroyed, timeout=1000).wait()
    theme.switch(Scheme.LIGHT)
    assert alive.grab().toImage() != dark


def test_words_and_icon_change_sides_from_right_to_left(theme: Theme, qtbot: QtBot):
    button = PushButton(theme, "Reroll", icon="refresh-cw")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    left = button.grab().toImage()
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert button.grab().toImage() != left


def test_an_icon_without_words_stands_in_the_middle(theme: Theme, qtbot: QtBot):
    button = PushButton(theme, "", icon="arrow-up")
    qtbot.addWidget(button)
    button.resize(46, 30)
    image = button.grab().toImage()
    row = [image.pixelColor(x, 15).lightness() for x in range(4, 42)]
    assert row == row[::-1]
    assert max(row) > min(row)


def test_a_kind_of_button_must_say_how_it_looks(theme: Theme, qtbot: QtBot):
    class Bare(PaintedButton):
        pass

    button = Bare(theme, "x")
    qtbot.addWidget(button)
    image = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    with pytest.raises(NotImplementedError):
        button.draw(painter, QRectF(0, 0, 8, 8))
    painter.end()
