"""The manners of the four server families: whom they let in, how they say yes, no and not here."""

from __future__ import annotations

import hmac
import uuid
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from typing_extensions import override

from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.job import Job, Kind, Status
from mjdesk.studio.refusal import Reason, Refusal
from mjdesk.studio.rows import INSTANCE

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from mjdesk.studio.buttons import Press
    from mjdesk.studio.orders import Receipt

_CODES = {
    Reason.TASK_UNKNOWN: 3,
    Reason.NO_ACCOUNT: 3,
    Reason.SYSTEM: 9,
    Reason.QUEUE_FULL: 23,
    Reason.BANNED: 24,
}
_SAYINGS = {
    Reason.PROMPT_EMPTY: "prompt不能为空",
    Reason.IMAGE_MISSING: "base64不能为空",
    Reason.IMAGE_BAD: "base64格式错误",
    Reason.IMAGE_COUNT: "base64List参数错误",
    Reason.MASK_MISSING: "maskBase64不能为空",
    Reason.MASK_BAD: "maskBase64格式错误",
    Reason.VALUE_BAD: "参数错误",
    Reason.TASK_ID_EMPTY: "taskId或customId不能为空",
    Reason.TASK_UNKNOWN: "关联任务不存在或已失效",
    Reason.TASK_NOT_DONE: "关联任务状态错误",
    Reason.TASK_NOT_WINDOW: "关联任务状态错误",
    Reason.CHANGE_IMPOSSIBLE: "关联任务不允许执行变化",
    Reason.CONTENT_BAD: "content参数错误",
    Reason.VERB_UNKNOWN: "未知的 Action 类型",
    Reason.BUTTON_UNKNOWN: "关联按钮不存在或已失效",
    Reason.QUEUE_FULL: "队列已满，请稍后尝试",
    Reason.BANNED: "可能包含敏感词",
    Reason.NO_ACCOUNT: "无可用的账号实例",
    Reason.SYSTEM: "系统异常，请稍后重试",
    Reason.QUOTA: "quota_not_enough",
}

_SUBMITS = ("imagine", "blend", "describe")
_BUTTON_SUBMITS = ("shorten", "action", "modal", "upload-discord-images")


class Manners(ABC):
    """How one family behaves. Holds its config and nothing that changes."""

    submits: frozenset[str]
    """The endpoints under /mj/submit."""
    others: frozenset[str]
    """The endpoints elsewhere, by the names of routes.py."""
    modes: bool = False
    """It knows the prefixes /mj-fast and the like."""

    def __init__(self, config: StudioConfig) -> None:
        self.config = config

    @abstractmethod
    def turned_away(self, headers: Headers, path: str) -> Response | None:
        """The answer to a request that may not pass; None lets it in."""

    @abstractmethod
    def missing(self, method: str, path: str) -> Response:
        """What an endpoint that is not there looks like (protocol.md 0.1)."""

    @abstractmethod
    def unknown_task(self) -> Response:
        """A fetch of an id that nobody knows (protocol.md 2.15)."""

    def accepted(self, receipt: Receipt) -> Response:
        """The answer to a submit that went well (protocol.md 3.1)."""
        job = receipt.job
        properties: dict[str, Any] = {"discordInstanceId": INSTANCE, "discordChannelId": INSTANCE}
        result = ",".join(job.id for job in receipt.jobs)
        if receipt.existed:
            properties |= {"status": job.status.value, "imageUrl": self.existing_url(job)}
            return self._submit(21, "任务已存在", result, properties)
        if receipt.window:
            properties |= {"finalPrompt": job.final_prompt, "remix": job.remix}
            return self._submit(21, "Waiting for window confirm", result, properties)
        if receipt.ahead:
            properties["numberOfQueues"] = receipt.ahead
            return self._submit(22, f"排队中，前面还有{receipt.ahead}个任务", result, properties)
        return self._submit(1, "提交成功", result, properties)

    def refused(self, refusal: Refusal) -> Response:
        """The answer to a submit that starts nothing."""
        code = _CODES.get(refusal.reason, 4)
        return self._submit(code, _SAYINGS[refusal.reason], None, dict(refusal.properties))

    def malformed(self) -> Response:
        """A body that is not a JSON object."""
        return JSONResponse(_spring(400, "Bad Request", "/"), 400)

    def knows_verb(self, press: Press) -> bool:
        """Whether a button's verb gets through (protocol.md 5.4)."""
        return press.index > 0 or press.kind is not Kind.PIC_READER

    def existing_url(self, job: Job) -> str | None:
        """The picture of a task that a button made before; left to the row."""
        return None if job.status is not Status.SUCCESS else ""

    def _submit(
        self, code: int, description: str, result: str | None, properties: dict[str, Any]
    ) -> Response:
        return JSONResponse(
            {"code": code, "description": description, "result": result, "properties": properties}
        )

    def _same(self, shown: str) -> bool:
        return hmac.compare_digest(shown.encode(), self.config.secret.encode())


