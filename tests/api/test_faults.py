from __future__ import annotations

import json
import socket
import ssl
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.api.faults import connection_fault, message_of, query_fault, submit_fault
from mjdesk.api.redact import Redactor
from mjdesk.api.replies import Reply
from mjdesk.domain import errors
from tests.api.support import recording
from tests.api.test_values import json_values

HIDE = Redactor("my-private-key")
PATH = "/mj/submit/imagine"
PAGE = "<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title></head></html>"


def reply(status: int, body: Any = "", **headers: str) -> Reply:
    text = body if isinstance(body, str) else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(path=PATH, status=status, text=text, headers=named, date=1_000_000_000.0)


def g(message: str, kind: str = "new_api_error", code: str = "") -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "code": code}}


def relay(description: str, code: int = 4) -> dict[str, Any]:
    return {"description": f"{description} ", "type": "upstream_error", "code": code}


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        # protocol.md 3.1
        (200, {"code": 3, "description": "无可用的账号实例"}, errors.NoAccount),
        (404, {"code": 3, "description": "关联任务不存在或已失效"}, errors.NoAccount),
        (200, {"code": 4, "description": "prompt不能为空"}, errors.Refused),
        (400, relay("quota_not_enough"), errors.OutOfCredit),
        (400, relay("prompt_is_required"), errors.Refused),
        (400, relay("do_request_failed", 5), errors.OutcomeUnknown),
        (200, {"code": 5}, errors.OutcomeUnknown),
        (400, relay("insert_midjourney_task_failed"), errors.OutcomeUnknown),
        (400, relay("task_not_found"), errors.NoAccount),
        (200, {"code": 9, "description": "提交失败,队列已满,请稍后重试"}, errors.Busy),
        (200, {"code": 9, "description": "系统错误"}, errors.Refused),
        (200, {"code": 23, "description": "队列已满", "result": "17"}, errors.Busy),
        (200, {"code": 24, "description": "可能包含敏感词"}, errors.BannedPrompt),
        (429, relay("当前分组负载已饱和", 30), errors.Busy),
        (200, {"success": False, "code": -1, "message": "并发数已达上限"}, errors.Busy),
        (200, {"success": False, "code": -1, "message": "enum"}, errors.Refused),
        (200, {"code": 77, "description": "?"}, errors.Refused),
        (200, {"code": 0, "msg": "ok"}, errors.OutcomeUnknown),
        # protocol.md 6
        (401, "", errors.NotAllowed),
        (401, g("无效的令牌"), errors.NotAllowed),
        (401, g("该令牌额度已用尽"), errors.OutOfCredit),
        (403, g("该令牌无权访问模型 "), errors.NotAllowed),
        (403, g("用户额度不足", code="insufficient_user_quota"), errors.OutOfCredit),
        (402, "", errors.OutOfCredit),
        (403, {"success": False, "message": "您无权限访问"}, errors.NotAllowed),
        (403, "账号不可用", errors.NotAllowed),
        (
            503,
            g("当前分组 default 下对于模型 mj_video 无可用渠道", code="model_not_found"),
            errors.NotOffered,
        ),
        (400, g("bad_request unknown_action:MJ::JOB::animate_high"), errors.NotOffered),
        (200, {"code": 4, "description": "未知的 Action 类型"}, errors.NotOffered),
        (500, g("readObjectStart: expect { or n, but found <", "upstream_error"), errors.NotOffered),
        (500, g("panic", "upstream_error"), errors.OutcomeUnknown),
        (500, g("get_channel_failed"), errors.Refused),
        (429, g("too many", "new_api_error"), errors.Busy),
        (429, "", errors.Busy),
        (404, {"timestamp": 1, "status": 404, "error": "Not Found", "path": "/mj/x"}, errors.NotOffered),
        (404, "", errors.NotOffered),
        (405, "", errors.NotOffered),
        (200, "<html><body>app</body></html>", errors.NotOffered),
        (301, "", errors.NotOffered),
        (502, PAGE, errors.OutcomeUnknown),
        (504, PAGE, errors.OutcomeUnknown),
        (524, PAGE, errors.OutcomeUnknown),
        (521, PAGE, errors.Unreachable),
        (413, "<html><title>413 Request Entity Too Large</title></html>", errors.Refused),
        (500, {"timestamp": 1, "status": 500, "error": "Internal Server Error"}, errors.OutcomeUnknown),
        # What says nothing may have been accepted
        (200, "", errors.OutcomeUnknown),
        (204, "", errors.OutcomeUnknown),
        (200, "null", errors.OutcomeUnknown),
        (200, '{"code":1,"resul', errors.OutcomeUnknown),
        (200, "ok", errors.OutcomeUnknown),
    ],
)
def test_what_a_refused_submit_means(status: int, body: Any, kind: type[errors.GatewayError]) -> None:
    fault = submit_fault(reply(status, body), HIDE)
    assert fault is not None
    assert (type(fault), fault.status) == (kind, status)


