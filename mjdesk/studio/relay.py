"""The manners of G, the relay in front of others: it hides codes, and shows a web page for unknown paths."""

from __future__ import annotations

import hmac
import uuid
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, Response
from typing_extensions import override

from mjdesk.studio.job import Kind
from mjdesk.studio.manners import BUTTON_SUBMITS, SUBMITS, Manners
from mjdesk.studio.refusal import Reason, Refusal
from mjdesk.studio.rows import INSTANCE

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from mjdesk.studio.buttons import Press
    from mjdesk.studio.config import StudioConfig
    from mjdesk.studio.maker import Receipt


class NewApi(Manners):
    """G: what most paid gateways run."""

    modes = True

    def __init__(self, config: StudioConfig) -> None:
        super().__init__(config)
        newer = () if config.stock else ("edits", "video")
        self.submits = frozenset((*SUBMITS, *BUTTON_SUBMITS, "change", "simple-change", *newer))
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
        # What follows a dash names a channel (protocol.md 1.1).
        if any(hmac.compare_digest(part.encode(), own.encode()) for part in (token, token.split("-", 1)[0])):
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
    def accepted(self, receipt: Receipt, image_url: str | None) -> Response:
        if receipt.ahead:
            # 22 becomes 1, always; the words stay (relay/relay-mj.go).
            answer = {"discordInstanceId": INSTANCE, "numberOfQueues": receipt.ahead}
            return self.submitted(1, f"排队中，前面还有{receipt.ahead}个任务", receipt.job.id, answer)
        if receipt.existed or (receipt.window and receipt.job.kind not in (Kind.INPAINT, Kind.CUSTOM_ZOOM)):
            properties: dict[str, Any] = {"discordInstanceId": INSTANCE}
            if receipt.window:
                properties |= {"finalPrompt": receipt.job.final_prompt, "remix": receipt.job.remix}
            words = "Waiting for window confirm" if receipt.window else "任务已存在"
            return self.submitted(1, words, receipt.job.id, properties)
        return super().accepted(receipt, image_url)

    @override
    def refused(self, refusal: Refusal) -> Response:
        match refusal.reason:
            case Reason.VERB_UNKNOWN:
                return _error(400, f"unknown_action:{refusal.detail}")
            case Reason.QUOTA:
                return _error(403, "用户额度不足, quota_not_enough", "insufficient_user_quota")
            case Reason.PROMPT_EMPTY | Reason.TASK_UNKNOWN | Reason.TASK_NOT_DONE | Reason.TASK_ID_EMPTY:
                return _relay_error(refusal.reason.value)
            case Reason.SATURATED:
                body = {
                    "description": "当前分组上游负载已饱和，请稍后再试 ",
                    "type": "upstream_error",
                    "code": 30,
                }
                return JSONResponse(body, 429)
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


def _token(shown: str) -> str:
    """`Bearer` and `sk-` are both optional on G."""
    return shown.strip().removeprefix("Bearer ").strip().removeprefix("sk-")


def _relay_error(reason: str) -> Response:
    # The relay writes description, a blank and an empty result (controller/relay.go).
    return JSONResponse({"description": f"{reason} ", "type": "upstream_error", "code": 4}, 400)


def _error(status: int, message: str, code: str = "") -> Response:
    text = f"{message} (request id: {uuid.uuid4().hex[:20]})"
    return JSONResponse({"error": {"message": text, "type": "new_api_error", "code": code}}, status)
