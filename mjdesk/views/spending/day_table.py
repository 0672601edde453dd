"""What each day cost, with a line for every gateway that took something."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.views import money_words, wording
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.surface import Hairline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from mjdesk.domain.ledger import Spending
    from mjdesk.theme import Theme

_COLUMNS = 4


class DayTable(QWidget):
    """Owns the rows of the table; they are made anew when the numbers are."""

    def __init__(self, theme: Theme, gateway_name: Callable[[str], str]) -> None:
        super().__init__()
        self._theme = theme
        self._gateway_name = gateway_name
        self._rows: dict[int, list[ElidedLabel]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, SPACE.panel, 0)
        self._grid.setHorizontalSpacing(SPACE.wide)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnMinimumWidth(0, 150)
        self._grid.setColumnStretch(1, 1)

    def texts(self) -> list[tuple[str, ...]]:
        """What stands in each row, column by column."""
        return [tuple(label.text() for label in row) for row in self._rows.values()]

    def show_rows(self, rows: Sequence[Spending], today: date) -> None:
        """A line for each gateway and currency, newest day first; more than one has the day's sum over it."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows.clear()
        at = 0
        for day, group in groupby(rows, key=lambda row: row.day):
            mine = list(group)
            if at:
                line = Hairline(parent=self)
                self._grid.addWidget(line, at, 0, 1, _COLUMNS)
                at += 1
            self._put(at, 0, wording.day_title(day, today), weight=WEIGHT.medium)
            if len(mine) > 1:
                self._put(at, 1, "all gateways", role="text_2")
                self._put(at, 2, money_words.wishes(sum(row.wishes for row in mine)), role="text_2")
                self._put(at, 3, money_words.sums(mine), weight=WEIGHT.medium, is_number=True)
                at += 1
            for row in mine:
                self._put_spending(at, row)
                at += 1
        self._grid.setRowStretch(at, 1)

    def _put_spending(self, at: int, row: Spending) -> None:
        count = money_words.wishes(row.wishes)
        if row.unpriced:
            count += f", {row.unpriced} without a price"
        is_unknown = row.unpriced == row.wishes
        self._put(at, 1, self._gateway_name(row.account), role="text_2")
        self._put(at, 2, count, role="text_2")
        self._put(
            at, 3, "unknown" if is_unknown else money_words.money(row.amount, row.currency), is_number=True
        )

    def _put(
        self,
        at: int,
        column: int,
        text: str,
        *,
        role: str = "text",
        weight: int = WEIGHT.regular,
        is_number: bool = False,
    ) -> None:
        label = ElidedLabel(self._theme, text, role=role, size=TYPE.body, weight=weight, parent=self)
        if is_number:
            label.setFont(self._theme.font(TYPE.body, weight, tabular=True))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(label, at, column)
        self._rows.setdefault(at, []).append(label)
        label.show()
