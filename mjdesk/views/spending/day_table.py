"""What each day cost, with a line for every gateway that took something."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from mjdesk.theme import WEIGHT
from mjdesk.views import money_words, wording
from mjdesk.views.language import tr, tr_as, tr_count
from mjdesk.views.spending.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from mjdesk.domain.ledger import Spending
    from mjdesk.theme import Theme


class DayTable(Table):
    """A line for each gateway of each day."""

    def __init__(self, theme: Theme, gateway_name: Callable[[str], str]) -> None:
        super().__init__(theme, columns=4, wide=1)
        self._gateway_name = gateway_name
        self._grid.setColumnMinimumWidth(0, 150)

    def show_rows(self, rows: Sequence[Spending], today: date) -> None:
        """A line for each gateway and currency, newest day first; more than one has the day's sum over it."""
        self.clear()
        at = 0
        for day, group in groupby(rows, key=lambda row: row.day):
            mine = list(group)
            if at:
                self.line(at)
                at += 1
            self.put(at, 0, wording.day_title(day, today), weight=WEIGHT.medium)
            if len(mine) > 1:
                self.put(at, 1, tr("all gateways"), role="text_2")
                self.put(at, 2, money_words.wishes(sum(row.wishes for row in mine)), role="text_2")
                self.put(at, 3, money_words.sums(mine), weight=WEIGHT.medium, is_number=True)
                at += 1
            for row in mine:
                self._put_spending(at, row)
                at += 1
        if not at:
            self.put(at, 0, tr("Nothing was spent in the last 90 days."), role="text_2")
            at += 1
        self.end(at)

    def _put_spending(self, at: int, row: Spending) -> None:
        count = money_words.wishes(row.wishes)
        if row.unpriced:
            count = tr_count(
                "{wishes}, {n} without a price", "{wishes}, {n} without a price", row.unpriced, wishes=count
            )
        self.put(at, 1, self._gateway_name(row.account), role="text_2")
        self.put(at, 2, count, role="text_2")
        self.put(at, 3, _amount(row), is_number=True)


def _amount(row: Spending) -> str:
    if row.unpriced == row.wishes:
        return tr_as("price", "unknown")
    return money_words.money(row.amount, row.currency) if row.amount else tr_as("price", "free")
