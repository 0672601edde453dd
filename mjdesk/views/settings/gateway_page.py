"""All gateways, or one of them to be changed; with the daily limit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mjdesk.domain.presets import PRESETS
from mjdesk.theme import TYPE
from mjdesk.views import money_words
from mjdesk.views.language import tr
from mjdesk.views.settings.form import Page
from mjdesk.views.settings.gateway_editor import GatewayEditor
from mjdesk.views.settings.gateway_list import GatewayList
from mjdesk.views.settings.price_rows import read_amount
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import Field

if TYPE_CHECKING:
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme


class GatewayPage(QWidget):
    """Owns which of the two is shown."""

    turned = Signal()
    """The other of the two is shown now; it begins at its top."""

    def __init__(self, theme: Theme, models: Ensemble) -> None:
        super().__init__()
        self._preferences = models.preferences
        self._standing = models.standing
        self._desk = models.desk
        self._overview = Page(theme)
        self.gateways = GatewayList(theme)
        self.cap = Field(theme, name=tr("Daily limit"), placeholder=tr("no limit"))
        self.cap.setFixedWidth(120)
        self.cap.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._overview.add_sentence(
            tr("New wishes go to the gateway in use. What runs elsewhere goes on there.")
        )
        self._overview.column.addWidget(self.gateways)
        self._overview.add_head(tr("Money"))
        hint = ElidedLabel(
            theme,
            tr("Before a day costs more than this, you are asked."),
            role="text_3",
            size=TYPE.label,
            lines=2,
        )
        self._overview.add_row(tr("Daily limit"), hint, self.cap)
        self._overview.column.addStretch(1)
        self.editor = GatewayEditor(theme, models)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._overview)
        column.addWidget(self.editor)
        self.gateways.use_requested.connect(self._desk.use_gateway)
        self.gateways.edit_requested.connect(self.edit)
        self.gateways.add_requested.connect(self.add)
        self.editor.left.connect(self.show_list)
        self.cap.edit.editingFinished.connect(self._on_cap)
        self._preferences.gateways_changed.connect(self._refresh)
        self._preferences.cap_changed.connect(self._show_cap)
        self._standing.changed.connect(self._refresh)
        self.editor.hide()
        self._refresh()
        self._show_cap()

    def edit(self, profile_id: str) -> None:
        """Show one gateway; nothing happens for the studio, which has nothing to set."""
        profile = self._preferences.gateway(profile_id)
        if profile is not None and not profile.is_studio:
            self.editor.edit(profile)
            self._turn(is_editing=True)

    def add(self, preset_id: str = "") -> None:
        """Set up another gateway; `preset_id` of `domain.presets`, or "" for any."""
        self._turn(is_editing=True)
        self.editor.begin_new(next((each for each in PRESETS if each.id == preset_id), None))

    def show_list(self) -> None:
        """All gateways; what was typed and not kept is dropped."""
        self.editor.close_secrets()
        self._turn(is_editing=False)

    def is_editing(self) -> bool:
        """One gateway is shown."""
        return not self.editor.isHidden()

    def close_secrets(self) -> None:
        """Nothing that was typed and not kept outlives the sheet."""
        self.show_list()

    def _turn(self, *, is_editing: bool) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._overview.setVisible(not is_editing)
        self.editor.setVisible(is_editing)
        if had_focus and self.isVisible():
            first = self.editor.back_button if is_editing else self.gateways.add_button
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    def _refresh(self) -> None:
        self.gateways.show_gateways(self._preferences.gateways, self._standing.session)

    def _show_cap(self) -> None:
        cap = self._preferences.daily_cap
        self.cap.set_text(money_words.plain_amount(cap) if cap else "")

    def _on_cap(self) -> None:
        text = self.cap.text().strip()
        number = read_amount(text) if text else Decimal(0)
        if number is not None:
            self._preferences.set_daily_cap(number)
        self._show_cap()
