"""What a trouble cost, and its details for somebody who can help; both without a key.

The details are in English, for whoever helps; what the person read on the screen stands in them as they read
it.
"""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, assert_never

from mjdesk import __version__
from mjdesk.domain.errors import GatewayError
from mjdesk.domain.ledger import LedgerState, evidence, ledger_state, price_of
from mjdesk.domain.task import Collection
from mjdesk.views import error_words, money_words, notice_words, wording
from mjdesk.views.language import tr

if TYPE_CHECKING:
    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.task import Task
    from mjdesk.services.notices import Notice


def cost_words(task: Task) -> str:
    """Whether it cost anything, in one sentence; empty while all is well, or where nothing has a price."""
    price = price_of(task)
    if price is not None and price == 0:
        return ""
    amount = money_words.money(price, task.currency) if price is not None else ""
    state = ledger_state(task)
    match state:
        case LedgerState.REFUSED | LedgerState.CANCELLED:
            return tr("Nothing was charged.")
        case LedgerState.UNKNOWN:
            if amount:
                return tr("It may have been charged ({amount}).", amount=amount)
            return tr("It may have been charged.")
        case LedgerState.CHARGED_WITHOUT_PICTURE:
            return _without_picture(task, amount)
        case LedgerState.DRAFTED | LedgerState.SENT | LedgerState.ACCEPTED | LedgerState.DONE:
            return ""
    assert_never(state)


def _without_picture(task: Task, amount: str) -> str:
    if task.collection in {Collection.EXPIRED, Collection.BROKEN}:
        if amount:
            return tr("It was charged ({amount}); fetching the picture again costs nothing.", amount=amount)
        return tr("It was charged; fetching the picture again costs nothing.")
    if amount:
        return tr(
            "It may have been charged ({amount}); some gateways give that back by themselves.", amount=amount
        )
    return tr("It may have been charged; some gateways give that back by themselves.")


def details(task: Task, profile: GatewayProfile | None) -> str:
    """For the clipboard: what happened, in which words of the gateway, with ids, times, status and code.

    The gateway's words were cleared of the key before they were kept (`api.redact`); of the profile only name
    and address are used.
    """
    lines = [_program()]
    failure = task.failure
    if failure is not None:
        words = error_words.explain_failure(failure)
        lines.append(f"What happened: {words.title}")
        lines.append(f"Kind of error: {failure.error}")
        if failure.status:
            lines.append(f"HTTP status: {failure.status}")
        if failure.code:
            lines.append(f"Code: {failure.code}")
    else:
        lines.append(f"What happened: {wording.state_line(task)}")
    if cost := cost_words(task):
        lines.append(f"Cost: {cost}")
    return "\n".join((*lines, evidence(task, profile)))


def notice_details(notice: Notice) -> str:
    """The same for news of an error; its words were cleared of the key when they were read."""
    error = notice.error
    title, _ = notice_words.notice_words(notice.kind, error, dict(notice.arguments))
    lines = [_program(), f"What happened: {title}", f"News: {notice.id}"]
    if error is not None:
        lines.append(f"Kind of error: {type(error).__name__}")
        if error.detail:
            lines.append(f"Words: {error.detail}")
    if isinstance(error, GatewayError):
        if error.status:
            lines.append(f"HTTP status: {error.status}")
        if error.code:
            lines.append(f"Code: {error.code}")
        if error.request_id:
            lines.append(f"Request: {error.request_id}")
    return "\n".join(lines)


def _program() -> str:
    return f"MJ Desk {__version__}, {platform.system()}, Python {platform.python_version()}"
