"""The gateway's endpoints as coroutines: one wish, one request, one answer; never a hidden retry.

Fits `services.ports.Gateway`. One long class on purpose: it lists the endpoints, each in a few lines.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never
from urllib.parse import quote

from mjdesk.api import payloads
from mjdesk.api.address import read_address
from mjdesk.api.balance import read_balance
from mjdesk.api.detect import find_out
from mjdesk.api.faults import query_fault, submit_fault
from mjdesk.api.http import Line, Patience, Way, auth_headers
from mjdesk.api.listing import Listing
from mjdesk.api.media import addresses
from mjdesk.api.pictures import WebPictures
from mjdesk.api.reader import read_receipt, read_reports
from mjdesk.api.redact import Redactor
from mjdesk.api.values import code_of, fields, first_text
from mjdesk.domain.action import ActionRoute
from mjdesk.domain.errors import (
    Busy,
    GatewayError,
    Nonsense,
    NotAllowed,
    NotOffered,
    OutcomeUnknown,
    TaskVanished,
    WishInvalid,
)
from mjdesk.domain.gateway import Family
from mjdesk.domain.request import (
    ActionRequest,
    BlendRequest,
    Bot,
    DescribeRequest,
    EditRequest,
    ImagineRequest,
    ShortenRequest,
    Speed,
    SwapFaceRequest,
    VideoRequest,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import httpx2

    from mjdesk.api.replies import Reply
    from mjdesk.domain.gateway import Balance, Findings, GatewayProfile
    from mjdesk.domain.picture import ImageData
    from mjdesk.domain.request import ModalAnswer, Receipt, Request
    from mjdesk.domain.task_report import TaskReport

_CHUNK = 50
"""Ids per bulk request (protocol.md 10)."""
_AT_ONCE = 6
"""Single fetches side by side, where a gateway cannot list."""


class GatewayClient:
    """One gateway, spoken to with one key.

    Owns its connections and a `WebPictures`; remembers whether bulk queries work here.
    Every coroutine raises `domain.errors.GatewayError`; submits also `WishInvalid`, before anything is sent.
    """

    def __init__(
        self,
        profile: GatewayProfile,
        key: str,
        *,
        patience: Patience | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`transport` and `now` stand in for network and clock in tests. Raises `NotAllowed` for an unusable
        key."""
        self._profile = profile
        self._address = read_address(profile.root)
        self._hide = Redactor(key.strip())
        self._key = key.strip()
        self._line = Line(
            self._address,
            auth_headers(profile.auth, key),
            patience=patience or Patience(),
            transport=transport,
            way=Way(profile.proxy, profile.ca_file),
        )
        self._listing = Listing(can_list=profile.capabilities.can_list, now=now)
        self.pictures = WebPictures(profile, key, patience=patience, transport=transport)
        """Downloads from this gateway and from where its results lie; closed with the client."""

    @property
    def profile(self) -> GatewayProfile:
        return self._profile

    @property
    def can_list(self) -> bool:
        """Whether bulk queries work here; learned by use, and doubted after a while (protocol.md 10)."""
        return self._listing.is_known_good

    # Submits

    async def submit(self, request: Request, *, images: Sequence[ImageData], state: str) -> Receipt:
        """Send a wish to the endpoint of its kind.

        `images`: bytes of the wish's pictures in its own order, either for all of them or for those with a
        digest alone (the others travel as addresses).
        """
        match request:
            case ImagineRequest():
                return await self.imagine(request, images, state)
            case BlendRequest():
                return await self.blend(request, images, state)
            case DescribeRequest():
                return await self.describe(request, images, state)
            case ShortenRequest():
                return await self.shorten(request, state)
            case ActionRequest():
                return await self.act(request, state)
            case SwapFaceRequest():
                return await self.swap_face(request, images, state)
            case EditRequest():
                return await self.edit(request, images, state)
            case VideoRequest():
                return await self.video(request, images, state)
        assert_never(request)

    async def imagine(self, request: ImagineRequest, images: Sequence[ImageData], state: str) -> Receipt:
        """`POST /mj/submit/imagine` (protocol.md 2.1)."""
        body = payloads.imagine(request, images, state)
        return await self._submit("/mj/submit/imagine", body, request.speed)

    async def blend(self, request: BlendRequest, images: Sequence[ImageData], state: str) -> Receipt:
        """`POST /mj/submit/blend` (protocol.md 2.2)."""
        body = payloads.blend(request, images, state)
        return await self._submit("/mj/submit/blend", body, request.speed)

    async def describe(self, request: DescribeRequest, images: Sequence[ImageData], state: str) -> Receipt:
        """`POST /mj/submit/describe` (protocol.md 2.3)."""
        body = payloads.describe(request, images, state)
        return await self._submit("/mj/submit/describe", body, request.speed)

    async def shorten(self, request: ShortenRequest, state: str) -> Receipt:
        """`POST /mj/submit/shorten` (protocol.md 2.4); N does not have it."""
        return await self._submit("/mj/submit/shorten", payloads.shorten(request, state), request.speed)

    async def act(self, request: ActionRequest, state: str) -> Receipt:
        """`POST /mj/submit/action`, or `/mj/submit/change` without buttons (protocol.md 2.5, 2.7).

        A receipt of kind `ASKS` wants `answer()` next. `NotOffered.what` is the verb when the gateway
        does not know it, else the path.
        """
        path = "/mj/submit/change" if request.action.route is ActionRoute.CHANGE else "/mj/submit/action"
        verb = request.action.verb.value
        return await self._submit(path, payloads.action(request, state), request.speed, verb=verb)

    async def answer(self, answer: ModalAnswer, *, state: str) -> Receipt:
        """`POST /mj/submit/modal` (protocol.md 2.8). The id may be the modal's own or a new one."""
        return await self._submit("/mj/submit/modal", payloads.modal(answer, state), answer.speed)

    async def swap_face(self, request: SwapFaceRequest, images: Sequence[ImageData], state: str) -> Receipt:
        """`POST /mj/insight-face/swap` (protocol.md 2.14)."""
        body = payloads.swap_face(request, images, state)
        return await self._submit("/mj/insight-face/swap", body, request.speed)

    async def edit(self, request: EditRequest, images: Sequence[ImageData], state: str) -> Receipt:
        """`POST /mj/submit/edits` or `/mj/submit/retexture` (protocol.md 2.9, 2.10)."""
        path = "/mj/submit/retexture" if request.is_retexture else "/mj/submit/edits"
        return await self._submit(path, payloads.edit(request, images, state), request.speed)

    async def video(self, request: VideoRequest, images: Sequence[ImageData], state: str) -> Receipt:
        """`POST /mj/submit/video` (protocol.md 2.11). Midjourney makes no film in turbo mode: fast then."""
        body = payloads.video(request, images, state)
        speed = request.speed or self._profile.speed
        return await self._submit("/mj/submit/video", body, Speed.FAST if speed is Speed.TURBO else speed)

    async def _submit(self, path: str, body: payloads.Payload, speed: Speed, *, verb: str = "") -> Receipt:
        path = f"{self._prefix(speed)}{path}"
        body = self._fitted(body)
        reply = await self._line.ask("POST", path, body=body, wait=self._line.patience.submit, is_submit=True)
        if fault := submit_fault(reply, self._hide, verb=verb):
            raise fault
        raw = self._hide.exactly(reply.text)
        receipt = read_receipt(reply.value, is_action=bool(verb) or "/edits" in path, raw=raw)
        if receipt is None:
            raise OutcomeUnknown("the answer names no task", reply.status, request_id=reply.request_id)
        return replace(receipt, request_id=reply.request_id)

    def _fitted(self, body: payloads.Payload) -> payloads.Payload:
        """What this account wants in every submit."""
        body = payloads.filtered(body, self._profile.account_filter)
        return payloads.bare(body) if self._profile.sends_bare_base64 else body

    async def upload(self, images: Sequence[ImageData], *, speed: Speed = Speed.DEFAULT) -> Sequence[str]:
        """`POST /mj/submit/upload-discord-images {base64Array}` -> `{code, description, result: [url, ...]}`:
        addresses to put in front of a prompt, signed and short-lived (protocol.md 2.12).

        Lasts as long as the upload; no task comes of it. Raises `NotOffered` where there is none (relays
        without such a channel say 503): then the pictures go into `base64Array` of the wish. `Nonsense` when
        the answer holds no address, `OutcomeUnknown` when it was lost (it may have been billed).
        """
        path = f"{self._prefix(speed)}/mj/submit/upload-discord-images"
        # One gateway demands `mode` (protocol.md 2.12); the others do not know it.
        mode = (speed or self._profile.speed or Speed.FAST).value.upper()
        body = self._fitted(payloads.upload(images, mode))
        reply = await self._line.ask("POST", path, body=body, wait=self._line.patience.submit, is_submit=True)
        if fault := submit_fault(reply, self._hide):
            raise fault
        found = addresses(fields(reply.value).get("result"), fields(reply.value).get("data"))
        if not found:
            raise Nonsense("the answer holds no address", reply.status, request_id=reply.request_id)
        return found

    async def simple_change(
        self, remote_id: str, word: str, *, state: str, speed: Speed = Speed.DEFAULT
    ) -> Receipt:
        """`POST /mj/submit/simple-change {content: "<id> U2"}` -> receipt (protocol.md 2.6).

        `word` is `U1`-`U4`, `V1`-`V4` or `R`; else `WishInvalid`. Gone from T since 10, broken on current G:
        nothing here uses it, the window sends `act`.
        """
        if not re.fullmatch(r"[UV][1-4]|R", word):
            raise WishInvalid(word, reason="unsupported")
        body: payloads.Payload = {"content": f"{remote_id} {word}", "state": state}
        return await self._submit("/mj/submit/simple-change", body, speed, verb=word)

    async def show(self, job: str, *, state: str, bot: Bot = Bot.MIDJOURNEY) -> Receipt:
        """`POST /mj/submit/show {jobId}` -> receipt of a task that takes over an existing job of Midjourney
        (T before 10 alone). `job` is its UUID or the address of its picture (protocol.md 2.13)."""
        body: payloads.Payload = {"jobId": job, "botType": bot.value, "state": state}
        return await self._submit("/mj/submit/show", body, Speed.DEFAULT)

    # Queries

    async def reports(self, remote_ids: Sequence[str]) -> Sequence[TaskReport]:
        """What the gateway knows of these tasks; unknown ids are absent, duplicate rows all come back.

        `POST /mj/task/list-by-condition`, 50 ids at a time; where that is missing or not allowed,
        `GET /mj/task/{id}/fetch` for each, until it is time to try again (protocol.md 2.15, 10).
        """
        wanted = list(dict.fromkeys(remote_id for remote_id in remote_ids if _is_askable(remote_id)))
        found: list[TaskReport] = []
        for start in range(0, len(wanted), _CHUNK):
            found += await self._chunk(wanted[start : start + _CHUNK])
        return tuple(found)

    async def _chunk(self, remote_ids: list[str]) -> Sequence[TaskReport]:
        if self._listing.may_try:
            try:
                found = await self.list_by_ids(remote_ids)
            except (NotOffered, NotAllowed):
                # A key for certain models only may not list, yet may fetch (protocol.md 2.15).
                found = await self._fetch_each(remote_ids)
                self._listing.refused()
            else:
                self._listing.worked()
            return found
        return await self._fetch_each(remote_ids)

    async def _fetch_each(self, remote_ids: list[str]) -> Sequence[TaskReport]:
        gate = asyncio.Semaphore(_AT_ONCE)

        async def fetch(remote_id: str) -> TaskReport | None:
            async with gate:
                return await self.fetch(remote_id)

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(fetch(remote_id)) for remote_id in remote_ids]
        except* GatewayError as errors:
            first = errors
        else:
            return tuple(report for task in tasks if (report := task.result()) is not None)
        raise _leaf(first)

    async def list_by_ids(self, remote_ids: Sequence[str]) -> Sequence[TaskReport]:
        """`POST /mj/task/list-by-condition {"ids": [...]}` -> array of tasks (protocol.md 2.15)."""
        reply = await self._query("POST", "/mj/task/list-by-condition", body={"ids": list(remote_ids)})
        return read_reports(reply.value, self._hide)

    async def fetch(self, remote_id: str) -> TaskReport | None:
        """`GET /mj/task/{id}/fetch` -> task; None when the gateway does not know it (protocol.md 2.15)."""
        try:
            reply = await self._query("GET", f"/mj/task/{quote(remote_id, safe='')}/fetch")
        except TaskVanished:
            return None
        found = read_reports(reply.value, self._hide)
        return found[0] if found else None

    async def list_with_displays(self, remote_ids: Sequence[str]) -> Sequence[TaskReport]:
        """`POST /mj/task/list-by-ids {"ids": [...]}` -> array of tasks with localised `displays`, which are
        not read: the words here are ours (P and T; protocol.md 2.15). `NotOffered` on N and G."""
        reply = await self._query("POST", "/mj/task/list-by-ids", body={"ids": list(remote_ids)})
        return read_reports(reply.value, self._hide)

    async def queue(self) -> Sequence[TaskReport]:
        """`GET /mj/task/queue` -> array of the tasks that wait (N, P, T before 10; protocol.md 2.15)."""
        reply = await self._query("GET", "/mj/task/queue")
        return read_reports(reply.value, self._hide)

    async def page(self, number: int = 0, *, size: int = 50) -> Sequence[TaskReport]:
        """One page of all tasks, newest first, `number` from 0: `POST /mj/task-admin/query {pageNumber,
        pageSize, sort}` -> `{list: [...]}` on P, `POST /mj/admin/tasks {pagination, sort, search}` ->
        `{list: [...]}` for administrators on T (protocol.md 2.15). `NotOffered`, `NotAllowed` elsewhere."""
        if self._profile.capabilities.family is Family.TRUEAI:
            pagination = {"current": number + 1, "pageSize": min(size, 100)}
            body: dict[str, object] = {"pagination": pagination, "sort": {}, "search": {}}
            reply = await self._query("POST", "/mj/admin/tasks", body=body)
        else:
            body = {"pageNumber": number, "pageSize": size, "sort": "submitTime,desc"}
            reply = await self._query("POST", "/mj/task-admin/query", body=body)
        return read_reports(reply.value, self._hide)

    async def recent(self) -> Sequence[TaskReport]:
        """`GET /mj/task/list`: on T everybody's tasks, so take over one's own alone (protocol.md 2.15)."""
        reply = await self._query("GET", "/mj/task/list")
        return read_reports(reply.value, self._hide)

    async def find_by_state(self, state: str) -> TaskReport | None:
        """The task that carries our `state`; None when there is none or the gateway cannot list."""
        return next(iter(await self.find_by_states([state])), None)

    async def find_by_states(self, states: Sequence[str]) -> Sequence[TaskReport]:
        """The same for several with one look at the list; those that are not there are absent."""
        try:
            found = await self.recent()
        except (NotOffered, NotAllowed):
            return ()
        return tuple(report for report in found if report.client_state and report.client_state in states)

    async def seed(self, remote_id: str) -> str:
        """`GET /mj/task/{id}/image-seed` -> `{code, result}` or `{code, seed}` (recorded), slowly.

        Raises `Busy` (HTTP 202, with `Retry-After`) while it is being looked up.
        """
        path = f"/mj/task/{quote(remote_id, safe='')}/image-seed"
        reply = await self._query("GET", path, wait=self._line.patience.slow_query)
        answer = fields(reply.value)
        if seed := first_text(answer, "seed", "result"):
            return seed
        if reply.status == 202 or code_of(answer.get("code")) == 22:
            raise Busy(first_text(answer, "description"), reply.status, retry_after=reply.retry_after)
        raise Nonsense("the answer holds no seed", reply.status)

    async def cancel(self, remote_id: str) -> None:
        """`POST /mj/task/{id}/cancel`; missing on N and G, on T for administrators (protocol.md 2.15)."""
        await self._query("POST", f"/mj/task/{quote(remote_id, safe='')}/cancel", body={})

    async def balance(self) -> Balance | None:
        """What is left on the key; None where the gateway does not tell (protocol.md 2.16)."""
        return await read_balance(self._line, self._profile.auth, self._key)

    async def test(self) -> Findings:
        """Find out how to speak to this gateway, with calls that cost nothing (`detect`)."""
        return await find_out(self._line, self._address, self._profile, self._key)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._line.aclose()
        await self.pictures.aclose()

    async def _query(
        self, method: str, path: str, *, body: object = None, wait: float | None = None
    ) -> Reply:
        path = f"{self._prefix(Speed.DEFAULT)}{path}"
        reply = await self._line.ask(method, path, body=body, wait=wait)
        if fault := query_fault(reply, self._hide):
            raise fault
        return reply

    def _prefix(self, speed: Speed) -> str:
        """The path prefix that chooses the speed (protocol.md 1.3)."""
        speed = speed or self._profile.speed
        return f"/mj-{speed.value}{self._profile.speed_suffix}" if speed else ""


def gateway_factory(profile: GatewayProfile, key: str) -> GatewayClient:
    """Fits `services.ports.GatewayFactory`. It connects on first use; close it with `aclose()`.

    Raises `NotAllowed` for a key that no HTTP header can carry.
    """
    return GatewayClient(profile, key)


def _is_askable(remote_id: str) -> bool:
    """Dots alone would climb up the path of the request; blanks are no id."""
    return bool(re.search(r"[^.\s]", remote_id))


def _leaf(error: BaseExceptionGroup[GatewayError]) -> GatewayError:
    first = error.exceptions[0]
    return _leaf(first) if isinstance(first, BaseExceptionGroup) else first
