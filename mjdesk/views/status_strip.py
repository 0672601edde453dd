"""The foot of the window: gateway, what runs, what is left, how much the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mjdesk.services.session import Reach
from mjdesk.theme import SIZE, SPACE, TYPE
from mjdesk.views import wording
from mjdesk.widgets.buttons import LinkButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.status import Status, StatusDot
from mjdesk.widgets.surface import Surface

if TYPE_CHECKING:
    from mjdesk.models.standing import Standing
    from mjdesk.theme import Theme

_WIDEST_NAME = 220
_SIGNS = {
    Reach.UNKNOWN: (Status.IDLE, "Not asked yet"),
    Reach.CHECKING: (Status.IDLE, "Asking"),
    Reach.ONLINE: (Status.OK, "Connected"),
    Reach.OFFLINE: (Status.ERROR, "Not reachable"),
    Reach.NOT_ALLOWED: (Status.WARN, "Key not accepted"),
}


class StatusStrip(Surface):
    """Owns its labels; the numbers are `Standing`'s."""

    settings_requested = Signal()
    check_requested = Signal()
    keys_requested = Signal()

    def __init__(self, theme: Theme, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._theme = theme
        self._standing = standing
        self.setFixedHeight(SIZE.status_bar)
        self._dot = StatusDot(theme, name="Gateway")
        self._gateway = ElidedLabel(theme, role="text_2", size=TYPE.label)
        self._gateway.setMaximumWidth(_WIDEST_NAME)
        self._latency = self._label()
        self._work = self._label("text_2")
        self._balance = self._label("text_2")
        self._library = self._label("text_2")
        self._again = LinkButton(theme, "Try again")
        keys = IconButton(theme, "keyboard", "Keys", key="?", size=22, icon_size=14)
        settings = IconButton(theme, "settings", "Settings", key="Ctrl ,", size=22, icon_size=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.panel, 0, SPACE.snug, 0)
        row.setSpacing(SPACE.wide)
        left = QHBoxLayout()
        left.setSpacing(SPACE.snug)
        left.addWidget(self._dot)
        left.addWidget(self._gateway)
        row.addLayout(left)
        row.addWidget(self._again)
        row.addWidget(self._latency)
        row.addWidget(self._work)
        row.addStretch(1)
        row.addWidget(self._balance)
        row.addWidget(self._library)
        ends = QHBoxLayout()
        ends.setSpacing(2)
        ends.addWidget(keys)
        ends.addWidget(settings)
        row.addLayout(ends)
        keys.clicked.connect(self.keys_requested)
        settings.clicked.connect(self.settings_requested)
        self._again.clicked.connect(self.check_requested)
        standing.changed.connect(self._refresh)
        self._refresh()

    def _label(self, role: str = "caption") -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "caption" if role == "caption" else "label")
        label.setFont(self._theme.font(TYPE.label))
        return label

    def _refresh(self) -> None:
        standing, state = self._standing, self._standing.session
        status, words = _SIGNS[state.reach]
        self._dot.set_status(status, words)
        self._gateway.set_text(state.profile.name)
        is_down = state.reach in {Reach.OFFLINE, Reach.NOT_ALLOWED}
        self._again.setVisible(is_down)
        if is_down:
            self._latency.setText(words)
        else:
            self._latency.setText(f"{state.latency * 1000:.0f} ms" if state.latency is not None else "")
        parts: list[str] = []
        if standing.running:
            parts.append(f"{standing.running} running")
        if standing.waiting:
            parts.append(f"{standing.waiting} queued")
        if standing.asking:
            parts.append(f"{standing.asking} asking")
        self._work.setText(" · ".join(parts))
        balance = state.balance
        if balance is None:
            self._balance.setText("")
        elif balance.is_unlimited:
            self._balance.setText("Balance unlimited")
        else:
            unit = f" {balance.unit}" if balance.unit else ""
            self._balance.setText(f"Balance {balance.remaining:,.2f}{unit}")
        if standing.size is not None:
            size = standing.size
            noun = "picture" if size.pictures == 1 else "pictures"
            self._library.setText(f"{size.pictures:,} {noun} · {wording.byte_count(size.bytes)}")
