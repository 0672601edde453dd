"""Gateways that people have, as far as it is known beforehand; everything else is found out by the test.

From the five pages of protocol.md 9 and the families of protocol.md 0. Addresses are given only where the
page itself names one.
"""

from __future__ import annotations

from dataclasses import dataclass

from mjdesk.domain.gateway import AuthStyle, Family, GatewayProfile
from mjdesk.domain.price import DEFAULT_TABLE, PriceTable
from mjdesk.domain.request import Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One kind of gateway to begin with."""

    id: str
    name: str
    """A name of its own, never translated; empty for one that `views.wording` names by `id`."""
    auth: AuthStyle
    family: Family
    root: str = ""
    """Empty: the person types it."""
    speeds: tuple[Speed, ...] = (Speed.DEFAULT,)
    """Speeds that its page offers."""
    concurrency: int = 3
    prices: PriceTable = DEFAULT_TABLE
    notes: tuple[str, ...] = ()
    """Keys of sentences about it, of `NOTES`."""

    def profile(self, profile_id: str) -> GatewayProfile:
        """What a new account begins as; the test of the connection fills in the rest."""
        return GatewayProfile(
            id=profile_id,
            name=self.name,
            root=self.root,
            auth=self.auth,
            concurrency=self.concurrency,
            prices=self.prices,
        )


NOTES = frozenset(
    {
        "address-from-seller",
        "any-query",
        "few-queries",
        "speed-by-path",
        "no-translation",
        "own-balance-page",
        "bot-always-sent",
        "action-may-answer-pictures",
        "free-queries",
        "own-secret",
        "no-balance",
    }
)
"""Every note there is: `address-from-seller` (the page names no address), `any-query` and `few-queries`
(which lists its menu promises), `speed-by-path` (`/mj-fast` and its like), `no-translation`,
`own-balance-page`, `bot-always-sent`, `action-may-answer-pictures` (`{created, data}`), `free-queries`,
`own-secret` (the server's `mj-api-secret`), `no-balance`."""

PRESETS: tuple[Preset, ...] = (
    Preset(
        id="relay-all-queries",
        name="OpenAI 全球独家总代",
        auth=AuthStyle.BEARER,
        family=Family.NEW_API,
        notes=("address-from-seller", "any-query"),
    ),
    Preset(
        id="zyai",
        name="zyai.online",
        auth=AuthStyle.BEARER,
        family=Family.NEW_API,
        root="https://api.zyai.online",
        notes=("few-queries", "no-translation", "own-balance-page"),
    ),
    Preset(
        id="relay-guide",
        name="Midjourney接入向导",
        auth=AuthStyle.BEARER,
        family=Family.NEW_API,
        speeds=(Speed.DEFAULT, Speed.RELAX, Speed.FAST, Speed.TURBO),
        notes=("address-from-seller", "speed-by-path", "free-queries"),
    ),
    Preset(
        id="relay-bot",
        name="",
        auth=AuthStyle.BEARER,
        family=Family.NEW_API,
        notes=("address-from-seller", "bot-always-sent"),
    ),
    Preset(
        id="yubo",
        name="宇博API",
        auth=AuthStyle.BEARER,
        family=Family.NEW_API,
        notes=("address-from-seller", "action-may-answer-pictures"),
    ),
    Preset(
        id="self-hosted",
        name="midjourney-proxy",
        auth=AuthStyle.SECRET,
        family=Family.PROXY,
        prices=PriceTable.free(),
        notes=("own-secret", "no-balance"),
    ),
)
"""In the order in which they are offered: the five seeds, then one's own server."""
