"""What the linter is told: a prompt, read once for all rules, and the few facts outside the text."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from mjdesk.domain.finding import Edit
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


def is_variable(value: str) -> bool:
    """Whether a value holds alternatives, so that nothing can be said of it before they are expanded."""
    return "{" in value


def is_single(name: str) -> bool:
    """Whether a parameter may stand once."""
    return SHAPES.get(full_name(name)) in {Shape.ONE, Shape.NOTHING, Shape.NUMBER_OR_NOTHING}
