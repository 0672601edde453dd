"""The settings: four pages in one sheet; what is chosen applies at once, so there is nothing to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from mjdesk.views.language import tr, tr_as
from mjdesk.views.settings.about_page import AboutPage
from mjdesk.views.settings.gateway_page import GatewayPage
from mjdesk.views.settings.look_page import LookPage
from mjdesk.views.settings.storage_page import StoragePage
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.page_stack import PageStack
from mjdesk.widgets.sheet import Sheet
from mjdesk.widgets.surface import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

_SHORTEST, _TALLEST = 200, 500
"""Heights of a page, in logical pixels."""
_HEAD = 148
"""What stands over and under a page, in logical pixels."""


class SettingsSheet(Sheet):
    """Owns which page is shown."""

    def __init__(self, theme: Theme, host: QWidget, models: Ensemble, *, paths: Mapping[str, str]) -> None:
        """`paths`: folders and files by the keys of `storage_page.PLACES`; those not given are not shown."""
        super().__init__(theme, host, name=tr("Settings"), width=680, tallest=_TALLEST + _HEAD)
        self.gateway = GatewayPage(theme, models)
        self.look = LookPage(theme, models.preferences)
        self.storage = StoragePage(theme, models, paths)
        self.about = AboutPage(theme, models.preferences, paths)
        self._pages: dict[str, QWidget] = {
            "gateway": self.gateway,
            "look": self.look,
            "storage": self.storage,
            "about": self.about,
        }
        title = QLabel(tr("Settings"))
        title.setProperty("role", "title")
        self.close_button = IconButton(theme, "x", tr_as("button", "Close"), key="Esc")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        self.sections = SegmentBar(
            theme,
            (
                Choice("gateway", tr("Gateways")),
                Choice("look", tr_as("settings", "Look")),
                Choice("storage", tr_as("settings", "Storage")),
                Choice("about", tr_as("settings", "About")),
            ),
            name=tr("Section"),
        )
        self._stack = PageStack(shortest=_SHORTEST, tallest=_TALLEST)
        self._areas = {page: self._stack.add(page) for page in self._pages.values()}
        self.body.addLayout(head)
        self.body.addWidget(self.sections)
        self.body.addSpacing(4)
        self.body.addWidget(self._stack, 1)
        self.sections.chosen.connect(self.show_section)
        self.close_button.clicked.connect(self.dismiss)
        self.opened.connect(self._on_opened)
        self.closed.connect(self.gateway.close_secrets)
        self.gateway.turned.connect(self._on_gateway_turned)
        for child in self._stack.findChildren(QWidget):
            child.installEventFilter(self)

    def edit_gateway(self, profile_id: str) -> None:
        """Show one gateway of the list; "" begins a new one."""
        self.show_section("gateway")
        if profile_id:
            self.gateway.edit(profile_id)
        else:
            self.gateway.add()

    def show_section(self, section: str) -> None:
        """`gateway`, `look`, `storage` or `about`."""
        page = self._pages[section]
        self.sections.set_value(section)
        self._stack.setCurrentWidget(self._areas[page])
        if page is self.storage:
            self.storage.count()

    def _on_gateway_turned(self) -> None:
        self._areas[self.gateway].verticalScrollBar().setValue(0)

    def _on_opened(self) -> None:
        self.show_section(self.sections.value())
        self.sections.option(self.sections.value()).setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            area = self._stack.currentWidget()
            if isinstance(area, ScrollArea):
                area.ensureWidgetVisible(watched, 0, 12)
        return super().eventFilter(watched, event)
