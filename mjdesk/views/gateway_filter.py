"""Which gateway's pictures the gallery shows; there for who uses more than the studio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mjdesk.views import wording
from mjdesk.views.filter_chip import FilterChip
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from mjdesk.domain.library import TaskQuery
    from mjdesk.models.preferences import Preferences
    from mjdesk.theme import Theme
    from mjdesk.views.gallery.gallery_page import GalleryPage


class GatewayFilter(QObject):
    """Owns the chip; hidden while the studio is the only gateway."""

    def __init__(
        self, theme: Theme, gallery: GalleryPage, preferences: Preferences, name: Callable[[str], str]
    ) -> None:
        """`name` says what a gateway is called, by its id."""
        super().__init__(gallery)
        self._theme = theme
        self._gallery = gallery
        self._preferences = preferences
        self._name = name
        self.chip = FilterChip(theme, icon="server", name=tr("Gateway"), make_menu=self._menu)
        gallery.add_filter(self.chip, self._described)
        gallery.query_changed.connect(self._on_query_changed)
        preferences.gateways_changed.connect(self._refresh)
        self._refresh()

    def _menu(self) -> QMenu:
        menu = PopupMenu(self._theme, self._gallery)
        menu.aboutToHide.connect(menu.deleteLater)
        shown = self._gallery.query.account
        menu.add(tr("All gateways"), lambda: self._gallery.narrow(account=""), checked=not shown)
        menu.addSeparator()
        for gateway in self._preferences.gateways:
            menu.add(
                wording.gateway_name(gateway),
                lambda id=gateway.id: self._gallery.narrow(account=id),
                checked=gateway.id == shown,
            )
        return menu

    def _described(self, query: TaskQuery) -> str:
        if not query.account:
            return ""
        name = self._name(query.account)
        return tr_as("what one looks for", "only what {gateway} made", gateway=name)

    def _refresh(self) -> None:
        is_wanted = len(self._preferences.gateways) > 1
        self.chip.setVisible(is_wanted)
        if self._gallery.query.account and not is_wanted:
            self._gallery.narrow(account="")
        self._on_query_changed(self._gallery.query)

    def _on_query_changed(self, query: TaskQuery) -> None:
        self.chip.say(self._name(query.account) if query.account else "")
