"""The manners of the four server families: whom they let in, and how they say no and not here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from typing_extensions import override

from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.job import Kind
from mjdesk.studio.manners import BUTTON_SUBMITS, SUBMITS, Manners, spring
from mjdesk.studio.refusal import Reason, Refusal
from mjdesk.studio.relay import NewApi

if TYPE_CHECKING:
    from starlette.datastructures import Headers

    from mjdesk.studio.buttons import Press


class Proxy(Manners):
    """N: the original."""

    submits = frozenset((*SUBMITS, "change", "simple-change"))
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
            return JSONResponse(spring(404, "Not Found", path), 404)
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

    submits = frozenset((*SUBMITS, *BUTTON_SUBMITS, "change", "simple-change"))
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

    submits = frozenset((*SUBMITS, *BUTTON_SUBMITS, "edits", "edit", "retexture", "video"))
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


def manners(config: StudioConfig) -> Manners:
    """The manners of the family a studio plays, with no more endpoints than its dialect has."""
    made = _of_family(config)
    if config.dialect is not None:
        made.submits &= config.dialect.submits
        made.others &= config.dialect.others
    return made


def _of_family(config: StudioConfig) -> Manners:
    match config.family:
        case Family.PROXY:
            return Proxy(config)
        case Family.PROXY_PLUS:
            return ProxyPlus(config)
        case Family.TRUEAI:
            return TrueAi(config)
        case Family.NEW_API:
            return NewApi(config)
