"""What the linter says and is told: findings with their repairs, and the few facts outside the text."""

from __future__ import annotations

import re
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.prompt import parse
from mjdesk.domain.syntax import SHAPES, Shape, TokenKind, full_name, groups, scan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.prompt import Flag, Prompt
    from mjdesk.domain.reference import ReferenceRole
    from mjdesk.domain.syntax import Piece

_MODEL = re.compile(r"-(?:\{[^}]*\b|-)(?:v|version|niji)\b", re.IGNORECASE)

FINDING_KEYS: frozenset[str] = frozenset(
    {
        "banned",
        "banned-inside",
        "becomes-four",
        "blank-missing",
        "blanks",
        "curly-quotes",
        "draft-on-site-only",
        "empty-alternative",
        "equals-default",
        "gateway-only",
        "hd-and-draft",
        "hd-and-sd",
        "link-behind-text",
        "lonely-brace",
        "lonely-quote",
        "long-dash",
        "loop-and-end",
        "many-words",
        "moodboard-conflict",
        "needs",
        "no-character-reference",
        "no-choice",
        "no-effect-on-pictures",
        "no-number",
        "no-omni-reference",
        "no-shape",
        "no-such-version",
        "no-turbo",
        "no-version",
        "no-whole-number",
        "no-whole-shape",
        "not-accepted",
        "not-with-video",
        "old-spelling",
        "old-word",
        "omni-conflict",
        "omni-picture-conflict",
        "omni-picture-without-text",
        "omni-without-text",
        "out-of-range",
        "perhaps-not-accepted",
        "picture-without-text",
        "punctuation",
        "read-singly",
        "relax-alternatives",
        "relax-repeat",
        "repeat-through-gateway",
        "repeated",
        "role-not-accepted",
        "seed-with-weird",
        "several-no",
        "single-dash",
        "speed-disagrees",
        "stealth-and-public",
        "stealth-on-shared",
        "strong-exp",
        "strong-omni",
        "text-behind-parameter",
        "tile-with-zoom",
        "too-long",
        "too-many-links",
        "too-many-references",
        "too-wide",
        "too-wide-hd",
        "two-models",
        "two-speeds",
        "unknown",
        "value-missing",
        "weights-are-text",
        "weights-vanish",
        "wrong-bot",
    }
)
"""Every `Finding.key`, so that a test can see whether each has its sentence."""


