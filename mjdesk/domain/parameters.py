"""Which model takes which parameter, in what range and with what rivals: dated data from parameters.json.

Midjourney changes these facts without notice, so they are data with a date, and the code asks only questions.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pkgutil import get_data
from typing import TYPE_CHECKING, Any, TypeVar, cast

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.syntax import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_ANY = "*"
_T = TypeVar("_T")


class ParameterType(StrEnum):
    """What a value is made of."""

    FLAG = "flag"
    INT = "int"
    FLOAT = "float"
    RATIO = "ratio"
    CHOICE = "choice"
    VERSION = "version"
    WORDS = "words"
    LINKS = "links"
    CODES = "codes"
    TEXT = "text"


class WordAction(StrEnum):
    """What to do with a word of former days (parameters.md 4.2)."""

    DROP = "drop"
    SIZE = "size"
    """`--width` and `--height` become a shape."""
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest and highest value, both allowed."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def clamp(self, value: float) -> float:
        return min(max(value, self.low), self.high)


@dataclass(frozen=True, slots=True)
class OldWord:
    """A parameter that is dead."""

    word: str
    action: WordAction
    substitute: str = ""
    """Text to write instead; empty unless the action is REPLACE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One row of parameters.md 4.1. Keys of mappings are version ids, families (`v7`, `n6`) or `*`."""

    name: str
    type: ParameterType
    aliases: tuple[str, ...]
    accepted: frozenset[str]
    uncertain: frozenset[str]
    """Where the documents disagree or are silent (parameters.md 4.6)."""
    default: str
    defaults: Mapping[str, str]
    ranges: Mapping[str, Range | None]
    choices: Mapping[str, tuple[str, ...]]
    widest: Mapping[str, float | None]
    """Of a ratio: the longer side divided by the shorter, at most; None where nobody says."""
    looks: Mapping[str, frozenset[str]]
    """Of `--style`: the words of old models, and where they work."""
    needs: str
    """The parameter without which it means nothing; `reference` for an image prompt; often empty."""
    excludes: frozenset[str]
    partners: frozenset[str]
    """The only parameters that may stand beside it; empty: any."""
    most: int
    """How many values at most; 0: no limit known."""
    gateway_only: bool
    """Written by gateways themselves; nobody should type it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterTable:
    """Everything known about the models and their parameters on one date. Read once, then handed around."""

    dated: str
    """ISO date on which the facts were last checked."""
    default: str
    """The model that Midjourney takes when none is named."""
    families: Mapping[str, str]
    """Family by version id, newest Midjourney model first, Niji last."""
    other_spellings: Mapping[str, str]
    gone: Mapping[str, str]
    """Versions that no longer exist, with the one to take instead."""
    multi_prompt: frozenset[str]
    parameters: Mapping[str, Parameter]
    old_words: Mapping[str, OldWord]

    @staticmethod
    def load() -> ParameterTable:
        """The packaged table. Reads a file: the app calls it once and hands the value around, so that nothing
        is read at import and an update can put another table in its place."""
        return read_table((get_data("mjdesk.domain", "parameters.json") or b"").decode())

    def versions(self) -> tuple[str, ...]:
        """Ids as `Prompt.version()` gives them: `8.2` ... `1`, `niji 7` ... `niji 4`."""
        return tuple(self.families)

    def version_id(self, version: str) -> str | None:
        """The id behind a spelling (`6.0` is `6`); None for a model that is unknown or gone."""
        kind, _, number = version.rpartition(" ")
        known = f"{kind} {number}".strip()
        known = self.other_spellings.get(known, known)
        return known if known in self.families else None

    def parameter(self, name: str) -> Parameter | None:
        """The row for a name or alias."""
        return self.parameters.get(full_name(name))

    def accepts(self, version: str, name: str) -> bool:
        """Whether the documents say that this model takes it; False for unknown names and models."""
        row = self.parameter(name)
        return row is not None and self._is_among(version, row.accepted)

    def is_uncertain(self, version: str, name: str) -> bool:
        """Whether nobody knows for sure: worth a warning, not a refusal."""
        row = self.parameter(name)
        return row is not None and self._is_among(version, row.uncertain)

    def range(self, version: str, name: str) -> Range | None:
        """Lowest and highest value; None where there is no such thing or nobody knows."""
        row = self.parameter(name)
        return None if row is None else self._pick(version, row.ranges, None)

    def choices(self, version: str, name: str) -> tuple[str, ...]:
        """The values of a CHOICE; empty for other types, or where nobody knows."""
        row = self.parameter(name)
        return () if row is None else self._pick(version, row.choices, ())

    def default_of(self, version: str, name: str) -> str | None:
        """What Midjourney takes when the parameter is missing; None where there is no fixed default."""
        row = self.parameter(name)
        return None if row is None else self._pick(version, row.defaults, row.default) or None

    def widest(self, version: str, *, hd: bool = False) -> float | None:
        """The longer side of a picture divided by the shorter, at most; None where nobody says."""
        row = self.parameter("aspect")
        limit = None if row is None else self._pick(version, row.widest, None)
        return min(limit or 4.0, 4.0) if hd else limit

    def takes_weights(self, version: str) -> bool:
        """Whether `::` weighs parts of the text; on newer models it is plain text."""
        return self._is_among(version, self.multi_prompt)

    def capabilities(self, version: str) -> frozenset[str]:
        """Full names of all parameters that a panel may show for this model, and `multi-prompt` (4.3)."""
        rows = self.parameters.values()
        names = {row.name for row in rows if self._is_among(version, row.accepted) and not row.gateway_only}
        return frozenset(names | {"multi-prompt"} if self.takes_weights(version) else names)

    def nearest_version(self, version: str, name: str) -> str | None:
        """The model of the same kind, as new as possible, that takes this parameter; None if none does."""
        is_niji = version.startswith("niji")
        return next(
            (
                candidate
                for candidate in self.families
                if candidate.startswith("niji") is is_niji and self.accepts(candidate, name)
            ),
            None,
        )

    def _is_among(self, version: str, selectors: frozenset[str]) -> bool:
        known = self.version_id(version)
        return known is not None and (known in selectors or self.families[known] in selectors)

    def _pick(self, version: str, facts: Mapping[str, _T], otherwise: _T) -> _T:
        known = self.version_id(version) or ""
        for key in (known, self.families.get(known, ""), _ANY):
            if key in facts:
                return facts[key]
        return otherwise


