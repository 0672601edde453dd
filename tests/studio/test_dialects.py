"""What the five pages say, each in its own shape (protocol.md 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.studio.__main__ import arguments, config_from
from mjdesk.studio.dialects import DIALECTS
from mjdesk.studio.families import manners
from mjdesk.studio.faults import Trouble
from tests.studio.support import SECRET, button, config, data_url

if TYPE_CHECKING:
    from mjdesk.studio.config import StudioConfig
    from tests.studio.conftest import Serve

LIST = "/mj/task/list-by-condition"
BEARER = {"authorization": f"Bearer {SECRET}"}
FETCH = "/mj/task/1700000000000000/fetch"


def playing(name: str, secret: str = "") -> StudioConfig:
    dialect = DIALECTS[name]
    return config(dialect.family, dialect=dialect, secret=secret)


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_offers_no_more_than_its_family_can(name: str):
    dialect = DIALECTS[name]
    whole, part = manners(config(dialect.family)), manners(playing(name))
    assert part.submits == dialect.submits <= whole.submits
    assert part.others == dialect.others <= whole.others
    assert set(dialect.parameters) <= dialect.submits
    assert dialect.pictures <= dialect.submits


@pytest.mark.parametrize("name", DIALECTS)
async def test_keys_are_shown_as_the_page_says(serve: Serve, name: str):
    visitor = await serve(playing(name, SECRET))
    takes_any = name in {"s000", "s001"}
    for headers, is_good in (
        (BEARER, True),
        ({"mj-api-secret": SECRET}, takes_any),
        ({"authorization": SECRET}, takes_any),
        ({**BEARER, "mj-api-secret": SECRET}, True),
        ({"authorization": "Bearer wrong"}, False),
        ({}, False),
    ):
        answer = await visitor.http.get(FETCH, headers=headers)
        assert (answer.status_code != 401) is is_good, headers


@pytest.mark.parametrize(
    ("name", "endpoint", "good", "bad"),
    [
        ("s000", "imagine", {"prompt": "Cat"}, [{}, {"prompt": 7}, {"prompt": "Cat", "base64Array": "x"}]),
        ("s001", "imagine", {"prompt": "Cat"}, [{}, {"prompt": "Cat", "accountFilter": "x"}]),
        ("s002", "describe", {"base64": data_url()}, [{}, {"base64": ["x"]}]),
        (
            "s003",
            "imagine",
            {"prompt": "Cat", "botType": "MID_JOURNEY"},
            [{"prompt": "Cat"}, {"botType": "MID_JOURNEY"}, {"prompt": "Cat", "botType": 1}],
        ),
    ],
)
async def test_documented_fields_are_demanded(
    serve: Serve, name: str, endpoint: str, good: dict[str, object], bad: list[dict[str, object]]
):
    visitor = await serve(playing(name))
    for body in bad:
        answer = (await visitor.http.post(f"/mj/submit/{endpoint}", json=body)).json()
        assert (answer["code"], answer.get("result")) == (4, None), body
    assert visitor.server.submissions == []
    assert (await visitor.submit(endpoint, good))["code"] == 1


async def test_an_action_must_say_whether_the_channel_may_change(serve: Serve):
    visitor = await serve(playing("s004"))
    grid = await visitor.made("imagine", prompt="Cat")
    press = {"taskId": grid["id"], "customId": button(grid, "U1")["customId"]}
    assert (await visitor.submit("action", press))["code"] == 4
    assert (await visitor.submit("action", press, chooseSameChannel="true"))["code"] == 4
    assert "data" in await visitor.submit("action", press, chooseSameChannel=False)


async def test_numbers_and_bare_properties(serve: Serve):
    for name, number, properties in (
        ("s000", True, dict[str, str]()),
        ("s001", True, dict[str, str]()),
        ("s002", True, None),
    ):
        visitor = await serve(playing(name))
        answer = await visitor.submit("imagine", prompt="Cat")
        assert isinstance(answer["result"], int) is number
        assert answer["properties"] == properties
    visitor = await serve(playing("s003"))
    answer = await visitor.submit("imagine", prompt="Cat", botType="NIJI_JOURNEY")
    assert isinstance(answer["result"], str)
    assert answer["description"] == "Submit success"
    assert {"discordChannelId", "discordInstanceId"} <= set(answer["properties"])


async def test_created_comes_in_turn(serve: Serve):
    visitor = await serve(playing("s001"))
    answers = [await visitor.http.post("/mj/submit/imagine", json={"prompt": "Cat"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 201, 200]
    refused = await visitor.http.post("/mj/submit/imagine", json={})
    assert refused.status_code != 201


async def test_a_window_hides_behind_code_1_where_the_page_knows_no_21(serve: Serve):
    for name, code in (("s000", 21), ("s001", 1), ("s002", 21)):
        visitor = await serve(playing(name))
        grid = await visitor.made("imagine", prompt="Cat")
        single = await visitor.pressed(grid, "U1")
        window = await visitor.press(single, "Custom Zoom")
        assert (window["code"], window["description"]) == (code, "Waiting for window confirm")
        assert window["properties"]["finalPrompt"]


async def test_an_action_answers_with_pictures(serve: Serve):
    visitor = await serve(playing("s004"))
    grid = await visitor.made("imagine", prompt="Cat")
    for label, count in (("U1", 1), ("V1", 4)):
        answer = await visitor.press(grid, label, chooseSameChannel=True)
        assert set(answer) == {"created", "data"}
        assert isinstance(answer["created"], int)
        assert len(answer["data"]) == count
        for picture in answer["data"]:
            assert (await visitor.http.get(picture["url"])).headers["content-type"] == "image/png"


async def test_an_action_that_fails_says_so(serve: Serve):
    visitor = await serve(playing("s004"))
    grid = await visitor.made("imagine", prompt="Cat")
    visitor.server.trouble = Trouble.parse("fail")
    press = {"taskId": grid["id"], "customId": button(grid, "V1")["customId"], "chooseSameChannel": True}
    answer = await visitor.http.post("/mj/submit/action", json=press)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_the_option():
    chosen = config_from(arguments().parse_args(["--dialect", "s003", "--family", "trueai"]))
    assert chosen.dialect is DIALECTS["s003"]
    assert chosen.family is DIALECTS["s003"].family
    assert config_from(arguments().parse_args([])).dialect is None
