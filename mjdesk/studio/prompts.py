"""Reads from a prompt what the gateway itself must know; the painter reads the rest.

Failures on request, for trying out a client: one of these words anywhere in the prompt.

| word            | what happens                                                     |
|-----------------|------------------------------------------------------------------|
| `fail:moderated`| the job fails half-way: stopped by the moderator                 |
| `fail:error`    | the job fails half-way: internal error                           |
| `fail:timeout`  | the job fails late: 任务超时                                      |
| `fail:link`     | the job fails at once: an image link cannot be read              |
| `fail:stuck`    | the job stays at 93 %, for an hour                               |
| `fail:parameter`| the job fails at once: invalid parameter                         |
| `fail:busy`     | the submit is refused, code 3: no account available              |
| `fail:queue`    | the submit is refused, code 23: queue full                       |
| `fail:banned`   | the submit is refused, code 24: banned word                      |
| `fail:saturated`| the submit is refused: 429 and code 30 on a relay, else code 23  |
| `fail:system`   | the submit is refused, code 9: system error                      |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.studio.config import Speed

_FAIL = re.compile(
    r"\bfail:(moderated|error|timeout|link|stuck|parameter|busy|queue|banned|system|saturated)\b"
)
_VERSION = re.compile(r"(?:--|—)(v|version|niji)(?:\s+(\d+(?:\.\d+)?))?(?=\s|$)")
_SEED = re.compile(r"(?:--|—)seed\s+(\d{1,10})(?=\s|$)")
_ZOOM = re.compile(r"(?:--|—)zoom\s+(\d+(?:\.\d+)?)(?=\s|$)")
_SPEED = re.compile(r"(?:--|—)(fast|relax|turbo)(?=\s|$)")

DEFAULT_VERSION = "7"
DEFAULT_NIJI = "7"


def failure(prompt: str) -> str:
    """The failure the prompt asks for, without `fail:`; empty for none."""
    found = _FAIL.search(prompt)
    return found[1] if found else ""


def version(prompt: str, bot: str) -> str:
    """`5.2`, `6.1`, `7`, `8`, or `niji 6`; the last flag counts, as in Midjourney."""
    for name, number in reversed(_VERSION.findall(prompt)):
        if name == "niji":
            return f"niji {number.removesuffix('.0') or DEFAULT_NIJI}"
        if number:
            return str(number).removesuffix(".0")
    return f"niji {DEFAULT_NIJI}" if bot == "NIJI_JOURNEY" else DEFAULT_VERSION


def final_prompt(prompt: str, bot: str) -> str:
    """The prompt as Midjourney repeats it: with the version it took."""
    text = " ".join(prompt.split())
    if _VERSION.search(text):
        return text
    model = version(text, bot)
    flag = f"--{model}" if model.startswith("niji") else f"--v {model}.0"
    return f"{text} {flag}".strip()


def seed(prompt: str) -> int | None:
    """The number of `--seed`, 0 to 4294967295; None without one or out of range."""
    numbers = _SEED.findall(prompt)
    return int(numbers[-1]) if numbers and int(numbers[-1]) < 2**32 else None


def zoom(prompt: str) -> float:
    """The factor of `--zoom`, kept within Midjourney's 1 to 2; 2 without one."""
    numbers = _ZOOM.findall(prompt)
    return min(2.0, max(1.0, float(numbers[-1]))) if numbers else 2.0


def without_zoom(prompt: str) -> str:
    return " ".join(_ZOOM.sub("", prompt).split())


def speed(prompt: str, words: type[Speed]) -> Speed | None:
    """The mode a flag asks for."""
    found = _SPEED.findall(prompt)
    return words(found[-1]) if found else None


def banned(prompt: str, words: Sequence[str]) -> str | None:
    """The first banned word in the text: whole words in Latin script, anywhere in others."""
    low = prompt.lower()
    for word in words:
        pattern = rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        if found := re.search(pattern, low):
            return prompt[found.start() : found.end()]
    return None
