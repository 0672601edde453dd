"""The menus of collections: what to look at, what to put where, and where new pictures go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.views.albums import album_words
from mjdesk.views.language import tr
from mjdesk.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.album import Album
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme


def look_menu(
    theme: Theme,
    parent: QWidget,
    albums: Sequence[Album],
    *,
    shown: int,
    target: int,
    show: Callable[[int], object],
    aim: Callable[[int], object],
    make: Callable[[], object],
    rename: Callable[[Album], object],
    delete: Callable[[Album], object],
) -> PopupMenu:
    """Which collection the gallery shows, and what can be done with it; it goes when it is closed."""
    menu = PopupMenu(theme, parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.add(tr(album_words.ALL), lambda: show(0), icon="images", checked=shown == 0)
    for album in albums:
        action = menu.add(
            album_words.short(album.name),
            lambda album=album: show(album.id),
            icon="folder",
            key=f"{album.count:,}",
            checked=album.id == shown,
        )
        action.setToolTip(album.name if len(album.name) > len(album_words.short(album.name)) else "")
    menu.addSeparator()
    menu.add(tr(album_words.NEW), make, icon="folder-plus")
    if albums:
        menu.addMenu(aim_menu(theme, menu, albums, target=target, aim=aim))
    chosen = next((album for album in albums if album.id == shown), None)
    if chosen is not None:
        menu.addSeparator()
        menu.add(tr("Rename…"), lambda: rename(chosen), icon="pencil")
        menu.add(tr("Delete the collection"), lambda: delete(chosen), icon="trash-2")
    return menu


def aim_menu(
    theme: Theme, parent: QWidget, albums: Sequence[Album], *, target: int, aim: Callable[[int], object]
) -> PopupMenu:
    """Where new pictures go."""
    menu = PopupMenu(theme, parent)
    menu.setTitle(tr(album_words.AIM))
    menu.add(tr(album_words.AIM_NOWHERE), lambda: aim(0), checked=target == 0)
    menu.addSeparator()
    for album in albums:
        menu.add(
            album_words.short(album.name),
            lambda album=album: aim(album.id),
            icon="folder",
            checked=album.id == target,
        )
    return menu


def fill_menu(
    theme: Theme,
    parent: QWidget,
    albums: Sequence[Album],
    tasks: Sequence[Task],
    *,
    add: Callable[[Album, Sequence[str]], object],
    remove: Callable[[Album, Sequence[str]], object],
    make: Callable[[Sequence[str]], object],
) -> PopupMenu:
    """Put tasks into collections and take them out: ticked is one that holds all of them."""
    menu = PopupMenu(theme, parent)
    menu.setTitle(tr(album_words.ADD))
    ids = [task.id for task in tasks]
    for album in albums:
        holds_all = all(album.id in task.albums for task in tasks)
        then = remove if holds_all else add
        menu.add(
            album_words.short(album.name),
            lambda album=album, then=then: then(album, ids),
            icon="folder",
            checked=holds_all,
        )
    if albums:
        menu.addSeparator()
    menu.add(tr(album_words.NEW), lambda: make(ids), icon="folder-plus")
    return menu
