from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.status import Status
from mjdesk.widgets.toast import Toast, ToastStack
from tests.widgets.showing import arguments


class Room(QWidget):
    """A window with a stack of toasts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.resize(900, 700)
        self.stack = ToastStack(theme, self, close_name="Close")


def make_room(theme: Theme, qtbot: QtBot) -> Room:
    room = Room(theme)
    qtbot.addWidget(room)
    room.show()
    return room


def test_a_toast_stands_in_the_corner_above_the_status_bar(theme: Theme, qtbot: QtBot):
    room = make_room(theme, qtbot)
    room.stack.show_toast(Toast("a", "Saved"))
    place = room.stack.geometry()
    assert room.stack.isVisible()
    assert (place.right() + 1, place.bottom() + 1) == (900, 700 - 28)
    assert room.stack.card("a").accessibleName() == "Saved"
    room.resize(1200, 800)
    assert room.stack.geometry().right() + 1 == 1200


def test_the_same_id_replaces(theme: Theme, qtbot: QtBot):
    room = make_room(theme, qtbot)
    room.stack.show_toast(Toast("a", "Saved 1"))
    room.stack.show_toast(Toast("a", "Saved 2", "in a folder", status=Status.OK))
    assert room.stack.ids() == ["a"]
    assert room.stack.card("a").accessibleName() == "Saved 2\nin a folder"


def test_a_passing_one_goes_by_itself(theme: Theme, qtbot: QtBot):
    room = make_room(theme, qtbot)
    with qtbot.waitSignal(room.stack.dismissed, timeout=2000) as told:
        room.stack.show_toast(Toast("a", "Saved", milliseconds=1))
    assert arguments(told) == ["a"]
    assert not room.stack.isVisible()


def test_a_severe_one_stays(theme: Theme, qtbot: QtBot):
    room = make_room(theme, qtbot)
    room.stack.show_toast(Toast("lost", "Lost", stays=True, milliseconds=1))
    with qtbot.waitSignal(room.stack.dismissed, timeout=2000) as told:
        room.stack.show_toast(Toast("b", "Saved", milliseconds=2))
    assert arguments(told) == ["b"]
    assert room.stack.ids() == ["lost"]


def test_its_button_is_told_and_closes_it(theme: Theme, qtbot: QtBot):
    room = make_room(theme, qtbot)
    room.stack.show_toast(Toast("a", "Failed", action="Try again", stays=True))
    with qtbot.waitSignal(room.stack.acted, timeout=1000) as told:
        QTest.mouseClick(room.stack.card("a").action_button(), Qt.MouseButton.LeftButton)
    assert arguments(told) == ["a"]
    assert room.stack.ids() == []


def test_only_four_at_a_time_and_severe_ones_are_never_pushed_out(theme: Theme, qtbot: QtBot):
    room = make_room(theme, qtbot)
    room.stack.show_toast(Toast("severe", "Severe", stays=True))
    for index in range(6):
        room.stack.show_toast(Toast(str(index), f"News {index}"))
    assert room.stack.ids() == ["severe", "3", "4", "5"]
    room.stack.dismiss("unknown")
    assert len(room.stack.ids()) == 4


def test_long_words_make_it_higher(theme: Theme, qtbot: QtBot):
    room = make_room(theme, qtbot)
    room.stack.show_toast(Toast("a", "Short"))
    short = room.stack.card("a").height()
    room.stack.show_toast(Toast("a", "Short", "a sentence that needs more than one line of a toast " * 3))
    assert room.stack.card("a").height() > short
