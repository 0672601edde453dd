"""Asks the releases page of this program which version is the newest; nothing is downloaded."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import httpx2

from mjdesk.api.http import Patience, open_client
from mjdesk.domain.errors import DeskError

_TAG = re.compile(r"/tag/v?(\d+(?:\.\d+)+)$")


async def newer_version(page: str, than: str, *, transport: httpx2.AsyncBaseTransport | None = None) -> str:
    """The newest version when it is newer than ours; empty when it is not, or cannot be found out.

    `page` is a releases page of the kind that GitHub and its relatives have: its `latest` leads on to
    `.../tag/v1.2.3`. Only where it leads is read; the page itself is not.
    """
    try:
        place = urlsplit(page)
        is_loopback = place.hostname == "127.0.0.1"
        if place.scheme != "https" and not is_loopback:
            return ""
        async with await open_client(
            is_loopback=is_loopback, patience=Patience(), transport=transport
        ) as client:
            answer = await client.head(f"{page.rstrip('/')}/latest")
        leads_to = unquote(urlsplit(answer.headers.get("location", "")).path)
    except (httpx2.HTTPError, httpx2.InvalidURL, DeskError, ValueError):
        return ""
    found = _TAG.search(leads_to)
    newest = found[1] if found else ""
    return newest if _numbers(newest) > _numbers(than) else ""


def _numbers(version: str) -> tuple[int, ...]:
    """`1.10.0` is newer than `1.9`; what is behind the numbers does not count."""
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("+")[0])[:4])
