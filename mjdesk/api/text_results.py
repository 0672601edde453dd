"""Splits the text results of describe and shorten into prompts ready for use (protocol.md 4.5)."""

from __future__ import annotations

import re

from mjdesk.domain.weighed_word import WeighedWord, Weight

_KEYCAP = re.compile(r"(?:^|(?<=\s))(?:[1-9]\ufe0f?\u20e3|🔟)\s*")
_NUMBERED = re.compile(r"(?m)^[ \t]*[1-9][.)]\s+")
_LINK = re.compile(r"\[([^\]\[]{0,2000})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}\)")
_MARKS = re.compile(r"\*\*|~~|__|`|^[ \t]*>[ \t]?", re.MULTILINE)
_SLANTED = re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]{1,500})(?<=[^\s\\])\*(?![\w*])")
_ESCAPED = re.compile(r"\\([\\*_~`>|#\[\]()-])")
_QUIET_LINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
"""An address that Discord is told not to unfold."""
_HEADING = re.compile(r"(?m)^[ \t]*#+.*$")
_TOKENS = re.compile(r"(?is)^[ \t]*#+[ \t]*important tokens?[^\n]*\n(.*?)(?:^[ \t]*#|\Z)", re.MULTILINE)
_WEIGHED = re.compile(
    r"\*\*(?P<strong>[^*\n]{1,200})\*\*|~~(?P<dropped>[^~\n]{1,200})~~|(?P<plain>[^\s*~]+|[*~])"
)
_SHARE = re.compile(r"^\((?P<whole>[01])?(?P<part>\.\d{1,4})?\)[,.;]?")
_MOST_WORDS = 400
_PUNCTUATION = ",.;:!?*~ "
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


def weighed_words(text: str) -> tuple[WeighedWord, ...]:
    """The words under *Important tokens* of a shorten result, in the order written; () where there are none.

    `"**lake** in ~~the~~ fog"` -> strong, plain, dropped, plain. A number behind a word, as "Show
    Details" gives it (`**lake** (0.87)`), is its share.
    """
    found = _TOKENS.search(text)
    if found is None:
        return ()
    words: list[WeighedWord] = []
    for match in _WEIGHED.finditer(_LINK.sub(r"\1", found[1])):
        kind = match.lastgroup or "plain"
        said = " ".join(_ESCAPED.sub(r"\1", match[kind]).split())
        share = _share(said) if kind == "plain" and words else None
        if share is not None:
            words[-1] = WeighedWord(words[-1].text, words[-1].weight, share)
        elif said.strip(_PUNCTUATION):
            words.append(WeighedWord(said, _WEIGHTS[kind]))
    return tuple(words[:_MOST_WORDS])


_WEIGHTS = {"strong": Weight.STRONG, "plain": Weight.PLAIN, "dropped": Weight.DROPPED}


def _share(text: str) -> int | None:
    """Percent for `(0.87)` and `(1)`; None for other words."""
    found = _SHARE.fullmatch(text)
    if found is None or (found["whole"] is None and found["part"] is None):
        return None
    return min(100, round(100 * float(f"{found['whole'] or 0}{found['part'] or ''}")))


def _cleaned(pieces: list[str]) -> tuple[str, ...]:
    clean = (_plain(piece) for piece in pieces)
    return tuple(piece for piece in clean if piece)[:_MOST]


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", _HEADING.sub("", text))
    text = _QUIET_LINK.sub(r"\1", _MARKS.sub("", text))
    return " ".join(_ESCAPED.sub(r"\1", _SLANTED.sub(r"\1", text)).split())
