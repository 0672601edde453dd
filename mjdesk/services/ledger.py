"""What is spent: estimates before the click, totals afterwards, the daily cap, charges without a picture."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.ledger import evidence, local_day, price_of
from mjdesk.domain.price import DEFAULT_TABLE, PriceTable
from mjdesk.domain.prompt import parse
from mjdesk.domain.reference import ReferenceRole, with_flags
from mjdesk.domain.request import Speed
from mjdesk.domain.task import TaskState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.ledger import Spending
    from mjdesk.domain.task import Task, TaskKind
    from mjdesk.services.ports import Archive, Clock, Gateways
    from mjdesk.services.task_store import TaskStore


class Ledger:
    """Owns nothing: prices are the accounts', entries the library's, the cap a setting.

    Errors are `LibraryError`.
    """

    def __init__(
        self, archive: Archive, store: TaskStore, gateways: Gateways, clock: Clock, cap: Callable[[], Decimal]
    ) -> None:
        """`cap` gives what a day may cost before the person is asked; 0: whatever it wants."""
        self._archive = archive
        self._store = store
        self._gateways = gateways
        self._clock = clock
        self._cap = cap

    def estimate(
        self,
        kind: TaskKind,
        *,
        account: str = "",
        speed: Speed = Speed.DEFAULT,
        prompt: str = "",
        count: int = 1,
    ) -> Decimal | None:
        """What `count` such wishes cost at a gateway, the active one when none is named; None: unknown."""
        profile = self._gateways.profile_of(account or self._gateways.active.id)
        speed = speed or (profile.speed if profile else Speed.DEFAULT)
        return self._table(account).cost(kind, speed, prompt=parse(prompt), count=count)

    def currency(self, account: str = "") -> str:
        """Of a gateway's prices; empty for its own units."""
        return self._table(account).currency

    def priced(self, task: Task) -> Task:
        """The task with its estimate by the prices of now."""
        roles = (role for each in task.inputs if (role := ReferenceRole.of(each.role)) is not None)
        words = with_flags(task.prompt, roles)
        price = self.estimate(task.kind, account=task.account, speed=task.speed, prompt=words)
        plain = "" if price is None else f"{price.normalize():f}"
        return replace(task, price=plain, currency=self.currency(task.account))

    async def check(self, tasks: Sequence[Task]) -> None:
        """Raises `WishInvalid("over-cap")` when these drafts would cost more than the day has left.

        `numbers`: `cap`, `spent` (with what waits in the queue), `price` and `currency`. Amounts of other
        currencies, and wishes without a known price, cannot be counted.
        """
        cap = self._cap()
        if cap <= 0:
            return
        for currency in sorted({task.currency for task in tasks}):
            price = sum(
                (price_of(task) or Decimal(0) for task in tasks if task.currency == currency), Decimal(0)
            )
            if not price:
                continue
            spent = sum((row.amount for row in await self.today() if row.currency == currency), Decimal(0))
            spent += sum(
                (
                    price_of(task) or Decimal(0)
                    for task in self._store.live()
                    if task.state is TaskState.DRAFTED and task.currency == currency
                ),
                Decimal(0),
            )
            if spent + price > cap:
                numbers = {"cap": cap, "spent": spent, "price": price}
                plain = tuple((name, f"{amount.normalize():f}") for name, amount in numbers.items())
                raise WishInvalid(reason="over-cap", numbers=(*plain, ("currency", currency)))

    async def today(self) -> Sequence[Spending]:
        """A row for each gateway and currency that took something today."""
        day = local_day(self._clock.now())
        return await self.spending(day, day)

    async def spending(self, since: int, until: int, *, account: str = "") -> Sequence[Spending]:
        """A row for each day, gateway and currency, newest day first; days are local ordinals, inclusive."""
        return await self._archive.spending(since, until, account)

    async def charged_without_picture(self, limit: int = 200) -> Sequence[Task]:
        """Newest first."""
        found = await self._archive.charged_without_picture(limit)
        return [self._store.get(task.id) or task for task in found]

    def evidence(self, task: Task) -> str:
        """Plain text for the seller: ids, times and amounts; no key."""
        return evidence(task, self._gateways.profile_of(task.account))

    def _table(self, account: str) -> PriceTable:
        profile = self._gateways.profile_of(account or self._gateways.active.id)
        return profile.prices if profile else DEFAULT_TABLE
