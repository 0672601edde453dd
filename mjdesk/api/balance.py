"""Asks what is left on a key; only relays know, in two dialects (protocol.md 2.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.api.faults import query_fault
from mjdesk.api.http import auth_headers
from mjdesk.api.redact import Redactor
from mjdesk.api.values import Fields, fields, first_text, number_of
from mjdesk.domain.errors import Busy, GatewayError, Unreachable
from mjdesk.domain.gateway import AuthStyle, Balance

if TYPE_CHECKING:
    from mjdesk.api.http import Line

_UNLIMITED = 100_000_000
"""`hard_limit_usd` of a key without a limit."""


async def read_balance(line: Line, style: AuthStyle, key: str) -> Balance | None:
    """The balance in the units that the site displays; None where no dialect answers.

    Asks `/api/usage/token/` (newer new-api), else `/v1/dashboard/billing/...`; `/api/status` names the unit.
    These paths know `Authorization` alone, whatever the rest of the gateway takes. Raises `Unreachable` and
    `Busy` (they are limited to some requests per address).
    """
    if not key or style is AuthStyle.NONE:
        return None
    headers = auth_headers(AuthStyle.RAW if style is AuthStyle.RAW else AuthStyle.BEARER, key)
    hide = Redactor(key)
    usage = fields((await _ask(line, "/api/usage/token/", headers, hide)).get("data"))
    if usage.get("unlimited_quota") is True:
        return Balance(remaining=0.0, is_unlimited=True)
    available = number_of(usage.get("total_available"))
    if available is not None:
        return _in_units(available, fields((await _ask(line, "/api/status", {}, hide)).get("data")))
    bill = await _ask(line, "/v1/dashboard/billing/subscription", headers, hide)
    limit = number_of(bill.get("hard_limit_usd"))
    if limit is None:
        return None
    if limit >= _UNLIMITED:
        return Balance(remaining=0.0, is_unlimited=True)
    spent = (
        number_of((await _ask(line, "/v1/dashboard/billing/usage", headers, hide)).get("total_usage")) or 0.0
    )
    status = fields((await _ask(line, "/api/status", {}, hide)).get("data"))
    return Balance(remaining=limit - spent / 100, unit=first_text(status, "quota_display_type").upper())


async def _ask(line: Line, path: str, headers: dict[str, str], hide: Redactor) -> Fields:
    """The JSON object at `path`; empty when this gateway has none there."""
    reply = await line.ask("GET", path, headers=headers)
    fault: GatewayError | None = query_fault(reply, hide)
    if isinstance(fault, (Busy, Unreachable)):
        raise fault
    return {} if fault else fields(reply.value)


def _in_units(quota: float, status: Fields) -> Balance:
    """Quota units as the site shows them: dollars, yuan or tokens."""
    per_unit = number_of(status.get("quota_per_unit"))
    kind = first_text(status, "quota_display_type").upper()
    if not per_unit or per_unit < 0:
        return Balance(remaining=quota)
    if kind == "TOKENS":
        return Balance(remaining=quota, unit=kind)
    if kind == "CNY" and (rate := number_of(status.get("usd_exchange_rate"))):
        return Balance(remaining=quota / per_unit * rate, unit=kind)
    return Balance(remaining=quota / per_unit, unit="USD")
