"""Asks for a key that no keychain keeps, so that a gateway can be used until one quits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.views import error_words, wording
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.secret_field import SecretField
from mjdesk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.models.desk import Desk
    from mjdesk.theme import Theme


class KeySheet(Sheet):
    """Owns what is typed until it is used or dropped."""

    def __init__(self, theme: Theme, host: QWidget, desk: Desk) -> None:
        super().__init__(theme, host, name=tr_as("secret", "Key"), width=460)
        self._desk = desk
        self._profile: GatewayProfile | None = None
        self.title = ElidedLabel(theme, size=TYPE.title, weight=WEIGHT.semibold)
        self.words = ElidedLabel(theme, role="text_2", lines=4)
        self.key = SecretField(
            theme,
            name=tr("Secret key"),
            show_name=tr("Show the key"),
            hide_name=tr("Hide the key"),
            placeholder=tr("Secret key"),
        )
        self.later_button = PushButton(theme, tr("Not now"))
        self.use_button = PrimaryButton(theme, tr("Use this key"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.snug)
        buttons.addStretch(1)
        buttons.addWidget(self.later_button)
        buttons.addWidget(self.use_button)
        self.body.addWidget(self.title)
        self.body.addWidget(self.words)
        self.body.addWidget(self.key)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(buttons)
        self.later_button.clicked.connect(self.dismiss)
        self.use_button.clicked.connect(self._on_use)
        self.key.submitted.connect(self._on_use)
        self.closed.connect(self._on_closed)

    def ask(self, profile: GatewayProfile) -> None:
        """Ask for the key of a gateway."""
        self._profile = profile
        self.title.set_text(tr("The key of {gateway}", gateway=wording.gateway_name(profile)))
        self.words.set_text(
            tr(
                "There is no keychain here that can be used, so your key was kept until you quit. Settings "
                "can keep it in a file instead."
            )
        )
        self.open()
        self.key.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_use(self) -> None:
        key = self.key.text().strip()
        if self._profile is not None and key:
            self._desk.save_gateway(self._profile, key, saved=self._on_saved, failed=self._on_failed)

    def _on_saved(self) -> None:
        self.dismiss()
        self._desk.check_gateway()

    def _on_failed(self, error: DeskError) -> None:
        words = error_words.explain(error)
        self.words.set_text(wording.sentences(words.title, words.advice))

    def _on_closed(self) -> None:
        """Nothing secret outlives the sheet."""
        self.key.edit.clear()
        self.key.set_shown(False)
