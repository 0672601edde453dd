"""The sheets that lie over the window: welcome, settings, keys; each is made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.keys_sheet import KeysSheet
    from mjdesk.views.settings.settings_sheet import SettingsSheet
    from mjdesk.views.welcome.welcome_sheet import WelcomeSheet


class Sheets(QObject):
    """Owns the sheets of one window."""

    entered = Signal()
    """The first screen was answered."""

    def __init__(self, theme: Theme, host: QWidget, models: Ensemble, paths: Mapping[str, str]) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._models = models
        self._paths = paths
        self._welcome: WelcomeSheet | None = None
        self._settings: SettingsSheet | None = None
        self._keys: KeysSheet | None = None

    @property
    def welcome(self) -> WelcomeSheet:
        if self._welcome is None:
            from mjdesk.views.welcome.welcome_sheet import WelcomeSheet

            self._welcome = WelcomeSheet(self._theme, self._host, self._models)
            self._welcome.studio_chosen.connect(self._on_studio_chosen)
            self._welcome.gateway_connected.connect(self._on_gateway_connected)
        return self._welcome

    def is_welcoming(self) -> bool:
        """The first screen is open."""
        return self._welcome is not None and self._welcome.is_open()

    def open_settings(self) -> None:
        if self._settings is None:
            from mjdesk.views.settings.settings_sheet import SettingsSheet

            self._settings = SettingsSheet(self._theme, self._host, self._models, paths=self._paths)
        self._settings.open()

    def open_keys(self) -> None:
        if self._keys is None:
            from mjdesk.views.keys_sheet import KeysSheet

            self._keys = KeysSheet(self._theme, self._host)
        self._keys.open()

    def _on_studio_chosen(self) -> None:
        from mjdesk.domain.gateway import STUDIO_ID

        self._enter(STUDIO_ID)

    def _on_gateway_connected(self, profile_id: str) -> None:
        self._enter(profile_id)

    def _enter(self, profile_id: str) -> None:
        self._models.settings.update(is_welcomed=True)
        self._models.desk.use_gateway(profile_id)
        if self._welcome is not None:
            self._welcome.dismiss()
        self.entered.emit()
