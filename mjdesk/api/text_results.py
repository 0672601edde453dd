"""Splits the text results of describe and shorten into prompts ready for use (protocol.md 4.5)."""

from __future__ import annotations

import re

_KEYCAP = re.compile(r"(?:^|(?<=\s))(?:[1-9]\ufe0f?\u20e3|🔟)\s*")
_NUMBERED = re.compile(r"(?m)^[ \t]*[1-9][.)]\s+")
_LINK = re.compile(r"\[([^\]\[]{0,2000})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}\)")
_MARKS = re.compile(r"\*\*|~~|__|`|^[ \t]*>[ \t]?", re.MULTILINE)
_HEADING = re.compile(r"(?m)^[ \t]*#+.*$")
_SHORTENED = re.compile(r"(?im)^[ \t]*#+[ \t]*shortened prompts?.*$")
_MOST = 10


def split_texts(text: str) -> tuple[str, ...]:
    """The prompts in a result, clean, in order.

    `"1️⃣ a\\n\\n2️⃣ b"` -> `("a", "b")`; without the keycaps, paragraphs or lines. Of a shorten result only
    what follows its *Shortened prompts* heading. Links keep their words, weights' marks are dropped.
    """
    if parts := _SHORTENED.split(text, maxsplit=1)[1:]:
        text = parts[0]
    for mark in (_KEYCAP, _NUMBERED):
        pieces = mark.split(text)
        if len(pieces) > 1:
            return _cleaned(pieces[1:])
    text = _HEADING.sub("", text)
    paragraphs = re.split(r"\n\s*\n", text)
    return _cleaned(paragraphs if len(paragraphs) > 1 else text.split("\n"))


def _cleaned(pieces: list[str]) -> tuple[str, ...]:
    clean = (_plain(piece) for piece in pieces)
    return tuple(piece for piece in clean if piece)[:_MOST]


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", _HEADING.sub("", text))
    return " ".join(_MARKS.sub("", text).split())