class Severity(StrEnum):
    """How bad it is (parameters.md 4.4)."""

    ERROR = "error"
    """Will fail or waste money."""
    WARNING = "warning"
    """Probably not what is meant."""
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of what stands from `start` to `end` in the raw prompt."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PanelChange:
    """A repair outside the text: a setting (`PromptDraft.choose`), or another role for pictures."""

    setting: str = ""
    value: str = ""
    """Of the setting; empty leaves it to Midjourney."""
    role: ReferenceRole | None = None
    """All pictures of this role ..."""
    to: ReferenceRole | None = None
    """... get this one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a raw prompt. The sentence is made elsewhere, from `key` and `args`."""

    id: str
    """The rule of parameters.md 4.4: `S1` ... `G2`."""
    severity: Severity
    start: int
    end: int
    """The stretch of the raw text that it is about; empty where it is about all of it."""
    key: str
    """Which sentence: one rule may have several."""
    args: tuple[tuple[str, str], ...] = ()
    """Words for the sentence by name: parameter names without dashes, numbers, versions."""
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    """The repair, in order and without overlap; empty where a person must decide."""
    change: PanelChange | None = field(default=None, repr=False)
    """The repair that lies outside the text; then there are no edits."""

    @property
    def is_fixable(self) -> bool:
        return bool(self.edits) or self.change is not None

    def fix(self, text: str) -> str | None:
        """The repaired text, from the text that was linted; None where no repair lies in the text."""
        if not self.edits:
            return None
        parts: list[str] = []
        at = 0
        for edit in self.edits:
            parts += (text[at : edit.start], edit.text)
            at = edit.end
        return "".join((*parts, text[at:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayFacts:
    """What the linter must know beyond the text: the panel and the gateway."""

    pinned_version: str = ""
    """The panel's model, which is added when the text names none."""
    pictures: int = 0
    """Image prompts that are attached outside the text."""
    is_gateway: bool = True
    """Not Midjourney itself but a gateway between."""
    is_shared: bool = True
    """Its Midjourney account belongs to somebody else."""
    speed: str = ""
    """`fast`, `relax` or `turbo` when the path says so (protocol.md 1.3)."""
    expands: bool = False
    """Alternatives and repeats are sent as single wishes, so that their troubles do not arise."""
    strips_defaults: bool = False
    routes_by_bot: bool = False
    is_niji_bot: bool = False
    most_characters: int = 6000
    """Longest prompt that the gateway takes (parameters.md 4.4, S10)."""
    banned_words: frozenset[str] = frozenset()
    references: tuple[ReferenceRole, ...] = ()
    """Roles of the pictures that are attached outside the text, image prompts aside."""
    extras: frozenset[str] = frozenset()
    """Looks that are on (`draft`, `hd`), by the text or outside it."""


@dataclass(frozen=True)
class Subject:
    """The prompt under the lens, read once for all rules."""

    text: str
    table: ParameterTable
    facts: GatewayFacts

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(scan(self.text))

    @cached_property
    def prompt(self) -> Prompt:
        return parse(self.text)

    @property
    def flags(self) -> tuple[Flag, ...]:
        return self.prompt.parameters

    @cached_property
    def links(self) -> int:
        """Image prompts, wherever they stand, with those outside the text."""
        return self.facts.pictures + sum(piece.kind is TokenKind.REFERENCE for piece in self.pieces)

    @cached_property
    def has_text(self) -> bool:
        return any(piece.kind is TokenKind.TEXT for piece in self.pieces)

    @cached_property
    def version(self) -> str | None:
        """Id of the model that will answer; None when it is unknown or differs between alternatives."""
        said = self.prompt.version()
        if said is None and self.has_alternative_models:
            return None
        return self.table.version_id(said or self.facts.pinned_version or self.table.default)

    @cached_property
    def has_alternative_models(self) -> bool:
        """Whether the model is chosen inside braces: `{--v 7, --niji 7}`, `--{v 7, niji}`."""
        return any(_MODEL.search(self.text, max(start - 3, 0), end) for start, end in groups(self.text))

    @property
    def is_eight(self) -> bool:
        return self.version is not None and self.table.families[self.version] == "v8"

    def named(self, *names: str) -> tuple[Flag, ...]:
        """The flags of these full names, in order."""
        return tuple(flag for flag in self.flags if flag.name in names)

    def raw(self, piece: Piece) -> str:
        return self.text[piece.start : piece.end]

    def of(self, flag: Flag, kind: TokenKind) -> tuple[Piece, ...]:
        """The pieces of one kind that belong to a flag or stand behind it."""
        return tuple(piece for piece in self._by_flag.get(flag.span[0], ()) if piece.kind is kind)

    def opening(self, flag: Flag) -> Piece:
        """The piece with the flag's own word."""
        return self._by_flag[flag.span[0]][0]

    @cached_property
    def _by_flag(self) -> dict[int, list[Piece]]:
        """Where a flag starts, with its pieces and those behind it."""
        starts: dict[int, int] = {}
        belonging: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.flag >= 0:
                start = starts.setdefault(piece.flag, piece.start)
                belonging.setdefault(start, []).append(piece)
        return belonging

    def removal(self, start: int, end: int) -> Edit:
        """Take a stretch out together with the blanks before it, or after it at the very beginning."""
        begin = start
        while begin > 0 and self.text[begin - 1].isspace():
            begin -= 1
        if begin == 0:
            while end < len(self.text) and self.text[end].isspace():
                end += 1
        return Edit(begin, end)

    def without(self, flags: Iterable[Flag]) -> tuple[Edit, ...]:
        return tuple(self.removal(*flag.span) for flag in flags)

    def rewritten(self, flag: Flag, text: str) -> tuple[Edit, ...]:
        """Another flag in the place of this one."""
        return (Edit(*flag.span, text),)

    def with_value(self, flag: Flag, value: str) -> tuple[Edit, ...]:
        """The same flag with another value."""
        return self.rewritten(flag, f"--{flag.word} {value}")

    def appended(self, text: str) -> tuple[Edit, ...]:
        end = len(self.text.rstrip())
        return (Edit(end, len(self.text), f" {text}" if end else text),)


def found(
    rule: str,
    severity: Severity,
    span: tuple[int, int],
    key: str,
    edits: Iterable[Edit] = (),
    **args: object,
) -> Finding:
    """A finding, its arguments as words."""
    ordered: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        # Two neighbours that are taken out both claim the blanks between them.
        at = ordered[-1].end if ordered else 0
        ordered.append(Edit(max(edit.start, at), max(edit.end, at), edit.text))
    words = tuple((name, str(value)) for name, value in args.items())
    return Finding(rule, severity, *span, key, words, tuple(ordered))


def is_variable(value: str) -> bool:
    """Whether a value holds alternatives, so that nothing can be said of it before they are expanded."""
    return "{" in value


def is_single(name: str) -> bool:
    """Whether a parameter may stand once."""
    return SHAPES.get(full_name(name)) in {Shape.ONE, Shape.NOTHING, Shape.NUMBER_OR_NOTHING}
