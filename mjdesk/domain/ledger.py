"""What wishes cost and what came of it: the ledger's states, totals, and the evidence for a refund."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.task import Collection, Task, TaskState

if TYPE_CHECKING:
    from mjdesk.domain.gateway import GatewayProfile


class LedgerState(StrEnum):
    """How a wish stands as a matter of money; told by its `TaskState` alone, never written by hand."""

    DRAFTED = "drafted"
    SENT = "sent"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    """Perhaps accepted and billed."""
    REFUSED = "refused"
    """The gateway said no; nothing was paid."""
    CANCELLED = "cancelled"
    """Given up by the person before anything was owed, or with the gateway's consent."""
    DONE = "done"
    CHARGED_WITHOUT_PICTURE = "charged-without-picture"
    """Accepted, and nothing came of it: worth a letter to the seller. Some gateways credit it back by
    themselves when they notice (protocol.md 8.28)."""

    @property
    def counts(self) -> bool:
        """Whether its price belongs into the totals: it was paid, or may have been."""
        return self not in {LedgerState.DRAFTED, LedgerState.REFUSED, LedgerState.CANCELLED}


def ledger_state(task: Task) -> LedgerState:
    """Derived, so that it can never disagree with the task."""
    match task.state:
        case TaskState.DRAFTED:
            return LedgerState.DRAFTED
        case TaskState.SENT:
            return LedgerState.SENT
        case TaskState.UNKNOWN:
            return LedgerState.UNKNOWN
        case TaskState.REFUSED:
            return LedgerState.REFUSED
        case TaskState.SUBMITTED | TaskState.NEEDS_ANSWER | TaskState.RUNNING:
            return LedgerState.ACCEPTED
        case TaskState.CANCELLED:
            may_have_cost = task.failure is not None and task.failure.may_have_cost
            return LedgerState.CHARGED_WITHOUT_PICTURE if may_have_cost else LedgerState.CANCELLED
        case TaskState.FAILED | TaskState.VANISHED:
            return LedgerState.CHARGED_WITHOUT_PICTURE
        case TaskState.SUCCEEDED:
            return _of_success(task)
        case _:
            assert_never(task.state)


def _of_success(task: Task) -> LedgerState:
    if task.kind.gives_text:
        return LedgerState.DONE if task.texts else LedgerState.CHARGED_WITHOUT_PICTURE
    if task.pictures or task.collection in {Collection.WAITING, Collection.DONE}:
        return LedgerState.DONE
    return LedgerState.CHARGED_WITHOUT_PICTURE


def price_of(task: Task) -> Decimal | None:
    """The estimate as a number; None where nobody knows."""
    try:
        price = Decimal(task.price)
    except InvalidOperation:
        return None
    return price if price.is_finite() and price >= 0 else None


def local_day(moment: float) -> int:
    """The calendar day here, as `date.toordinal()`; the first of all days for a moment that is none."""
    try:
        return datetime.fromtimestamp(moment).astimezone().toordinal()
    except (ValueError, OverflowError, OSError):
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What one gateway took, or may have taken, on one day."""

    day: int
    """Local calendar day as `date.toordinal()`."""
    account: str
    currency: str
    amount: Decimal
    wishes: int
    unpriced: int = 0
    """How many of them have no known price and are not in the amount."""


def evidence(task: Task, profile: GatewayProfile | None = None) -> str:
    """What a seller needs to find a charge and give it back: ids, times and amounts, one a line; no key.

    For the clipboard; in English, because it leaves the house. Times are UTC.
    """
    failure = task.failure
    request_ids = dict.fromkeys(filter(None, (task.request_id, failure.request_id if failure else "")))
    price = f"{task.price} {task.currency}".strip() if task.price else ""
    lines = (
        ("Gateway", f"{profile.name} {profile.root}".strip() if profile else task.account),
        ("Task id", task.remote_id),
        ("Request id", ", ".join(request_ids)),
        ("Client state (UUID)", task.id),
        ("Kind", task.kind.value),
        ("Sent", _moment(task.sent_at or task.created)),
        ("Accepted", _moment(task.accepted_at)),
        ("Submit time at the gateway", _moment(task.submitted_at)),
        ("Finish time at the gateway", _moment(task.finished_at)),
        ("Ended as", f"{task.state.value}, pictures: {len(task.pictures)}"),
        ("Reason given", failure.text if failure else ""),
        ("Price (estimated)", price),
        ("Prompt", task.prompt),
    )
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in lines if value.strip())


def _moment(moment: float | None) -> str:
    if moment is None:
        return ""
    try:
        return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return ""
