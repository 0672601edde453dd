"""What is being written: the words, what the panel's controls say, and the wishes that come of both."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.expand import count, expand
from mjdesk.domain.prompt import Prompt, parse
from mjdesk.domain.prompt_settings import PromptSettings, effective, settled, stated
from mjdesk.domain.request import Bot, ImagineRequest, Speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mjdesk.domain.finding import GatewayFacts
    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.picture import PictureRef
    from mjdesk.domain.prompt import FlagValue

EXTRAS = ("draft", "hd")
"""Looks that the panel offers beside those of `PromptSettings`."""
MOST_AT_ONCE = 100
"""More prompts than this from one text are a slip of the keyboard, and each of them costs."""

_NAMES = tuple(field.name for field in fields(PromptSettings))
_LIMITED = ("stylize", "chaos", "weird")
_RIVALS = {"draft": ("draft", "hd"), "hd": ("draft", "hd", "sd")}
_MOST_SEED = 2**32 - 1


class Obstacle(StrEnum):
    """Why nothing can be created."""

    EMPTY = "empty"
    """Neither words nor pictures."""
    ONE_PICTURE = "one-picture"
    """One picture alone is no prompt; two are (parameters.md 4.1)."""
    TOO_MANY = "too-many"
    """The alternatives multiply to more than `MOST_AT_ONCE`."""


class PromptDraft(QObject):
    """Owns one unsent prompt. What the text says wins over what the panel says."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._settings = PromptSettings()
        self._extras: frozenset[str] = frozenset()
        self._speed = Speed.DEFAULT
        self._prompt = Prompt()
        self._count = 1

    @property
    def text(self) -> str:
        """As typed."""
        return self._text

    @property
    def prompt(self) -> Prompt:
        """The text, read."""
        return self._prompt

    @property
    def count(self) -> int:
        """How many prompts the text stands for; at least 1."""
        return self._count

    @property
    def panel(self) -> PromptSettings:
        """What the controls alone say."""
        return self._settings

    @property
    def settings(self) -> PromptSettings:
        """What holds: the text where it speaks, the controls elsewhere."""
        return settled(self._prompt, self._settings)

    @property
    def speed(self) -> Speed:
        return self._speed

    @property
    def bot(self) -> Bot:
        """Follows the model."""
        return Bot.NIJI if self.settings.is_niji else Bot.MIDJOURNEY

    def stated(self) -> frozenset[str]:
        """Names of the settings and extras that the text decides."""
        return stated(self._prompt) | {name for name in EXTRAS if self._prompt.has(name)}

    def has_extra(self, name: str) -> bool:
        """Whether a look of `EXTRAS` is on, by text or by panel."""
        if any(self._prompt.has(rival) for rival in _RIVALS[name]):
            return self._prompt.has(name)
        return name in self._extras

    def version(self, table: ParameterTable) -> str:
        """The model that will answer; one that is gone is replaced by its heir."""
        return self._prompt.version() or self._pinned(table)

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._read(text)
            self.changed.emit()

    def set_speed(self, speed: Speed) -> None:
        if speed is not self._speed:
            self._speed = speed
            self.changed.emit()

    def choose(self, name: str, value: FlagValue) -> None:
        """Set one of `PromptSettings` or `EXTRAS`; where the text states it, the text is changed with it.

        None, False and () leave it to Midjourney. Raises ValueError for a name that is neither.
        """
        before = (self._text, self._settings, self._extras)
        if name in EXTRAS:
            rivals = frozenset(_RIVALS[name]) if value else frozenset({name})
            self._extras = self._extras - rivals | ({name} if value else frozenset())
            names = _RIVALS[name]
        elif name in _NAMES:
            left = getattr(PromptSettings(), name)
            kept = cast("dict[str, Any]", {name: left if _is_nothing(value) else value})
            self._settings = replace(self._settings, **kept)
            names = ("version", "niji") if name == "version" else (name,)
        else:
            raise ValueError(f"{name} is no setting")
        if any(self._prompt.has(each) for each in names):
            written = "" if _is_nothing(value) else _written(name, value)
            self._read(_with_flag(self._text, names, written))
        if before != (self._text, self._settings, self._extras):
            self.changed.emit()

    def use_flag(self, flag: str) -> None:
        """Take one flag such as `--ar 16:9` into the panel, or into the text when no control has it."""
        found = parse(flag)
        said = stated(found)
        values = settled(found, PromptSettings())
        for name in sorted(said):
            value = getattr(values, name)
            if value is not None:
                self.choose(name, value)
        rest = [each for each in found.parameters if not _is_told(each.name, said, values)]
        for each in rest:
            if each.name in EXTRAS:
                self.choose(each.name, True)
            else:
                self.set_text(_with_flag(self._text, (each.name,), str(each)))

    def take_over(self, text: str, table: ParameterTable) -> None:
        """Use a prompt again: what the panel has a control for goes there, the rest is the text."""
        found = parse(text)
        said = stated(found)
        values = settled(found, PromptSettings())
        movable = {name for name in said if _is_movable(name, values, table)}
        names = {flag for name in movable for flag in (("version", "niji") if name == "version" else (name,))}
        extras = {name for name in EXTRAS if found.has(name)}
        words = text
        for name in sorted(names | extras):
            words = _with_flag(words, (name,), "")
        kept = {name: getattr(values, name) for name in movable}
        self._settings = replace(PromptSettings(version=self._pinned(table)), **kept)
        self._extras = frozenset(extras)
        self._read(words.strip())
        self.changed.emit()

    def obstacle(self, pictures: int = 0) -> Obstacle | None:
        """Why nothing can be created with so many pictures attached; None when it can."""
        if not self._prompt.text:
            found = len(self._prompt.references) + pictures
            if found < 2:
                return Obstacle.ONE_PICTURE if found else Obstacle.EMPTY
        return Obstacle.TOO_MANY if self._count > MOST_AT_ONCE else None

    def requests(
        self, table: ParameterTable, pictures: Sequence[PictureRef] = ()
    ) -> Iterator[ImagineRequest]:
        """One wish per prompt, each with its model written out; at most `MOST_AT_ONCE`."""
        for prompt, _ in zip(expand(self._text), range(MOST_AT_ONCE), strict=False):
            version = prompt.version() or self._pinned(table)
            panel = replace(_fitting(self._settings, version, table), version=version)
            whole = effective(prompt, panel)
            for name in sorted(self._extras):
                if table.accepts(version, name) and not any(whole.has(rival) for rival in _RIVALS[name]):
                    whole = whole.with_flag(name, True)
            yield ImagineRequest(
                prompt=str(whole),
                pictures=tuple(pictures),
                bot=Bot.NIJI if version.startswith("niji") else Bot.MIDJOURNEY,
                speed=self._speed,
            )

    def facts(self, table: ParameterTable, pictures: int = 0) -> GatewayFacts:
        """What the linter must know beside the text."""
        from mjdesk.domain.finding import GatewayFacts

        return GatewayFacts(
            pinned_version=self._pinned(table),
            pictures=pictures,
            expands=True,
            speed=self._speed.value,
        )

    def to_json(self) -> str:
        """All of it, for the next start."""
        kept = {name: getattr(self._settings, name) for name in _NAMES}
        told = {"text": self._text, "speed": self._speed.value, "extras": sorted(self._extras)}
        return json.dumps(told | {"panel": kept}, ensure_ascii=True)

    def from_json(self, text: str) -> None:
        """What `to_json` gave; whatever cannot be read is left at its default."""
        try:
            found: object = json.loads(text) if text else {}
        except ValueError:
            found = {}
        told = cast("dict[str, object]", found) if isinstance(found, dict) else {}
        panel = told.get("panel")
        kept = cast("dict[str, object]", panel) if isinstance(panel, dict) else {}
        extras = told.get("extras")
        names = cast("list[object]", extras) if isinstance(extras, list) else []
        words, speed = told.get("text"), told.get("speed")
        self._settings = _settings(kept)
        self._extras = frozenset(name for name in EXTRAS if name in names)
        self._speed = Speed(speed) if speed in list(Speed) else Speed.DEFAULT
        self._read(words if isinstance(words, str) else "")
        self.changed.emit()

    def _read(self, text: str) -> None:
        self._text = text
        self._prompt = parse(text)
        self._count = count(text)

    def _pinned(self, table: ParameterTable) -> str:
        wanted = self._settings.version
        return table.version_id(wanted) or table.gone.get(wanted) or table.default


def _is_nothing(value: FlagValue) -> bool:
    """By identity where it matters: 0 equals False, and is a value."""
    return value is None or value is False or value in ((), "")


def _written(name: str, value: FlagValue) -> str:
    """`--ar 16:9` for a setting."""
    if name == "version":
        kind, _, number = str(value).rpartition(" ")
        return str(Prompt().with_flag(kind or "version", number))
    return str(Prompt().with_flag(name, value))


def _with_flag(text: str, names: Sequence[str], written: str) -> str:
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


def _is_told(name: str, said: frozenset[str], values: PromptSettings) -> bool:
    field = "version" if name in {"version", "niji"} else name
    return field in said and getattr(values, field) is not None


def _is_movable(name: str, values: PromptSettings, table: ParameterTable) -> bool:
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


def _fitting(settings: PromptSettings, version: str, table: ParameterTable) -> PromptSettings:
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


def _settings(kept: dict[str, object]) -> PromptSettings:
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
