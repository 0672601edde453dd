"""Counts what a key spends on a paid gateway, and tells it as such gateways do (protocol.md 2.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mjdesk.studio.job import Job, Kind, Status
from mjdesk.studio.refusal import Reason, Refusal

if TYPE_CHECKING:
    from mjdesk.studio.archive import Archive

QUOTA_PER_UNIT = 500_000
"""Quota points in one gateway unit, new-api's default."""
_PRICES = {
    Kind.UPSCALE: 0.05,
    Kind.VIDEO_PICK: 0.05,
    Kind.DESCRIBE: 0.05,
    Kind.SHORTEN: 0.05,
    Kind.SWAP_FACE: 0.05,
    Kind.VIDEO: 0.6,
    Kind.VIDEO_EXTEND: 0.6,
}
_USUAL_PRICE = 0.1


def price(kind: Kind) -> float:
    """Gateway units for one task: new-api's default price table, in round numbers."""
    return _PRICES.get(kind, _USUAL_PRICE)


class Purse:
    """Owns what was spent: charged at the submit, paid back when the task fails (protocol.md 8, 28)."""

    def __init__(self, archive: Archive, granted: float) -> None:
        self._archive = archive
        self.granted = granted
        self.spent = float(archive.fact("spent") or 0.0)

    def check(self, amount: float) -> None:
        """Raises Refusal(QUOTA) when the key cannot pay that."""
        if self.spent + amount > self.granted + 1e-9:
            raise Refusal(Reason.QUOTA)

    def charge(self, amount: float) -> None:
        self.spent = round(max(0.0, self.spent + amount), 6)
        self._archive.keep_fact("spent", repr(self.spent))

    def settle(self, job: Job) -> None:
        """Pay back a job that did not succeed."""
        if job.status is not Status.SUCCESS and job.cost:
            self.charge(-job.cost)

    def subscription(self) -> dict[str, Any]:
        """`GET /v1/dashboard/billing/subscription`."""
        return {
            "object": "billing_subscription",
            "has_payment_method": True,
            "soft_limit_usd": self.granted,
            "hard_limit_usd": self.granted,
            "system_hard_limit_usd": self.granted,
            "access_until": 0,
        }

    def usage(self) -> dict[str, Any]:
        """`GET /v1/dashboard/billing/usage`: what was spent, times 100."""
        return {"object": "list", "total_usage": round(self.spent * 100, 4)}

    def token(self) -> dict[str, Any]:
        """`GET /api/usage/token/`: quota points, and a `code` that is a boolean."""
        granted, used = round(self.granted * QUOTA_PER_UNIT), round(self.spent * QUOTA_PER_UNIT)
        return {
            "code": True,
            "message": "ok",
            "data": {
                "object": "token_usage",
                "name": "studio",
                "total_granted": granted,
                "total_used": used,
                "total_available": granted - used,
                "unlimited_quota": False,
                "model_limits": {},
                "model_limits_enabled": False,
                "expires_at": 0,
            },
        }

    @staticmethod
    def status() -> dict[str, Any]:
        """`GET /api/status`, open to all."""
        return {
            "success": True,
            "message": "",
            "data": {
                "system_name": "MJ Desk Studio",
                "version": "studio",
                "quota_per_unit": QUOTA_PER_UNIT,
                "quota_display_type": "USD",
                "usd_exchange_rate": 7.3,
                "enable_drawing": True,
            },
        }
