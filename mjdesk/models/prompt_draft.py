"""What is being written: the words, what the panel's controls say, and the wishes that come of both.

Longer than most modules: in each question the words go before the controls, and that is decided here alone.
What needs no draft for its answer is in `prompt_writing`.
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.expand import count, expand
from mjdesk.domain.prompt import Prompt, parse
from mjdesk.domain.prompt_settings import PromptSettings, effective, settled, stated
from mjdesk.domain.reference import WEIGHT_FLAGS, ReferenceRole, rule_of
from mjdesk.domain.request import Bot, ImagineRequest, Speed
from mjdesk.models.prompt_writing import (
    fitting,
    is_movable,
    is_nothing,
    is_told,
    loose_weights,
    read_number,
    read_settings,
    read_weights,
    with_flag,
    written_flag,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mjdesk.domain.lint_subject import GatewayFacts
    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.picture import PictureRef
    from mjdesk.domain.prompt import FlagValue
    from mjdesk.domain.reference import Reference

EXTRAS = ("draft", "hd")
"""Looks that the panel offers beside those of `PromptSettings`."""
MOST_AT_ONCE = 100
"""More prompts than this from one text are a slip of the keyboard, and each of them costs."""

_NAMES = tuple(field.name for field in fields(PromptSettings))
_RIVALS = {"draft": ("draft", "hd"), "hd": ("draft", "hd", "sd")}


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
        self._weights: dict[str, float] = {}
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
        """Names of the settings, extras and weights that the text decides."""
        return stated(self._prompt) | {name for name in (*EXTRAS, *WEIGHT_FLAGS) if self._prompt.has(name)}

    def has_extra(self, name: str) -> bool:
        """Whether a look of `EXTRAS` is on, by text or by panel."""
        if any(self._prompt.has(rival) for rival in _RIVALS[name]):
            return self._prompt.has(name)
        return name in self._extras

    def weight(self, role: ReferenceRole, table: ParameterTable) -> float | None:
        """How much references of this role weigh: by text, by `choose`, or as Midjourney has it.

        None where the model that will answer takes no such weight, or the text says what is no number.
        """
        limits = rule_of(role, self.version(table), table).weight
        if limits is None:
            return None
        if self._prompt.has(role.weight_flag):
            return read_number(self._prompt.value(role.weight_flag) or "")
        return limits.clamp(self._weights.get(role.weight_flag, limits.default))

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
        """Set one of `PromptSettings`, `EXTRAS` or `WEIGHT_FLAGS` (`sw`), in the text where that states it.

        None, False and () leave it to Midjourney. Raises ValueError for a name that is none of them.
        """
        before = (self._text, self._settings, self._extras, dict(self._weights))
        if name in EXTRAS:
            rivals = frozenset(_RIVALS[name]) if value else frozenset({name})
            self._extras = self._extras - rivals | ({name} if value else frozenset())
            names = _RIVALS[name]
        elif name in _NAMES:
            left = getattr(PromptSettings(), name)
            kept = cast("dict[str, Any]", {name: left if is_nothing(value) else value})
            self._settings = replace(self._settings, **kept)
            names = ("version", "niji") if name == "version" else (name,)
        elif name in WEIGHT_FLAGS:
            self._weights.pop(name, None)
            if isinstance(value, int | float) and not isinstance(value, bool):
                self._weights[name] = float(value)
            names = (name,)
        else:
            raise ValueError(f"{name} is no setting")
        if any(self._prompt.has(each) for each in names):
            written = "" if is_nothing(value) else written_flag(name, value)
            self._read(with_flag(self._text, names, written))
        if before != (self._text, self._settings, self._extras, self._weights):
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
        rest = [each for each in found.parameters if not is_told(each.name, said, values)]
        for each in rest:
            if each.name in EXTRAS:
                self.choose(each.name, True)
            else:
                self.set_text(with_flag(self._text, (each.name,), str(each)))

    def take_over(self, text: str, table: ParameterTable) -> None:
        """Use a prompt again: what the panel has a control for goes there, the rest is the text."""
        found = parse(text)
        said = stated(found)
        values = settled(found, PromptSettings())
        movable = {name for name in said if is_movable(name, values, table)}
        names = {flag for name in movable for flag in (("version", "niji") if name == "version" else (name,))}
        extras = {name for name in EXTRAS if found.has(name)}
        words = text
        version = values.version if "version" in movable else self._pinned(table)
        weights = loose_weights(found, version, table)
        for name in sorted(names | extras | weights.keys()):
            words = with_flag(words, (name,), "")
        kept = {name: getattr(values, name) for name in movable}
        self._settings = replace(PromptSettings(version=self._pinned(table)), **kept)
        self._extras = frozenset(extras)
        self._weights = weights
        self._read(words.strip())
        self.changed.emit()

    def obstacle(self, pictures: int = 0, references: Sequence[Reference] = ()) -> Obstacle | None:
        """Why nothing can be created with so many image prompts and these other references; None when it can.

        References of other roles are no prompt, and an omni reference needs words (parameters.md 4.1).
        """
        if not self._prompt.text:
            found = len(self._prompt.references) + pictures
            if any(each.role is ReferenceRole.OMNI for each in references):
                return Obstacle.EMPTY
            if found < 2:
                return Obstacle.ONE_PICTURE if found else Obstacle.EMPTY
        return Obstacle.TOO_MANY if self._count > MOST_AT_ONCE else None

    def requests(
        self,
        table: ParameterTable,
        pictures: Sequence[PictureRef] = (),
        references: Sequence[Reference] = (),
    ) -> Iterator[ImagineRequest]:
        """One wish per prompt, each with its model and the weights of what is attached written out; at most
        `MOST_AT_ONCE`. `pictures` are the image prompts, `references` all others."""
        attached = {each.role for each in references}
        if pictures:
            attached.add(ReferenceRole.IMAGE)
        for prompt, _ in zip(expand(self._text), range(MOST_AT_ONCE), strict=False):
            version = prompt.version() or self._pinned(table)
            panel = replace(fitting(self._settings, version, table), version=version)
            whole = effective(prompt, panel)
            for name in sorted(self._extras):
                if table.accepts(version, name) and not any(whole.has(rival) for rival in _RIVALS[name]):
                    whole = whole.with_flag(name, True)
            for role in ReferenceRole:
                limits = rule_of(role, version, table).weight if role in attached else None
                chosen = self._weights.get(role.weight_flag)
                if limits is None or chosen is None or whole.has(role.weight_flag):
                    continue
                if (fit := limits.clamp(chosen)) != limits.default:
                    whole = whole.with_flag(role.weight_flag, fit)
            yield ImagineRequest(
                prompt=str(whole),
                pictures=tuple(pictures),
                references=tuple(references),
                bot=Bot.NIJI if version.startswith("niji") else Bot.MIDJOURNEY,
                speed=self._speed,
            )

    def facts(
        self, table: ParameterTable, pictures: int = 0, references: Sequence[Reference] = ()
    ) -> GatewayFacts:
        """What the linter must know beside the text: how many image prompts are attached, which other
        references, and what the controls say."""
        from mjdesk.domain.lint_subject import GatewayFacts

        return GatewayFacts(
            pinned_version=self._pinned(table),
            pictures=pictures,
            references=tuple(each.role for each in references),
            extras=frozenset(name for name in EXTRAS if self.has_extra(name)),
            expands=True,
            speed=self._speed.value,
        )

    def to_json(self) -> str:
        """All of it, for the next start."""
        kept = {name: getattr(self._settings, name) for name in _NAMES}
        told = {
            "text": self._text,
            "speed": self._speed.value,
            "extras": sorted(self._extras),
            "weights": self._weights,
        }
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
        self._weights = read_weights(told.get("weights"))
        self._settings = read_settings(kept)
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
