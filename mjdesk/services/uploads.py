"""Pictures at the gateway: each is uploaded once, and its address is remembered while it lasts.

protocol.md 2.12 and 7. An upload makes no task, but it may be billed, so none is made twice.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

from mjdesk.domain.errors import GatewayError, LibraryError, NotOffered, WishInvalid
from mjdesk.domain.gateway import STUDIO_ID, UPLOAD_PATH

if TYPE_CHECKING:
    from mjdesk.domain.picture import ImageData
    from mjdesk.services.ports import Clock, Gateway, Gateways, PictureStore, UploadBook

_MARGIN = 600.0
"""Seconds that an address must still last: it is read again when the task begins, not when it is sent."""
_MOST = 4000
"""Addresses that are remembered; the oldest give way."""

Key = tuple[str, str]
"""(id of the gateway, digest of the picture)."""


class Uploads:
    """Owns the addresses of what was uploaded; a book keeps them over a restart."""

    def __init__(self, gateways: Gateways, pictures: PictureStore, clock: Clock, book: UploadBook) -> None:
        self._gateways = gateways
        self._pictures = pictures
        self._clock = clock
        self._book = book
        self._known: OrderedDict[Key, str] | None = None
        self._opening = asyncio.Lock()
        self._locks: dict[Key, asyncio.Lock] = {}

    def can_upload(self, account: str) -> bool:
        """Whether nothing is known that speaks against it; the first upload tells for sure."""
        profile = self._gateways.profile_of(account)
        return profile is not None and profile.capabilities.takes_uploads

    async def url_of(self, account: str, digest: str, name: str = "") -> str:
        """Where the gateway of this id has the picture; uploaded now when it has not, or no longer.

        Raises `NotOffered` where pictures cannot be uploaded, `WishInvalid("picture-gone")` with `name` when
        the original is not here any more, `NotAPicture` for a film, and what any wish may: `GatewayError`,
        `SecretsError`, `WishInvalid("no-gateway")`.
        """
        lock = self._locks.setdefault((account, digest), asyncio.Lock())
        try:
            async with lock:  # whoever wants the same picture meanwhile waits for its address
                return await self._url_of(account, digest, name)
        finally:
            if not lock.locked():
                self._locks.pop((account, digest), None)

    async def known_url(self, account: str, digest: str) -> str:
        """Where the picture is, without asking anybody; "" when that is not known, or over."""
        url = (await self._addresses()).get((account, digest), "")
        return url if url and self._lasts(url) else ""

    async def forget(self, account: str, digest: str) -> None:
        """The gateway says that the address is none any more: the next wish uploads the picture again."""
        if (await self._addresses()).pop((account, digest), None) is not None:
            await self._save()

    async def forget_url(self, url: str) -> None:
        """The same, told by the address."""
        known = await self._addresses()
        gone = [key for key, address in known.items() if address == url]
        for key in gone:
            del known[key]
        if gone:
            await self._save()

    async def _url_of(self, account: str, digest: str, name: str) -> str:
        known = await self._addresses()
        url = known.get((account, digest), "")
        if url and self._lasts(url) and account != STUDIO_ID:
            return url
        gateway = await self._gateways.gateway_for(account)
        # The studio has another port after each start, so that its addresses are over with it.
        if url and self._lasts(url) and url.startswith(gateway.profile.root):
            return url
        if not self.can_upload(account):
            raise NotOffered(UPLOAD_PATH, what=UPLOAD_PATH)
        if self._pictures.path(digest) is None:
            raise WishInvalid(name, reason="picture-gone")
        image = await self._pictures.fit(digest, gateway.profile.upload_limits)
        url = await self._sent(account, gateway, image)
        known[account, digest] = url
        known.move_to_end((account, digest))
        while len(known) > _MOST:
            known.popitem(last=False)
        await self._save()
        return url

    async def _sent(self, account: str, gateway: Gateway, image: ImageData) -> str:
        """One upload; what it teaches about the gateway is remembered."""
        try:
            found = await gateway.upload([image])
        except GatewayError as error:
            self._gateways.heard(account, error)
            raise
        self._gateways.heard(account, None)
        return found[0]

    def _lasts(self, url: str) -> bool:
        from mjdesk.domain.address_life import end_of  # no start needs it

        end = end_of(url)
        return end is None or end > self._clock.now() + _MARGIN

    async def _addresses(self) -> OrderedDict[Key, str]:
        """Read from the book when they are first wanted."""
        async with self._opening:
            if self._known is None:
                self._known = OrderedDict(await self._book.load())
        return self._known

    async def _save(self) -> None:
        """Those that last. A disk that refuses costs another upload after the next start, and no word."""
        known = await self._addresses()
        try:
            await self._book.save({key: url for key, url in known.items() if self._lasts(url)})
        except LibraryError:
            return
