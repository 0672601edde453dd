"""What a wish costs on a gateway's price table: an estimate before the click, never an account.

Gateways charge per call and differ by a factor of five (competition.md 3), so each has a table to edit.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 (the settings' file reads the field's type)
from dataclasses import field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.request import Speed
from mjdesk.domain.task import TaskKind

if TYPE_CHECKING:
    from mjdesk.domain.prompt import Prompt

_ONE = Decimal(1)
_TWO = Decimal(2)
_HALF = Decimal("0.5")
_HD = Decimal("1.3") / Decimal("0.8")
_EDIT = Decimal("1.0") / Decimal("0.8")
_EDIT_HD = Decimal("2.3") / Decimal("0.8")
_PICTURE = Decimal("0.10")
_SMALL = Decimal("0.05")

DEFAULT_PRICES: Mapping[TaskKind, Decimal] = MappingProxyType(
    {
        TaskKind.IMAGINE: _PICTURE,
        TaskKind.BLEND: _PICTURE,
        TaskKind.VARIATION: _PICTURE,
        TaskKind.REROLL: _PICTURE,
        TaskKind.ZOOM: _PICTURE,
        TaskKind.PAN: _PICTURE,
        TaskKind.SHORTEN: _PICTURE,
        # The action is free, the modal that must follow is not.
        TaskKind.INPAINT: _PICTURE,
        TaskKind.UPSCALE: _SMALL,
        TaskKind.DESCRIBE: _SMALL,
        TaskKind.SWAP_FACE: _SMALL,
    }
)
"""Unit prices that new-api ships with (competition.md 3); what it has no price for is missing."""

DEFAULT_SPEEDS: Mapping[Speed, Decimal] = MappingProxyType({Speed.TURBO: _TWO})
"""Turbo costs twice as much (competition.md 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTable:
    """The prices of one gateway; a value, replaced when the user edits it."""

    prices: Mapping[TaskKind, Decimal] = field(default_factory=lambda: DEFAULT_PRICES, hash=False)
    """Amount per wish at normal speed; a kind that is missing has no known price."""
    speeds: Mapping[Speed, Decimal] = field(default_factory=lambda: DEFAULT_SPEEDS, hash=False)
    """Factor by speed; 1 where missing."""
    currency: str = ""
    """`USD`, `CNY`; empty for the gateway's own units."""
    follows_effort: bool = True
    """Whether quality, HD, draft and omni references change the price, as they do at Midjourney."""

    def __post_init__(self) -> None:
        amounts = (*self.prices.values(), *self.speeds.values())
        if any(not amount.is_finite() or amount < 0 for amount in amounts):
            raise ValueError("a price is finite and not below zero")

    @staticmethod
    def free() -> PriceTable:
        """Everything for nothing: the built-in studio."""
        return PriceTable(prices=MappingProxyType(dict.fromkeys(TaskKind, Decimal(0))))

    def cost(
        self,
        kind: TaskKind,
        speed: Speed = Speed.DEFAULT,
        *,
        prompt: Prompt | None = None,
        count: int = 1,
    ) -> Decimal | None:
        """What `count` such wishes cost; None where nobody knows. Kinds that give text have no speed."""
        price = self.prices.get(kind)
        if price is None:
            return None
        if not kind.gives_text:
            price *= self.speeds.get(_spoken(speed, prompt), _ONE)
            if prompt is not None and self.follows_effort:
                price *= effort(kind, prompt)
        return price * count

    def with_price(self, kind: TaskKind, amount: Decimal | None) -> PriceTable:
        """The table with another price for a kind; None forgets it. Raises ValueError below zero."""
        prices = {key: value for key, value in self.prices.items() if key is not kind}
        return replace(self, prices=MappingProxyType(prices if amount is None else prices | {kind: amount}))

    def with_speed(self, speed: Speed, factor: Decimal) -> PriceTable:
        """The table with another factor for a speed. Raises ValueError below zero."""
        return replace(self, speeds=MappingProxyType({**self.speeds, speed: factor}))


DEFAULT_TABLE = PriceTable()
"""What a gateway of which nothing is known is thought to take."""


def effort(kind: TaskKind, prompt: Prompt) -> Decimal:
    """How much more GPU time than a plain prompt: 4 for `--q 4`, 0.5 for `--draft`.

    parameters.md 4.1 and competition.md 3; quality counts for the first grid only.
    """
    factor = _ONE
    version = prompt.version()
    is_first = kind is TaskKind.IMAGINE
    if is_first and version == "7" and prompt.value("quality") in {"2", "3", "4"}:
        factor *= Decimal(4) if prompt.value("quality") != "2" else _TWO
    if is_first and prompt.has("draft"):
        factor *= _HALF
    is_large = prompt.has("hd") and not prompt.has("draft")
    if is_first and prompt.has("edit"):
        factor *= _EDIT_HD if is_large else _EDIT
    elif is_large:
        factor *= _HD
    if version == "7" and prompt.has("oref"):
        factor *= _TWO
    return factor


def _spoken(speed: Speed, prompt: Prompt | None) -> Speed:
    """The speed of the path, which wins over a flag (protocol.md 1.3)."""
    said = prompt.speed() if prompt is not None else None
    return speed if speed is not Speed.DEFAULT or said is None else Speed(said)
