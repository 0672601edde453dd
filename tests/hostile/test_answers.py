"""Whatever a gateway answers, callers get a result or one of our own errors, never anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import DeskError, OutcomeUnknown
from mjdesk.domain.gateway import AuthStyle, Balance, GatewayProfile
from mjdesk.domain.request import ActionRequest, ImagineRequest, ModalAnswer, Receipt
from mjdesk.domain.task_report import TaskReport
from mjdesk.views import error_words
from tests.api.support import KEY, PNG, client_on
from tests.hostile.strategies import HTML, bodies

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mjdesk.api.client import GatewayClient

PRESS = ActionRequest(parent="p", parent_remote_id="17", action=read_action("MJ::JOB::variation::1::h"))
CALLS: dict[str, Callable[[GatewayClient], Awaitable[object]]] = {
    "imagine": lambda client: client.submit(ImagineRequest(prompt="x"), images=(), state="s"),
    "action": lambda client: client.submit(PRESS, images=(), state="s"),
    "modal": lambda client: client.answer(ModalAnswer(modal_remote_id="17", prompt="x"), state="s"),
    "upload": lambda client: client.upload([PNG]),
    "reports": lambda client: client.reports(["17", "../..", "a/b?c#d"]),
    "fetch": lambda client: client.fetch("17"),
    "recent": lambda client: client.recent(),
    "find": lambda client: client.find_by_state("s"),
    "page": lambda client: client.page(),
    "queue": lambda client: client.queue(),
    "seed": lambda client: client.seed("17"),
    "cancel": lambda client: client.cancel("17"),
    "balance": lambda client: client.balance(),
    "test": lambda client: client.test(),
}
statuses = st.sampled_from((200, 201, 202, 204, 301, 400, 401, 403, 404, 413, 418, 429, 500, 502, 503, 524))
headers = st.sampled_from(
    (
        {},
        {"content-type": "text/html"},
        {"retry-after": "9" * 400},
        {"retry-after": "-1", "date": "nonsense"},
        {"location": "file:///etc/passwd"},
        {"x-oneapi-request-id": "<b>" * 100},
    )
)


@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=20)
@given(body=bodies, status=statuses, header=headers)
@example(body=HTML, status=200, header={})
async def test_a_result_or_an_error_of_ours(
    name: str, body: str, status: int, header: dict[str, str]
) -> None:
    asked: list[httpx2.URL] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url)
        content = b"" if status == 204 else body.encode("utf-8", "surrogatepass")
        return httpx2.Response(status, headers=header, content=content)

    client = client_on(answer)
    check(await outcome(CALLS[name], client))
    assert {url.host for url in asked} == {"gateway.example"}
    # However an id looks, it stays one step of the path that it belongs to.
    assert all(url.path.startswith(("/mj", "/api/", "/v1/")) for url in asked)


async def outcome(call: Callable[[GatewayClient], Awaitable[object]], client: GatewayClient) -> object:
    """What a call gives, or the error that it raises when it is one of ours; the client is closed after."""
    try:
        return await call(client)
    except DeskError as error:
        return error
    finally:
        await client.aclose()


def check(result: object) -> None:
    """What came back is made of plain, storable values, and an error has a sentence without the key."""
    match result:
        case DeskError():
            words = error_words.explain(result)
            assert words.title
            assert KEY not in f"{result!r}{words}"
        case Receipt():
            assert result.remote_ids or result.urls
            for text in (*result.remote_ids, result.description, result.final_prompt, *result.urls):
                text.encode()
            assert all(len(remote_id) <= 128 for remote_id in result.remote_ids)
        case TaskReport():
            for text in (result.prompt, result.final_prompt, result.failure_text, *result.texts):
                text.encode()
        case Balance():
            assert result.remaining == result.remaining
        case list() | tuple():
            for part in result:  # pyright: ignore[reportUnknownVariableType]  whatever it holds
                check(part)  # pyright: ignore[reportUnknownArgumentType]
        case _:
            pass


@settings(max_examples=40)
@given(body=bodies)
async def test_a_submit_that_was_answered_in_riddles_is_in_doubt(body: str) -> None:
    """HTTP 200 without JSON that we can read: it may have been taken, so it must not be sent again."""
    client = client_on(lambda _: httpx2.Response(200, content=body.encode("utf-8", "surrogatepass")))
    result = await outcome(CALLS["imagine"], client)
    if isinstance(result, Receipt):
        assert result.remote_ids or result.urls
    elif not isinstance(result, OutcomeUnknown):
        # Only a page or a document can say no.
        assert body.lstrip("\ufeff \r\n\t")[:1] in {"<", "{"}, result


async def test_no_style_of_key_travels_to_where_a_redirect_points() -> None:
    for style in AuthStyle:
        asked: list[str] = []

        def answer(request: httpx2.Request, asked: list[str] = asked) -> httpx2.Response:
            asked.append(request.url.host)
            return httpx2.Response(307, headers={"location": "https://elsewhere.invalid/mj"})

        made_for = GatewayProfile(id="g", name="g", root="https://gateway.example", auth=style)
        for call in CALLS.values():
            check(await outcome(call, client_on(answer, made_for)))
        assert set(asked) == {"gateway.example"}
