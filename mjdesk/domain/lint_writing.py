"""Rules about how a prompt is written (parameters.md 4.4, S1 to S10) and about its words (N1 to N3)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from math import gcd
from typing import TYPE_CHECKING

from mjdesk.domain.expand import empty_alternatives
from mjdesk.domain.finding import Edit, Finding, Severity, found
from mjdesk.domain.lint_subject import Subject, is_single, is_variable
from mjdesk.domain.parameters import WordAction
from mjdesk.domain.syntax import ALIASES, SHAPES, Shape, TokenKind, braces, flag_word, full_name, is_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mjdesk.domain.prompt import Flag
    from mjdesk.domain.syntax import Piece

MANY_WORDS = 40
"""From here on Midjourney is said to listen to less (parameters.md 4.6: folklore, so a hint)."""

_GLUED = re.compile(r"(?<=[^\s\-{,])--+([A-Za-z]+)")
_SINGLE_DASH = re.compile(r"-([A-Za-z]+)")
_PUNCTUATION = re.compile(r"[,.;:!?，。；：！？、]+$")
_BLANKS = re.compile(r"\s+")
_CURLY = re.compile("[\u201c\u201d\u201e\u201f\u2033\uff02]")
_RUN_TOGETHER = re.compile(r"([a-z]+)[=:]?(\d[\d.:]*)$")
_PIXELS = re.compile(r"[0-9]{1,6}")
_WORD = re.compile(r"[^\W\d_]+")


def writing(subject: Subject) -> Iterator[Finding]:
    """S1 to S10 and N1 to N3."""
    yield from _misplaced(subject)
    yield from _dashes(subject)
    yield from _marks(subject)
    yield from _repeated(subject)
    yield from _blanks(subject)
    yield from _unknown(subject)
    yield from _balance(subject)
    yield from _length(subject)
    yield from _exclusions(subject)
    yield from _banned(subject)


def _misplaced(subject: Subject) -> Iterator[Finding]:
    for flag in subject.flags:
        words = [
            piece for piece in subject.of(flag, TokenKind.TEXT) if _PUNCTUATION.sub("", subject.raw(piece))
        ]
        if words:
            start = subject.flags[0].span[0]
            moved = " ".join(subject.raw(piece) for piece in words)
            edits = (
                Edit(start, start, f"{moved} "),
                *(subject.removal(piece.start, piece.end) for piece in words),
            )
            span = (words[0].start, words[-1].end)
            yield found(
                "S1", Severity.ERROR, span, "text-behind-parameter", edits, name=flag.word, text=moved
            )


def _dashes(subject: Subject) -> Iterator[Finding]:
    for number, piece in enumerate(subject.pieces):
        raw = subject.raw(piece)
        if is_link(raw):
            continue
        for match in _GLUED.finditer(raw):
            if full_name(match[1].lower()) in SHAPES:
                span = (piece.start + match.start(), piece.start + match.end())
                edit = Edit(span[0], span[0], " ")
                yield found("S2", Severity.ERROR, span, "blank-missing", [edit], name=match[1])
        if piece.kind in {TokenKind.FLAG, TokenKind.UNKNOWN_FLAG}:
            dashes = len(raw) - len(raw.lstrip("-\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d"))
            if raw[:dashes] != "--":
                edit = Edit(piece.start, piece.start + dashes, "--")
                span = (piece.start, piece.end)
                yield found("S3", Severity.ERROR, span, "long-dash", [edit], name=flag_word(raw))
        elif (match := _SINGLE_DASH.fullmatch(raw)) and _looks_meant(subject, number, match[1].lower()):
            edit = Edit(piece.start, piece.start, "-")
            yield found("S2", Severity.ERROR, (piece.start, piece.end), "single-dash", [edit], name=match[1])
    if curly := list(_CURLY.finditer(subject.text)):
        edits = [Edit(match.start(), match.end(), '"') for match in curly]
        yield found("S3", Severity.ERROR, (curly[0].start(), curly[-1].end()), "curly-quotes", edits)


def _looks_meant(subject: Subject, number: int, word: str) -> bool:
    if subject.table.parameter(word) is None:
        return False
    following = subject.raw(subject.pieces[number + 1]) if number + 1 < len(subject.pieces) else ""
    match SHAPES[full_name(word)]:
        case Shape.ONE:
            return following[:1].isdigit() or following[:1] == "{"
        case Shape.LINKS:
            return is_link(following) or following[:1].isdigit()
        case _:
            return len(word) > 1


def _marks(subject: Subject) -> Iterator[Finding]:
    for flag in subject.flags:
        shape = SHAPES.get(flag.name)
        values = subject.of(flag, TokenKind.VALUE)
        if values and shape not in {None, Shape.WORDS}:
            yield from _mark(subject, values[-1], flag.word)
        for piece in subject.of(flag, TokenKind.TEXT):
            if not _PUNCTUATION.sub("", subject.raw(piece)):
                edit = subject.removal(piece.start, piece.end)
                yield found(
                    "S4", Severity.ERROR, (piece.start, piece.end), "punctuation", [edit], name=flag.word
                )
    for piece in subject.pieces:
        if piece.kind is TokenKind.UNKNOWN_FLAG:
            word = _PUNCTUATION.sub("", flag_word(subject.raw(piece)))
            if full_name(word) in SHAPES:
                yield from _mark(subject, piece, word)


def _mark(subject: Subject, piece: Piece, name: str) -> Iterator[Finding]:
    match = _PUNCTUATION.search(subject.raw(piece))
    if match and match.start():
        span = (piece.start + match.start(), piece.end)
        yield found("S4", Severity.ERROR, span, "punctuation", [Edit(*span)], name=name)


def _repeated(subject: Subject) -> Iterator[Finding]:
    last: dict[str, Flag] = {}
    flags = subject.flags
    for flag in (*reversed(flags),):
        if not is_single(flag.name) or not flag.is_known:
            continue
        if flag.name == "seed":
            kept = next(other for other in flags if other.name == "seed")
        else:
            kept = last.setdefault(flag.name, flag)
        if kept.span != flag.span:
            edits = subject.without([flag])
            yield found(
                "S5",
                Severity.WARNING,
                flag.span,
                "repeated",
                edits,
                name=flag.word,
                kept=kept.value,
                lost=flag.value,
            )
    if subject.facts.strips_defaults and subject.version:
        for flag in flags:
            # The version is always written, although it may be today's default.
            is_kept = flag.name in {"version", "niji"}
            if (
                flag.value
                and not is_kept
                and flag.value == subject.table.default_of(subject.version, flag.name)
            ):
                yield found(
                    "S7", Severity.HINT, flag.span, "equals-default", subject.without([flag]), name=flag.word
                )


def _blanks(subject: Subject) -> Iterator[Finding]:
    text = subject.text
    edits: list[Edit] = []
    for match in _BLANKS.finditer(text):
        wanted = "" if match.start() == 0 or match.end() == len(text) else " "
        if match.group() != wanted:
            edits.append(Edit(*match.span(), wanted))
    if edits:
        yield found("S6", Severity.HINT, (edits[0].start, edits[-1].end), "blanks", edits)


def _unknown(subject: Subject) -> Iterator[Finding]:
    for flag in subject.flags:
        old = subject.table.old_words.get(flag.name)
        row = subject.table.parameter(flag.name)
        if old is not None:
            yield _old_word(subject, flag, old.action, old.substitute)
        elif flag.word == "style" and flag.name == "raw":
            yield found(
                "S8", Severity.HINT, flag.span, "old-spelling", subject.rewritten(flag, "--raw"), name="raw"
            )
        elif row is not None and row.gateway_only:
            yield found(
                "S8", Severity.WARNING, flag.span, "gateway-only", subject.without([flag]), name=flag.word
            )
        elif (
            row is None
            and not is_variable(flag.word)
            and full_name(_PUNCTUATION.sub("", flag.word)) not in SHAPES
        ):
            piece = subject.opening(flag)
            together = _RUN_TOGETHER.match(flag.word)
            if together and subject.table.parameter(together[1]) is not None:
                suggestion = f"{together[1]} {together[2]}"
            else:
                known = [*subject.table.parameters, *ALIASES]
                suggestion = next(iter(get_close_matches(flag.word, known, 1)), "")
            edits = [Edit(piece.start, piece.end, f"--{suggestion}")] if suggestion else []
            span = (piece.start, piece.end)
            yield found("S8", Severity.WARNING, span, "unknown", edits, name=flag.word, suggestion=suggestion)


def _old_word(subject: Subject, flag: Flag, action: WordAction, substitute: str) -> Finding:
    sizes = subject.named("width", "height")
    first = subject.named(flag.name)[0].span == flag.span
    if action is WordAction.REPLACE:
        has_version = bool(subject.named("version", "niji"))
        edits = subject.without([flag]) if has_version else subject.rewritten(flag, substitute)
    elif action is WordAction.SIZE and first and {size.name for size in sizes} == {"width", "height"}:
        numbers = {size.name: int(size.value) if _PIXELS.fullmatch(size.value) else 0 for size in sizes}
        width, height = numbers["width"], numbers["height"]
        divisor = gcd(width, height)
        shape = f"--ar {width // divisor}:{height // divisor}" if width and height else ""
        kept, *others = sizes
        has_shape = bool(subject.named("aspect")) or not shape
        edits = (
            subject.without(sizes)
            if has_shape
            else (*subject.rewritten(kept, shape), *subject.without(others))
        )
    else:
        edits = subject.without([flag])
    return found("S8", Severity.WARNING, flag.span, "old-word", edits, name=flag.word)


def _balance(subject: Subject) -> Iterator[Finding]:
    for at in braces(subject.text)[1]:
        yield found("S9", Severity.ERROR, (at, at + 1), "lonely-brace")
    for span in empty_alternatives(subject.text):
        yield found("S9", Severity.ERROR, span, "empty-alternative")
    straight = [at for at, mark in enumerate(subject.text) if mark == '"']
    if len(straight) % 2 and not _CURLY.search(subject.text):
        yield found("S9", Severity.ERROR, (straight[-1], straight[-1] + 1), "lonely-quote")


def _length(subject: Subject) -> Iterator[Finding]:
    characters, limit = len(subject.text), subject.facts.most_characters
    words = [piece for piece in subject.pieces if piece.kind is TokenKind.TEXT and piece.flag < 0]
    if characters > limit:
        span = (limit, characters)
        yield found("S10", Severity.ERROR, span, "too-long", characters=characters, limit=limit)
    elif len(words) > MANY_WORDS:
        span = (words[MANY_WORDS].start, words[-1].end)
        yield found("S10", Severity.HINT, span, "many-words", words=len(words), limit=MANY_WORDS)


def _exclusions(subject: Subject) -> Iterator[Finding]:
    flags = subject.named("no")
    wanted = {
        word.lower()
        for piece in subject.pieces
        if piece.kind is TokenKind.TEXT
        for word in _WORD.findall(subject.raw(piece))
    }
    risky = wanted | {word.lower() for word in subject.facts.banned_words}
    for flag in flags:
        for phrase in flag.values:
            words = phrase.lower().split()
            hit = next((word for word in words if word in risky), None)
            if len(words) > 1 and hit is not None:
                each = ", ".join(words)
                yield found(
                    "N1", Severity.WARNING, flag.span, "read-singly", phrase=phrase, words=each, hit=hit
                )
    if len(flags) > 1:
        first, *others = flags
        phrases = dict.fromkeys(phrase for flag in flags for phrase in flag.values)
        merged = ", ".join(phrases)
        edits = (*subject.rewritten(first, f"--no {merged}".rstrip()), *subject.without(others))
        yield found("N2", Severity.HINT, others[0].span, "several-no", edits, merged=merged)


def _banned(subject: Subject) -> Iterator[Finding]:
    for word in sorted(subject.facts.banned_words):
        if not word:
            continue
        for match in re.finditer(re.escape(word), subject.text, re.IGNORECASE):
            around = subject.text[max(match.start() - 1, 0) : match.start()] + subject.text[match.end() :][:1]
            key = "banned-inside" if word.isascii() and any(mark.isalpha() for mark in around) else "banned"
            yield found("N3", Severity.WARNING, match.span(), key, word=word)
