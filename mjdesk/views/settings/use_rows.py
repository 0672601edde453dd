"""How a gateway is used: the way its key travels, its speed, how much at once, and what it seems to lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.request import Speed
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import gateway_words
from mjdesk.views.language import tr
from mjdesk.views.settings.form import named_row
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.number_slider import NumberSlider

if TYPE_CHECKING:
    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.theme import Theme

_MOST_AT_ONCE = 12


class UseRows(QWidget):
    """Owns the controls; a choice is told alone, because the profile that it belongs to is the editor's."""

    auth_chosen = Signal(object)
    """An `AuthStyle`."""
    speed_chosen = Signal(object)
    """A `Speed`."""
    at_once_chosen = Signal(int)
    relearn_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.auth = SegmentBar(
            theme,
            [
                Choice(style.value, gateway_words.auth_name(style), gateway_words.auth_hint(style))
                for style in AuthStyle
            ],
            name=tr("How the key is sent"),
        )
        self.speed = SegmentBar(
            theme,
            [Choice(speed.value, gateway_words.speed_name(speed)) for speed in Speed],
            name=tr("Speed"),
        )
        self.at_once = NumberSlider(
            theme,
            tr("Tasks at once"),
            minimum=1,
            maximum=_MOST_AT_ONCE,
            default=3,
            label_width=0,
            number_width=32,
        )
        self.lacks = ElidedLabel(theme, size=TYPE.label, role="text_2", lines=3)
        self.relearn_button = PushButton(theme, tr("Ask again what it can do"), icon="refresh-cw", small=True)
        lacks = QWidget()
        inner = QVBoxLayout(lacks)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE.tight)
        inner.addWidget(self.lacks)
        inner.addWidget(self.relearn_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._lacks_row = named_row(theme, tr("Seems to lack"), lacks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.snug)
        column.addWidget(named_row(theme, tr("Key sent as"), self.auth))
        column.addWidget(named_row(theme, tr("Speed"), self.speed))
        column.addWidget(named_row(theme, tr("Tasks at once"), self.at_once))
        column.addWidget(self._lacks_row)
        self.auth.chosen.connect(self._on_auth)
        self.speed.chosen.connect(self._on_speed)
        self.at_once.committed.connect(self._on_at_once)
        self.relearn_button.clicked.connect(self.relearn_requested)

    def show_profile(self, profile: GatewayProfile, *, is_kept: bool) -> None:
        """What is chosen, into the controls; what a gateway lacks is learned only of one that is kept."""
        self.auth.set_value(profile.auth.value)
        self.speed.set_value(profile.speed.value)
        self.at_once.set_value(profile.concurrency)
        lacking = gateway_words.lacking(profile.capabilities)
        self.lacks.set_text(lacking)
        self._lacks_row.setVisible(bool(lacking) and is_kept)

    def _on_auth(self, value: str) -> None:
        self.auth_chosen.emit(AuthStyle(value))

    def _on_speed(self, value: str) -> None:
        self.speed_chosen.emit(Speed(value))

    def _on_at_once(self, value: float) -> None:
        self.at_once_chosen.emit(round(value))
