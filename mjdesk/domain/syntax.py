"""How a prompt is written: where its references, words, flags and values begin and end in the raw text.

It knows the shapes of the flags and nothing of versions, ranges or defaults (those are in `parameters`).
All of it is total: any Unicode text is a prompt, and every pass is linear in its length.
"""

from __future__ import annotations

import re
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, assert_never

if TYPE_CHECKING:
    from collections.abc import Mapping


class TokenKind(StrEnum):
    """What a stretch of the raw text is; the highlighter colours by it."""

    TEXT = "text"
    REFERENCE = "reference"
    """An http(s) address outside a flag."""
    ALTERNATIVES = "alternatives"
    """`{a, b}`, from brace to brace, wherever it stands."""
    FLAG = "flag"
    VALUE = "value"
    UNKNOWN_FLAG = "unknown-flag"


class Token(NamedTuple):
    """A stretch of the raw text, as indices of Python characters.

    A named tuple, because thousands are made per keystroke and a frozen dataclass takes five times as long.
    """

    start: int
    end: int
    kind: TokenKind


class Shape(Enum):
    """How many words a flag takes (parameters.md 4.1)."""

    NOTHING = "nothing"
    ONE = "one"
    NUMBER_OR_NOTHING = "number-or-nothing"
    LINKS = "links"
    """Addresses, numeric codes or `random`, as many as follow."""
    CODES = "codes"
    """Profile and moodboard ids, as many as follow, or none."""
    WORDS = "words"
    """Everything up to the next flag."""


SHAPES: Mapping[str, Shape] = MappingProxyType(
    dict.fromkeys(
        (
            *("raw", "tile", "hd", "sd", "draft", "fast", "relax", "turbo", "stealth", "public", "video"),
            *("loop", "uplight", "upbeta", "upanime", "hq", "newclip", "nostretch", "old", "vibe", "test"),
            *("testp", "creative", "preview"),
        ),
        Shape.NOTHING,
    )
    | dict.fromkeys(
        (
            *("aspect", "chaos", "stylize", "weird", "exp", "seed", "stop", "quality", "version", "iw", "sw"),
            *("sv", "cw", "ow", "dw", "dref", "repeat", "motion", "end", "bs", "zoom", "style", "width"),
            *("height", "sameseed"),
        ),
        Shape.ONE,
    )
    | dict.fromkeys(("sref", "cref", "oref", "edit"), Shape.LINKS)
    | {"niji": Shape.NUMBER_OR_NOTHING, "profile": Shape.CODES, "no": Shape.WORDS}
)
"""Every flag that has a meaning or had one, by its full name (parameters.md 4.1 and 4.2)."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "aspect",
        "c": "chaos",
        "s": "stylize",
        "w": "weird",
        "q": "quality",
        "v": "version",
        "p": "profile",
        "r": "repeat",
        "h": "height",
    }
)
SPELLINGS: Mapping[str, str] = MappingProxyType(
    {"aspect": "ar", "chaos": "c", "stylize": "s", "quality": "q", "version": "v"}
    | {"profile": "p", "repeat": "r"}
)
"""The spelling that gateways' own documents use (protocol.md 2.1)."""


class Piece(NamedTuple):
    """One word of the raw text: what stands between blanks, or a `{...}` with all that is glued to it."""

    start: int
    end: int
    kind: TokenKind
    """TEXT, REFERENCE, FLAG, UNKNOWN_FLAG or VALUE."""
    flag: int = -1
    """Number of the flag that it belongs to or follows; -1 before the first one."""
    is_leading: bool = False
    """A reference with nothing but references before it."""


