"""How the panel's choices get into a text and out of it again, flag by flag; values alone, no Qt."""

from __future__ import annotations

import re
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from mjdesk.domain.prompt import Prompt, parse
from mjdesk.domain.prompt_settings import PromptSettings
from mjdesk.domain.reference import WEIGHT_FLAGS, ReferenceRole, rule_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.prompt import FlagValue

_LIMITED = ("stylize", "chaos", "weird")
_MOST_SEED = 2**32 - 1
_WEIGHT = re.compile(r"\d{1,6}(?:\.\d{0,4})?|\.\d{1,4}", re.ASCII)


def is_nothing(value: FlagValue) -> bool:
    """By identity where it matters: 0 equals False, and is a value."""
    return value is None or value is False or value in ((), "")


def written_flag(name: str, value: FlagValue) -> str:
    """`--ar 16:9` for a setting."""
    if name == "version":
        kind, _, number = str(value).rpartition(" ")
        return str(Prompt().with_flag(kind or "version", number))
    return str(Prompt().with_flag(name, value))


def with_flag(text: str, names: Sequence[str], written: str) -> str:
    """The text with one flag in the place of all of these names, or at the end; everything else as typed."""
    spans = [flag.span for flag in parse(text).parameters if flag.name in names]
    if not spans:
        return f"{text.rstrip()} {written}".strip() if written else text
    parts: list[str] = []
    at = 0
    for number, (start, end) in enumerate(spans):
        before = text[at:start]
        parts.append(before + written if number == 0 and written else before.rstrip())
        at = end
    rest = text[at:]
    return "".join((*parts, rest)) if "".join(parts) else rest.lstrip()


def loose_weights(found: Prompt, version: str, table: ParameterTable) -> dict[str, float]:
    """The weights that a text states without what they weigh: that is attached, with a control for it."""
    weights: dict[str, float] = {}
    for role in ReferenceRole:
        limits = rule_of(role, version, table).weight
        value = read_number(found.value(role.weight_flag) or "") if role.weight_flag else None
        is_there = found.has(role.flag) if role.flag else bool(found.references)
        if limits is not None and value is not None and limits.clamp(value) == value and not is_there:
            weights[role.weight_flag] = value
    return weights


def read_number(text: str) -> float | None:
    """A weight as it is written: digits with at most one point; None for anything else."""
    return float(text) if _WEIGHT.fullmatch(text) else None


def is_told(name: str, said: frozenset[str], values: PromptSettings) -> bool:
    """Whether a setting has taken this flag in."""
    field = "version" if name in {"version", "niji"} else name
    return field in said and getattr(values, field) is not None


def is_movable(name: str, values: PromptSettings, table: ParameterTable) -> bool:
    """Whether a control can say exactly what the flag said."""
    value = getattr(values, name)
    if value is None:
        return False
    if name == "version":
        return table.version_id(str(value)) is not None
    if name == "seed":
        return 0 <= int(value) <= _MOST_SEED
    if name in _LIMITED:
        version = values.version or table.default
        limits = table.range(version, name)
        return table.accepts(version, name) and limits is not None and value in limits
    return True


def fitting(settings: PromptSettings, version: str, table: ParameterTable) -> PromptSettings:
    """The settings without what this model does not take, numbers within its limits."""
    if table.version_id(version) is None:
        return settings
    changes: dict[str, Any] = {}
    for name in _LIMITED:
        value = getattr(settings, name)
        limits = table.range(version, name)
        if value is not None and not table.accepts(version, name):
            changes[name] = None
        elif value is not None and limits is not None:
            changes[name] = round(limits.clamp(value))
    for name in ("raw", "tile"):
        if getattr(settings, name) and not table.accepts(version, name):
            changes[name] = False
    return replace(settings, **changes)


def read_weights(kept: object) -> dict[str, float]:
    """Weights by flag, as they were kept; whatever cannot be read is left out."""
    found = cast("dict[str, object]", kept) if isinstance(kept, dict) else {}
    return {
        name: float(value)
        for name in WEIGHT_FLAGS
        if isinstance(value := found.get(name), int | float) and value is not True and isfinite(value)
    }


def read_settings(kept: dict[str, object]) -> PromptSettings:
    """The panel's settings, as they were kept; whatever cannot be read is left at its default."""

    def number(name: str) -> int | None:
        value = kept.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

    aspect, no, version = kept.get("aspect"), kept.get("no"), kept.get("version")
    sides = cast("list[object]", aspect) if isinstance(aspect, list) else []
    whole = [side for side in sides if isinstance(side, int) and side > 0]
    phrases = cast("list[object]", no) if isinstance(no, list) else []
    return PromptSettings(
        version=version if isinstance(version, str) else "",
        aspect=(whole[0], whole[1]) if len(whole) == len(sides) == 2 else None,
        stylize=number("stylize"),
        chaos=number("chaos"),
        weird=number("weird"),
        seed=number("seed"),
        no=tuple(phrase for phrase in phrases if isinstance(phrase, str)),
        raw=kept.get("raw") is True,
        tile=kept.get("tile") is True,
    )
