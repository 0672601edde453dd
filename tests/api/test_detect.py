from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from mjdesk.domain.errors import Nonsense, NotAllowed, NotOffered, Unreachable
from mjdesk.domain.gateway import AuthStyle, Balance, Family, Findings
from mjdesk.domain.request import Speed
from tests.api.support import KEY, Script, client_on, profile

if TYPE_CHECKING:
    from collections.abc import Callable

LIST = "/mj/task/list-by-condition"
PAGE = "<!doctype html><html><title>Console</title></html>"


def guarded(accepted: AuthStyle, script: Script) -> Any:
    """`script` behind a door that takes one style of key, with 401 for all others."""

    def handler(request: httpx2.Request) -> httpx2.Response:
        authorization, secret = request.headers.get("authorization"), request.headers.get("mj-api-secret")
        shown = {
            AuthStyle.BEARER: authorization == f"Bearer {KEY}",
            AuthStyle.SECRET: authorization is None and secret == KEY,
            AuthStyle.RAW: authorization == KEY,
            AuthStyle.NONE: True,
        }
        is_open = request.url.path in {"/mj/home", "/api/status"}
        return script(request) if is_open or shown[accepted] else httpx2.Response(401)

    return handler


def page(status: int) -> Callable[[httpx2.Request], httpx2.Response]:
    """A web site that shows the same page everywhere."""

    def handler(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, text=PAGE)

    return handler


async def found(handler: Any, auth: AuthStyle = AuthStyle.AUTO, key: str = KEY) -> Findings:
    client = client_on(handler, profile("https://h.example/mj/submit/imagine", auth=auth), key)
    try:
        return await client.test()
    finally:
        await client.aclose()


@pytest.mark.parametrize("style", [AuthStyle.BEARER, AuthStyle.SECRET, AuthStyle.RAW])
async def test_the_key_is_tried_in_every_style(style: AuthStyle) -> None:
    script = Script().on("POST", LIST, json=[])
    findings = await found(guarded(style, script))
    assert findings.auth is style
    assert findings.root == "https://h.example"
    assert findings.capabilities.can_list
    assert findings.latency > 0


async def test_the_fingerprint_of_trueai_forbids_bearer() -> None:
    script = Script().on("GET", "/mj/home", json={"data": {"version": "v11.10.3"}}).on("POST", LIST, json=[])
    findings = await found(script)
    assert findings.auth is AuthStyle.SECRET
    assert findings.capabilities.family is Family.TRUEAI
    assert not any(
        request.headers.get("authorization", "").startswith("Bearer")
        for request in script.asked
        if request.url.path.startswith("/mj")
    )
    assert "mj-api-secret" not in script.asked[0].headers, "the home page is asked without the key"


async def test_no_style_works() -> None:
    with pytest.raises(NotAllowed):
        await found(guarded(AuthStyle.BEARER, Script()), key="sk-wrong-wrong-wrong")


async def test_without_a_key_only_an_open_door_works() -> None:
    findings = await found(Script().on("POST", LIST, json=[]), key="")
    assert findings.auth is AuthStyle.NONE
    with pytest.raises(NotAllowed):
        await found(guarded(AuthStyle.BEARER, Script()), key="")


async def test_a_gateway_without_a_bulk_query_is_still_found() -> None:
    script = Script().on(
        "GET", "/mj/task/1000000000000000/fetch", 400, json={"code": 4, "description": "task_no_found "}
    )
    script.on("POST", LIST, text=PAGE)
    findings = await found(script)
    assert not findings.capabilities.can_list
    assert findings.auth is AuthStyle.BEARER


async def test_a_page_everywhere_is_not_the_protocol() -> None:
    with pytest.raises(NotOffered) as caught:
        await found(page(200))
    assert caught.value.what == "/mj"


