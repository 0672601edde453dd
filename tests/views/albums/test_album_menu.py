"""The menus of collections: what is ticked, what each entry does, and names that are only names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.album import Album
from mjdesk.views.albums.album_menu import aim_menu, fill_menu, look_menu
from tests.support.builders import a_task

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme
    from mjdesk.widgets.popup_menu import PopupMenu

ALBUMS = (
    Album(id=1, name="Botanical & co", created=0.0, count=1234),
    Album(id=2, name="A name that is much longer than a menu should ever be", created=0.0),
)


def words(menu: PopupMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]


def ticked(menu: PopupMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if action.isChecked()]


def press(menu: PopupMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def looked(
    theme: Theme, parent: QWidget, asked: list[object], *, shown: int = 0, albums: tuple[Album, ...] = ALBUMS
) -> PopupMenu:
    return look_menu(
        theme,
        parent,
        albums,
        shown=shown,
        target=2,
        show=lambda album: asked.append(("show", album)),
        aim=lambda album: asked.append(("aim", album)),
        make=lambda: asked.append("make"),
        rename=lambda album: asked.append(("rename", album.id)),
        delete=lambda album: asked.append(("delete", album.id)),
    )


def test_every_collection_can_be_shown(theme: Theme, parent: QWidget) -> None:
    asked: list[object] = []
    menu = looked(theme, parent, asked)
    assert words(menu) == [
        "All pictures",
        "Botanical && co",
        "A name that is much l…",
        "New collection…",
        "New pictures go into",
    ]
    assert ticked(menu) == ["All pictures"]
    assert "1,234" in menu.actions()[1].text()
    press(menu, "Botanical")
    press(menu, "New collection")
    assert asked == [("show", 1), "make"]


def test_the_one_that_is_shown_can_be_renamed_and_deleted(theme: Theme, parent: QWidget) -> None:
    asked: list[object] = []
    menu = looked(theme, parent, asked, shown=1)
    assert ticked(menu) == ["Botanical && co"]
    press(menu, "Rename")
    press(menu, "Delete")
    press(menu, "All pictures")
    assert asked == [("rename", 1), ("delete", 1), ("show", 0)]


def test_without_any_there_is_only_the_way_to_the_first(theme: Theme, parent: QWidget) -> None:
    assert words(looked(theme, parent, [], albums=())) == ["All pictures", "New collection…"]


def test_new_pictures_go_where_it_is_ticked(theme: Theme, parent: QWidget) -> None:
    asked: list[int] = []
    menu = aim_menu(theme, parent, ALBUMS, target=1, aim=asked.append)
    assert ticked(menu) == ["Botanical && co"]
    press(menu, "No collection")
    press(menu, "A name")
    assert asked == [0, 2]


def test_ticked_is_what_holds_all_of_them(theme: Theme, parent: QWidget) -> None:
    asked: list[object] = []
    tasks = [a_task(id="a" * 32, albums=(1, 2)), a_task(id="b" * 32, albums=(1,))]
    menu = fill_menu(
        theme,
        parent,
        ALBUMS,
        tasks,
        add=lambda album, ids: asked.append(("add", album.id, tuple(ids))),
        remove=lambda album, ids: asked.append(("remove", album.id, tuple(ids))),
        make=lambda ids: asked.append(("make", tuple(ids))),
    )
    assert ticked(menu) == ["Botanical && co"]
    both = ("a" * 32, "b" * 32)
    press(menu, "Botanical")
    press(menu, "A name")
    press(menu, "New")
    assert asked == [("remove", 1, both), ("add", 2, both), ("make", both)]
