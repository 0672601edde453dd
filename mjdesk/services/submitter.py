"""From a request to a task at the gateway: written down first, sent in its turn, never twice by itself."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.errors import DeskError, GatewayError, NotOffered, Unreachable, WishInvalid
from mjdesk.domain.request import ActionRequest, EditRequest, VideoRequest
from mjdesk.domain.settings import WordsHabit
from mjdesk.domain.task import Task, TaskChange, TaskState
from mjdesk.services.drafts import Drafts
from mjdesk.services.matching import Matching
from mjdesk.services.notices import Notices, Severity
from mjdesk.services.patience import OFFLINE_TRIES
from mjdesk.services.reference_links import forget_bad_links
from mjdesk.services.sending import GRACE, Sending, failure_of
from mjdesk.services.task_scope import TaskScope
from mjdesk.services.wishes import fingerprint, with_mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.action import Action
    from mjdesk.domain.request import Request
    from mjdesk.services.ledger import Ledger
    from mjdesk.services.ports import Clock, Gateways, PictureStore
    from mjdesk.services.queue import Queue
    from mjdesk.services.reference_links import Links
    from mjdesk.services.task_store import TaskStore

_AT_WORK = frozenset({TaskState.SENT, TaskState.SUBMITTED, TaskState.RUNNING})
"""States that occupy one of the gateway's places."""
_AFTER_TROUBLE = 15.0


