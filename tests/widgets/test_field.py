from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.field import Field, SearchField
from mjdesk.widgets.focus_halo import FocusHalo
from tests.widgets.showing import arguments, show_active


def test_typing_is_told_and_setting_is_silent(theme: Theme, qtbot: QtBot):
    field = Field(theme, name="Seed", caption="Seed", placeholder="random", icon="dices")
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.edited):
        field.set_text("1")
    with qtbot.waitSignal(field.edited, timeout=1000) as told:
        QTest.keyClicks(field.edit, "2")
    assert arguments(told) == ["12"]
    with qtbot.waitSignal(field.submitted, timeout=1000):
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.accessibleName() == "Seed"


def test_a_field_is_as_high_as_a_control_and_hands_on_the_focus(theme: Theme, qtbot: QtBot):
    field = Field(theme, name="Seed")
    qtbot.addWidget(field)
    show_active(qtbot, field)
    field.setFocus()
    assert field.edit.hasFocus()
    assert field.sizeHint().height() == field.minimumSizeHint().height() == 30


def test_an_invalid_entry_looks_different(theme: Theme, qtbot: QtBot):
    field = Field(theme, name="Seed")
    qtbot.addWidget(field)
    plain = field.grab().toImage()
    field.set_invalid(True)
    assert field.grab().toImage() != plain


def test_the_glow_follows_the_focus_and_the_field(theme: Theme, qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QLineEdit(), QLineEdit()
    column.addWidget(first)
    column.addWidget(second)
    halo = FocusHalo(theme, first)
    show_active(qtbot, window)
    first.setFocus()
    assert halo.isVisible()
    assert halo.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    window.resize(500, 200)
    assert halo.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    second.setFocus()
    assert halo.isHidden()


def make_search(theme: Theme, qtbot: QtBot) -> SearchField:
    field = SearchField(theme, name="Search", clear_name="Clear", key="Ctrl F")
    qtbot.addWidget(field)
    show_active(qtbot, field)
    return field


def test_the_key_leaves_when_the_words_need_its_place(theme: Theme, qtbot: QtBot):
    field = SearchField(theme, name="Search", clear_name="Clear", placeholder="Search prompts", key="Ctrl F")
    qtbot.addWidget(field)
    show_active(qtbot, field)

    def room() -> int:
        return field.width() - field.edit.geometry().right()

    for width, has_key in ((300, True), (150, False), (300, True)):
        field.resize(width, 30)
        qtbot.waitUntil(lambda has_key=has_key: (room() > 20) is has_key, timeout=2000)


def test_a_search_settles_after_a_pause(theme: Theme, qtbot: QtBot):
    field = make_search(theme, qtbot)
    told: list[str] = []
    field.settled.connect(told.append)
    QTest.keyClicks(field.edit, "fog")
    assert told == []
    qtbot.waitUntil(lambda: told == ["fog"], timeout=2000)


def test_return_settles_at_once(theme: Theme, qtbot: QtBot):
    field = make_search(theme, qtbot)
    told: list[str] = []
    field.settled.connect(told.append)
    QTest.keyClicks(field.edit, "fog")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == ["fog"]


def test_escape_clears(theme: Theme, qtbot: QtBot):
    field = make_search(theme, qtbot)
    QTest.keyClicks(field.edit, "fog")
    with qtbot.waitSignal(field.settled, timeout=1000) as told:
        QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert arguments(told) == [""]
    assert field.text() == ""
