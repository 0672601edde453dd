"""The settings: four pages in one sheet; what is chosen applies at once, so there is nothing to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget
from typing_extensions import override

from mjdesk.views.settings.about_page import AboutPage
from mjdesk.views.settings.gateway_page import GatewayPage
from mjdesk.views.settings.look_page import LookPage
from mjdesk.views.settings.storage_page import StoragePage
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.sheet import Sheet
from mjdesk.widgets.surface import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

_HEIGHT = 500


class SettingsSheet(Sheet):
    """Owns which page is shown."""

    def __init__(self, theme: Theme, host: QWidget, models: Ensemble, *, paths: Mapping[str, str]) -> None:
        """`paths`: folders and files by the keys of `storage_page.PLACES`; those not given are not shown."""
        super().__init__(theme, host, name="Settings", width=680)
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
        title = QLabel("Settings")
        title.setProperty("role", "title")
        self.close_button = IconButton(theme, "x", "Close", key="Esc")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        self.sections = SegmentBar(
            theme,
            (
                Choice("gateway", "Gateways"),
                Choice("look", "Look"),
                Choice("storage", "Storage"),
                Choice("about", "About"),
            ),
            name="Section",
        )
        self._stack = QStackedWidget()
        self._areas: dict[QWidget, _PageArea] = {}
        for page in self._pages.values():
            area = _PageArea(page)
            self._areas[page] = area
            self._stack.addWidget(area)
        self.body.addLayout(head)
        self.body.addWidget(self.sections)
        self.body.addSpacing(4)
        self.body.addWidget(self._stack, 1)
        self.sections.chosen.connect(self.show_section)
        self.close_button.clicked.connect(self.dismiss)
        self.opened.connect(self._on_opened)
        self.closed.connect(self.gateway.close_secrets)
        self.gateway.turned.connect(self._areas[self.gateway].to_top)
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

    def _on_opened(self) -> None:
        self.show_section(self.sections.value())
        self.sections.option(self.sections.value()).setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            area = self._stack.currentWidget()
            if isinstance(area, _PageArea):
                area.ensureWidgetVisible(watched, 0, 12)
        return super().eventFilter(watched, event)


class _PageArea(ScrollArea):
    """A page, scrolled where the window is low; it does not take the focus itself."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        page.setAutoFillBackground(False)  # `setWidget` turns it on; the sheet's card is the ground
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def to_top(self) -> None:
        """Begin a page anew."""
        self.verticalScrollBar().setValue(0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 160)
