"""The question before a day costs more than it may: with the numbers, and sent only on a yes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mjdesk.theme import SPACE
from mjdesk.views import money_words
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from mjdesk.models.desk import OverCap
    from mjdesk.theme import Theme


class CapSheet(Sheet):
    """Owns the wishes that were held back until the answer; closed without one, they are dropped."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, name="Daily limit", width=460)
        self._held: list[OverCap] = []
        title = QLabel("This goes beyond today's limit")
        title.setProperty("role", "title")
        self.words = ElidedLabel(theme, role="text_2", lines=6)
        self.keep_button = PushButton(theme, "Do not send")
        self.send_button = PrimaryButton(theme, "Send it anyway")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.snug)
        buttons.addStretch(1)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.send_button)
        self.body.addWidget(title)
        self.body.addWidget(self.words)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(buttons)
        self.keep_button.clicked.connect(self.dismiss)
        self.send_button.clicked.connect(self._on_send)
        self.closed.connect(self._held.clear)

    def ask(self, wish: OverCap) -> None:
        """Hold a wish back and ask; more that come meanwhile are asked about together."""
        self._held.append(wish)
        self._say()
        self.open()
        self._place_card()

    def _say(self) -> None:
        first, count = self._held[0], len(self._held)
        price = sum((wish.price for wish in self._held), Decimal(0))
        costs = "It costs" if count == 1 else f"These {money_words.wishes(count)} cost"
        spent = money_words.money(first.spent, first.currency)
        after = money_words.money(first.spent + price, first.currency)
        cap = money_words.money(first.cap, first.currency)
        self.words.set_text(
            f"{costs} about {money_words.money(price, first.currency)}. With {spent} spent or waiting, today "
            f"would come to {after} of {cap}. Nothing was sent."
        )
        self.send_button.set_label("Send it anyway" if count == 1 else f"Send all {count} anyway")

    def _on_send(self) -> None:
        held = tuple(self._held)
        self.dismiss()
        for wish in held:
            wish.go()