@pytest.mark.parametrize(
    "body",
    [
        {"code": 1, "result": "17"},
        {"code": 21, "result": "17"},
        {"code": "22", "result": "17"},
        {"created": 1, "data": [{"url": "https://x"}]},
        {"data": {"code": 1, "result": "17"}},
    ],
)
def test_receipts_are_no_faults(body: Any) -> None:
    assert submit_fault(reply(200, body), HIDE) is None


def test_a_wrapped_refusal_is_a_refusal() -> None:
    assert type(submit_fault(reply(200, {"data": {"code": 24}}), HIDE)) is errors.BannedPrompt


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, [], None),
        (200, "", None),
        (204, "", None),
        (200, "null", None),
        (200, {"id": "17", "status": "FAILURE"}, None),
        (200, "<!doctype html><title>App</title>", errors.NotOffered),
        (200, "hello", errors.Nonsense),
        (200, '[{"id":', errors.Nonsense),
        (400, relay("task_no_found"), errors.TaskVanished),
        (401, "", errors.NotAllowed),
        (404, "", errors.NotOffered),
        (429, "", errors.Busy),
        (400, "只有管理员可以取消", errors.Refused),
        (500, {"error": "x"}, errors.Nonsense),
        (502, PAGE, errors.Nonsense),
        (200, {"error": {"message": "invalid"}}, errors.Nonsense),
        (200, {"code": 5}, errors.Nonsense),
    ],
)
def test_what_an_unanswered_question_means(
    status: int, body: Any, kind: type[errors.GatewayError] | None
) -> None:
    fault = query_fault(reply(status, body), HIDE)
    assert (type(fault) if fault else None) is kind


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"message": "a"}, "message": "b"}, "a"),
        ({"error": "a", "description": "b"}, "a"),
        ({"failReason": "a", "description": "b"}, "a"),
        ({"description": "a ", "message": "b"}, "a"),
        ({"message": "a", "msg": "b"}, "a"),
        ({"msg": "a", "detail": "b"}, "a"),
        ({"detail": "a"}, "a"),
        ({"error": "Bad Request", "message": "a"}, "a"),
        ({"error": "Unauthorized"}, "Unauthorized"),
        ({}, "HTTP 418 I'm a Teapot"),
        (PAGE, "502 Bad Gateway"),
        ("plain words", "plain words"),
        ({"message": "key my-private-key or sk-abcdef0123456789"}, "key *** or ***"),
        ({"message": "x" * 2000}, "x" * 600),
    ],
)
def test_the_gateways_own_words(body: Any, words: str) -> None:
    assert message_of(reply(418, body), HIDE) == words


def test_what_every_fault_carries() -> None:
    body = {"code": 24, "description": "no", "properties": {"bannedWord": "Blood"}}
    fault = submit_fault(reply(200, body, x_oneapi_request_id="2026-abc"), HIDE)
    assert isinstance(fault, errors.BannedPrompt)
    assert (fault.word, fault.code, fault.detail, fault.request_id) == ("Blood", 24, "no", "2026-abc")
    assert not fault.may_have_cost


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7.0), ("-5", 0.0), ("999999", 3600.0), ("soon", None), ("Sun, 09 Sep 2001 01:46:50 GMT", 10.0)],
)
def test_how_long_to_wait(said: str, seconds: float | None) -> None:
    fault = submit_fault(reply(429, "", retry_after=said), HIDE)
    assert isinstance(fault, errors.Busy)
    assert fault.retry_after == seconds


