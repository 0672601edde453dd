"""The foot of the window: gateway, what runs, what is left, how much the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mjdesk.services.session import Reach
from mjdesk.theme import SIZE, SPACE, TYPE
from mjdesk.views import answer_words, gateway_words, wording
from mjdesk.views.language import tr, tr_as, tr_count
from mjdesk.views.strip_button import StripButton
from mjdesk.widgets.buttons import LinkButton
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.status import StatusDot
from mjdesk.widgets.surface import Surface

if TYPE_CHECKING:
    from mjdesk.domain.gateway import Balance
    from mjdesk.models.standing import Standing
    from mjdesk.theme import Theme

_WIDEST_NAME = 220


class StatusStrip(Surface):
    """Owns its labels; the numbers are `Standing`'s."""

    settings_requested = Signal()
    check_requested = Signal()
    keys_requested = Signal()
    gateways_requested = Signal()
    queue_requested = Signal()
    answer_requested = Signal()
    """Lead to the task that has waited longest for an answer."""
    spending_requested = Signal()
    target_requested = Signal()
    """The words about where new pictures go were pressed."""

    def __init__(self, theme: Theme, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._theme = theme
        self._standing = standing
        self.setFixedHeight(SIZE.status_bar)
        self._dot = StatusDot(theme, name=tr("Gateway"))
        self.gateway = StripButton(theme, most=_WIDEST_NAME, parent=self)
        self._latency = self._label()
        self.work = StripButton(theme, parent=self)
        self.answer = StripButton(theme, role="accent", parent=self)
        self.balance = StripButton(theme, parent=self)
        self._library = self._label("text_2")
        self._selected = 0
        self._again = LinkButton(theme, tr("Try again"))
        keys = IconButton(theme, "keyboard", tr("Keys"), key="?", size=22, icon_size=14)
        settings = IconButton(theme, "settings", tr("Settings"), key="Ctrl ,", size=22, icon_size=14)
        self.target: StripButton | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.panel, 0, SPACE.snug, 0)
        row.setSpacing(SPACE.panel)
        left = QHBoxLayout()
        left.setSpacing(2)
        left.addWidget(self._dot)
        left.addWidget(self.gateway)
        row.addLayout(left)
        row.addWidget(self._again)
        row.addWidget(self._latency)
        row.addWidget(self.work)
        row.addWidget(self.answer)
        row.addStretch(1)
        row.addWidget(self.balance)
        row.addWidget(self._library)
        ends = QHBoxLayout()
        ends.setSpacing(2)
        ends.addWidget(keys)
        ends.addWidget(settings)
        row.addLayout(ends)
        keys.clicked.connect(self.keys_requested)
        settings.clicked.connect(self.settings_requested)
        self._again.clicked.connect(self.check_requested)
        self.gateway.clicked.connect(self.gateways_requested)
        self.work.clicked.connect(self.queue_requested)
        self.balance.clicked.connect(self.spending_requested)
        self.answer.clicked.connect(self.answer_requested)
        standing.changed.connect(self._refresh)
        self._refresh()

    def say_selected(self, count: int) -> None:
        """How many pictures of the gallery are selected; one goes without saying."""
        if count != self._selected:
            self._selected = count
            self._refresh()

    def show_target(self, words: str) -> None:
        """Where new pictures go; empty for nowhere."""
        if self.target is None:
            if not words:
                return
            self.target = StripButton(self._theme, most=_WIDEST_NAME * 2, parent=self)
            self.target.clicked.connect(self.target_requested)
            self._row.insertWidget(self._row.indexOf(self.work) + 1, self.target)
        self.target.say(words)

    def _label(self, role: str = "caption") -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "caption" if role == "caption" else "label")
        label.setFont(self._theme.font(TYPE.label))
        return label

    def _refresh(self) -> None:
        standing, state = self._standing, self._standing.session
        status, words = gateway_words.sign(state.reach, is_studio=state.profile.is_studio)
        self._dot.set_status(status, words)
        name = wording.gateway_name(state.profile)
        self.gateway.say(name, tr("Gateway: {gateway}, {state}", gateway=name, state=words))
        is_down = state.reach in {Reach.OFFLINE, Reach.NOT_ALLOWED}
        self._again.setVisible(is_down)
        if is_down:
            self._latency.setText(words)
        else:
            self._latency.setText(gateway_words.latency(state.latency) if state.latency is not None else "")
        self._latency.setVisible(bool(self._latency.text()))
        work = self._work_words()
        self.work.say(work, tr("Queue: {state}", state=work))
        self.answer.say(answer_words.asked_words(len(standing.asked)))
        self.balance.say(_balance_words(state.balance), tr("Spending"))
        if standing.size is not None:
            size = standing.size
            pictures = tr_count("{n:,} picture", "{n:,} pictures", size.pictures)
            kept = f"{pictures} · {wording.byte_count(size.bytes)}"
            selected = tr_count("{n:,} selected", "{n:,} selected", self._selected)
            self._library.setText(f"{selected} · {kept}" if self._selected > 1 else kept)

    def _work_words(self) -> str:
        standing = self._standing
        parts: list[str] = []
        if standing.running:
            parts.append(tr_count("{n} running", "{n} running", standing.running))
        if standing.waiting:
            parts.append(tr_count("{n} queued", "{n} queued", standing.waiting))
        if standing.is_paused:
            parts.append(tr_as("queue", "paused"))
        return " · ".join(parts)


def _balance_words(balance: Balance | None) -> str:
    if balance is None:
        return tr("Spending")
    if balance.is_unlimited:
        return tr("Balance unlimited")
    return tr("Balance {amount}", amount=gateway_words.balance_amount(balance))
