"""Gives the references of a wish an address: what only a link can bring is uploaded before it is sent.

The wish that is written down keeps its words and its pictures; only what goes on the wire has the links,
which end after a day (protocol.md 2.12, 7).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from mjdesk.domain.errors import NotOffered, OutcomeUnknown, WishInvalid
from mjdesk.domain.reference import addressed
from mjdesk.domain.request import ImagineRequest
from mjdesk.services.wishes import role_refs

if TYPE_CHECKING:
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
    if isinstance(request, ImagineRequest) and request.references and not links.can_upload(account):
        raise WishInvalid(_names(request), reason="needs-url")


async def with_links(request: Request, account: str, links: Links) -> Request:
    """The wish as it goes on the wire: the address of each reference behind its flag.

    What was uploaded before is not uploaded again. Raises `WishInvalid`: `needs-url` where the gateway takes
    no uploads, `upload-lost` when nobody knows whether one arrived, `picture-gone`; and what an upload may.
    Nothing of the wish itself was sent then.
    """
    if not isinstance(request, ImagineRequest) or not request.references:
        return request
    found: list[tuple[ReferenceRole, str]] = []
    try:
        for each in request.references:
            url = await links.url_of(account, each.picture.digest, each.picture.name)
            found.append((each.role, url))
    except NotOffered as error:
        raise WishInvalid(_names(request), reason="needs-url") from error
    except OutcomeUnknown as error:
        # No task comes of an upload, so the wish is not in doubt; but it is not paid for twice by itself.
        raise WishInvalid(error.detail, reason="upload-lost") from error
    return replace(request, prompt=addressed(request.prompt, found), references=())


async def forget_bad_links(task: Task, links: Links) -> None:
    """Before a wish is made once more: if it failed over a link, its references are uploaded anew."""
    if task.failure is not None and _ABOUT_LINKS.search(task.failure.text):
        for each in role_refs(task):
            await links.forget(task.account, each.picture.digest)


def _names(request: ImagineRequest) -> str:
    return ", ".join(each.picture.name for each in request.references if each.picture.name)
