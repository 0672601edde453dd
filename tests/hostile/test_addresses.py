"""Only media fields are fetched, only from the web, and no text ever becomes a request."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.api.pictures import WebPictures
from mjdesk.domain.errors import DeskError, Nonsense
from mjdesk.domain.gateway import AuthStyle, GatewayProfile, HostRewrite
from mjdesk.domain.task import TaskState
from mjdesk.domain.task_report import merged
from tests.api.support import KEY, client_on
from tests.hostile.strategies import MEDIA
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = "https://gateway.example"
PNG = b"\x89PNG\r\n\x1a\n"
NOT_THE_WEB = (
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "file://localhost/etc/passwd",
    "data:image/png;base64,iVBORw0KGgo=",
    "ftp://cdn.invalid/a.png",
    "javascript:alert(1)",
    "gopher://cdn.invalid/x",
    "smb://server/share",
    "blob:https://cdn.invalid/1",
    "about:blank",
    "ws://cdn.invalid/",
    "http://",
    "https:///a.png",
    "http:a.png",
    "http://[::1",
    "http://a b/",
    "http://cdn.invalid:99999999/a.png",
    "http://\x00/",
    "https://me:secret@cdn.invalid/a.png",
)
WITHIN = (
    "http://127.0.0.1:22/",
    "http://localhost/a.png",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:7f00:1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.168.0.1/reboot",
    "http://router/",
    "http://0/",
)


def pictures_on(
    answer: Callable[[httpx2.Request], httpx2.Response], root: str = HOME, **more: Any
) -> WebPictures:
    made_for = GatewayProfile(id="g", name="g", root=root, auth=AuthStyle.BEARER, **more)
    return WebPictures(made_for, KEY, transport=httpx2.MockTransport(answer))


async def fetched(source: WebPictures, url: str) -> bytes:
    try:
        async with source.open(url) as download:
            return b"".join([chunk async for chunk in download.chunks()])
    finally:
        await source.aclose()


@pytest.mark.parametrize("url", [*NOT_THE_WEB, *WITHIN])
async def test_an_address_that_is_no_picture_s_is_refused_before_a_request(url: str) -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        return httpx2.Response(200, content=PNG)

    with suppress(DeskError):
        # Some of them are a path below the root once they are joined to it; that is the gateway's own.
        await fetched(pictures_on(answer), url)
    assert set(asked) <= {"gateway.example"}


@pytest.mark.parametrize("url", [*NOT_THE_WEB, *WITHIN])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_leads_nowhere_else_either(url: str, status: int) -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.host)
        location = url.encode("utf-8", "replace").replace(b"\x00", b"%00")
        return httpx2.Response(status, headers=[(b"location", location)])

    with pytest.raises(DeskError):
        await fetched(pictures_on(answer), "https://cdn.invalid/a.png")
    assert set(asked) == {"cdn.invalid"}


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://cdn.invalid/a", "http://127.0.0.1/a"])
async def test_the_refusal_is_calm_and_final(url: str) -> None:
    """`Nonsense` ends after a few tries; `Unreachable` would be tried for ever."""
    with pytest.raises(Nonsense) as refused:
        await fetched(pictures_on(lambda _: httpx2.Response(200, content=PNG)), url)
    assert "address" in refused.value.detail


async def test_a_neighbour_may_name_neighbours_and_a_person_anybody() -> None:
    def answer(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=PNG)

    near = pictures_on(answer, "http://192.168.1.5:8080")
    assert await fetched(near, "http://192.168.1.9/a.png") == PNG
    chosen = (HostRewrite("cdn.discordapp.com", "http://127.0.0.1:9000"),)
    rewriting = pictures_on(answer, picture_hosts=chosen)
    assert await fetched(rewriting, "https://cdn.discordapp.com/a.png") == PNG


async def test_the_key_stays_at_home_on_a_redirect() -> None:
    shown: dict[str, bool] = {}

    def answer(request: httpx2.Request) -> httpx2.Response:
        text = "".join(f"{name}:{value}" for name, value in request.headers.items())
        shown[request.url.host] = KEY in text or KEY in str(request.url)
        if request.url.host == "gateway.example":
            return httpx2.Response(302, headers={"location": "https://cdn.invalid/a.png"})
        return httpx2.Response(200, content=PNG)

    assert await fetched(pictures_on(answer), "/mj/image/17") == PNG
    assert shown == {"gateway.example": True, "cdn.invalid": False}


FORMS = (
    *("{}", "<{}>", "[a]({})", "![x]({} )", "a {} b"),
    *('<img src="{}">', '<a href="{}">', '{{"url":"{}"}}'),
)
links = st.sampled_from([form.format(f"http://text{n}.invalid/x.png") for n, form in enumerate(FORMS)])
_wrapped = links | st.lists(links, max_size=2) | st.dictionaries(st.sampled_from(("url", "link", "x")), links)


def _with_links() -> st.SearchStrategy[dict[str, Any]]:
    words = (
        *(
            "prompt",
            "promptEn",
            "description",
            "failReason",
            "state",
            "properties",
            "seed",
            "parentId",
            "mode",
        ),
        *("customId", "baseImageUrl", "notifyHook", "proxyUrl", "thumbnailUrl", "displays", "result", "url"),
    )
    buttons = st.lists(st.fixed_dictionaries({"customId": links, "label": links, "url": links}), max_size=2)
    return st.fixed_dictionaries(
        {
            "id": st.just("17"),
            "status": st.sampled_from(("SUCCESS", "IN_PROGRESS", "FAILURE", "MODAL")),
            "action": st.sampled_from(("IMAGINE", "DESCRIBE", "VIDEO", "UPSCALE", "SHORTEN")),
        },
        optional={
            **dict.fromkeys(words, _wrapped),
            "buttons": buttons | _wrapped,
            "properties": st.dictionaries(st.sampled_from(("finalPrompt", "messageContent", "x")), links),
            **dict.fromkeys(MEDIA, st.just("https://media.invalid/a.png?ex=1&")),
        },
    )


@settings(max_examples=60)
@given(row=_with_links())
async def test_no_text_becomes_a_request(row: dict[str, Any]) -> None:
    asked: set[str] = set()

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.add(request.url.host)
        if request.url.path.endswith("list-by-condition"):
            return httpx2.Response(200, content=json.dumps([row]).encode())
        return httpx2.Response(200, content=PNG)

    client = client_on(answer)
    task = a_task(remote_id="17", prompt="x")
    for report in await client.reports(["17"]):
        task = merged(task, report, now=1.0)
        for url in filter(None, (report.preview_url, task.preview_url, *(link.url for link in task.media))):
            async with client.pictures.open(url) as download:
                assert [chunk async for chunk in download.chunks()] == [PNG]
    await client.aclose()
    assert asked <= {"gateway.example", "media.invalid"}
    if row["status"] == "SUCCESS" and row["action"] == "IMAGINE" and "imageUrl" in row:
        assert task.state is TaskState.SUCCEEDED
        assert "media.invalid" in asked, "what is a picture is fetched"
