from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.field import Field
from mjdesk.widgets.sheet import Sheet
from tests.widgets.showing import show_active


class Stage(QWidget):
    """A window with one line to type into, and a sheet over it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.resize(900, 600)
        self.behind = QLineEdit()
        QVBoxLayout(self).addWidget(self.behind)
        self.sheet = Sheet(theme, self, name="Connect", width=500)
        self.field = Field(theme, name="Address")
        self.button = PushButton(theme, "Connect")
        self.sheet.body.addWidget(self.field)
        self.sheet.body.addWidget(self.button)


def focused() -> QWidget:
    """What has the focus; something must."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def make_stage(theme: Theme, qtbot: QtBot) -> Stage:
    stage = Stage(theme)
    qtbot.addWidget(stage)
    show_active(qtbot, stage)
    stage.behind.setFocus()
    return stage


def test_it_opens_over_everything_and_takes_the_focus(theme: Theme, qtbot: QtBot):
    stage = make_stage(theme, qtbot)
    with qtbot.waitSignal(stage.sheet.opened, timeout=1000):
        stage.sheet.open()
    assert stage.sheet.geometry() == stage.rect()
    assert stage.field.edit.hasFocus()
    card = stage.sheet.card.geometry()
    assert card.width() == 500
    assert abs(card.center().y() - stage.rect().center().y()) <= 1


def test_escape_closes_and_gives_the_focus_back(theme: Theme, qtbot: QtBot):
    stage = make_stage(theme, qtbot)
    stage.sheet.open()
    with qtbot.waitSignal(stage.sheet.closed, timeout=1000):
        QTest.keyClick(stage.field.edit, Qt.Key.Key_Escape)
    assert not stage.sheet.is_open()
    assert stage.behind.hasFocus()


def test_opened_from_a_menu_it_gives_the_focus_back_to_the_window(theme: Theme, qtbot: QtBot):
    stage = make_stage(theme, qtbot)
    menu = QLineEdit()
    menu.setWindowFlag(Qt.WindowType.Popup)
    qtbot.addWidget(menu)
    menu.show()
    menu.setFocus()
    stage.sheet.open()
    menu.hide()
    stage.sheet.dismiss()
    assert stage.focusWidget() is stage.behind


def test_one_that_must_be_answered_stays(theme: Theme, qtbot: QtBot):
    stage = make_stage(theme, qtbot)
    stage.sheet.set_closable(False)
    stage.sheet.open()
    QTest.keyClick(stage.field.edit, Qt.Key.Key_Escape)
    assert stage.sheet.is_open()


def test_tab_stays_inside(theme: Theme, qtbot: QtBot):
    stage = make_stage(theme, qtbot)
    stage.sheet.open()
    seen: list[QWidget | None] = []
    for _ in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [stage.button, stage.field.edit, stage.button]
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    assert stage.field.edit.hasFocus()


def test_shortcuts_of_the_window_rest(theme: Theme, qtbot: QtBot):
    stage = make_stage(theme, qtbot)
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), stage)
    used: list[bool] = []
    shortcut.activated.connect(lambda: used.append(True))
    stage.sheet.open()
    QTest.keyClick(stage.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert used == []
    stage.sheet.dismiss()
    QTest.keyClick(stage, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert used == [True]


def test_it_follows_its_window(theme: Theme, qtbot: QtBot):
    stage = make_stage(theme, qtbot)
    stage.sheet.open()
    stage.resize(400, 500)
    assert stage.sheet.size() == stage.size()
    assert stage.sheet.card.width() == 400 - 32


def test_what_lies_behind_is_dimmed(theme: Theme, qtbot: QtBot):
    stage = make_stage(theme, qtbot)
    before = stage.grab().toImage().pixelColor(3, 3).lightness()
    stage.sheet.open()
    assert stage.grab().toImage().pixelColor(3, 3).lightness() < before
