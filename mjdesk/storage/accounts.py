"""The columns of money: what a task writes into them, and the totals over them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from mjdesk.domain.ledger import Spending, ledger_state, local_day, price_of

if TYPE_CHECKING:
    import sqlite3

    from mjdesk.domain.task import Task

UNIT = Decimal(1_000_000)
"""Money is kept in millionths."""
_MOST = 2**62
"""What SQLite's integers can hold, with room for a sum."""


def ledger_columns(task: Task) -> tuple[str, int, str, int | None]:
    """(ledger, spent_day, currency, spent) of `task`; nothing is spent before it was sent or when refused."""
    state = ledger_state(task)
    if not state.counts or task.sent_at is None:
        return state.value, 0, "", None
    price = price_of(task)
    spent = None if price is None else min(int((price * UNIT).to_integral_value()), _MOST)
    return state.value, local_day(task.sent_at), task.currency, spent


def spending(connection: sqlite3.Connection, since: int, until: int, account: str) -> list[Spending]:
    """A row for each day, account and currency, newest day first."""
    whose = "AND account = :account" if account else ""
    rows = connection.execute(
        "SELECT day, account, currency, sum(spent), sum(wishes), sum(unpriced) FROM ("  # noqa: S608 (our words)
        " SELECT spent_day AS day, account, currency, spent, 1 AS wishes, spent IS NULL AS unpriced"
        f" FROM task WHERE spent_day > 0 AND spent_day BETWEEN :since AND :until {whose}"
        " UNION ALL SELECT day, account, currency, spent, wishes, unpriced"
        f" FROM spent_before WHERE day BETWEEN :since AND :until {whose}"
        ") GROUP BY day, account, currency ORDER BY day DESC, account, currency",
        {"since": since, "until": until, "account": account},
    )
    return [
        Spending(
            day=day,
            account=owner,
            currency=currency,
            amount=Decimal(spent or 0) / UNIT,
            wishes=wishes,
            unpriced=unpriced,
        )
        for day, owner, currency, spent, wishes, unpriced in rows
    ]
