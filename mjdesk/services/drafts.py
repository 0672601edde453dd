"""A wish is written down before anything is sent: checked, priced, and with its pictures kept beside it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.picture import Picture, PictureRole
from mjdesk.domain.request import ActionRequest, EditRequest
from mjdesk.services.reference_links import refuse_unsendable
from mjdesk.services.wishes import attached, checked, drafted, mask_of, with_mask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.reference import Reference
    from mjdesk.domain.request import Request
    from mjdesk.domain.task import Task
    from mjdesk.services.ledger import Ledger
    from mjdesk.services.ports import Clock, PictureStore
    from mjdesk.services.reference_links import Links
    from mjdesk.services.task_store import TaskStore

_KEPT_REQUESTS = 64


class Drafts:
    """Owns the turn in which wishes are written down, and remembers the latest requests as they were made."""

    def __init__(
        self,
        store: TaskStore,
        pictures: PictureStore,
        clock: Clock,
        ids: Callable[[], str],
        *,
        ledger: Ledger,
        links: Links,
        target_album: Callable[[], int],
    ) -> None:
        """`ids` gives 32 hex digits each time; `target_album` is the collection of new wishes, 0 for none."""
        self._store = store
        self._pictures = pictures
        self._clock = clock
        self._ids = ids
        self._ledger = ledger
        self._links = links
        self._target_album = target_album
        self._writing = asyncio.Lock()
        self._requests: OrderedDict[str, Request] = OrderedDict()

    async def write(
        self, request: Request, account: str, parent: Task | None, *, over_cap: bool, kin: Task | None = None
    ) -> Task:
        """Write a wish down for a gateway; `kin` is whose collections it shares, where that is not `parent`.

        Raises `WishInvalid`, of reason `over-cap` unless `over_cap`; nothing is written then.
        """
        # One after the other: in the order of the wishes, and each counted before the cap is asked again.
        async with self._writing:
            request = checked(request)
            refuse_unsendable(request, account, self._links)
            return await self._written_down(request, account, parent, over_cap=over_cap, kin=kin or parent)

    async def request_of(self, task: Task) -> Request:
        """What was asked for: remembered, or read from its record. Raises `WishInvalid`."""
        known = self._requests.get(task.id)
        if known is not None:
            return known
        from mjdesk.services.wished_again import wished_again  # here, because a start does without it

        parent = await self._store.load(task.parent) if task.parent else None
        mask = mask_of(task)
        file = await self._pictures.original(mask.digest) if mask is not None else None
        return wished_again(task, parent, file)

    async def keep_mask(self, mask: bytes) -> Picture:
        """A painted area kept like an original, so that the wish can be made again."""
        kept = await self._pictures.keep_bytes(mask)
        return kept.as_picture(PictureRole.MASK)

    async def _written_down(
        self, request: Request, account: str, parent: Task | None, *, over_cap: bool, kin: Task | None
    ) -> Task:
        task = drafted(
            request,
            task_id=self._ids(),
            account=account,
            now=self._clock.now(),
            inputs=[await self._input(each) for each in attached(request)],
            parent=parent,
        )
        if isinstance(request, ActionRequest | EditRequest) and request.mask is not None:
            task = with_mask(task, await self.keep_mask(request.mask))
        target = self._target_album()
        albums = (kin.albums if kin is not None else ()) or ((target,) if target > 0 else ())
        task = self._ledger.priced(replace(task, albums=albums))
        if not over_cap:
            await self._ledger.check([task])
        self._requests[task.id] = request
        if len(self._requests) > _KEPT_REQUESTS:
            self._requests.popitem(last=False)
        return await self._store.add(task)

    async def _input(self, given: Reference) -> Picture:
        ref = given.picture
        data = await self._pictures.original(ref.digest)
        if data is None:
            raise WishInvalid(ref.name, reason="picture-gone")
        kept = await self._pictures.keep_bytes(data)
        return kept.as_picture(given.role.picture_role, source_url=ref.url, name=ref.name)
