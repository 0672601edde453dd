"""One prompt that stands for many: `{a, b}`, `--repeat` and sweeps become single prompts.

Gateways do not expand (parameters.md 4.1), and a count must be known before money is spent, so it is computed
without expanding, and the prompts are made one by one.
"""

from __future__ import annotations

import re
from dataclasses import field
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.prompt import parse
from mjdesk.domain.syntax import braces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mjdesk.domain.prompt import FlagValue, Prompt

DEEPEST = 64
"""Alternatives nested deeper than this are left as text: nobody means them, and recursion has an end."""

_MARK = re.compile(r"\\.|[{},，]", re.DOTALL)


@dataclass(slots=True)
class _Run:
    """Text and alternatives one after the other."""

    parts: list[str | _Choice] = field(default_factory=list["str | _Choice"])

    def count(self) -> int:
        return prod(part.total for part in self.parts if not isinstance(part, str))

    @property
    def says_something(self) -> bool:
        return any(not isinstance(part, str) or part.strip() for part in self.parts)

    def text(self, number: int) -> str:
        """The n-th text; the last alternatives change fastest."""
        chosen: list[str] = []
        for part in reversed(self.parts):
            if isinstance(part, str):
                chosen.append(part)
            else:
                number, rest = divmod(number, part.total)
                chosen.append(part.text(rest))
        return "".join(reversed(chosen))


@dataclass(slots=True)
class _Choice:
    """Alternatives, of which one is taken."""

    runs: list[_Run]
    counts: list[int] = field(init=False)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.counts = [run.count() for run in self.runs]
        self.total = sum(self.counts)

    def text(self, number: int) -> str:
        for run, count in zip(self.runs, self.counts, strict=True):
            if number < count:
                return run.text(number).strip()
            number -= count
        raise IndexError(number)


@dataclass(slots=True)
class _Frame:
    """A level of braces while it is read."""

    start: int = 0
    runs: list[_Run] = field(default_factory=lambda: [_Run()])

    def add(self, part: str | _Choice) -> None:
        if part:
            self.runs[-1].parts.append(part)


def count(text: str) -> int:
    """How many prompts `expand` gives; at least 1. Costs as much as reading the text once."""
    return _read(text)[0].count() * _repeats(parse(text))


def expand(text: str) -> Iterator[Prompt]:
    """Every single prompt, lazily, alternatives chosen and `--repeat` carried out.

    `\\,` inside alternatives is a comma; `\\{` stays as it is, because Midjourney reads it too.
    """
    run, _ = _read(text)
    repeats = _repeats(parse(text))
    for number in range(run.count()):
        prompt = parse(run.text(number))
        if repeats > 1:
            prompt = prompt.without_flag("repeat")
        for _ in range(repeats):
            yield prompt


def sweep(prompt: Prompt, axes: Sequence[tuple[str, Sequence[FlagValue]]]) -> Iterator[Prompt]:
    """The prompt with every combination of flag values, lazily; the last axis changes fastest."""
    names = [name for name, _ in axes]
    for values in product(*(values for _, values in axes)):
        result = prompt
        for name, value in zip(names, values, strict=True):
            result = result.with_flag(name, value)
        yield result


def empty_alternatives(text: str) -> list[tuple[int, int]]:
    """Spans of the `{...}` that have an alternative without anything in it."""
    return _read(text)[1]


def _repeats(prompt: Prompt) -> int:
    return max(prompt.number("repeat") or 1, 1)


def _read(text: str) -> tuple[_Run, list[tuple[int, int]]]:
    pairs, _ = braces(text)
    starts = {start for start, _ in pairs}
    ends = {end - 1 for _, end in pairs}
    frames = [_Frame()]
    empty: list[tuple[int, int]] = []
    at = 0
    for match in _MARK.finditer(text):
        place, mark = match.start(), match.group()
        is_inside = len(frames) > 1
        if mark == "{" and place in starts:
            if len(frames) > DEEPEST:
                return _Run([text]), []
            frames[-1].add(text[at:place])
            frames.append(_Frame(place))
        elif mark == "}" and place in ends:
            closed = frames.pop()
            closed.add(text[at:place])
            if not all(run.says_something for run in closed.runs):
                empty.append((closed.start, match.end()))
            frames[-1].add(_Choice(closed.runs))
        elif mark in {",", "，"} and is_inside:
            frames[-1].add(text[at:place])
            frames[-1].runs.append(_Run())
        elif mark == "\\," and is_inside:
            frames[-1].add(text[at:place] + ",")
        else:
            continue
        at = match.end()
    frames[-1].add(text[at:])
    return frames[0].runs[0], sorted(empty)
