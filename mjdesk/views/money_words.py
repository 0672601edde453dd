"""Amounts and prices in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from mjdesk.views.language import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.album import AlbumSpending
    from mjdesk.domain.ledger import Spending

_SIGNS = {"CNY": "¥", "RMB": "¥", "JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
_CENT = Decimal("0.01")
_FINEST = Decimal("0.0001")


def amount(number: Decimal) -> str:
    """`0.36`, `4.10`, `0.045`: two digits behind the point, more only where they say something."""
    fine = number.quantize(_FINEST, ROUND_HALF_UP)
    cents = fine.quantize(_CENT, ROUND_HALF_UP)
    if cents == fine:
        return f"{cents:,}"
    return f"{fine:,}".rstrip("0")


def plain_amount(number: Decimal) -> str:
    """As short as it can be, for a field: `20`, `0.1`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(number: Decimal, currency: str) -> str:
    """`¥ 0.36`, `0.36 credits`; the number alone in a gateway's own units."""
    sign = _SIGNS.get(currency.upper())
    if sign is not None:
        return f"{sign} {amount(number)}"
    return f"{amount(number)} {currency}".strip()


def sums(rows: Sequence[Spending | AlbumSpending]) -> str:
    """`¥ 4.10 + $ 0.30`; one amount for each currency, the largest first."""
    totals: dict[str, Decimal] = {}
    for row in rows:
        totals[row.currency] = totals.get(row.currency, Decimal(0)) + row.amount
    known = sorted(totals.items(), key=lambda each: (-each[1], each[0]))
    return " + ".join(money(number, currency) for currency, number in known) or amount(Decimal(0))


def price_line(price: Decimal | None, spent: Decimal, cap: Decimal, currency: str) -> str:
    """`about ¥ 0.36 · today 4.10 of 20`; empty where there is nothing to say."""
    parts: list[str] = []
    if price is not None and price > 0:
        parts.append(tr("about {amount}", amount=money(price, currency)))
    if cap > 0 and (price is None or price > 0):
        parts.append(tr("today {amount} of {cap}", amount=amount(spent), cap=plain_amount(cap)))
    elif spent > 0:
        parts.append(tr("today {amount}", amount=amount(spent)))
    return " · ".join(parts)


def wishes(count: int) -> str:
    return tr_count("{n:,} wish", "{n:,} wishes", count)
