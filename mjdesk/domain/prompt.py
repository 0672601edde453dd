"""The prompt as a value: references, words and flags, read from any text and written back canonically."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING

from typing_extensions import override

from mjdesk.domain.frozen import dataclass
from mjdesk.domain.syntax import (
    DASHES,
    SHAPES,
    Shape,
    flag_word,
    full_name,
    is_opener,
    plain_value,
    scan,
    spelling,
    straight,
)
from mjdesk.domain.syntax import Token as Token
from mjdesk.domain.syntax import TokenKind as TokenKind
from mjdesk.domain.syntax import tokens as tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

FlagValue = str | int | float | bool | tuple[int, int] | tuple[str, ...] | None
"""What a flag may be set to: True writes it bare, False and None remove it, a pair of numbers is a ratio."""

NIJI_ALONE = "7"
"""The version that `--niji` means without a number (parameters.md 4.1)."""

_RIVALS = {
    "version": ("niji",),
    "niji": ("version",),
    "fast": ("relax", "turbo"),
    "relax": ("fast", "turbo"),
    "turbo": ("fast", "relax"),
    "hd": ("sd",),
    "sd": ("hd",),
}
_RATIO = re.compile(r"0*([1-9]\d{0,5}):0*([1-9]\d{0,5})", re.ASCII)
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Flag:
    """One `--flag` with its value; equal to another that would be sent the same."""

    word: str
    """The spelling, lower case, without dashes: `ar`."""
    value: str = ""
    """Canonical text of the value; empty for a bare flag."""
    stray: str = ""
    """Words behind the value that cannot belong to it; kept, because a prompt must lose nothing."""
    span: tuple[int, int] = field(default=(0, 0), compare=False)
    """Where flag and value stood in the text that was parsed."""

    @property
    def name(self) -> str:
        """The full name: `aspect` for `--ar`, and `raw` for the old `--style raw`."""
        return "raw" if self.word == "style" and self.value.lower() == "raw" else full_name(self.word)

    @property
    def is_known(self) -> bool:
        return self.name in SHAPES

    @property
    def values(self) -> tuple[str, ...]:
        """The single values: split at commas for `--no`, at blanks elsewhere."""
        if SHAPES.get(self.name) is Shape.WORDS:
            return tuple(part for part in self.value.split(", ") if part)
        return tuple(self.value.split())

    @override
    def __str__(self) -> str:
        return " ".join(part for part in (f"--{self.word}", self.value, self.stray) if part)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked for. Made by `parse` and its own updates; `str()` is the text to send.

    `parse(str(p)) == p` and `str(parse(s)) == s` for every `s` that a `str()` gave.
    """

    references: tuple[str, ...] = ()
    """Addresses of image prompts, in order."""
    text: str = ""
    parameters: tuple[Flag, ...] = ()

    @override
    def __str__(self) -> str:
        parts = (*self.references, self.text, *map(str, self.parameters))
        return " ".join(part for part in parts if part)

    @property
    def is_empty(self) -> bool:
        """Nothing to make a picture from: neither words nor references."""
        return not self.text and not self.references

    def flag(self, name: str) -> Flag | None:
        """The flag that counts when one is repeated: the last, and of seeds the first (parameters.md 4.1)."""
        found = self.flags(name)
        if not found:
            return None
        return found[0] if found[0].name == "seed" else found[-1]

    def flags(self, name: str) -> tuple[Flag, ...]:
        """All flags of this name, any of its aliases."""
        name = full_name(name)
        return tuple(flag for flag in self.parameters if flag.name == name)

    def has(self, name: str) -> bool:
        return self.flag(name) is not None

    def value(self, name: str) -> str | None:
        """The value as canonical text; None where the flag is missing."""
        flag = self.flag(name)
        return None if flag is None else flag.value

    def number(self, name: str) -> int | None:
        """The value as a whole number; None where it is missing or something else. Ranges are not checked."""
        value = self.value(name)
        return int(value) if value is not None and _NUMBER.fullmatch(value) else None

    def aspect(self) -> tuple[int, int] | None:
        """Width and height as written, both positive; None for anything else."""
        found = _RATIO.fullmatch(self.value("aspect") or "")
        return (int(found[1]), int(found[2])) if found else None

    def version(self) -> str | None:
        """The model as `ParameterTable` calls it: `8.2`, `7`, `niji 7`.

        Of `--v` and `--niji` the later counts.
        """
        for flag in reversed(self.parameters):
            if flag.name == "version" and flag.value:
                return flag.value
            if flag.name == "niji":
                return f"niji {flag.value or NIJI_ALONE}"
        return None

    def niji(self) -> str | None:
        """The Niji version; None for Midjourney's models."""
        version = self.version()
        return version.removeprefix("niji ") if version is not None and version.startswith("niji ") else None

    def stylize(self) -> int | None:
        return self.number("stylize")

    def chaos(self) -> int | None:
        return self.number("chaos")

    def weird(self) -> int | None:
        return self.number("weird")

    def seed(self) -> int | None:
        return self.number("seed")

    def raw(self) -> bool:
        return self.has("raw")

    def tile(self) -> bool:
        return self.has("tile")

    def no(self) -> tuple[str, ...]:
        """What to exclude, from every `--no` (Midjourney adds them up), each phrase once."""
        return tuple(dict.fromkeys(phrase for flag in self.flags("no") for phrase in flag.values))

    def speed(self) -> str | None:
        """`fast`, `relax` or `turbo`, when a flag says so."""
        found = [flag.name for flag in self.parameters if flag.name in {"fast", "relax", "turbo"}]
        return found[-1] if found else None

    def with_text(self, text: str) -> Prompt:
        """Other words, same references and flags; references and flags inside `text` are read as such."""
        written = parse(text)
        result = replace(self, references=self.references + written.references, text=written.text)
        return replace(result, parameters=result.parameters + written.parameters)

    def with_references(self, links: Iterable[str]) -> Prompt:
        """These image prompts instead of the present ones; what is no address is left out."""
        return replace(self, references=tuple(link for word in links for link in parse(word).references))

    def with_flag(self, name: str, value: FlagValue) -> Prompt:
        """The same prompt with one flag of this name, where the first stood or at the end; rivals go away.

        False and None remove it; True and "" write it bare.
        """
        if value is None or value is False:
            return self.without_flag(name)
        name = full_name(name)
        # A phrase from a text field may look like a flag; inside a value it must not become one.
        words = [word.lstrip(DASHES) if is_opener(word) else word for word in written_value(value).split()]
        (read, *_) = parse(" ".join((f"--{spelling(name)}", *words))).parameters
        written = replace(read, stray="")
        cleared = self.without_flag(*_RIVALS.get(name, ()))
        place = next((at for at, flag in enumerate(cleared.parameters) if flag.name == name), None)
        if place is None:
            return parse(str(replace(cleared, parameters=(*cleared.parameters, written))))
        before = replace(cleared, parameters=cleared.parameters[:place])
        rest = Prompt(parameters=cleared.parameters[place + 1 :]).without_flag(name)
        stray = _joined(cleared.parameters[place].stray, rest.text)
        flags = (*before.parameters, replace(written, stray=stray), *rest.parameters)
        return parse(str(replace(before, parameters=flags)))

    def without_flag(self, *names: str) -> Prompt:
        """The same prompt with none of these flags; words that stood behind one stay."""
        gone = {full_name(name) for name in names}
        if not any(flag.name in gone for flag in self.parameters):
            return self
        text, kept = self.text, list[Flag]()
        for flag in self.parameters:
            if flag.name not in gone:
                kept.append(flag)
            elif kept:
                kept[-1] = replace(kept[-1], stray=_joined(kept[-1].stray, flag.stray))
            else:
                text = _joined(text, flag.stray)
        return replace(self, text=text, parameters=tuple(kept))

    def with_zoom(self, factor: float) -> Prompt:
        """The words for the custom zoom window (protocol.md 3.2): one `--zoom` from 1 to 2.

        Raises ValueError outside that range.
        """
        if not 1 <= factor <= 2:
            raise ValueError(f"zoom {factor} is outside 1 to 2")
        return self.with_flag("zoom", round(factor, 2))