_WORD = re.compile(r"\S+")
_BLANK = re.compile(r"\s")
_BLANKS = re.compile(r"\s+")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LONG = "\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d"
DASHES = "-" + _LONG
"""Every mark that smart typography puts in the place of a dash."""
_OPENER = re.compile(rf"(?:--+|-*[{_LONG}][-{_LONG}]*)(?=[A-Za-z{{])")
_INNER_OPENER = re.compile(rf"(?<=[\s{{,])-*[{_LONG}][-{_LONG}]*(?=[A-Za-z{{])")
_LONG_DASHES = re.compile(rf"-*[{_LONG}][-{_LONG}]*")
_LINK = re.compile(r"<*https?://[^\s<>,;]", re.IGNORECASE)
_LINK_VALUE = re.compile(r"<*(?:https?://|\d+(?:::|[,;]*$)|random[,;]*$|\{)", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9]{4,}(?:::-?[\d.]+)?[,;]?$|\{")
_GROWING = frozenset({TokenKind.TEXT, TokenKind.VALUE})
_COMMAS = re.compile(r"[,，、]")
_QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u2033\uff02\u2018\u2019\u201a\u201b", '""""""' + "''''")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：．", "0123456789:.")


def full_name(word: str) -> str:
    """The full name behind a flag's spelling, without dashes: `ar` is `aspect`; unknown words stay."""
    return ALIASES.get(word, word)


def spelling(name: str) -> str:
    """How a flag of this name is written, without dashes."""
    return SPELLINGS.get(name, name)


def is_link(word: str) -> bool:
    """Whether a word is an http(s) address, bare or in the angle brackets of a `finalPrompt`."""
    return _LINK.match(word) is not None


def is_opener(word: str) -> bool:
    """Whether a word that starts like this opens a flag: `--ar`, `—ar`, `--{v 7, niji}`."""
    return word[0] in DASHES and _OPENER.match(word) is not None


def flag_word(piece: str) -> str:
    """The spelling inside a flag as it was typed: `—AR` gives `ar`."""
    opener = _OPENER.match(piece)
    word = straight(piece[opener.end() :] if opener else piece)
    return word.lower() if word.isascii() else word


def straight(text: str) -> str:
    """Plain dashes, straight quotes and single blanks (parameters.md 4.5: send canonical text)."""
    text = text.translate(_QUOTES)
    text = _LONG_DASHES.sub("-", _INNER_OPENER.sub("--", text))
    return _BLANKS.sub(" ", text)


def plain_value(name: str, words: list[str]) -> str:
    """The canonical text of a flag's value, from its raw words."""
    if SHAPES.get(name) is Shape.WORDS:
        parts = (part.strip() for part in _COMMAS.split(straight(" ".join(words))))
        return ", ".join(part for part in parts if part)
    return " ".join(straight(word).translate(_FULL_WIDTH) for word in words)


def braces(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """All balanced `{...}` by their start, braces included, and the places of lonely braces; none escaped."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    lonely: list[int] = []
    if "{" in text or "}" in text:
        for match in _BRACE.finditer(text):
            match match.group():
                case "{":
                    opened.append(match.start())
                case "}" if opened:
                    pairs.append((opened.pop(), match.end()))
                case "}":
                    lonely.append(match.start())
                case _:
                    pass
    return sorted(pairs), sorted(lonely + opened)


def groups(text: str) -> list[tuple[int, int]]:
    """The outermost balanced `{...}`, braces included; an escaped or lonely brace is text."""
    outermost: list[tuple[int, int]] = []
    for start, end in braces(text)[0]:
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, end))
    return outermost


def scan(text: str) -> list[Piece]:
    """Every word of the raw text in order, with what it is."""
    return _scan(text, groups(text))


def _scan(text: str, found: list[tuple[int, int]]) -> list[Piece]:
    solid = text
    if found:
        parts: list[str] = []
        at = 0
        for start, end in found:
            parts += (text[at:start], _BLANK.sub("_", text[start:end]))
            at = end
        solid = "".join((*parts, text[at:]))
    pieces: list[Piece] = []
    flag, taken, is_leading, is_open = -1, 0, True, False
    shape: Shape | None = None
    for match in _WORD.finditer(solid):
        start, end = match.span()
        first = text[start]
        if first in DASHES and is_opener(word := text[start:end]):
            flag, taken, is_leading, is_open = flag + 1, 0, False, True
            shape = SHAPES.get(full_name(flag_word(word)))
            kind = TokenKind.UNKNOWN_FLAG if shape is None else TokenKind.FLAG
        elif is_open and _takes(shape, taken, text[start:end]):
            taken += 1
            kind = TokenKind.VALUE
        else:
            is_open = False
            kind = TokenKind.TEXT
            if first in "<hH" and is_link(text[start:end]):
                kind = TokenKind.REFERENCE
            else:
                is_leading = False
        pieces.append(Piece(start, end, kind, flag, is_leading and kind is TokenKind.REFERENCE))
    return pieces


def _takes(shape: Shape | None, taken: int, word: str) -> bool:
    match shape:
        case None | Shape.WORDS:
            return True
        case Shape.NOTHING:
            return False
        case Shape.ONE:
            return taken == 0
        case Shape.NUMBER_OR_NOTHING:
            return taken == 0 and (word[0].isdigit() or word[0] == "{")
        case Shape.LINKS:
            return taken == 0 or _LINK_VALUE.match(word) is not None
        case Shape.CODES:
            return _CODE.match(word) is not None and (taken == 0 or any(mark.isdigit() for mark in word))
        case _:
            assert_never(shape)


def tokens(text: str) -> tuple[Token, ...]:
    """The raw text in coloured stretches: in order, without overlap, leaving out nothing but blanks.

    Words of one kind that follow each other are one stretch, with the blanks between them.
    """
    found = groups(text)
    merged: list[Token] = []
    at = 0
    # The stretch that may still grow; empty when it is done.
    start, end, kind, flag = 0, 0, TokenKind.FLAG, -1
    for piece in _scan(text, found):
        begin = piece.start
        while at < len(found) and found[at][0] < piece.end:
            inner, outer = found[at]
            at += 1
            if begin < inner and kind is piece.kind and flag == piece.flag and kind in _GROWING:
                merged.append(Token(start, inner, kind))
            else:
                if start < end:
                    merged.append(Token(start, end, kind))
                if begin < inner:
                    merged.append(Token(begin, inner, piece.kind))
            merged.append(Token(inner, outer, TokenKind.ALTERNATIVES))
            begin, start, end = outer, outer, outer
            kind = TokenKind.ALTERNATIVES
        if begin == piece.end:
            continue
        if kind is piece.kind and flag == piece.flag and kind in _GROWING:
            end = piece.end
            continue
        if start < end:
            merged.append(Token(start, end, kind))
        start, end, kind, flag = begin, piece.end, piece.kind, piece.flag
    if start < end:
        merged.append(Token(start, end, kind))
    return tuple(merged)
