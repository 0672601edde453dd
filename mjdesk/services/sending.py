"""One wish on its way to its gateway, with its record kept true at every step of the road.

Longer than most modules: what is written at each step relies on the step before, and is read as one story.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mjdesk.domain.errors import (
    BannedPrompt,
    Busy,
    DeskError,
    GatewayError,
    LibraryError,
    NoAccount,
    NotOffered,
    OutcomeUnknown,
    Unreachable,
    WishInvalid,
)
from mjdesk.domain.request import ActionRequest, Receipt, ReceiptKind
from mjdesk.domain.task import Failure, Task, TaskState
from mjdesk.domain.upload_plan import UploadLimits
from mjdesk.services.answering import Answering, ready_answer, words_unasked
from mjdesk.services.clock import sleep_until
from mjdesk.services.notices import Notices, Severity
from mjdesk.services.patience import BUSY_TRIES, OFFLINE_TRIES, busy_back_off, query_back_off
from mjdesk.services.promises import accepted, asking, twin_of
from mjdesk.services.reference_links import with_links
from mjdesk.services.substitutes import needs_substitute, substitute
from mjdesk.services.wishes import checked, marks_by_holes, references

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence

    from mjdesk.domain.picture import ImageData
    from mjdesk.domain.request import Request
    from mjdesk.domain.settings import WordsHabit
    from mjdesk.services.ports import Clock, Gateway, Gateways, PictureStore
    from mjdesk.services.reference_links import Links
    from mjdesk.services.task_store import TaskStore

_T = TypeVar("_T")
_NO_ACCOUNT_WAIT = 5.0
_AFTER_TROUBLE = 5.0
_LONGEST_WAIT = 3600.0
GRACE = 3.0
"""How long leaving the program waits for an answer to what is on the wire."""


class Sending:
    """Sends drafted tasks; owns nothing but its helpers. Every outcome ends up in the store."""

    def __init__(
        self,
        store: TaskStore,
        gateways: Gateways,
        pictures: PictureStore,
        clock: Clock,
        ids: Callable[[], str],
        notices: Notices,
        chance: Callable[[], float],
        grace: float = GRACE,
        *,
        priced: Callable[[Task], Task],
        links: Links,
        habit: Callable[[], WordsHabit],
        offline_tries: int = OFFLINE_TRIES,
    ) -> None:
        """`priced` writes the estimate of the moment into a task; `habit` tells when the person wants to be
        asked for words."""
        self._store = store
        self._gateways = gateways
        self._pictures = pictures
        self._clock = clock
        self._ids = ids
        self._notices = notices
        self._chance = chance
        self._grace = grace
        self._priced = priced
        self._links = links
        self._habit = habit
        self._answering = Answering(gateways, clock, notices, self._written)
        self._offline_tries = offline_tries

    async def send(self, task: Task, request: Request) -> None:
        """DRAFTED -> SENT -> what the gateway says.

        Waits and asks again only while it is busy or cannot be reached; a button that it does not know gives
        way to what does the same (protocol.md 5.4, 12.11).
        """
        if task.retry_at is not None:  # it was waiting when the program was left
            await sleep_until(self._clock, min(task.retry_at, self._clock.now() + _LONGEST_WAIT))
        known = self._gateways.profile_of(task.account)
        limits = known.upload_limits if known is not None else UploadLimits()
        is_replaced = known is not None and needs_substitute(request, known.capabilities)
        if is_replaced:
            request = await self._replaced(task, request) or request
        tries = 0
        while True:
            try:
                images = [
                    await self._pictures.fit(ref.digest, limits, keeps_clear=marks_by_holes(request))
                    for ref in references(request)
                ]
                wired = await with_links(request, task.account, self._links)
                await self._lasting(self._exchange(task.id, wired, images))
            except NotOffered as error:
                other = None if is_replaced else await self._replaced(task, request)
                if other is None:
                    await self.refuse(task.id, error)
                    return
                request, is_replaced = other, True
            except (Busy, NoAccount, Unreachable) as error:
                wait = self._wait(error, request, tries)
                if wait is None:
                    await self.refuse(task.id, error)
                    return
                tries += 1
                await self._pause(task.id, error, wait, tries)
            except LibraryError as error:
                self._notices.say("library", Severity.ERROR, error=error, is_sticky=True)
                await self._clock.sleep(_AFTER_TROUBLE)
            except DeskError as error:
                await self.refuse(task.id, error)
                return
            else:
                return

    async def answer(self, task: Task, prompt: str, mask: bytes | None) -> None:
        """Answer the window of a task that asks. A refusal leaves it asking and is raised."""
        await self._lasting(self._answering.answer(task, prompt, mask))

    async def refuse(self, task_id: str, error: DeskError) -> None:
        """Give a wish back to the person: no task exists at the gateway."""
        self._notices.withdraw(f"waiting {task_id}")
        if await self._leave(task_id, {TaskState.DRAFTED, TaskState.SENT}, TaskState.REFUSED, error):
            self._notices.say("refused", Severity.ERROR, task_id, error)

    async def _pause(self, task_id: str, error: GatewayError, wait: float, tries: int) -> None:
        """Wait where everybody can see it: when, for the how manyth time, and why."""
        until = self._clock.now() + wait
        task = await self._written(task_id, lambda now: _waiting(now, tries, until))
        if task is None or task.state is not TaskState.DRAFTED:
            return  # given up meanwhile
        self._notices.say("waiting", Severity.WARN, task_id, error)
        await sleep_until(self._clock, until)
        await self._written(task_id, lambda now: _waiting(now, tries, None))
        self._notices.withdraw(f"waiting {task_id}")

    async def _replaced(self, task: Task, request: Request) -> Request | None:
        """What does the same as a button that this gateway does not know; the task tells of it."""
        profile = self._gateways.profile_of(task.account)
        parent = await self._store.load(task.parent) if task.parent else None
        found = substitute(request, parent, profile.capabilities) if profile else None
        if found is None:
            return None
        word, other = found
        other = checked(other)
        await self._written(task.id, lambda now: replace(now, stand_in=word))
        return other

    def _wait(self, error: GatewayError, request: Request, tries: int) -> float | None:
        """Seconds until the next try; None when the person decides (protocol.md 3.1, 6, 8.11)."""
        if isinstance(error, Busy):
            said = error.retry_after or 0.0
            return max(said, busy_back_off(tries, self._chance())) if tries < BUSY_TRIES else None
        if isinstance(error, Unreachable):
            if error.reason in {"tls", "proxy"} or tries >= self._offline_tries:
                return None  # a setting waits for a person
            return query_back_off(tries + 1, self._chance())
        return _NO_ACCOUNT_WAIT if isinstance(request, ActionRequest) and tries == 0 else None

    async def _exchange(self, task_id: str, request: Request, images: Sequence[ImageData]) -> None:
        """One request and its outcome in the store.

        Raises Busy, NoAccount, NotOffered and Unreachable with the task drafted again.
        """
        account, has_left = "", False
        try:
            task = await self._store.load(task_id)
            if task is None or task.state is not TaskState.DRAFTED:
                return  # cancelled meanwhile
            account = task.account
            gateway = await self._gateways.gateway_for(account)
            if not await self._store.claim(task_id, self._priced):
                return
            has_left = True
            receipt = await gateway.submit(request, images=images, state=task_id)
        except OutcomeUnknown as error:
            self._gateways.heard(account, error)
            await self._lose(task_id, error)
        except (Busy, NoAccount, NotOffered, Unreachable) as error:
            if not isinstance(error, Busy | NoAccount):
                self._gateways.heard(account, error)
            await self._leave(task_id, {TaskState.SENT}, TaskState.DRAFTED)
            raise
        except LibraryError:
            raise  # nothing has left: a request is made only of what was written down
        except DeskError as error:
            self._gateways.heard(account, error)
            await self.refuse(task_id, error)
        except asyncio.CancelledError:
            error = OutcomeUnknown("the program was left before the answer came")
            # Once: a disk that takes nothing must not keep the program from ending. The next start knows.
            with contextlib.suppress(LibraryError):
                await self._lose(task_id, error, has_left=has_left, insists=False)
            raise
        except Exception:
            error = OutcomeUnknown("a fault of this program while it was being sent")
            await self._lose(task_id, error, has_left=has_left)
            raise
        else:
            self._gateways.heard(account, None)
            await self._take(task_id, receipt, request, gateway)

    async def _take(self, task_id: str, receipt: Receipt, request: Request, gateway: Gateway) -> None:
        """Record what the gateway promised."""
        match receipt.kind:
            case ReceiptKind.EXISTS if await self._attach(task_id, receipt):
                return
            case ReceiptKind.ASKS:
                asking = await self._ask(task_id, receipt)
                if asking is None or asking.state is not TaskState.NEEDS_ANSWER:
                    return
                said = ready_answer(asking, request, self._habit())
                if said is None:
                    self._notices.say("needs-answer", Severity.INFO, task_id)
                    return
                try:
                    await self._answering.answer(asking, *said)
                except DeskError as error:
                    self._notices.say("answer-refused", Severity.ERROR, task_id, error)
                return
            case _:
                pass
        task = await self._accept(task_id, receipt)
        if words_unasked(request):
            self._notices.say("words-unused", Severity.WARN, task_id)
        if task is not None and task.state is TaskState.CANCELLED and task.remote_id:
            try:
                for remote_id in receipt.remote_ids:
                    await gateway.cancel(remote_id)
            except GatewayError as error:
                failure = replace(failure_of(error), may_have_cost=True)
                await self._written(task_id, lambda now: replace(now, failure=failure))
                self._notices.say("cancelled-here-only", Severity.WARN, task_id, error)

    async def _accept(self, task_id: str, receipt: Receipt) -> Task | None:
        draft = await self._insisting(partial(self._store.load, task_id))
        if draft is not None:
            for remote_id in receipt.remote_ids[1:]:
                # One click made several tasks (protocol.md 3.1: comma-joined ids). The first is written last:
                # who dies in between finds it unknown, and looks for all of them (`matching`).
                twin = accepted(twin_of(draft, self._ids()), receipt, remote_id, self._clock.now())
                await self._insisting(partial(self._store.add, twin))
        first = receipt.remote_ids[0] if receipt.remote_ids else ""
        return await self._written(task_id, lambda now: accepted(now, receipt, first, self._clock.now()))

    async def _ask(self, task_id: str, receipt: Receipt) -> Task | None:
        return await self._written(task_id, lambda now: asking(now, receipt, self._clock.now()))

    async def _attach(self, task_id: str, receipt: Receipt) -> bool:
        """The button was used before: show that task instead of a second record of it."""
        draft = await self._store.load(task_id)
        known = await self._store.known_as(draft.account, receipt.remote_ids[0]) if draft else None
        if known is None or known.id == task_id:
            return False
        await self._store.remove(task_id)
        self._notices.say("exists-already", Severity.INFO, known.id)
        return True

    async def _lose(
        self, task_id: str, error: OutcomeUnknown, *, has_left: bool = True, insists: bool = True
    ) -> None:
        """What was given up before it has left was given up, and is no unknown outcome."""
        froms = {TaskState.SENT, TaskState.CANCELLED} if has_left else {TaskState.SENT}
        if await self._leave(task_id, froms, TaskState.UNKNOWN, error, insists=insists):
            self._notices.say("outcome-unknown", Severity.WARN, task_id, error, is_sticky=True)

    async def _leave(
        self,
        task_id: str,
        froms: set[TaskState],
        to: TaskState,
        error: DeskError | None = None,
        *,
        insists: bool = True,
    ) -> bool:
        """Change the state unless somebody else has changed it meanwhile; answers whether it was done.

        Raises `LibraryError` only where it does not insist.
        """
        failure = failure_of(error) if error else None

        def change(now: Task) -> Task:
            return replace(now, state=to, failure=failure) if now.state in froms else now

        write = partial(self._store.update_many, {task_id: change})
        return bool(await (self._insisting(write) if insists else write()))

    async def _written(self, task_id: str, change: Callable[[Task], Task]) -> Task | None:
        return await self._insisting(partial(self._store.update, task_id, change))

    async def _insisting(self, write: Callable[[], Awaitable[_T]]) -> _T:
        """What a gateway has promised is not given up over a full disk: it is written as soon as may be."""
        while True:
            try:
                written = await write()
            except LibraryError as error:
                self._notices.say("library", Severity.ERROR, error=error, is_sticky=True)
                await self._clock.sleep(_AFTER_TROUBLE)
            else:
                if self._notices.is_standing("library"):
                    self._notices.withdraw("library")
                return written

    async def _lasting(self, exchange: Coroutine[object, object, None]) -> None:
        """Let what is on the wire come to its end when the program is left, for as long as the grace."""
        task = asyncio.ensure_future(exchange)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task], timeout=self._grace)
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled():
                task.exception()  # taken note of; the cancellation goes first
            raise


def _waiting(task: Task, tries: int, until: float | None) -> Task:
    return replace(task, tries=tries, retry_at=until) if task.state is TaskState.DRAFTED else task


def failure_of(error: DeskError) -> Failure:
    """What stays with a task of an error: its class, the gateway's words, and whether it may have cost."""
    return Failure(
        error=type(error).__name__,
        text=error.detail,
        may_have_cost=isinstance(error, GatewayError) and error.may_have_cost,
        request_id=error.request_id if isinstance(error, GatewayError) else "",
        word=error.word if isinstance(error, BannedPrompt) else "",
        status=error.status if isinstance(error, GatewayError) else 0,
        code=(error.code or 0) if isinstance(error, GatewayError) else 0,
        reason=error.reason if isinstance(error, WishInvalid) else "",
    )
