"""Gives the references of a wish an address: what only a link can bring is uploaded before it is sent.

The wish that is written down keeps its words and its pictures; only what goes on the wire has the links,
which end after a day (protocol.md 2.12, 7).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from mjdesk.domain.errors import NotOffered, OutcomeUnknown, WishInvalid
from mjdesk.domain.reference import addressed
from mjdesk.domain.request import ImagineRequest

if TYPE_CHECKING:
    from mjdesk.domain.reference import ReferenceRole
    from mjdesk.domain.request import Request


class Links(Protocol):
    """Where pictures are at a gateway; `services.uploads.Uploads` fits."""

    def can_upload(self, account: str) -> bool:
        """Whether nothing is known that speaks against it."""
        ...

    async def url_of(self, account: str, digest: str, name: str = "") -> str:
        """Raises `NotOffered` where pictures cannot be uploaded."""
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


def _names(request: ImagineRequest) -> str:
    return ", ".join(each.picture.name for each in request.references if each.picture.name)
