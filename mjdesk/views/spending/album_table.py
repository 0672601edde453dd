"""What each collection cost: lately, and since it was begun; for who works for several clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.theme import WEIGHT
from mjdesk.views import money_words
from mjdesk.views.language import tr, tr_as, tr_count
from mjdesk.views.spending.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.album import AlbumSpending
    from mjdesk.theme import Theme


class AlbumTable(Table):
    """A line for each collection that cost anything, and one for what is in none."""

    def __init__(self, theme: Theme, album_name: Callable[[int], str]) -> None:
        """`album_name` is asked with 0 too: for what is in no collection."""
        super().__init__(theme, columns=4, wide=0)
        self._album_name = album_name
        self._grid.setColumnMinimumWidth(2, 110)
        self._grid.setColumnMinimumWidth(3, 110)

    def show_rows(self, lately: Sequence[AlbumSpending], ever: Sequence[AlbumSpending]) -> None:
        """`lately` of the last 30 days; the order is by name, what is in none last."""
        self.clear()
        self.put(0, 0, tr_as("column", "Collection"), role="text_3")
        self.put(0, 1, tr_as("column", "Wishes"), role="text_3", is_number=True)
        self.put(0, 2, tr("30 days"), role="text_3", is_number=True)
        self.put(0, 3, tr_as("column", "In all"), role="text_3", is_number=True)
        self.line(1)
        names = {row.album: self._album_name(row.album) for row in ever}
        at = 2
        for album in sorted(names, key=lambda each: (each == 0, names[each].casefold())):
            mine = [row for row in ever if row.album == album]
            new = [row for row in lately if row.album == album]
            count = f"{sum(row.wishes for row in mine):,}"
            if unpriced := sum(row.unpriced for row in mine):
                without = tr_count("{n:,} unpriced", "{n:,} unpriced", unpriced)
                count = f"{count} · {without}"
            role = "text" if album else "text_2"
            weight = WEIGHT.medium if album else WEIGHT.regular
            self.put(at, 0, names[album], role=role, weight=weight)
            self.put(at, 1, count, role="text_2", is_number=True)
            self.put(at, 2, money_words.sums(new) if new else "–", role="text_2", is_number=True)
            self.put(at, 3, money_words.sums(mine), role=role, weight=weight, is_number=True)
            at += 1
        if at == 2:
            self.put(at, 0, tr("Nothing was spent yet."), role="text_2")
            at += 1
        self.end(at)