class Proxy(Manners):
    """N: the original."""

    submits = frozenset((*_SUBMITS, "change", "simple-change"))
    others = frozenset(("fetch", "list-by-condition", "list", "queue"))

    @override
    def turned_away(self, headers: Headers, path: str) -> Response | None:
        guarded = path.startswith(("/mj/submit", "/mj/task", "/mj/account", "/mj/insight-face"))
        if not self.config.secret or not guarded or self._same(headers.get("mj-api-secret", "")):
            return None
        return Response(status_code=401)

    @override
    def missing(self, method: str, path: str) -> Response:
        if path.startswith("/mj"):
            return JSONResponse(_spring(404, "Not Found", path), 404)
        return HTMLResponse(
            '<!doctype html><html lang="en"><head><title>HTTP Status 404 – Not Found</title></head>'
            "<body><h1>HTTP Status 404 – Not Found</h1></body></html>",
            404,
        )

    @override
    def unknown_task(self) -> Response:
        return Response(status_code=200)


class ProxyPlus(Proxy):
    """P: the original, and buttons with all that hangs on them."""

    submits = frozenset((*_SUBMITS, *_BUTTON_SUBMITS, "change", "simple-change"))
    others = frozenset(
        (
            "fetch",
            "list-by-condition",
            "list-by-ids",
            "list",
            "queue",
            "cancel",
            "image-seed",
            "swap",
            "query",
        )
    )


class TrueAi(Manners):
    """T: everything but `change`."""

    submits = frozenset((*_SUBMITS, *_BUTTON_SUBMITS, "edits", "edit", "retexture", "video"))
    others = frozenset(
        ("fetch", "list-by-condition", "list-by-ids", "list", "cancel", "image-seed", "swap", "home")
    )
    modes = True

    @override
    def turned_away(self, headers: Headers, path: str) -> Response | None:
        if not self.config.secret or path == "/mj/home":
            return None
        # The whole value of Authorization is the token; "Bearer " is not taken off (protocol.md 1.1).
        shown = headers.get("authorization") or headers.get("mj-api-secret")
        if not shown:
            return PlainTextResponse("Authorization header missing.", 401)
        return None if self._same(shown) else PlainTextResponse("账号无权限", 401)

    @override
    def missing(self, method: str, path: str) -> Response:
        return Response(status_code=404)

    @override
    def unknown_task(self) -> Response:
        return Response(status_code=204)

    @override
    def malformed(self) -> Response:
        return JSONResponse({"success": False, "code": -1, "message": "请求参数格式错误", "timestamp": 0})

    @override
    def refused(self, refusal: Refusal) -> Response:
        match refusal.reason:
            case Reason.QUEUE_FULL:
                body = {"code": 9, "description": "提交失败，队列已满，请稍后重试", "result": None}
                return JSONResponse(body | {"properties": {}})
            case Reason.TASK_UNKNOWN:
                answer = super().refused(refusal)
                answer.status_code = 404
                return answer
            case _:
                return super().refused(refusal)

    @override
    def knows_verb(self, press: Press) -> bool:
        return press.kind is not Kind.PROMPT_ANALYZER


