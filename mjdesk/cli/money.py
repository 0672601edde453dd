"""The command `ledger`: what each day cost at each gateway, and what was charged without a picture."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mjdesk.cli.sentences import Exit
from mjdesk.domain.ledger import local_day

if TYPE_CHECKING:
    from argparse import Namespace

    from mjdesk.assembly import Parts
    from mjdesk.cli.report import Report


async def ledger(parts: Parts, options: Namespace, report: Report) -> int:
    """Estimates by the accounts' own prices; never what a seller really took."""
    if options.charged:
        tasks = await parts.ledger.charged_without_picture()
        report.entries(
            [{"id": task.id, "evidence": parts.ledger.evidence(task)} for task in tasks],
            plain="{evidence}\n",
        )
        return Exit.DONE
    today = local_day(parts.clock.now())
    rows = await parts.ledger.spending(today - max(1, options.days) + 1, today)
    report.entries(
        [
            {
                "day": date.fromordinal(row.day).isoformat(),
                "gateway": row.account,
                "amount": f"{row.amount.normalize():f}",
                "currency": row.currency,
                "wishes": row.wishes,
                "unpriced": row.unpriced,
            }
            for row in rows
        ],
        plain="{day}  {gateway:<20}  {amount:>10} {currency:<5}  {wishes} wishes, {unpriced} without a price",
    )
    return Exit.DONE