def read_table(text: str) -> ParameterTable:
    """A table from its JSON text. Raises ValueError, KeyError or TypeError when it is not one."""
    data = cast("dict[str, Any]", json.loads(text))
    rows = [_row(entry) for entry in data["parameters"]]
    words = (
        OldWord(row["word"], WordAction(row["action"]), row.get("with", "")) for row in data["deprecated"]
    )
    return ParameterTable(
        dated=str(data["dated"]),
        default=str(data["default"]),
        families={entry["id"]: entry["family"] for entry in data["versions"]},
        other_spellings=dict(data["spellings"]),
        gone=dict(data["gone"]),
        multi_prompt=frozenset(data["multi_prompt"]),
        parameters={row.name: row for row in rows},
        old_words={word.word: word for word in words},
    )


def _row(entry: dict[str, Any]) -> Parameter:
    return Parameter(
        name=entry["name"],
        type=ParameterType(entry["type"]),
        aliases=tuple(entry.get("aliases", ())),
        accepted=frozenset(entry["accepted"]),
        uncertain=frozenset(entry.get("uncertain", ())),
        default=entry.get("default", ""),
        defaults=dict(entry.get("defaults", {})),
        ranges={key: pair and Range(*pair) for key, pair in entry.get("range", {}).items()},
        choices={key: tuple(values) for key, values in entry.get("choices", {}).items()},
        widest={key: pair and pair[0] / pair[1] for key, pair in entry.get("widest", {}).items()},
        looks={key: frozenset(values) for key, values in entry.get("looks", {}).items()},
        needs=entry.get("needs", ""),
        excludes=frozenset(entry.get("excludes", ())),
        partners=frozenset(entry.get("partners", ())),
        most=entry.get("most", 0),
        gateway_only=entry.get("gateway_only", False),
    )
