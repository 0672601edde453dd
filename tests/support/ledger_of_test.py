"""What stands behind purse and queue in their tests: prices, totals and drafts that a test writes down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mjdesk.domain.ledger import evidence
from mjdesk.domain.price import DEFAULT_TABLE, PriceTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from mjdesk.domain.ledger import Spending
    from mjdesk.domain.request import Speed
    from mjdesk.domain.task import Task, TaskKind


@dataclass
class LedgerOfTest:
    """What a model sees of the ledger."""

    prices: PriceTable = DEFAULT_TABLE
    rows: list[Spending] = field(default_factory=list["Spending"])
    charged: list[Task] = field(default_factory=list["Task"])

    def estimate(self, kind: TaskKind, *, speed: Speed, prompt: str, count: int = 1) -> Decimal | None:
        return self.prices.cost(kind, speed, count=count)

    def currency(self, account: str = "") -> str:
        return self.prices.currency

    async def today(self) -> Sequence[Spending]:
        last = max((row.day for row in self.rows), default=0)
        return [row for row in self.rows if row.day == last]

    async def spending(self, since: int, until: int) -> Sequence[Spending]:
        return [row for row in self.rows if since <= row.day <= until]

    async def charged_without_picture(self, limit: int) -> Sequence[Task]:
        return self.charged[:limit]

    def evidence(self, task: Task) -> str:
        return evidence(task)
