"""Spending: what each day cost, what was charged for nothing, and what nobody knows the end of."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mjdesk.domain.ledger import local_day
from mjdesk.theme import SPACE, TYPE, WEIGHT
from mjdesk.views import money_words, wording
from mjdesk.views.language import tr, tr_as
from mjdesk.views.spending.album_table import AlbumTable
from mjdesk.views.spending.day_table import DayTable
from mjdesk.views.spending.trouble_list import TroubleList
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.page_stack import PageStack
from mjdesk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.album import AlbumSpending
    from mjdesk.domain.ledger import Spending
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

_SHORTEST, _TALLEST = 180, 440
"""Heights of a list, in logical pixels."""
_HEAD = 176
"""What stands over and under a list, in logical pixels."""
_DAYS = 90
_MONTH = 30
_WEEK = 7
_PAUSE_MS = 250
_DAYS_SECTION, _ALBUMS, _CHARGED, _UNKNOWN = "days", "collections", "charged", "unknown"
_EVER = 1
"""The first of all days."""


class SpendingSheet(Sheet):
    """Owns which list is shown; the numbers are `Purse`'s and asked for while it is open."""

    task_requested = Signal(str)
    copy_requested = Signal(str)
    commanded = Signal(str, str)
    """A task's id and `check` or `retry`."""

    def __init__(self, theme: Theme, host: QWidget, models: Ensemble) -> None:
        super().__init__(theme, host, name=tr("Spending"), width=820, tallest=_TALLEST + _HEAD)
        self._purse = models.purse
        self._now = models.clock.now
        title = QLabel(tr("Spending"))
        title.setProperty("role", "title")
        self.close_button = IconButton(theme, "x", tr_as("button", "Close"), key="Esc")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        self.sums = [_Sum(theme, name) for name in (tr("Today"), tr("7 days"), tr("30 days"), tr("90 days"))]
        sums = QHBoxLayout()
        sums.setSpacing(SPACE.broad)
        for each in self.sums:
            sums.addWidget(each)
        sums.addStretch(1)
        self.sections = SegmentBar(theme, _sections(0, 0), name=tr("Section"), value=_DAYS_SECTION)
        name, now = partial(wording.account_name, models.gateway), models.clock.now
        self.days = DayTable(theme, name)
        self.albums = AlbumTable(theme, self._album_name)
        self._album_list = models.albums
        self._lately: Sequence[AlbumSpending] = ()
        self._ever: Sequence[AlbumSpending] = ()
        self.charged = TroubleList(
            theme,
            sentence=tr(
                "These were accepted and brought nothing. The evidence has all that your seller needs "
                "to find a charge and give it back; your key is not in it."
            ),
            nothing=tr("Nothing was charged without a picture."),
            gateway_name=name,
            now=now,
        )
        self.unknown = TroubleList(
            theme,
            sentence=tr(
                "The connection broke before the gateway answered, so these may have been accepted and "
                "charged. Nothing is sent twice by itself: check again, or repeat one yourself."
            ),
            nothing=tr("The outcome of every wish is known."),
            gateway_name=name,
            now=now,
        )
        self._pages: dict[str, QWidget] = {
            _DAYS_SECTION: self.days,
            _ALBUMS: self.albums,
            _CHARGED: self.charged,
            _UNKNOWN: self.unknown,
        }
        self._stack = PageStack(shortest=_SHORTEST, tallest=_TALLEST)
        for page in self._pages.values():
            self._stack.add(page)
        self.body.addLayout(head)
        self.body.addLayout(sums)
        self.body.addWidget(self.sections)
        self.body.addSpacing(SPACE.hair)
        self.body.addWidget(self._stack, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._load)
        self.sections.chosen.connect(self.show_section)
        self.close_button.clicked.connect(self.dismiss)
        self.opened.connect(self._on_opened)
        self._purse.changed.connect(self._on_changed)
        self._purse.moved.connect(self._on_changed)
        self._album_list.changed.connect(self._on_changed)
        for troubles in (self.charged, self.unknown):
            troubles.commanded.connect(self._on_command)
            troubles.evidence_requested.connect(self._on_evidence)

    def show_section(self, section: str) -> None:
        """`days`, `collections`, `charged` or `unknown`."""
        self.sections.set_value(section)
        self._stack.setCurrentIndex(list(self._pages).index(section))

    def _on_opened(self) -> None:
        self.show_section(self.sections.value())
        self.sections.option(self.sections.value()).setFocus(Qt.FocusReason.PopupFocusReason)
        self._load()

    def _on_changed(self) -> None:
        if self.is_open():
            self._soon.start()

    def _load(self) -> None:
        if not self.is_open():
            return
        today = local_day(self._now())
        self._purse.load_spending(today - _DAYS + 1, today, self._on_spending)
        self._album_list.load_spending(today - _MONTH + 1, today, self._on_lately)
        self._album_list.load_spending(_EVER, today, self._on_ever)
        self._purse.load_charged(self._on_charged)
        self._purse.load_unknown(self._on_unknown)

    def _on_spending(self, rows: Sequence[Spending]) -> None:
        today = local_day(self._now())
        for each, days in zip(self.sums, (1, _WEEK, _MONTH, _DAYS), strict=True):
            each.show_rows([row for row in rows if row.day > today - days])
        cap = self._purse.cap
        if cap > 0:
            is_mixed = len({row.currency for row in rows if row.day == today and row.amount}) > 1
            self.sums[0].add_cap(money_words.plain_amount(cap), is_mixed=is_mixed)
        self.days.show_rows(rows, date.fromordinal(today))

    def _on_lately(self, rows: Sequence[AlbumSpending]) -> None:
        self._lately = rows
        self.albums.show_rows(self._lately, self._ever)

    def _on_ever(self, rows: Sequence[AlbumSpending]) -> None:
        self._ever = rows
        self.albums.show_rows(self._lately, self._ever)

    def _album_name(self, album: int) -> str:
        found = self._album_list.get(album)
        return found.name if found is not None else tr("In no collection")

    def _on_charged(self, tasks: Sequence[Task]) -> None:
        self.charged.show_tasks(tasks)
        self._count()

    def _on_unknown(self, tasks: Sequence[Task]) -> None:
        self.unknown.show_tasks(tasks)
        self._count()

    def _count(self) -> None:
        labels = _sections(self.charged.count, self.unknown.count)
        for choice in labels:
            self.sections.option(choice.value).set_label(choice.label)

    def _on_command(self, task_id: str, command: str) -> None:
        if command == "show":
            self.dismiss()
            self.task_requested.emit(task_id)
        else:
            self.commanded.emit(task_id, command)

    def _on_evidence(self, tasks: tuple[Task, ...]) -> None:
        self.copy_requested.emit("\n\n".join(self._purse.evidence(task) for task in tasks))


class _Sum(QWidget):
    """One total with its name over it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        column.addWidget(ElidedLabel(theme, name, role="text_3", size=TYPE.label))
        self.amount = ElidedLabel(theme, size=TYPE.section, weight=WEIGHT.semibold)
        column.addWidget(self.amount)

    def show_rows(self, rows: Sequence[Spending]) -> None:
        self.amount.set_text(money_words.sums(rows))

    def add_cap(self, cap: str, *, is_mixed: bool) -> None:
        """`is_mixed`: in several currencies, so that the limit holds for each."""
        sums = self.amount.text()
        self.amount.set_text(
            tr("{sums} of {cap} each", sums=sums, cap=cap)
            if is_mixed
            else tr("{sums} of {cap}", sums=sums, cap=cap)
        )


def _sections(charged: int, unknown: int) -> tuple[Choice, ...]:
    return (
        Choice(_DAYS_SECTION, tr("By day")),
        Choice(_ALBUMS, tr("By collection")),
        Choice(_CHARGED, _counted(tr("Charged, no picture"), charged)),
        Choice(_UNKNOWN, _counted(tr("Outcome unknown"), unknown)),
    )


def _counted(words: str, count: int) -> str:
    return f"{words} · {count}" if count else words
