"""Gives the references of a wish an address: what only a link can bring is uploaded before it is sent.

The wish that is written down keeps its words and its pictures; only what goes on the wire has the links,
which end after a day (protocol.md 2.12, 7).
"""

from __future__ import annotations

import re
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from mjdesk.domain.address_life import end_of
from mjdesk.domain.errors import NotOffered, OutcomeUnknown, WishInvalid
from mjdesk.domain.reference import addressed
from mjdesk.domain.request import ImagineRequest
from mjdesk.domain.syntax import is_link
from mjdesk.services.wishes import role_refs

if TYPE_CHECKING:
    from mjdesk.domain.picture import PictureRef
    from mjdesk.domain.reference import ReferenceRole
    from mjdesk.domain.request import Request
    from mjdesk.domain.task import Task

_ABOUT_LINKS = re.compile(r"\b(?:links?|urls?)\b|链接|fetch the image|image_url", re.IGNORECASE)
"""How Midjourney and gateways speak of an address that cannot be read (protocol.md 6)."""


class Links(Protocol):
    """Where pictures are at a gateway; `services.uploads.Uploads` fits."""

    def can_upload(self, account: str) -> bool:
        """Whether nothing is known that speaks against it."""
        ...

    async def url_of(self, account: str, digest: str, name: str = "") -> str:
        """Raises `NotOffered` where pictures cannot be uploaded."""
        ...

    async def forget(self, account: str, digest: str) -> None:
        """The address is none any more: the next wish uploads the picture again."""
        ...


def refuse_unsendable(request: Request, account: str, links: Links) -> None:
    """Say so before anything is written down. Raises `WishInvalid("needs-url")`."""
    if not isinstance(request, ImagineRequest) or links.can_upload(account):
        return
    if not all(is_public(each.picture.url) for each in request.references):
        raise WishInvalid(_names(request), reason="needs-url")


def is_public(url: str) -> bool:
    """Whether anybody may find the picture there, tomorrow too: no signed address, none of this network."""
    try:
        host = urlsplit(url).hostname or "" if is_link(url) else ""
    except ValueError:
        return False  # a bracket that is never closed
    if "." not in host or host.endswith((".local", ".localhost")) or end_of(url) is not None:
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return True  # a name


async def with_links(request: Request, account: str, links: Links) -> Request:
    """The wish as it goes on the wire: the address of each reference behind its flag.

    What was uploaded before is not uploaded again; where nothing can be, a picture that came from the web is
    named by the address that it came from. Raises `WishInvalid`: `needs-url` where the gateway takes
    no uploads, `upload-lost` when nobody knows whether one arrived, `picture-gone`; and what an upload may.
    Nothing of the wish itself was sent then.
    """
    if not isinstance(request, ImagineRequest) or not request.references:
        return request
    found: list[tuple[ReferenceRole, str]] = []
    try:
        for each in request.references:
            found.append((each.role, await _link_of(each.picture, account, links)))
    except NotOffered as error:
        raise WishInvalid(_names(request), reason="needs-url") from error
    except OutcomeUnknown as error:
        # No task comes of an upload, so the wish is not in doubt; but it is not paid for twice by itself.
        raise WishInvalid(error.detail, reason="upload-lost") from error
    return replace(request, prompt=addressed(request.prompt, found), references=())


async def _link_of(picture: PictureRef, account: str, links: Links) -> str:
    try:
        return await links.url_of(account, picture.digest, picture.name)
    except NotOffered:
        if is_public(picture.url):
            return picture.url
        raise


async def forget_bad_links(task: Task, links: Links) -> None:
    """Before a wish is made once more: if it failed over a link, its references are uploaded anew."""
    if task.failure is not None and _ABOUT_LINKS.search(task.failure.text):
        for each in role_refs(task):
            await links.forget(task.account, each.picture.digest)


def _names(request: ImagineRequest) -> str:
    return ", ".join(each.picture.name for each in request.references if each.picture.name)
