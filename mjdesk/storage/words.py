"""What a text is found by: words as they are, and Chinese, Japanese and Korean in pairs of characters.

SQLite's own tokenizers find nothing for one or two Chinese characters (platform.md 1), so runs of such
characters are cut here, the same way for what is kept and for what is asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MAX_TERMS = 24
"""More words than anybody means; a pasted page would make SQLite intersect for seconds."""
MAX_TERM_LENGTH = 64

_CJK = (
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U000323af"
)
_MARKED = "\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u109f\u1780-\u17ff"
"""Marks and the scripts that write vowels as marks: inside a word they belong to it."""


@cache
def _pattern() -> re.Pattern[str]:
    """Made when something is first searched or written: it takes 5 ms, and a start needs neither."""
    return re.compile(
        rf"(?P<cjk>[{_CJK}]+)|(?P<word>(?![{_CJK}])[^\W_](?:(?![{_CJK}])[^\W_]|[{_MARKED}])*)|(?P<sign>[^\x00-\xff])"
    )


def _fold(text: str) -> str:
    """Case and width are the same for a person who searches; accents go in both directions."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in folded if not "\u0300" <= sign <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def _pieces(text: str) -> list[tuple[str, bool]]:
    """(text, is it a run of characters) in order; signs such as emoji become words of their own."""
    found: list[tuple[str, bool]] = []
    for match in _pattern().finditer(_fold(text)):
        piece = match.group()
        if match.lastgroup == "cjk":
            found.append((piece, True))
        elif match.lastgroup == "word":
            found.append((piece, False))
        elif unicodedata.category(piece) in {"So", "Sm"}:
            # FTS5 drops signs; under this name they are found.
            found.append((f"sign{ord(piece):x}", False))
    return found


def searchable(*texts: str) -> str:
    """The body to index: words, and of each run its pairs and its last character.

    The prefix index over the pairs finds single characters, and the lone last one keeps two runs apart,
    so a phrase of pairs is an exact substring.
    """
    bodies: list[str] = []
    for text in texts:
        for piece, is_run in _pieces(text):
            if is_run:
                bodies.extend(piece[at : at + 2] for at in range(len(piece)))
            else:
                bodies.append(piece[:MAX_TERM_LENGTH])
    return " ".join(bodies)


def match_expression(text: str) -> str:
    """What to hand to FTS5's MATCH for anything a person may type; empty when there is no word in it.

    Each word is the beginning of one, each run of characters a substring; all must be there.
    """
    terms: list[str] = []
    left = MAX_TERMS
    for piece, is_run in _pieces(text[:2000]):
        if left <= 0:
            break
        if not is_run:
            terms.append(f'"{piece[:MAX_TERM_LENGTH]}"*')
            left -= 1
        elif len(piece) == 1:
            terms.append(f'"{piece}"*')
            left -= 1
        else:
            pairs = [piece[at : at + 2] for at in range(len(piece) - 1)][:left]
            terms.append('"' + " ".join(pairs) + '"')
            left -= len(pairs)
    return " ".join(terms)
