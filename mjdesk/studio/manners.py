"""What the server families have in common: how they say yes and no (protocol.md 3)."""

from __future__ import annotations

import hmac
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from mjdesk.studio.job import Kind
from mjdesk.studio.refusal import Reason, Refusal
from mjdesk.studio.rows import INSTANCE

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from mjdesk.studio.buttons import Press
    from mjdesk.studio.config import StudioConfig
    from mjdesk.studio.maker import Receipt

_CODES = {
    Reason.TASK_UNKNOWN: 3,
    Reason.NO_ACCOUNT: 3,
    Reason.SYSTEM: 9,
    Reason.QUEUE_FULL: 23,
    Reason.SATURATED: 23,
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
    Reason.SATURATED: "当前分组上游负载已饱和，请稍后再试",
    Reason.BANNED: "可能包含敏感词",
    Reason.NO_ACCOUNT: "无可用的账号实例",
    Reason.SYSTEM: "系统异常，请稍后重试",
    Reason.QUOTA: "quota_not_enough",
}

SUBMITS = ("imagine", "blend", "describe")
BUTTON_SUBMITS = ("shorten", "action", "modal", "upload-discord-images")


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

    def at_the_door(self, headers: Headers, path: str) -> Response | None:
        """As `turned_away`, with the key shown the way that the dialect's page wants it."""
        dialect = self.config.dialect
        return self.turned_away(headers if dialect is None else dialect.seen(headers), path)

    @abstractmethod
    def turned_away(self, headers: Headers, path: str) -> Response | None:
        """The answer to a request that may not pass; None lets it in."""

    @abstractmethod
    def missing(self, method: str, path: str) -> Response:
        """What an endpoint that is not there looks like (protocol.md 0.1)."""

    @abstractmethod
    def unknown_task(self) -> Response:
        """A fetch of an id that nobody knows (protocol.md 2.15)."""

    def accepted(self, receipt: Receipt, image_url: str | None) -> Response:
        """The answer to a submit that went well (protocol.md 3.1); `image_url` as in the task's row."""
        job = receipt.job
        properties: dict[str, Any] = {"discordInstanceId": INSTANCE, "discordChannelId": INSTANCE}
        result = ",".join(job.id for job in receipt.jobs)
        if receipt.existed:
            properties |= {"status": job.status.value, "imageUrl": image_url}
            return self.submitted(21, "任务已存在", result, properties)
        if receipt.window:
            properties |= {"finalPrompt": job.final_prompt, "remix": job.remix}
            return self.submitted(21, "Waiting for window confirm", result, properties)
        if receipt.ahead:
            properties["numberOfQueues"] = receipt.ahead
            return self.submitted(22, f"排队中，前面还有{receipt.ahead}个任务", result, properties)
        return self.submitted(1, "提交成功", result, properties)

    def refused(self, refusal: Refusal) -> Response:
        """The answer to a submit that starts nothing."""
        code = _CODES.get(refusal.reason, 4)
        return self.submitted(code, _SAYINGS[refusal.reason], None, dict(refusal.properties))

    def malformed(self) -> Response:
        """A body that is not a JSON object."""
        return JSONResponse(spring(400, "Bad Request", "/"), 400)

    def knows_verb(self, press: Press) -> bool:
        """Whether a button's verb gets through (protocol.md 5.4)."""
        return press.index > 0 or press.kind is not Kind.PIC_READER

    def submitted(
        self, code: int, description: str, result: str | None, properties: dict[str, Any]
    ) -> Response:
        answer: dict[str, Any] = {"code": code, "description": description, "result": result}
        answer["properties"] = properties
        if self.config.dialect is not None and result is not None:
            answer = self.config.dialect.receipt(answer)
        return JSONResponse(answer)

    def _same(self, shown: str) -> bool:
        return hmac.compare_digest(shown.encode(), self.config.secret.encode())


def spring(status: int, error: str, path: str) -> dict[str, Any]:
    return {"timestamp": "1970-01-01T00:00:00.000+00:00", "status": status, "error": error, "path": path}
