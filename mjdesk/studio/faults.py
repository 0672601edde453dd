"""Trouble to order: which faults a studio shows its clients, how often, and in a repeatable way."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """One kind of trouble; the value is the word of `--trouble`."""

    SLOW = "slow"
    """Any request waits some seconds before it is looked at."""
    RESET = "reset"
    """Any request: the connection is reset before an answer."""
    BAD_GATEWAY = "bad-gateway"
    """Any request: 502 with a proxy's HTML page."""
    RATE_LIMIT = "rate-limit"
    """Any request: 429 with `Retry-After`."""
    RATE_LIMIT_BARE = "rate-limit-bare"
    """Any request: 429 and nothing else."""
    HTML = "html"
    """Any request: 200 with a web page."""
    LOST_ANSWER = "lost-answer"
    """A submit is carried out, but the connection is reset instead of answering."""
    CUT_JSON = "cut-json"
    """A JSON answer ends half-way, well framed."""
    WRONG_TYPES = "wrong-types"
    """Task objects with numbers for text, text for numbers and JSON strings for lists (protocol.md 4.1)."""
    VANISH = "vanish"
    """A task is unknown a moment after it was accepted, and stays so."""
    STALE = "stale"
    """A task is shown as it was some changes ago."""
    DUPLICATE = "duplicate"
    """A list names a task twice, the second time as it was earlier (protocol.md 8, 8)."""
    FAIL = "fail"
    """A job fails half-way."""
    EXPIRED = "expired"
    """A picture: 403, as an expired CDN address."""
    GONE = "gone"
    """A picture: 404."""
    CUT_PICTURE = "cut-picture"
    """A picture: only the first half of its bytes, well framed."""
    NOT_A_PICTURE = "not-a-picture"
    """A picture: a web page under the name image/png."""
    HUGE_PICTURE = "huge-picture"
    """A picture: a PNG of 200 megapixels in few bytes."""


@dataclass(frozen=True, slots=True)
class Dose:
    """How often a fault strikes: with a probability, or on the first `times` occasions and never again."""

    rate: float = 1.0
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """An order of faults; the empty one is a healthy studio."""

    doses: tuple[tuple[Fault, Dose], ...] = ()
    seed: int = 0
    slow_for: float = 3.0
    """Seconds that `slow` waits."""
    retry_after: int = 2
    """Seconds that `rate-limit` asks for."""

    @classmethod
    def parse(cls, text: str, *, seed: int = 0) -> Trouble:
        """Read `slow:0.3,reset,bad-gateway:2x`: a rate from 0 to 1, always, the first two times.

        Raises ValueError with a sentence for the user.
        """
        doses: list[tuple[Fault, Dose]] = []
        for word in filter(None, (part.strip() for part in text.split(","))):
            name, _, amount = word.partition(":")
            try:
                fault = Fault(name.strip().lower())
            except ValueError:
                known = ", ".join(fault.value for fault in Fault)
                raise ValueError(f"no trouble is called {name!r}; there are: {known}") from None
            doses.append((fault, _dose(word, amount.strip().lower())))
        return cls(tuple(doses), seed)

    def dose(self, fault: Fault) -> Dose | None:
        return next((dose for name, dose in self.doses if name is fault), None)


def _dose(word: str, amount: str) -> Dose:
    if not amount:
        return Dose()
    try:
        if amount.endswith("x"):
            return Dose(times=max(0, int(amount[:-1])))
        rate = float(amount)
    except ValueError:
        raise ValueError(f"{word!r}: after the colon stands a rate such as 0.3, or 2x") from None
    if not 0 <= rate <= 1:
        raise ValueError(f"{word!r}: a rate lies between 0 and 1")
    return Dose(rate=rate)


class Fate:
    """Decides, occasion by occasion, whether a fault strikes; the same order decides alike every time."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self._asked: Counter[Fault] = Counter()

    def strikes(self, fault: Fault) -> bool:
        """Whether it strikes now; asking counts as one occasion."""
        dose = self.trouble.dose(fault)
        if dose is None:
            return False
        self._asked[fault] += 1
        if dose.times is not None:
            return self._asked[fault] <= dose.times
        return self._draw(f"{fault.value}:{self._asked[fault]}") < dose.rate

    def marks(self, fault: Fault, task_id: str) -> bool:
        """Whether it strikes this task: one decision for its whole life (no `2x` here)."""
        dose = self.trouble.dose(fault)
        return dose is not None and self._draw(f"{fault.value}:{task_id}") < dose.rate

    def _draw(self, occasion: str) -> float:
        digest = hashlib.sha256(f"{self.trouble.seed}:{occasion}".encode()).digest()
        return int.from_bytes(digest[:8]) / 2**64
