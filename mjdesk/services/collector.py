"""Brings the pictures of finished tasks home: originals on disk, verified, cut and thumbnailed."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from mjdesk.domain.errors import (
    DeskError,
    GatewayError,
    LibraryError,
    Nonsense,
    PictureError,
    PictureExpired,
    PictureTruncated,
)
from mjdesk.domain.film import poster_of
from mjdesk.domain.picture import MediaType, Picture, PictureRole, Ratio
from mjdesk.domain.task import Collection, MediaLink, Task, TaskChange, TaskState
from mjdesk.services.notices import Notices, Severity
from mjdesk.services.patience import query_back_off
from mjdesk.services.task_scope import TaskScope
from mjdesk.services.wishes import gives_grid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.services.ports import Clock, Gateways, PictureSource, PictureStore
    from mjdesk.services.task_store import TaskStore

AT_ONCE = 4
"""Downloads side by side, over all tasks."""
_NONSENSE_TRIES = 5
_TRUNCATED_TRIES = 2
_AFTER_TROUBLE = 15.0
_ROUNDING = 0.03


class Collector:
    """Owns the downloads. A task is DONE in one write, when its thumbnails are there too."""

    def __init__(
        self,
        store: TaskStore,
        gateways: Gateways,
        pictures: PictureStore,
        clock: Clock,
        *,
        notices: Notices,
        on_error: Callable[[str, Exception], None],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._gateways = gateways
        self._pictures = pictures
        self._clock = clock
        self._notices = notices
        self._chance = chance
        self._scope = TaskScope(on_error)
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._wake = asyncio.Event()
        self._failed: set[str] = set()
        """Tasks whose collecting broke on a fault of ours: not tried again before the next start."""

    async def run(self) -> None:
        """Collect whatever is owed until cancelled; also what was owed before the program started."""
        disconnect = self._store.changed.connect(self._on_changed)
        try:
            async with self._scope:
                while True:
                    self._wake.clear()
                    for task in self._store.owed():
                        if not self._scope.is_running(task.id) and task.id not in self._failed:
                            self._scope.start(self._collect(task.id), name=task.id)
                    await self._wake.wait()
        finally:
            disconnect()

    async def collect_again(self, task_id: str) -> None:
        """Try once more, with the addresses that the gateway names now."""
        task = await self._store.load(task_id)
        if task is None or task.state is not TaskState.SUCCEEDED:
            return
        if task.remote_id:
            await self._refetch(task)
        self._failed.discard(task_id)
        for kind in ("picture-expired", "picture-broken"):
            self._notices.withdraw(f"{kind} {task_id}")
        await self._store.update(
            task_id, lambda now: replace(now, collection=Collection.WAITING) if now.media else now
        )

    async def _collect(self, task_id: str) -> None:
        """Everything of one task; waits and tries again for what may pass."""
        self._failed.add(task_id)
        failures, is_refetched, is_last_try = 0, False, False
        while (task := self._store.get(task_id)) and task.collection is Collection.WAITING:
            try:
                await self._bring_home(_through_gateway(task) if is_last_try else task)
            except PictureExpired as error:
                if (is_refetched or not task.remote_id) and not is_last_try and _has_image(task):
                    is_last_try = True  # the gateway itself may still have it (protocol.md 7)
                    continue
                if is_last_try or not task.remote_id or is_refetched:
                    await self._give_up(task, Collection.EXPIRED, "picture-expired", error)
                    break
                is_refetched = await self._refetched(task)
                failures += 0 if is_refetched else 1
            except PictureError as error:
                failures += 1
                if is_last_try:
                    # What the gateway gives instead of a picture is its way to say so.
                    await self._give_up(task, Collection.EXPIRED, "picture-expired", error)
                    break
                if not isinstance(error, PictureTruncated) or failures >= _TRUNCATED_TRIES:
                    await self._give_up(task, Collection.BROKEN, "picture-broken", error)
                    break
            except GatewayError as error:
                failures += 1
                if isinstance(error, Nonsense) and is_last_try:
                    expired = PictureExpired(error.detail)
                    await self._give_up(task, Collection.EXPIRED, "picture-expired", expired)
                    break
                if isinstance(error, Nonsense) and failures >= _NONSENSE_TRIES:
                    await self._give_up(task, Collection.BROKEN, "picture-broken", error)
                    break
            except LibraryError as error:
                self._notices.say("library", Severity.ERROR, error=error, is_sticky=True)
                await self._clock.sleep(_AFTER_TROUBLE)
            except DeskError as error:
                # No key or no such gateway any more: links without a key may still answer at the next start.
                self._notices.say("picture-waiting", Severity.WARN, task_id, error)
                return
            if failures:
                await self._clock.sleep(query_back_off(failures, self._chance()))
        self._failed.discard(task_id)

    async def _bring_home(self, task: Task) -> None:
        """Download, cut, thumbnail, and one write. Raises what the worst picture raised, if it matters."""
        gateway = await self._gateways.gateway_for(task.account)
        results = await asyncio.gather(
            *(self._download(gateway.pictures, link, task) for link in task.media), return_exceptions=True
        )
        found = [result for result in results if isinstance(result, Picture)]
        troubles = [result for result in results if isinstance(result, BaseException)]
        grid = next((picture for picture in found if picture.role is PictureRole.GRID), None)
        # With the sheet at hand a lost tile can be cut from it; without, every picture counts.
        if troubles and (grid is None or not all(isinstance(trouble, PictureError) for trouble in troubles)):
            if found:
                await self._store.update(task.id, lambda now: replace(now, pictures=_joined(now, found)))
            raise _worst(troubles)
        tiles = [picture for picture in found if picture.role is PictureRole.TILE]
        if grid is not None and len(tiles) < 4:
            found = [picture for picture in found if picture.role is not PictureRole.TILE]
            found += await self._pictures.split_grid(grid)
        for picture in found:
            poster = await self._poster(task) if picture.media_type is MediaType.MP4 else ""
            await self._pictures.make_thumbnails(picture.digest, like=poster)
        cover = grid or (found[0] if found else None)
        await self._store.update(task.id, lambda now: _done(now, tuple(found), cover))
        self._notices.withdraw("library")

    async def _poster(self, task: Task) -> str:
        """The picture that a film was made from: what it begins with, since no film is decoded here."""
        parent = await self._store.load(task.parent) if task.parent else None
        picture = poster_of(task, parent)
        return picture.digest if picture is not None else ""

    async def _download(self, source: PictureSource, link: MediaLink, task: Task) -> Picture:
        known = next((p for p in task.pictures if p.source_url == link.url), None)
        if known is not None and self._pictures.path(known.digest):
            return known
        async with self._gate, source.open(link.url) as download:
            kept = await self._pictures.keep(download.chunks(), expected=download.length)
        role = link.role
        if kept.media_type is MediaType.MP4:
            role = PictureRole.VIDEO
        elif role in {PictureRole.GRID, PictureRole.SINGLE}:
            # What was sent says it better than the gateway's `action` (protocol.md 4.3).
            role = PictureRole.GRID if gives_grid(task) and len(task.media) == 1 else role
            role = PictureRole.SINGLE if task.action and task.action.gives_single else role
        return kept.as_picture(role, index=link.index, source_url=link.url)

    async def _refetched(self, task: Task) -> bool:
        """Ask for newer addresses after one expired (protocol.md 7); False when nobody answered."""
        try:
            await self._refetch(task)
        except GatewayError:
            return False
        return True

    async def _refetch(self, task: Task) -> None:
        from mjdesk.domain.task_report import merged  # seldom wanted

        gateway = await self._gateways.gateway_for(task.account)
        reports = [row for row in await gateway.reports([task.remote_id]) if row.remote_id == task.remote_id]
        now = self._clock.now()

        def renew(before: Task) -> Task:
            for report in reports:
                before = merged(before, report, now=now)
            return before

        await self._store.update(task.id, renew)

    async def _give_up(self, task: Task, end: Collection, kind: str, error: DeskError) -> None:
        await self._store.update(task.id, lambda now: replace(now, collection=end))
        self._notices.say(kind, Severity.WARN, task.id, error)

    def _on_changed(self, change: TaskChange) -> None:
        is_owed = change.after.collection is Collection.WAITING
        if is_owed and (change.before is None or change.before.collection is not Collection.WAITING):
            self._wake.set()


def _has_image(task: Task) -> bool:
    """Whether `/mj/image/{id}` may hold its result: it never holds films."""
    return bool(task.remote_id) and all(link.role is not PictureRole.VIDEO for link in task.media)


def _through_gateway(task: Task) -> Task:
    """The task with the gateway's own copy as its only picture (protocol.md 2.18)."""
    role = PictureRole.GRID if gives_grid(task) else PictureRole.SINGLE
    address = f"/mj/image/{quote(task.remote_id, safe='')}"
    return replace(task, media=(MediaLink(url=address, role=role),))


def _done(task: Task, pictures: tuple[Picture, ...], cover: Picture | None) -> Task:
    ratio = task.ratio
    if cover is not None and cover.width and cover.height:
        real = Ratio(cover.width, cover.height).reduced
        # Midjourney rounds to whole blocks: 1456 x 816 is what it calls 16:9.
        ratio = real if abs(real.value / ratio.value - 1) > _ROUNDING else ratio
    return replace(task, pictures=pictures, ratio=ratio, collection=Collection.DONE)


def _joined(task: Task, found: Sequence[Picture]) -> tuple[Picture, ...]:
    """Those that the task has, and those that came now."""
    known = {picture.digest for picture in found}
    return (*found, *(picture for picture in task.pictures if picture.digest not in known))


def _worst(troubles: Sequence[BaseException]) -> BaseException:
    """What decides how to go on: our own faults first, then what may pass, then what will not."""

    def rank(trouble: BaseException) -> int:
        if not isinstance(trouble, DeskError):
            return 0
        if isinstance(trouble, LibraryError):
            return 1
        return 2 if isinstance(trouble, GatewayError) else 3

    return min(troubles, key=rank)
