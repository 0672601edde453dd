"""What is spent today and what the next wish costs, for screens to show before the click."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from mjdesk.domain.ledger import price_of
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.task import TaskState
from mjdesk.services.delivery import delivered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.ledger import Spending
    from mjdesk.domain.request import Speed
    from mjdesk.domain.settings import Settings
    from mjdesk.domain.task import Task, TaskChange, TaskKind
    from mjdesk.services.gallery_feed import GalleryFeed
    from mjdesk.services.ledger import Ledger
    from mjdesk.services.settings import SettingsHolder
    from mjdesk.services.task_scope import TaskScope
    from mjdesk.services.task_store import TaskStore

_PAUSE_MS = 400
MOST_LISTED = 200
"""Wishes that a list of troubles asks for."""


class Purse(QObject):
    """Owns the totals of today; they are asked for anew soon after a wish was sent or refused."""

    changed = Signal()
    """Today's totals, the prices or the cap."""
    moved = Signal()
    """A wish has gone on, so what was listed may be otherwise now."""

    def __init__(
        self,
        ledger: Ledger,
        feed: GalleryFeed,
        store: TaskStore,
        settings: SettingsHolder,
        scope: TaskScope,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._feed = feed
        self._settings = settings
        self._scope = scope
        self.today: Sequence[Spending] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._on_pause)
        self._disconnects = (
            store.changed.connect(self._on_task_changed),
            settings.changed.connect(self._on_settings_changed),
        )

    @property
    def cap(self) -> Decimal:
        """What a day may cost before the person is asked; 0: whatever it wants."""
        return self._settings.value.daily_cap

    @property
    def currency(self) -> str:
        """Of the gateway in use; empty for its own units."""
        return self._ledger.currency()

    def spent(self, currency: str) -> Decimal:
        """What was spent today in one currency, at all gateways."""
        return sum((row.amount for row in self.today if row.currency == currency), Decimal(0))

    def currency_of(self, account: str) -> str:
        """Of one gateway; empty for its own units."""
        return self._ledger.currency(account)

    def estimate(
        self, kind: TaskKind, *, speed: Speed, prompt: str, count: int = 1, account: str = ""
    ) -> Decimal | None:
        """What `count` such wishes cost at a gateway, the one in use when none is named; None: unknown."""
        return self._ledger.estimate(kind, account=account, speed=speed, prompt=prompt, count=count)

    def count(self) -> None:
        """Ask for today's totals now."""
        self._scope.start(delivered(self._ledger.today(), self._on_today), name="spent today", replace=True)

    def load_spending(self, since: int, until: int, to: Callable[[Sequence[Spending]], object]) -> None:
        """A row for each day, gateway and currency; days are local ordinals, both inclusive."""
        work = delivered(self._ledger.spending(since, until), to)
        self._scope.start(work, name="spending", replace=True)

    def load_charged(self, to: Callable[[Sequence[Task]], object]) -> None:
        """Wishes that were charged and brought nothing, newest first; what is free was not charged."""

        def found(tasks: Sequence[Task]) -> None:
            to([task for task in tasks if price_of(task) != 0])

        work = delivered(self._ledger.charged_without_picture(MOST_LISTED), found)
        self._scope.start(work, name="charged without picture", replace=True)

    def load_unknown(self, to: Callable[[Sequence[Task]], object]) -> None:
        """Wishes of which nobody knows whether the gateway took them, newest first."""
        query = TaskQuery(states=frozenset({TaskState.UNKNOWN}))
        work = delivered(self._feed.newest(query, MOST_LISTED), to)
        self._scope.start(work, name="outcomes unknown", replace=True)

    def evidence(self, task: Task) -> str:
        """Plain text for the seller: ids, times and amounts; no key."""
        return self._ledger.evidence(task)

    def close(self) -> None:
        """Stop listening; before the services go."""
        self._soon.stop()
        for disconnect in self._disconnects:
            disconnect()

    def _on_pause(self) -> None:
        self.count()
        self.moved.emit()

    def _on_today(self, rows: Sequence[Spending]) -> None:
        if tuple(rows) != tuple(self.today):
            self.today = tuple(rows)
            self.changed.emit()

    def _on_task_changed(self, change: TaskChange) -> None:
        if change.before is None or change.before.state is not change.after.state:
            self._soon.start()

    def _on_settings_changed(self, change: tuple[Settings, Settings]) -> None:
        before, after = change
        if (before.daily_cap, before.gateways, before.active) != (
            after.daily_cap,
            after.gateways,
            after.active,
        ):
            self.changed.emit()