class NewApi(Manners):
    """G: a relay in front of others; hides codes, and has a web page for every unknown path."""

    modes = True

    def __init__(self, config: StudioConfig) -> None:
        super().__init__(config)
        newer = () if config.stock else ("edits", "video")
        self.submits = frozenset((*_SUBMITS, *_BUTTON_SUBMITS, "change", "simple-change", *newer))
        self.others = frozenset(("fetch", "list-by-condition", "image-seed", "swap", "image", "billing"))

    @override
    def turned_away(self, headers: Headers, path: str) -> Response | None:
        if not self.config.secret or path.startswith("/mj/image/") or path == "/api/status":
            return None
        shown = headers.get("authorization", "")
        if path.startswith("/mj") and shown in ("", "midjourney-proxy"):
            shown = headers.get("mj-api-secret", "")
        token = _token(shown)
        own = _token(self.config.secret)
        if token and (token == own or token.split("-", 1)[0] == own):
            return None
        if path.startswith("/v1/dashboard") or path.startswith("/dashboard"):
            return _error(200 if token else 401, "无效的令牌")
        return _error(401, "无效的令牌" if token else "未提供令牌")

    @override
    def missing(self, method: str, path: str) -> Response:
        if path.startswith(("/v1/", "/api/")):
            body = {"error": {"message": f"Invalid URL ({method} {path})", "type": "invalid_request_error"}}
            return JSONResponse(body, 404)
        return HTMLResponse(
            '<!doctype html><html lang="zh"><head><title>New API</title></head>'
            '<body><div id="root"></div></body></html>'
        )

    @override
    def unknown_task(self) -> Response:
        return _relay_error("task_no_found")

    @override
    def malformed(self) -> Response:
        return _relay_error("bind_request_body_failed")

    @override
    def accepted(self, receipt: Receipt) -> Response:
        if receipt.ahead:
            # 22 becomes 1, always; the words stay (relay/relay-mj.go).
            answer = {"discordInstanceId": INSTANCE, "numberOfQueues": receipt.ahead}
            return self._submit(1, f"排队中，前面还有{receipt.ahead}个任务", receipt.job.id, answer)
        if receipt.existed or (receipt.window and receipt.job.kind not in (Kind.INPAINT, Kind.CUSTOM_ZOOM)):
            properties: dict[str, Any] = {"discordInstanceId": INSTANCE}
            if receipt.window:
                properties |= {"finalPrompt": receipt.job.final_prompt, "remix": receipt.job.remix}
            words = "Waiting for window confirm" if receipt.window else "任务已存在"
            return self._submit(1, words, receipt.job.id, properties)
        return super().accepted(receipt)

    @override
    def refused(self, refusal: Refusal) -> Response:
        match refusal.reason:
            case Reason.VERB_UNKNOWN:
                return _error(400, f"unknown_action:{refusal.detail}")
            case Reason.QUOTA:
                return _error(403, "用户额度不足, quota_not_enough", "insufficient_user_quota")
            case Reason.PROMPT_EMPTY | Reason.TASK_UNKNOWN | Reason.TASK_NOT_DONE | Reason.TASK_ID_EMPTY:
                return _relay_error(refusal.reason.value)
            case Reason.VALUE_BAD if refusal.detail == "index":
                return _relay_error("index_is_required")
            case _:
                return super().refused(refusal)

    @override
    def knows_verb(self, press: Press) -> bool:
        if not self.config.stock:
            return True
        return press.verb.startswith(("upsample", "pan_")) or press.kind in (
            Kind.VARIATION,
            Kind.LOW_VARIATION,
            Kind.HIGH_VARIATION,
            Kind.REROLL,
            Kind.ZOOM,
            Kind.CUSTOM_ZOOM,
            Kind.INPAINT,
        )


def manners(config: StudioConfig) -> Manners:
    """The manners of the family a studio plays."""
    match config.family:
        case Family.PROXY:
            return Proxy(config)
        case Family.PROXY_PLUS:
            return ProxyPlus(config)
        case Family.TRUEAI:
            return TrueAi(config)
        case Family.NEW_API:
            return NewApi(config)


def _token(shown: str) -> str:
    """`Bearer` and `sk-` are both optional on G."""
    return shown.strip().removeprefix("Bearer ").strip().removeprefix("sk-")


def _spring(status: int, error: str, path: str) -> dict[str, Any]:
    return {"timestamp": "1970-01-01T00:00:00.000+00:00", "status": status, "error": error, "path": path}


def _relay_error(reason: str) -> Response:
    # The relay writes description, a blank and an empty result (controller/relay.go).
    return JSONResponse({"description": f"{reason} ", "type": "upstream_error", "code": 4}, 400)


def _error(status: int, message: str, code: str = "") -> Response:
    text = f"{message} (request id: {uuid.uuid4().hex[:20]})"
    return JSONResponse({"error": {"message": text, "type": "new_api_error", "code": code}}, status)
