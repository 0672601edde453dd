"""The HTTP face of a studio: which path is which endpoint, in every family (protocol.md 2).

Longer than most modules: it lists the endpoints, each in a few lines; what they set going is elsewhere.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response

from mjdesk.studio import rows
from mjdesk.studio.addresses import Addresses, Target
from mjdesk.studio.config import Family, Speed
from mjdesk.studio.job import Job, Shape, Status
from mjdesk.studio.refusal import Reason, Refusal
from mjdesk.studio.wish import Wish

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from mjdesk.studio.maker import Receipt
    from mjdesk.studio.studio import Studio

MAX_BODY = 30_000_000
"""Bytes; Kestrel's default (protocol.md 1.4)."""
_MODE = re.compile(r"/(?:mj-)?(fast|relax|turbo)(?:-(?:relay|origin|proxy))?(?=/mj/)")
_TASK = re.compile(r"/mj/task/(?P<id>[^/]+)/(?P<verb>fetch|cancel|image-seed)")


class Desk:
    """Answers every request of one studio. Holds nothing but the studio."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        orders, presses = studio.orders, studio.presses
        self._submits: dict[str, Callable[[Wish], Receipt]] = {
            "imagine": orders.imagine,
            "blend": orders.blend,
            "describe": orders.describe,
            "shorten": orders.shorten,
            "change": presses.change,
            "simple-change": presses.simple_change,
            "action": lambda wish: presses.action(wish, verb_known=studio.manners.knows_verb),
            "modal": presses.modal,
            "edits": orders.edits,
            "edit": orders.edits,
            "retexture": orders.retexture,
            "video": orders.video,
        }
        self._lists: dict[tuple[str, str], tuple[str, Callable[[Request], Awaitable[Response]]]] = {
            ("POST", "/mj/task/list-by-condition"): ("list-by-condition", self._list_by_condition),
            ("POST", "/mj/task/list-by-ids"): ("list-by-ids", self._list_by_ids),
            ("GET", "/mj/task/list"): ("list", self._list),
            ("GET", "/mj/task/queue"): ("queue", self._queue),
            ("POST", "/mj/task-admin/query"): ("query", self._query),
            ("GET", "/mj/home"): ("home", self._home),
            ("GET", "/v1/dashboard/billing/subscription"): ("billing", self._subscription),
            ("GET", "/dashboard/billing/subscription"): ("billing", self._subscription),
            ("GET", "/v1/dashboard/billing/usage"): ("billing", self._usage),
            ("GET", "/dashboard/billing/usage"): ("billing", self._usage),
            ("GET", "/api/usage/token"): ("billing", self._token),
            ("GET", "/api/status"): ("billing", self._status),
        }

    async def answer(self, request: Request) -> Response:
        """Find the endpoint of a request and its answer."""
        manners = self._studio.manners
        method, path = request.method, request.url.path
        speed = None
        if manners.modes and (found := _MODE.match(path)):
            speed, path = Speed(found[1]), path[found.end() :]
        if method in ("GET", "HEAD") and (target := Addresses.read(path)) and not path.startswith("/mj/"):
            return await self._picture(request, target)
        handler = self._endpoint(method, path, speed)
        if handler is None:
            return manners.missing(method, path)
        if turned_away := manners.at_the_door(request.headers, path):
            return turned_away
        if int(request.headers.get("content-length") or 0) > MAX_BODY:
            page = "<html><head><title>413 Request Entity Too Large</title></head><body></body></html>"
            return HTMLResponse(page, 413)
        return await handler(request)

    def _endpoint(
        self, method: str, path: str, speed: Speed | None
    ) -> Callable[[Request], Awaitable[Response]] | None:
        manners = self._studio.manners
        path = path.rstrip("/")
        if method == "POST" and path.startswith("/mj/submit/"):
            name = path.removeprefix("/mj/submit/")
            if name not in manners.submits:
                return None
            if name == "upload-discord-images":
                return lambda request: self._upload(request, path)
            return lambda request: self._submit(request, self._submits[name], path, speed)
        if method == "POST" and path == "/mj/insight-face/swap" and "swap" in manners.others:
            return lambda request: self._submit(request, self._studio.orders.swap, path, speed)
        if found := _TASK.fullmatch(path):
            job_id, verb = found["id"], found["verb"]
            wanted = "POST" if verb == "cancel" else "GET"
            if verb not in manners.others or method != wanted:
                return None
            return lambda request: self._task(request, job_id, verb)
        if method == "GET" and path.startswith("/mj/image/") and "image" in manners.others:
            return lambda request: self._image(request, path)
        name, handler = self._lists.get((method, path), ("", None))
        return handler if name in manners.others else None

    # Submits

    async def _submit(
        self, request: Request, order: Callable[[Wish], Receipt], path: str, speed: Speed | None
    ) -> Response:
        studio = self._studio
        body = await _body(request)
        if body is None:
            return studio.manners.malformed()
        wish = Wish(body, path=path, speed=speed)
        dialect, endpoint = studio.config.dialect, path.rpartition("/")[2]
        try:
            if dialect is not None and (misfit := dialect.misfit(endpoint, body)):
                raise Refusal(Reason.VALUE_BAD, misfit)
            receipt = order(wish)
        except Refusal as refusal:
            return studio.manners.refused(refusal)
        number = len(studio.submissions)
        studio.note(wish, receipt)
        if dialect is not None and endpoint in dialect.pictures and not receipt.window:
            return await self._pictures(request, receipt.job)
        row = rows.row(receipt.job, _base(request), studio.addresses, studio.config)
        answer = studio.manners.accepted(receipt, row["imageUrl"])
        if dialect is not None:
            answer.status_code = dialect.status(number)
        return answer

    async def _pictures(self, request: Request, job: Job) -> Response:
        """`{created,data:[{url}]}` when the job is done, as of an OpenAI image endpoint (protocol.md 9)."""
        studio = self._studio
        done = await studio.jobs.finished(job.id)
        if done.status is not Status.SUCCESS:
            return JSONResponse({"error": {"message": done.fail_reason, "type": "upstream_error"}}, 400)
        base = _base(request)
        urls = [str(studio.row(done, base)["imageUrl"])]
        if done.shape is Shape.GRID:
            urls = [studio.addresses.quadrant(base, done, index) for index in range(4)]
        return JSONResponse({"created": job.submitted_at // 1000, "data": [{"url": url} for url in urls]})

    async def _upload(self, request: Request, path: str) -> Response:
        body = await _body(request)
        if body is None:
            return self._studio.manners.malformed()
        try:
            names = self._studio.orders.upload(Wish(body, path=path))
        except Refusal as refusal:
            return self._studio.manners.refused(refusal)
        base = _base(request)
        urls = [self._studio.addresses.upload(base, name) for name in names]
        return JSONResponse({"code": 1, "description": "success", "result": urls, "properties": {}})

    # Tasks

    async def _task(self, request: Request, job_id: str, verb: str) -> Response:
        studio = self._studio
        job = studio.find(job_id)
        match verb:
            case "fetch":
                if job is None:
                    return studio.manners.unknown_task()
                return JSONResponse(studio.row(job, _base(request)))
            case "cancel":
                return self._cancel(job)
            case _:
                if job is None:
                    return self._seedless(3, "任务不存在或已失效")
                if job.status is not Status.SUCCESS or job.has_text:
                    return self._seedless(4, "任务状态错误")
                return JSONResponse({"code": 1, "description": "success", "result": str(job.seed)})

    def _seedless(self, code: int, words: str) -> Response:
        status = 400 if self._studio.config.family is Family.NEW_API else 404 if code == 3 else 200
        return JSONResponse({"code": code, "description": words, "result": None, "properties": {}}, status)

    def _cancel(self, job: Job | None) -> Response:
        studio = self._studio
        if studio.config.family is Family.TRUEAI:
            if not studio.config.admin:
                return PlainTextResponse("您无权限访问", 400)
            if job is not None:
                studio.jobs.cancel(job.id, "取消任务", Status.FAILURE)
            return Response(status_code=200)
        if job is None or job.status.is_final:
            words = "任务不存在或已失效" if job is None else "任务已结束"
            return JSONResponse({"code": 3 if job is None else 4, "description": words, "result": None})
        studio.jobs.cancel(job.id, "")
        return JSONResponse({"code": 1, "description": "success", "result": job.id, "properties": {}})

    async def _list_by_condition(self, request: Request) -> Response:
        return JSONResponse(await self._listed(request))

    async def _list_by_ids(self, request: Request) -> Response:
        return JSONResponse([rows.displayed(task) for task in await self._listed(request)])

    async def _listed(self, request: Request) -> list[dict[str, Any]]:
        body = await _body(request) or {}
        ids = Wish(body).texts("ids")
        jobs = (self._studio.find(job_id) for job_id in dict.fromkeys(ids))
        return self._studio.rows([job for job in jobs if job is not None], _base(request))

    async def _list(self, request: Request) -> Response:
        jobs = self._studio.jobs.latest(100)
        return JSONResponse(self._studio.rows(jobs, _base(request)))

    async def _queue(self, request: Request) -> Response:
        return JSONResponse(self._studio.rows(self._studio.jobs.queue(), _base(request)))

    async def _query(self, request: Request) -> Response:
        wish = Wish(await _body(request) or {})
        page, size = wish.number("pageNumber", 0), min(100, max(1, wish.number("pageSize", 10)))
        jobs = self._studio.jobs.latest((page + 1) * size)[page * size :]
        tasks = self._studio.rows(jobs, _base(request))
        return JSONResponse({"list": tasks, "pageNumber": page, "pageSize": size})

    async def _home(self, request: Request) -> Response:
        data = {"isRegister": False, "isGuest": False, "isDemoMode": False, "version": "v11.10.3"}
        data |= {"notify": None, "todayDraw": len(self._studio.submissions), "tops": {}}
        return JSONResponse({"success": True, "code": 1, "message": "操作成功", "data": data})

    # Money

    async def _subscription(self, request: Request) -> Response:
        return JSONResponse(self._studio.purse.subscription())

    async def _usage(self, request: Request) -> Response:
        return JSONResponse(self._studio.purse.usage())

    async def _token(self, request: Request) -> Response:
        return JSONResponse(self._studio.purse.token())

    async def _status(self, request: Request) -> Response:
        return JSONResponse(self._studio.purse.status())

    # Pictures

    async def _image(self, request: Request, path: str) -> Response:
        target = Addresses.read(path)
        job = self._studio.find(target.job_id) if target else None
        if job is None:
            return JSONResponse({"error": "midjourney_task_not_found"}, 404)
        if not job.pictures:
            return JSONResponse({"error": "image_url_is_empty"}, 400)
        if job.status is Status.SUCCESS:
            return self._file(job.pictures[0])
        return await self._preview(job, job.progress or 0)

    async def _picture(self, request: Request, target: Target) -> Response:
        studio = self._studio
        if not studio.addresses.is_open(request.url.path, dict(request.query_params)):
            return PlainTextResponse("This content is no longer available.", 403)
        if target.upload:
            return self._file(target.upload)
        job = studio.find(target.job_id)
        if job is None or not job.pictures or target.number > 100:
            return PlainTextResponse("This content is no longer available.", 404)
        match target.part:
            case "p":
                return await self._preview(job, target.number)
            case "q":
                data = await studio.easel.quadrant(job.pictures[0], target.number % 4, job.prompt, job.seed)
                return Response(data, media_type="image/png")
            case _:
                if target.number >= len(job.pictures):
                    return PlainTextResponse("This content is no longer available.", 404)
                return self._file(job.pictures[target.number])

    async def _preview(self, job: Job, percent: int) -> Response:
        data = await self._studio.easel.preview(job.pictures[0], percent / 100)
        return Response(data, media_type="image/webp")

    def _file(self, name: str) -> Response:
        path = self._studio.archive.picture(name)
        if not path.exists():
            return PlainTextResponse("This content is no longer available.", 404)
        kind = {".jpg": "jpeg"}.get(path.suffix, path.suffix[1:])
        return FileResponse(path, media_type=f"image/{kind}")


def _base(request: Request) -> str:
    """The address the client came by, which is the only one that is sure to work for it."""
    return f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}"


async def _body(request: Request) -> dict[str, Any] | None:
    """The JSON object of a request; None when it holds none."""
    data = await request.body()
    if not data.strip():
        return {}
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