async def test_other_trouble_is_told_as_it_is() -> None:
    with pytest.raises(Nonsense):
        await found(page(502))

    def offline(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route")

    with pytest.raises(Unreachable):
        await found(offline)


async def test_speeds_are_those_whose_prefix_answers() -> None:
    script = Script().on("POST", LIST, json=[]).on("POST", f"/mj-fast{LIST}", json=[])
    script.on("POST", f"/mj-turbo{LIST}", text=PAGE)
    assert (await found(script)).capabilities.speeds == (Speed.DEFAULT, Speed.FAST)


async def test_nothing_that_could_cost_is_ever_asked() -> None:
    script = Script().on("POST", LIST, json=[])
    await found(script)
    assert not any("submit" in path or "swap" in path for path in script.paths)


@pytest.mark.parametrize(
    ("script", "family"),
    [
        (Script().on("POST", LIST, json=[], headers={"X-Oneapi-Request-Id": "1"}), Family.NEW_API),
        (Script().on("POST", LIST, json=[]).on("POST", "/mj/task/list-by-ids", json=[]), Family.PROXY_PLUS),
        (Script().on("POST", LIST, json=[]).on("GET", "/mj/task/queue", json=[]), Family.PROXY),
        (Script().on("POST", LIST, json=[]), Family.UNKNOWN),
    ],
)
async def test_families(script: Script, family: Family) -> None:
    capabilities = (await found(script)).capabilities
    assert capabilities.family is family
    assert capabilities.can_cancel is (family not in {Family.PROXY, Family.NEW_API})


SUBSCRIPTION = "/v1/dashboard/billing/subscription"
USAGE = "/v1/dashboard/billing/usage"
TOKEN = "/api/usage/token/"


@pytest.mark.parametrize(
    ("script", "balance"),
    [
        (Script(), None),
        (
            Script().on("GET", TOKEN, text=PAGE).on("GET", SUBSCRIPTION, json={"error": {"message": "no"}}),
            None,
        ),
        (
            Script().on("GET", TOKEN, json={"code": True, "data": {"total_available": 1_000_000}}),
            Balance(remaining=1_000_000),
        ),
        (
            Script()
            .on("GET", TOKEN, json={"code": True, "data": {"total_available": 1_000_000}})
            .on("GET", "/api/status", json={"data": {"quota_per_unit": 500000, "quota_display_type": "USD"}}),
            Balance(remaining=2.0, unit="USD"),
        ),
        (
            Script()
            .on("GET", TOKEN, json={"data": {"total_available": 1_000_000}})
            .on(
                "GET",
                "/api/status",
                json={"data": {"quota_per_unit": 5e5, "quota_display_type": "CNY", "usd_exchange_rate": 7}},
            ),
            Balance(remaining=14.0, unit="CNY"),
        ),
        (
            Script()
            .on("GET", TOKEN, json={"data": {"total_available": 9}})
            .on("GET", "/api/status", json={"data": {"quota_per_unit": 5e5, "quota_display_type": "TOKENS"}}),
            Balance(remaining=9, unit="TOKENS"),
        ),
        (
            Script().on("GET", TOKEN, json={"data": {"unlimited_quota": True, "total_available": 0}}),
            Balance(remaining=0, is_unlimited=True),
        ),
        (
            Script()
            .on("GET", SUBSCRIPTION, json={"hard_limit_usd": 20})
            .on("GET", USAGE, json={"total_usage": 550}),
            Balance(remaining=14.5),
        ),
        (
            Script().on("GET", SUBSCRIPTION, json={"hard_limit_usd": 100000000}),
            Balance(remaining=0, is_unlimited=True),
        ),
    ],
)
async def test_balances(script: Script, balance: Balance | None) -> None:
    client = client_on(script, profile(auth=AuthStyle.SECRET))
    assert await client.balance() == balance
    assert script.asked[0].headers["authorization"] == f"Bearer {KEY}"
    await client.aclose()


async def test_a_balance_makes_a_relay() -> None:
    script = Script().on("POST", LIST, json=[]).on("GET", SUBSCRIPTION, json={"hard_limit_usd": 3})
    findings = await found(script)
    assert findings.capabilities.family is Family.NEW_API
    assert findings.balance == Balance(remaining=3)


async def test_without_a_key_there_is_no_balance() -> None:
    script = Script()
    client = client_on(script, key="")
    assert await client.balance() is None
    assert script.asked == []
