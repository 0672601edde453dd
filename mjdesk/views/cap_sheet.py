"""The question before a day costs more than it may: with the numbers, and sent only on a yes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mjdesk.theme import SPACE
from mjdesk.views import money_words, wording
from mjdesk.views.language import tr, tr_count
from mjdesk.widgets.buttons import PrimaryButton, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from mjdesk.models.desk import OverCap
    from mjdesk.theme import Theme


class CapSheet(Sheet):
    """Owns the wishes that were held back until the answer; closed without one, they are dropped."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, name=tr("Daily limit"), width=460)
        self._held: list[OverCap] = []
        title = QLabel(tr("This goes beyond today's limit"))
        title.setProperty("role", "title")
        self.words = ElidedLabel(theme, role="text_2", lines=6)
        self.keep_button = PushButton(theme, tr("Do not send"))
        self.send_button = PrimaryButton(theme, tr("Send it anyway"))
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
        total = sum((wish.price for wish in self._held), Decimal(0))
        price = money_words.money(total, first.currency)
        costs, send = tr("It costs about {price}.", price=price), tr("Send it anyway")
        if count > 1:
            costs = tr_count(
                "These {n:,} wishes cost about {price}.",
                "These {n:,} wishes cost about {price}.",
                count,
                price=price,
            )
            send = tr_count("Send all {n} anyway", "Send all {n} anyway", count)
        self.words.set_text(
            wording.sentences(
                costs,
                tr(
                    "With {spent} spent or waiting, today would come to {after} of {cap}. Nothing was sent.",
                    spent=money_words.money(first.spent, first.currency),
                    after=money_words.money(first.spent + total, first.currency),
                    cap=money_words.money(first.cap, first.currency),
                ),
            )
        )
        self.send_button.set_label(send)

    def _on_send(self) -> None:
        held = tuple(self._held)
        self.dismiss()
        for wish in held:
            wish.go()
