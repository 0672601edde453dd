"""Dropping tiles on a collection: only this window's tiles, by their ids, and on the one that lit up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from mjdesk.domain.album import Album
from mjdesk.views.albums.drop_shelf import OWN_TASKS, DropShelf

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme


def some(count: int) -> tuple[Album, ...]:
    return tuple(Album(id=number, name=f"Collection {number}", created=0.0) for number in range(1, count + 1))


def tiles(*ids: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl("file:///a.png")])
    data.setData(OWN_TASKS, ",".join(ids).encode())
    return data


def drop(on: QWidget, mime: QMimeData) -> bool:
    middle = on.rect().center()
    args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(middle), *args)
    enter.setAccepted(False)
    QApplication.sendEvent(on, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(on, QDropEvent(QPointF(middle), *args))
    return True


def shelf_over(theme: Theme, qtbot: QtBot, width: int = 800) -> DropShelf:
    host = QWidget()
    host.resize(width, 600)
    qtbot.addWidget(host)
    host.show()
    return DropShelf(theme, host)


def test_it_is_there_only_while_something_is_dragged(theme: Theme, qtbot: QtBot) -> None:
    shelf = shelf_over(theme, qtbot)
    assert not shelf.isVisible()
    shelf.open(some(2))
    assert shelf.isVisible()
    assert shelf.geometry().bottom() < 600
    assert [place.label() for place in shelf.places] == ["Collection 1", "Collection 2", "New collection…"]
    shelf.close_soon()
    assert not shelf.isVisible()


def test_what_is_dropped_goes_where_it_was_dropped(theme: Theme, qtbot: QtBot) -> None:
    shelf = shelf_over(theme, qtbot)
    shelf.open(some(2))
    dropped: list[tuple[int, tuple[str, ...]]] = []

    def on_dropped(album: int, ids: tuple[str, ...]) -> None:
        dropped.append((album, ids))

    shelf.dropped.connect(on_dropped)
    assert drop(shelf.places[1], tiles("a", "b"))
    assert drop(shelf.places[2], tiles("c"))
    assert dropped == [(2, ("a", "b")), (0, ("c",))]


def test_files_of_other_programs_are_not_taken(theme: Theme, qtbot: QtBot) -> None:
    shelf = shelf_over(theme, qtbot)
    shelf.open(some(1))
    foreign = QMimeData()
    foreign.setUrls([QUrl("file:///a.png")])
    assert not drop(shelf.places[0], foreign)


def test_many_collections_fit_into_a_narrow_gallery(theme: Theme, qtbot: QtBot) -> None:
    shelf = shelf_over(theme, qtbot, width=520)
    shelf.open(some(200))
    assert len(shelf.places) == 18
    host = shelf.parentWidget()
    assert host is not None
    assert host.rect().contains(shelf.geometry())
