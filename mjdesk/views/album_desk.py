"""Introduces collections to the window: the chip above the gallery, the places to drop on, menus and news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer

from mjdesk.views.albums import album_words
from mjdesk.views.albums.album_menu import aim_menu, fill_menu, look_menu
from mjdesk.views.filter_chip import FilterChip
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenu, QWidget

    from mjdesk.domain.album import Album
    from mjdesk.domain.library import TaskQuery
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.albums.drop_shelf import DropShelf
    from mjdesk.views.albums.name_sheet import NameSheet
    from mjdesk.views.gallery.gallery_page import GalleryPage
    from mjdesk.views.news import News
    from mjdesk.views.status_strip import StatusStrip
    from mjdesk.widgets.popup_menu import PopupMenu


class AlbumDesk(QObject):
    """Owns the chip, and the shelf, sheet and menu that are made when they are first wanted."""

    def __init__(
        self,
        theme: Theme,
        models: Ensemble,
        host: QWidget,
        gallery: GalleryPage,
        strip: StatusStrip,
        news: News,
    ) -> None:
        super().__init__(gallery)
        self._theme = theme
        self._albums = models.albums
        self._host = host
        self._gallery = gallery
        self._strip = strip
        self._news = news
        self._shelf: DropShelf | None = None
        self._sheet: NameSheet | None = None
        self.menu: QMenu | None = None
        self.chip = FilterChip(theme, icon="folder", name=tr("Collection"), make_menu=self._look_menu)
        gallery.add_filter(self.chip, self._described)
        gallery.query_changed.connect(self._on_query_changed)
        gallery.view.drag_began.connect(self._on_drag_began)
        gallery.view.drag_ended.connect(self._on_drag_ended)
        strip.target_requested.connect(self.open_targets)
        self._albums.changed.connect(self._on_changed)
        self._albums.filled.connect(self._on_filled)
        self._albums.deleted.connect(self._on_deleted)
        self._on_changed()

    @property
    def shelf(self) -> DropShelf:
        """Collections to drop on."""
        if self._shelf is None:
            from mjdesk.views.albums.drop_shelf import DropShelf

            self._shelf = DropShelf(self._theme, self._gallery)
            self._shelf.dropped.connect(self._on_dropped)
        return self._shelf

    @property
    def sheet(self) -> NameSheet:
        """Asks for a name."""
        if self._sheet is None:
            from mjdesk.views.albums.name_sheet import NameSheet

            self._sheet = NameSheet(self._theme, self._host)
        return self._sheet

    def add_entries(self, task: Task, menu: PopupMenu) -> None:
        """Collections in the menu of a task, for all that are selected with it."""
        menu.addMenu(self._fill_menu(menu, self._meant(task)))

    def open_menu(self, task: Task) -> None:
        """Put a task, or all that are selected with it, into a collection."""
        menu = self._fill_menu(self._gallery, self._meant(task))
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        row = self._gallery.view.currentIndex().row()
        viewport = self._gallery.view.viewport()
        tile = self._gallery.view.tile_rect(row) if row >= 0 and viewport.isVisible() else None
        if tile is not None and viewport.rect().intersects(tile):
            menu.popup(viewport.mapToGlobal(tile.center()))
        else:
            menu.popup(self._host.mapToGlobal(self._host.rect().center()))

    def open_targets(self) -> None:
        """Where new pictures go, over the words in the foot of the window."""
        albums, anchor = self._albums, self._strip.target
        if anchor is None:
            return
        target = albums.target.id if albums.target is not None else 0
        menu = aim_menu(self._theme, self._strip, albums.all, target=target, aim=albums.aim)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(anchor.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def make(self, task_ids: Sequence[str] = ()) -> None:
        """Ask for a name, then make a collection with these tasks in it."""
        albums = self._albums
        self.sheet.ask_new(albums.all, len(task_ids), lambda name: self._create(name, task_ids))

    def _create(self, name: str, task_ids: Sequence[str]) -> None:
        # What was made empty is there to be looked at and aimed at; what was filled is told of.
        then = None if task_ids else self._show_new
        self._albums.create(name, task_ids, then)

    def _show_new(self, album: Album) -> None:
        self._show(album.id)

    def _rename(self, album: Album) -> None:
        def done(name: str) -> None:
            if name != album.name:
                self._albums.rename(album.id, name)

        self.sheet.ask_other(album, self._albums.all, done)

    def _show(self, album: int) -> None:
        self._gallery.narrow(album=album)

    def _look_menu(self) -> QMenu:
        albums = self._albums
        albums.load()  # the next look has the counts of now
        return look_menu(
            self._theme,
            self._gallery,
            albums.all,
            shown=self._gallery.query.album,
            target=albums.target.id if albums.target is not None else 0,
            show=self._show,
            aim=albums.aim,
            make=self.make,
            rename=self._rename,
            delete=lambda album: albums.delete(album.id),
        )

    def _fill_menu(self, parent: QWidget, tasks: Sequence[Task]) -> PopupMenu:
        albums = self._albums
        return fill_menu(
            self._theme,
            parent,
            albums.all,
            tasks,
            add=lambda album, ids: albums.add(album.id, ids),
            remove=lambda album, ids: albums.remove(album.id, ids),
            make=self.make,
        )

    def _meant(self, task: Task) -> Sequence[Task]:
        selected = self._gallery.view.selected_tasks()
        return selected if any(each.id == task.id for each in selected) else (task,)

    def _described(self, query: TaskQuery) -> str:
        album = self._albums.get(query.album)
        if album is None:
            return ""
        name = album_words.short(album.name)
        return tr_as("what one looks for", "only the collection “{album}”", album=name)

    def _say(self) -> None:
        album = self._albums.get(self._gallery.query.album)
        self.chip.say(album_words.short(album.name) if album is not None else "")
        target = self._albums.target
        self._strip.show_target(album_words.goes_into(target) if target is not None else "")

    def _on_query_changed(self, _query: TaskQuery) -> None:
        self._say()

    def _on_changed(self) -> None:
        shown = self._gallery.query.album
        if shown and self._albums.get(shown) is None:
            self._show(0)
        self._say()

    def _on_filled(self, album: Album, count: int) -> None:
        self._news.say("album-filled", album_words.added(album, count), status=Status.OK)

    def _on_deleted(self, album: Album) -> None:
        title, text = album_words.deleted(album)
        self._news.offer("album-deleted", title, text, tr("Undo"), lambda: self._albums.bring_back(album.id))

    def _on_drag_began(self) -> None:
        self.shelf.open(self._albums.all)

    def _on_drag_ended(self) -> None:
        self.shelf.close_soon()

    def _on_dropped(self, album: int, task_ids: tuple[str, ...]) -> None:
        if album:
            self._albums.add(album, task_ids)
        else:
            # The drag has a loop of its own, which is to end before a sheet opens.
            QTimer.singleShot(0, self, lambda: self.make(task_ids))
