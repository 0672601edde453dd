"""The sheets that lie over the window: welcome, settings, keys; each is made when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.services.session import Reach
from mjdesk.views.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.models.desk import OverCap
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.cap_sheet import CapSheet
    from mjdesk.views.key_sheet import KeySheet
    from mjdesk.views.keys_sheet import KeysSheet
    from mjdesk.views.settings.settings_sheet import SettingsSheet
    from mjdesk.views.spending.spending_sheet import SpendingSheet
    from mjdesk.views.upload.upload_sheet import UploadSheet
    from mjdesk.views.welcome.welcome_sheet import WelcomeSheet


class Sheets(QObject):
    """Owns the sheets of one window."""

    entered = Signal()
    """The first screen was answered."""
    copy_requested = Signal(str)
    """Words for the clipboard."""
    use_requested = Signal(object)
    """`tuple[str, ...]`: addresses of pictures for the prompt."""

    def __init__(self, theme: Theme, host: QWidget, models: Ensemble, paths: Mapping[str, str]) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._models = models
        self._paths = paths
        self._welcome: WelcomeSheet | None = None
        self._settings: SettingsSheet | None = None
        self._keys: KeysSheet | None = None
        self._spending: SpendingSheet | None = None
        self._cap: CapSheet | None = None
        self._upload: UploadSheet | None = None
        self._key: KeySheet | None = None
        self._asked: set[str] = set()
        models.desk.cap_reached.connect(self._on_cap_reached)
        models.standing.changed.connect(self._on_standing_changed)

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

    @property
    def settings(self) -> SettingsSheet:
        if self._settings is None:
            from mjdesk.views.settings.settings_sheet import SettingsSheet

            self._settings = SettingsSheet(self._theme, self._host, self._models, paths=self._paths)
        return self._settings

    @property
    def spending(self) -> SpendingSheet:
        if self._spending is None:
            from mjdesk.views.spending.spending_sheet import SpendingSheet

            self._spending = SpendingSheet(self._theme, self._host, self._models)
            self._spending.copy_requested.connect(self.copy_requested)
            self._spending.task_requested.connect(self._models.focused.show_id)
            self._spending.commanded.connect(self._on_commanded)
        return self._spending

    @property
    def key(self) -> KeySheet:
        if self._key is None:
            from mjdesk.views.key_sheet import KeySheet

            self._key = KeySheet(self._theme, self._host, self._models.desk)
        return self._key

    @property
    def cap(self) -> CapSheet:
        if self._cap is None:
            from mjdesk.views.cap_sheet import CapSheet

            self._cap = CapSheet(self._theme, self._host)
        return self._cap

    @property
    def upload(self) -> UploadSheet:
        if self._upload is None:
            from mjdesk.views.compose.picture_intake import PictureIntake, has_pictures
            from mjdesk.views.upload.upload_sheet import UploadSheet

            models = self._models

            def make_intake(owner: QWidget) -> PictureIntake:
                return PictureIntake(models.desk, models.uploads, owner, title=tr("Upload pictures"))

            self._upload = UploadSheet(
                self._theme, self._host, models.uploads, models.thumbnails, make_intake, has_pictures
            )
            self._upload.copy_requested.connect(self.copy_requested)
            self._upload.use_requested.connect(self._on_use_requested)
        return self._upload

    def open_upload(self, pictures: Sequence[Picture] = ()) -> None:
        """Leave pictures at the gateway: these at once, and whatever is put into the sheet."""
        self.upload.open()
        for picture in pictures:
            self._models.uploads.add(picture)

    def _on_use_requested(self, urls: tuple[str, ...]) -> None:
        self.upload.dismiss()
        self.use_requested.emit(urls)

    def open_settings(self) -> None:
        self.settings.open()

    def open_gateways(self) -> None:
        """The settings, at the list of gateways."""
        self.settings.show_section("gateway")
        self.settings.open()

    def open_spending(self) -> None:
        self.spending.open()

    def open_keys(self) -> None:
        if self._keys is None:
            from mjdesk.views.keys_sheet import KeysSheet

            self._keys = KeysSheet(self._theme, self._host)
        self._keys.open()

    def _on_cap_reached(self, wish: OverCap) -> None:
        self.cap.ask(wish)

    def _on_standing_changed(self) -> None:
        """A key that no keychain kept is asked for, once for each gateway and start."""
        state = self._models.standing.session
        is_refused = state.reach is Reach.NOT_ALLOWED and state.profile.id not in self._asked
        if is_refused and self._models.settings.value.is_welcomed:
            self._asked.add(state.profile.id)
            self._models.desk.find_missing_key(self._on_missing_key)

    def _on_missing_key(self) -> None:
        is_free = self._settings is None or not self._settings.is_open()
        if is_free and not self._models.preferences.key_is_kept:
            self.key.ask(self._models.preferences.active)

    def _on_commanded(self, task_id: str, command: str) -> None:
        if command == "check":
            self._models.desk.check_again(task_id)
        else:
            self._models.desk.retry(task_id)

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