def test_a_503_that_says_when_is_busy() -> None:
    assert type(submit_fault(reply(503, "", retry_after="3"), HIDE)) is errors.Busy
    assert type(submit_fault(reply(503, PAGE), HIDE)) is errors.OutcomeUnknown


def test_what_is_not_offered_is_named() -> None:
    fault = submit_fault(reply(404), HIDE, verb="animate-high")
    assert isinstance(fault, errors.NotOffered)
    assert fault.what == PATH
    fault = submit_fault(reply(400, g("unknown_action:MJ")), HIDE, verb="animate-high")
    assert isinstance(fault, errors.NotOffered)
    assert fault.what == "animate-high"


def test_a_redirect_says_where_to() -> None:
    fault = submit_fault(reply(301, "", location="https://elsewhere/"), HIDE)
    assert fault is not None
    assert fault.detail == "redirects to https://elsewhere/"


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("011-wrong-secret", [errors.NotAllowed, errors.NotAllowed]),
        ("013-unknown-route", [errors.NotOffered] * 3),
        ("014-malformed-json", [errors.Refused]),
        ("016-missing-prompt", [errors.Refused] * 2),
        ("017-prompt-wrong-type", [errors.OutcomeUnknown]),
        ("018-banned-prompt", [errors.BannedPrompt]),
        (
            "032-change-errors",
            [errors.Refused, errors.NoAccount, errors.Refused, errors.Refused, errors.Refused],
        ),
        ("034-action-errors", [errors.Refused, errors.NoAccount, errors.Refused, errors.Refused]),
        ("340-video", [errors.NotOffered]),
        ("345-body-too-large", [errors.Refused]),
        ("347-mode-prefix", [errors.NotOffered] * 3),
    ],
)
def test_recorded_refusals(name: str, kinds: list[type[errors.GatewayError]]) -> None:
    answers = [exchange["response"] for exchange in recording(name)]
    faults = [submit_fault(reply(answer["status"], answer["json"]), HIDE) for answer in answers]
    assert [type(fault) for fault in faults] == kinds


def test_no_discord_is_no_account() -> None:
    answer = recording("100-imagine", "cipher-x-sudo-no-discord")[0]["response"]
    assert type(submit_fault(reply(answer["status"], answer["json"]), HIDE)) is errors.NoAccount


def caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx2.ConnectTimeout(""), "timeout"),
        (httpx2.PoolTimeout(""), "timeout"),
        (httpx2.ProxyError("403"), "proxy"),
        (caused(httpx2.ConnectError(""), socket.gaierror(-2, "unknown")), "dns"),
        (caused(httpx2.ConnectError(""), ssl.SSLCertVerificationError("expired")), "tls"),
        (caused(httpx2.ConnectError(""), ExceptionGroup("all", [ConnectionRefusedError()])), "refused"),
        (httpx2.ConnectError("no route"), "connect"),
        (httpx2.UnsupportedProtocol(""), "connect"),
        (httpx2.LocalProtocolError("header"), "connect"),
    ],
)
@pytest.mark.parametrize("is_submit", [True, False])
def test_what_was_never_sent_is_unreachable(error: Exception, reason: str, is_submit: bool) -> None:
    fault = connection_fault(error, is_submit=is_submit)
    assert isinstance(fault, errors.Unreachable)
    assert fault.reason == reason


@pytest.mark.parametrize(
    "error",
    [
        httpx2.ReadTimeout(""),
        httpx2.WriteTimeout(""),
        httpx2.ReadError(""),
        httpx2.WriteError(""),
        httpx2.RemoteProtocolError("Server disconnected"),
        httpx2.DecodingError("gzip"),
        OSError("reset"),
    ],
)
def test_what_broke_after_sending_may_have_been_accepted(error: Exception) -> None:
    assert connection_fault(error, is_submit=True).may_have_cost
    assert not connection_fault(error, is_submit=False).may_have_cost


@given(st.integers(200, 599), json_values.map(json.dumps) | st.text(max_size=40))
def test_any_answer_can_be_judged(status: int, text: str) -> None:
    answer = Reply(path=PATH, status=status, text=text)
    submit_fault(answer, HIDE)
    fault = query_fault(answer, HIDE)
    assert not isinstance(fault, errors.OutcomeUnknown)