def parse(text: str) -> Prompt:
    """Read any text; nothing but blanks, smart typography and the commas around addresses is changed."""
    references: list[str] = []
    words: list[str] = []
    flags: list[Flag] = []
    word, values, stray, span = "", list[str](), list[str](), (0, 0)

    def close() -> None:
        if word:
            flags.append(Flag(word, plain_value(full_name(word), values), straight(" ".join(stray)), span))

    for piece in scan(text):
        raw = text[piece.start : piece.end]
        if piece.kind in {TokenKind.FLAG, TokenKind.UNKNOWN_FLAG}:
            close()
            word, values, stray, span = flag_word(raw), [], [], (piece.start, piece.end)
        elif piece.kind is TokenKind.VALUE:
            values.append(raw)
            span = (span[0], piece.end)
        elif piece.flag >= 0:
            stray.append(raw)
        elif piece.is_leading:
            references.append(straight(raw).strip("<>,;"))
        else:
            words.append(raw)
    close()
    return Prompt(tuple(references), straight(" ".join(words)), tuple(flags))


def written_value(value: FlagValue) -> str:
    """The text of a flag's value; empty for a bare flag."""
    match value:
        case None | bool():
            return ""
        case (int(width), int(height)):
            return f"{width}:{height}"
        case tuple():
            return ", ".join(str(part) for part in value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