class Submitter:
    """Owns the local queue: drafts wait for a free place at their gateway, and for an equal wish to end.

    The queue is the store's DRAFTED tasks, so it survives a restart; `run()` works it off.
    """

    def __init__(
        self,
        store: TaskStore,
        gateways: Gateways,
        pictures: PictureStore,
        clock: Clock,
        ids: Callable[[], str],
        *,
        queue: Queue,
        ledger: Ledger,
        links: Links,
        notices: Notices,
        on_error: Callable[[str, Exception], None],
        chance: Callable[[], float] = random.random,
        grace: float = GRACE,
        habit: Callable[[], WordsHabit] = lambda: WordsHabit.WHEN_ASKED,
        target_album: Callable[[], int] = lambda: 0,
        offline_tries: int = OFFLINE_TRIES,
    ) -> None:
        """`ids` gives 32 hex digits each time; `chance` 0 to 1, to spread what waits; `habit` tells when the
        person wants to be asked for words; `target_album` is the collection of new wishes, 0 for none."""
        self._queue = queue
        self._links = links
        self._store = store
        self._gateways = gateways
        self._clock = clock
        self._notices = notices
        self._on_error = on_error
        self._sending = Sending(
            store,
            gateways,
            pictures,
            clock,
            ids,
            notices,
            chance,
            grace,
            priced=ledger.priced,
            links=links,
            habit=habit,
            offline_tries=offline_tries,
        )
        self._drafts = Drafts(
            store, pictures, clock, ids, ledger=ledger, links=links, target_album=target_album
        )
        self._matching = Matching(store, gateways, clock, notices, chance, ids)
        self._scope = TaskScope(on_error)
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Send what is drafted, in order, until cancelled."""
        disconnect = self._store.changed.connect(self._on_changed)
        forget = self._queue.paused_changed(self._on_paused)
        try:
            async with self._scope:
                while True:
                    self._wake.clear()
                    for task in self._due():
                        self._scope.start(self._send(task), name=task.id)
                    await self._wake.wait()
        finally:
            disconnect()
            forget()

    async def submit(
        self, request: Request, *, account: str = "", over_cap: bool = False
    ) -> tuple[Task, ...]:
        """Write a wish down for a gateway, the active one when none is named; it is sent in its turn.

        Raises `WishInvalid`: of reason `over-cap` with its numbers when the day would cost more than the
        person wants, unless they said `over_cap`; nothing is written then.
        """
        parent_id = request.parent if isinstance(request, EditRequest | VideoRequest) else ""
        parent = await self._store.load(parent_id) if parent_id else None
        if isinstance(request, VideoRequest) and request.extend_remote_id:
            if parent is None or parent.remote_id != request.extend_remote_id:
                raise WishInvalid(reason="unsupported")
            account = parent.account  # only the gateway that made a film can go on with it
        return (
            await self._drafts.write(request, account or self._gateways.active.id, parent, over_cap=over_cap),
        )

    async def act(
        self,
        task_id: str,
        action: Action,
        *,
        prompt: str = "",
        mask: bytes | None = None,
        over_cap: bool = False,
    ) -> tuple[Task, ...]:
        """Press a button of a finished task, at the gateway that made it.

        `prompt` and `mask` answer the window that the gateway may open. Vary Region without a mask raises
        `WishInvalid("no-mask")`.
        """
        parent = await self._store.load(task_id)
        if parent is None or parent.state is not TaskState.SUCCEEDED or not parent.remote_id:
            raise WishInvalid(reason="unsupported")
        request = ActionRequest(
            parent=parent.id,
            parent_remote_id=parent.remote_id,
            action=action,
            prompt=prompt,
            mask=mask,
            speed=parent.speed,
        )
        return (await self._drafts.write(request, parent.account, parent, over_cap=over_cap),)

    async def answer(self, task_id: str, *, prompt: str, mask: bytes | None = None) -> Task:
        """Answer the window of a task that asks. An error is raised and leaves it asking."""
        task = await self._store.load(task_id)
        if task is None or task.state is not TaskState.NEEDS_ANSWER or task.is_answered:
            raise WishInvalid(reason="unsupported")
        if task.action is not None and task.action.needs_mask and mask is None:
            raise WishInvalid(reason="no-mask")
        if mask is not None:
            kept = await self._drafts.keep_mask(mask)
            await self._store.update(task_id, lambda now: with_mask(now, kept))
        await self._sending.answer(task, prompt, mask)
        return await self._store.load(task_id) or task

    async def cancel(self, task_id: str) -> None:
        """Give a wish up. What the gateway has is cancelled there where it can be; else it is given up here
        alone, and a notice says that it may still be billed."""
        task = await self._store.load(task_id)
        if task is None or task.is_final:
            return
        error: DeskError | None = None
        if task.remote_id:
            try:
                await (await self._gateways.gateway_for(task.account)).cancel(task.remote_id)
            except Unreachable:
                raise
            except (GatewayError, WishInvalid) as refused:
                error = refused
                if isinstance(refused, NotOffered):
                    self._gateways.heard(task.account, refused)
        failure = replace(failure_of(error), may_have_cost=True) if error else None
        was = task.state

        def give_up(now: Task) -> Task:
            nonlocal was
            was = now.state
            return now if now.is_final else replace(now, state=TaskState.CANCELLED, failure=failure)

        await self._store.update(task_id, give_up)
        if was is TaskState.DRAFTED:
            self._scope.cancel(task_id)  # it may be waiting for a busy gateway
        for kind in ("waiting", "needs-answer", "asks-again", "answer-refused"):
            self._notices.withdraw(f"{kind} {task_id}")
        if error is not None:
            self._notices.say("cancelled-here-only", Severity.WARN, task_id, error)

    async def cancel_all(self, account: str = "") -> int:
        """Give up every draft, of one gateway or of all; answers how many. What was sent is left alone."""
        drafts = self._queue.waiting(account)
        changed = await self._store.update_many(
            {
                task.id: lambda now: (
                    replace(now, state=TaskState.CANCELLED) if now.state is TaskState.DRAFTED else now
                )
                for task in drafts
            }
        )
        for task in changed:
            self._scope.cancel(task.id)
            self._notices.withdraw(f"waiting {task.id}")
        return len(changed)

    async def try_now(self, task_id: str) -> None:
        """End the wait before the next try; silence for what does not wait."""
        task = self._store.get(task_id)
        if task is None or task.state is not TaskState.DRAFTED or task.retry_at is None:
            return
        self._scope.cancel(task_id)
        self._notices.withdraw(f"waiting {task_id}")
        await self._store.update(task_id, _ready)

    async def retry(self, task_id: str, *, over_cap: bool = False) -> tuple[Task, ...]:
        """Make the same wish once more, as a new task, because a person said so."""
        task = await self._store.load(task_id)
        if task is None:
            raise WishInvalid(reason="unsupported")
        parent = await self._store.load(task.parent) if task.parent else None
        request = await self._drafts.request_of(task)
        await forget_bad_links(task, self._links)
        return (await self._drafts.write(request, task.account, parent, over_cap=over_cap, kin=task),)

    async def fetch_seed(self, task_id: str) -> None:
        """Ask for a task's seed; it may take a minute (protocol.md 2.15)."""
        from mjdesk.services.seeds import fetch_seed  # seldom wanted

        await fetch_seed(task_id, self._store, self._gateways, self._clock)

    async def match(self, task_id: str) -> bool:
        """Look at the gateway for a wish whose fate is unknown, by its `state`; True when it was found."""
        return await self._matching.match(task_id)

    async def match_all(self, tasks: tuple[Task, ...]) -> None:
        """Look for them a few times, all of a gateway at once; what stays unknown waits for the person."""
        await self._matching.match_all(tasks)

    def _due(self) -> list[Task]:
        """The drafts whose turn it is, in its order."""
        live = self._store.live()
        at_work = [task for task in live if task.state in _AT_WORK or self._scope.is_running(task.id)]
        taken = {fingerprint(task) for task in at_work}
        places: dict[str, int] = {}
        for task in at_work:
            places[task.account] = places.get(task.account, 0) + 1
        due: list[Task] = []
        for task in self._queue.waiting():
            if self._scope.is_running(task.id) or self._queue.is_paused(task.account):
                continue
            profile = self._gateways.profile_of(task.account)
            limit = max(1, profile.concurrency) if profile else 1
            if places.get(task.account, 0) < limit and fingerprint(task) not in taken:
                places[task.account] = places.get(task.account, 0) + 1
                taken.add(fingerprint(task))
                due.append(task)
        return due

    async def _send(self, task: Task) -> None:
        try:
            await self._sending.send(task, await self._drafts.request_of(task))
        except WishInvalid as error:
            await self._sending.refuse(task.id, error)
        except Exception as error:  # noqa: BLE001 (handed on whole)
            self._on_error(f"sending {task.id}", error)
            await self._clock.sleep(_AFTER_TROUBLE)  # or it would be tried again at once, for ever
        finally:
            # When this has ended and been forgotten, its place is free.
            asyncio.get_running_loop().call_soon(self._wake.set)
        now = self._store.get(task.id)
        if now is not None and now.state is TaskState.UNKNOWN:
            self._scope.start(self.match_all((now,)), name=f"match {task.id}")

    def _on_paused(self) -> None:
        """What only waits for its next try is taken back into the queue; what is on the wire goes on."""
        for task in self._queue.waiting():
            if self._queue.is_paused(task.account) and task.retry_at is not None:
                self._scope.cancel(task.id)
        self._wake.set()

    def _on_changed(self, change: TaskChange) -> None:
        before = change.before.state if change.before else None
        if before is not change.after.state:
            self._wake.set()


def _ready(task: Task) -> Task:
    return replace(task, retry_at=None) if task.state is TaskState.DRAFTED else task
