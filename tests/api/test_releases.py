"""Where `latest` leads to is the newest version; whatever else is answered is no news."""

from __future__ import annotations

import httpx2
import pytest

from mjdesk.api.releases import newer_version

PAGE = "https://forge.example/somebody/mjdesk/releases"


def leading_to(location: str, status: int = 302) -> tuple[httpx2.MockTransport, list[httpx2.Request]]:
    """A page whose `latest` leads there, and what it was asked."""
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(status, headers={"location": location} if location else {})

    return httpx2.MockTransport(answer), asked


@pytest.mark.parametrize(
    ("location", "ours", "expected"),
    [
        (f"{PAGE}/tag/v0.2.0", "0.1.0", "0.2.0"),
        (f"{PAGE}/tag/0.10.0", "0.9.3", "0.10.0"),
        ("/somebody/mjdesk/releases/tag/v1.0", "0.9.3", "1.0"),
        (f"{PAGE}/tag/v0.1.0", "0.1.0", ""),
        (f"{PAGE}/tag/v0.1.0", "0.2.0", ""),
        (f"{PAGE}/tag/nightly", "0.1.0", ""),
        (PAGE, "0.1.0", ""),
        ("", "0.1.0", ""),
        ("https://[broken", "0.1.0", ""),
    ],
)
async def test_the_newest_version_is_where_latest_leads(location: str, ours: str, expected: str) -> None:
    transport, _ = leading_to(location)
    assert await newer_version(PAGE, ours, transport=transport) == expected


async def test_the_page_is_asked_once_and_nothing_is_fetched() -> None:
    transport, asked = leading_to(f"{PAGE}/tag/v9.0.0")
    await newer_version(f"{PAGE}/", "0.1.0", transport=transport)
    assert [(request.method, str(request.url)) for request in asked] == [("HEAD", f"{PAGE}/latest")]
    assert "authorization" not in asked[0].headers


@pytest.mark.parametrize("page", ["", "http://forge.example/releases", "file:///releases", "nonsense"])
async def test_only_an_encrypted_page_is_asked(page: str) -> None:
    transport, asked = leading_to(f"{PAGE}/tag/v9.0.0")
    assert await newer_version(page, "0.1.0", transport=transport) == ""
    assert asked == []


async def test_without_a_network_there_is_no_news() -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route", request=request)

    assert await newer_version(PAGE, "0.1.0", transport=httpx2.MockTransport(fail)) == ""
