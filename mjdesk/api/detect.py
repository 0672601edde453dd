"""Finds out how an unknown gateway wants to be spoken to, with calls that cost nothing (protocol.md 1.1)."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from mjdesk.api.balance import read_balance
from mjdesk.api.faults import query_fault
from mjdesk.api.http import auth_headers
from mjdesk.api.redact import Redactor
from mjdesk.api.values import fields, first_text
from mjdesk.domain.errors import GatewayError, NotAllowed, NotOffered, TaskVanished
from mjdesk.domain.gateway import AuthStyle, Balance, Capabilities, Family, Findings
from mjdesk.domain.request import Speed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.api.address import Address
    from mjdesk.api.http import Line
    from mjdesk.api.replies import Reply
    from mjdesk.domain.gateway import GatewayProfile

_LIST = "/mj/task/list-by-condition"
_NOBODY = "1000000000000000"
"""Shaped like a task's id, and none: born in 2001."""


async def find_out(line: Line, address: Address, profile: GatewayProfile, key: str) -> Findings:
    """Auth style, latency, family, speeds and balance.

    A gateway that takes no key style raises `NotAllowed`; an address where nobody speaks the protocol raises
    `NotOffered(what="/mj")`; otherwise the first error that came.
    """
    return await _Search(line, address, profile, key).run()


class _Search:
    """One test of one gateway: what was asked and what is known so far."""

    def __init__(self, line: Line, address: Address, profile: GatewayProfile, key: str) -> None:
        self.line = line
        self.address = address
        self.profile = profile
        self.key = key
        self.hide = Redactor(key)
        self.can_list = True
        self.latency = 0.0
        self.is_relay = False

    async def run(self) -> Findings:
        started = time.perf_counter()
        home = await self.line.ask("GET", "/mj/home", headers={})
        self.latency = time.perf_counter() - started
        is_trueai = _is_trueai(home)
        auth, headers = await self._find_auth(self._styles(is_trueai=is_trueai))
        speeds, balance, family = await asyncio.gather(
            self._find_speeds(headers),
            self._find_balance(auth),
            self._find_family(headers, is_trueai=is_trueai),
        )
        if balance is not None and family is Family.UNKNOWN:
            family = Family.NEW_API
        return Findings(
            root=self.address.root,
            auth=auth,
            latency=self.latency,
            capabilities=Capabilities(
                family=family,
                speeds=speeds,
                can_list=self.can_list,
                can_cancel=family not in {Family.PROXY, Family.NEW_API},
            ),
            balance=balance,
        )

    def _styles(self, *, is_trueai: bool) -> Sequence[AuthStyle]:
        """In the order of protocol.md 1.1; what a person chose comes first."""
        if not self.key:
            return (AuthStyle.NONE,)
        # `Authorization: Bearer K` breaks T even beside a right `mj-api-secret`; its guest mode hides it.
        usual = (
            (AuthStyle.SECRET, AuthStyle.RAW)
            if is_trueai
            else (AuthStyle.BEARER, AuthStyle.SECRET, AuthStyle.RAW)
        )
        chosen = () if self.profile.auth in {AuthStyle.AUTO, AuthStyle.NONE} else (self.profile.auth,)
        return tuple(dict.fromkeys((*chosen, *usual)))

    async def _find_auth(self, styles: Sequence[AuthStyle]) -> tuple[AuthStyle, dict[str, str]]:
        refusal: GatewayError | None = None
        for style in styles:
            headers = auth_headers(style, self.key)
            try:
                await self._knock(headers)
            except NotAllowed as error:
                refusal = refusal or error
                continue
            return style, headers
        raise refusal or NotAllowed()

    async def _knock(self, headers: dict[str, str]) -> None:
        """An empty bulk query; where there is none, the fetch of a task that is not (protocol.md 12.3)."""
        self.can_list = True
        reply = await self.line.ask("POST", _LIST, body={"ids": []}, headers=headers)
        self.is_relay = self.is_relay or bool(reply.request_id)
        fault = query_fault(reply, self.hide)
        if fault is None:
            return
        if not isinstance(fault, (NotOffered, NotAllowed)):
            raise fault
        self.can_list = False
        path = f"/mj/task/{_NOBODY}/fetch"
        reply = await self.line.ask("GET", path, headers=headers)
        other = query_fault(reply, self.hide)
        if other is None or isinstance(other, TaskVanished):
            return
        if isinstance(other, NotOffered) and isinstance(fault, NotOffered):
            other.what = "/mj"
        raise fault if isinstance(fault, NotAllowed) else other

    async def _find_speeds(self, headers: dict[str, str]) -> tuple[Speed, ...]:
        named = [speed for speed in Speed if speed]
        answers = await asyncio.gather(*(self._has_speed(speed, headers) for speed in named))
        return (Speed.DEFAULT, *(speed for speed, is_there in zip(named, answers, strict=True) if is_there))

    async def _has_speed(self, speed: Speed, headers: dict[str, str]) -> bool:
        prefix = f"/mj-{speed.value}{self.profile.speed_suffix}"
        try:
            if self.can_list:
                reply = await self.line.ask("POST", f"{prefix}{_LIST}", body={"ids": []}, headers=headers)
            else:
                reply = await self.line.ask("GET", f"{prefix}/mj/task/{_NOBODY}/fetch", headers=headers)
        except GatewayError:
            return False
        fault = query_fault(reply, self.hide)
        return fault is None or isinstance(fault, TaskVanished)

    async def _find_balance(self, auth: AuthStyle) -> Balance | None:
        """Beside the point of the test, so its troubles are not the test's."""
        try:
            return await read_balance(self.line, auth, self.key)
        except GatewayError:
            return None

    async def _find_family(self, headers: dict[str, str], *, is_trueai: bool) -> Family:
        """By what answers: only T has a home, only P and T list by ids, only relays lack a queue."""
        if is_trueai:
            return Family.TRUEAI
        if self.is_relay:
            return Family.NEW_API
        for method, path, family in (
            ("POST", "/mj/task/list-by-ids", Family.PROXY_PLUS),
            ("GET", "/mj/task/queue", Family.PROXY),
        ):
            body = {"ids": list[str]()} if method == "POST" else None
            try:
                reply = await self.line.ask(method, path, body=body, headers=headers)
            except GatewayError:
                continue
            if isinstance(reply.value, list):
                return family
        return Family.UNKNOWN


def _is_trueai(reply: Reply) -> bool:
    """A home page in JSON that names a version (protocol.md 1.1)."""
    answer = fields(reply.value)
    return reply.status == 200 and any(
        first_text(source, "version", "notifyVersion", "homeVersion")
        for source in (answer, fields(answer.get("data")))
    )
