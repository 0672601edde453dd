from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.drop_area import DropArea

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def make_area(theme: Theme, qtbot: QtBot) -> DropArea:
    area = DropArea(theme, "Add", accepts=QMimeData.hasUrls, hint="PNG up to 10 MB", over="Drop to use")
    qtbot.addWidget(area)
    area.resize(320, 180)
    return area


def files() -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("picture.png")])
    return mime


def test_what_fits_lights_it_and_is_taken(theme: Theme, qtbot: QtBot):
    area = make_area(theme, qtbot)
    plain = area.grab().toImage()
    mime = files()
    taken: list[object] = []
    area.dropped.connect(taken.append)
    entering = QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, NONE)
    area.dragEnterEvent(entering)
    assert entering.isAccepted()
    assert area.is_hovered_by_drop()
    assert area.grab().toImage() != plain
    area.dropEvent(QDropEvent(QPointF(5, 5), COPY, mime, LEFT, NONE))
    assert taken == [mime]
    assert not area.is_hovered_by_drop()


def test_what_does_not_fit_is_refused(theme: Theme, qtbot: QtBot):
    area = make_area(theme, qtbot)
    words = QMimeData()
    words.setText("words")
    entering = QDragEnterEvent(QPoint(5, 5), COPY, words, LEFT, NONE)
    area.dragEnterEvent(entering)
    assert not entering.isAccepted()
    assert not area.is_hovered_by_drop()
    with qtbot.assertNotEmitted(area.dropped):
        area.dropEvent(QDropEvent(QPointF(5, 5), COPY, words, LEFT, NONE))


def test_leaving_puts_the_light_out(theme: Theme, qtbot: QtBot):
    area = make_area(theme, qtbot)
    mime = files()
    area.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, NONE))
    area.dragLeaveEvent(QDragLeaveEvent())
    assert not area.is_hovered_by_drop()


def test_a_key_or_a_click_asks_for_a_chooser(theme: Theme, qtbot: QtBot):
    area = make_area(theme, qtbot)
    asked: list[bool] = []
    area.clicked.connect(lambda: asked.append(True))
    QTest.keyClick(area, Qt.Key.Key_Return)
    QTest.mouseClick(area, LEFT)
    assert len(asked) == 2
    assert (area.accessibleName(), area.accessibleDescription()) == ("Add", "PNG up to 10 MB")
