"""A gateway's price table, to be read and edited: what each kind of wish costs there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.domain.price import DEFAULT_TABLE, PriceTable
from mjdesk.domain.request import Speed
from mjdesk.domain.task import TaskKind
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import gateway_words, money_words, wording
from mjdesk.views.language import tr, tr_as
from mjdesk.views.settings.form import named_row
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.field import Field

if TYPE_CHECKING:
    from mjdesk.theme import Theme

_KINDS = (
    TaskKind.IMAGINE,
    TaskKind.VARIATION,
    TaskKind.REROLL,
    TaskKind.BLEND,
    TaskKind.ZOOM,
    TaskKind.PAN,
    TaskKind.INPAINT,
    TaskKind.UPSCALE,
    TaskKind.DESCRIBE,
    TaskKind.SHORTEN,
    TaskKind.SWAP_FACE,
    TaskKind.EDIT,
    TaskKind.RETEXTURE,
    TaskKind.VIDEO,
)
_SPEEDS = (Speed.RELAX, Speed.FAST, Speed.TURBO)
_LONGEST_CURRENCY = 8
_WIDTH = 92


class PriceRows(QWidget):
    """Owns the fields; an entry that is no number comes back as it was."""

    changed = Signal(object)
    """A `PriceTable`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = DEFAULT_TABLE
        self.currency = Field(
            theme, name=tr("Currency"), placeholder=tr("CNY, USD or the gateway's own units")
        )
        self.currency.edit.setMaxLength(_LONGEST_CURRENCY)
        self.fields: dict[TaskKind, Field] = {}
        self.factors: dict[Speed, Field] = {}
        self.default_button = PushButton(theme, tr("Usual prices"), small=True)
        self.free_button = PushButton(theme, tr("All free"), small=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.panel)
        grid.setVerticalSpacing(SPACE.tight)
        for at, kind in enumerate(_KINDS):
            name = wording.kind_name(kind)
            field = self.fields[kind] = _number(
                theme, tr("Price of {kind}", kind=name), tr_as("price", "unknown")
            )
            field.edit.editingFinished.connect(partial(self._on_price, kind))
            self._place(theme, grid, at, name, field)
        for at, speed in enumerate(_SPEEDS):
            name = gateway_words.speed_name(speed)
            field = self.factors[speed] = _number(theme, tr("{speed} times", speed=name), "1")
            field.edit.editingFinished.connect(partial(self._on_factor, speed))
            self._place(theme, grid, len(_KINDS) + at, tr("{speed}, times", speed=name), field)
        grid.setColumnMinimumWidth(2, SPACE.panel)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.snug)
        line.addWidget(self.default_button)
        line.addWidget(self.free_button)
        line.addStretch(1)
        hint = ElidedLabel(
            theme,
            tr(
                "No gateway tells its prices beforehand. These are the usual ones: enter your seller's, and "
                "each wish says what it costs before you send it."
            ),
            role="text_3",
            size=TYPE.label,
            lines=3,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.snug)
        column.addWidget(hint)
        column.addWidget(named_row(theme, tr("Currency"), self.currency))
        column.addLayout(grid)
        column.addWidget(buttons)
        self.currency.edit.editingFinished.connect(self._on_currency)
        self.default_button.clicked.connect(self._on_default)
        self.free_button.clicked.connect(self._on_free)

    def show_table(self, table: PriceTable) -> None:
        """What is kept, into the fields."""
        self._table = table
        self.currency.set_text(table.currency)
        for kind, field in self.fields.items():
            price = table.prices.get(kind)
            field.set_text("" if price is None else money_words.plain_amount(price))
        for speed, field in self.factors.items():
            factor = table.speeds.get(speed)
            field.set_text("" if factor is None else money_words.plain_amount(factor))

    def _place(self, theme: Theme, grid: QGridLayout, at: int, name: str, field: Field) -> None:
        row, side = at // 2, at % 2
        grid.addWidget(ElidedLabel(theme, name, role="text_2"), row, 3 * side)
        grid.addWidget(field, row, 3 * side + 1)

    def _become(self, table: PriceTable) -> None:
        is_new = table != self._table
        self.show_table(table)
        if is_new:
            self.changed.emit(table)

    def _on_price(self, kind: TaskKind) -> None:
        text = self.fields[kind].text().strip()
        number = read_amount(text)
        self._become(self._table if text and number is None else self._table.with_price(kind, number))

    def _on_factor(self, speed: Speed) -> None:
        text = self.factors[speed].text().strip()
        number = read_amount(text)
        if number is not None:
            self._become(self._table.with_speed(speed, number))
        elif text or speed not in self._table.speeds:
            self._become(self._table)
        else:
            self._become(self._table.with_speed(speed, Decimal(1)))

    def _on_currency(self) -> None:
        self._become(replace(self._table, currency=self.currency.text().strip()))

    def _on_default(self) -> None:
        self._become(replace(DEFAULT_TABLE, currency=self._table.currency))

    def _on_free(self) -> None:
        self._become(replace(PriceTable.free(), currency=self._table.currency))


def read_amount(text: str) -> Decimal | None:
    """A number as people write it, `0.05` or `0,05`; None when it is none or below zero."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number < 1_000_000 else None


def _number(theme: Theme, name: str, placeholder: str) -> Field:
    field = Field(theme, name=name, placeholder=placeholder)
    field.setFixedWidth(_WIDTH)
    field.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.edit.setFont(theme.font(TYPE.body, tabular=True))
    return field
