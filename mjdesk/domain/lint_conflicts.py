"""Rules about parameters that quarrel with each other or the gateway (parameters.md 4.4, C1 to C15, G2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mjdesk.domain.expand import count
from mjdesk.domain.finding import Edit, Finding, Severity, found
from mjdesk.domain.syntax import TokenKind, groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mjdesk.domain.lint_subject import Subject
    from mjdesk.domain.prompt import Flag

SPEEDS = ("fast", "relax", "turbo")

_MOODBOARD = re.compile(r"m\d{4,}", re.IGNORECASE)
_WEIGHT = re.compile(r"::\s*-?[\d.]*\s*,?", re.ASCII)
_BESIDE_VIDEO = frozenset({"video", "version", "niji", *SPEEDS, "stealth", "public"})
"""No image parameters, and the version is always written: they do not disturb a film."""


def conflicts(subject: Subject) -> Iterator[Finding]:
    """C1 to C15 and G2."""
    yield from _references(subject)
    yield from _resolution(subject)
    yield from _speed(subject)
    yield from _many(subject)
    yield from _looks(subject)
    yield from _video(subject)
    yield from _visibility(subject)


def _references(subject: Subject) -> Iterator[Finding]:
    version = subject.version
    if version is None:
        return
    for flag in subject.named("cref"):
        if subject.table.accepts(version, "cref"):
            break
        substitute = "edit" if subject.is_eight else "oref" if version == "7" else ""
        said = {"version": version, "offer": substitute}
        if substitute and flag.value and not subject.named(substitute):
            links = flag.value if substitute == "edit" else flag.values[0]
            edits = subject.rewritten(flag, f"--{substitute} {links}")
        else:
            edits = subject.without([flag])
        yield found("C1", Severity.ERROR, flag.span, "no-character-reference", edits, **said)
    for flag in subject.named("oref"):
        if subject.is_eight:
            edits = _in_version(subject, "7")
            yield found(
                "C2", Severity.ERROR, flag.span, "no-omni-reference", edits, version=version, offer="7"
            )
            continue
        rivals: list[tuple[Flag, Severity]] = [
            *((rival, Severity.ERROR) for rival in subject.named("draft")),
            *((rival, Severity.ERROR) for rival in subject.named("quality") if rival.value == "4"),
            # The page says so, practice at gateways does not (parameters.md 4.6).
            *((rival, Severity.WARNING) for rival in subject.named("fast")),
        ]
        for rival, severity in rivals:
            edits = subject.without([rival])
            yield found("C3", severity, rival.span, "omni-conflict", edits, name=rival.word)


def _in_version(subject: Subject, version: str) -> tuple[Edit, ...]:
    named = subject.named("version", "niji")
    if not named:
        return subject.appended(f"--v {version}")
    *others, last = named
    return (*subject.without(others), *subject.rewritten(last, f"--v {version}"))


def _resolution(subject: Subject) -> Iterator[Finding]:
    both = subject.named("hd", "sd")
    if {flag.name for flag in both} == {"hd", "sd"}:
        losers = [flag for flag in both if flag.name != both[-1].name]
        edits = subject.without(losers)
        yield found("C4", Severity.ERROR, losers[0].span, "hd-and-sd", edits, kept=both[-1].word)
    for flag in subject.named("draft"):
        if subject.named("hd"):
            yield found("C4", Severity.ERROR, flag.span, "hd-and-draft", subject.without([flag]))
        if subject.is_eight and subject.facts.is_gateway:
            yield found(
                "C5", Severity.WARNING, flag.span, "draft-on-site-only", subject.without([flag]), offer="7"
            )
        elif subject.version and not subject.is_eight and not subject.table.accepts(subject.version, "draft"):
            is_open = subject.table.is_uncertain(subject.version, "draft")
            severity = Severity.WARNING if is_open else Severity.ERROR
            key = "perhaps-not-accepted" if is_open else "not-accepted"
            said = {"name": flag.word, "version": subject.version, "offer": "7"}
            yield found("V4", severity, flag.span, key, subject.without([flag]), **said)


def _speed(subject: Subject) -> Iterator[Finding]:
    flags = subject.named(*SPEEDS)
    prefix = subject.facts.speed
    if subject.version is not None:
        for flag in flags:
            if flag.name != "turbo" or subject.table.accepts(subject.version, "turbo"):
                continue
            is_open = subject.table.is_uncertain(subject.version, "turbo")
            severity = Severity.WARNING if is_open else Severity.ERROR
            edits = subject.rewritten(flag, "--fast")
            yield found("C6", severity, flag.span, "no-turbo", edits, version=subject.version)
        if subject.is_eight and prefix == "turbo":
            yield found("C6", Severity.ERROR, (0, 0), "no-turbo", version=subject.version)
    for flag in flags:
        if prefix and flag.name != prefix:
            edits = subject.without([flag])
            yield found(
                "C7", Severity.ERROR, flag.span, "speed-disagrees", edits, name=flag.word, kept=prefix
            )
    if not prefix and len({flag.name for flag in flags}) > 1:
        losers = [flag for flag in flags if flag.name != flags[-1].name]
        edits = subject.without(losers)
        yield found("C7", Severity.ERROR, losers[0].span, "two-speeds", edits, kept=flags[-1].word)


def _many(subject: Subject) -> Iterator[Finding]:
    if subject.facts.expands:
        return
    repeats = subject.named("repeat")
    speeds = [flag.name for flag in subject.named(*SPEEDS)]
    if (subject.facts.speed or (speeds[-1] if speeds else "")) == "relax":
        for flag in repeats:
            yield found("C8", Severity.ERROR, flag.span, "relax-repeat", subject.without([flag]))
        for span in groups(subject.text)[:1]:
            yield found("C8", Severity.ERROR, span, "relax-alternatives", count=_short(count(subject.text)))
    if subject.facts.is_gateway:
        for flag in repeats:
            edits = subject.without([flag])
            yield found("G2", Severity.WARNING, flag.span, "repeat-through-gateway", edits, count=flag.value)


def _short(number: int) -> str:
    return str(number) if number < 10**9 else ">10^9"


def _looks(subject: Subject) -> Iterator[Finding]:
    if any(_MOODBOARD.match(value) for flag in subject.named("profile") for value in flag.values):
        for flag in subject.named("sw", "sv"):
            edits = subject.without([flag])
            yield found("C9", Severity.ERROR, flag.span, "moodboard-conflict", edits, name=flag.word)
    if subject.named("weird"):
        for flag in subject.named("seed"):
            yield found("C10", Severity.HINT, flag.span, "seed-with-weird")
    for flag in subject.named("tile"):
        if subject.named("zoom"):
            yield found("C12", Severity.WARNING, flag.span, "tile-with-zoom", subject.without([flag]))
    if subject.version is None or subject.table.takes_weights(subject.version):
        return
    weighed = [
        piece for piece in subject.pieces if piece.kind is TokenKind.TEXT and "::" in subject.raw(piece)
    ]
    edits = [
        Edit(
            piece.start + match.start(),
            piece.start + match.end(),
            _comma(subject.text, piece.start + match.end()),
        )
        for piece in weighed
        for match in _WEIGHT.finditer(subject.raw(piece))
    ]
    if weighed:
        span = (weighed[0].start, weighed[-1].end)
        yield found("C11", Severity.WARNING, span, "weights-are-text", edits, version=subject.version)


def _comma(text: str, behind: int) -> str:
    following = text[behind : behind + 1]
    return "" if not following or text[behind:].isspace() else "," if following.isspace() else ", "


def _video(subject: Subject) -> Iterator[Finding]:
    row = subject.table.parameter("video")
    if row is None or not subject.named("video"):
        partners = frozenset[str]()
    else:
        partners = row.partners | _BESIDE_VIDEO
        for flag in subject.flags:
            if flag.is_known and flag.name not in partners:
                edits = subject.without([flag])
                yield found("C13", Severity.ERROR, flag.span, "not-with-video", edits, name=flag.word)
    both = subject.named("loop", "end")
    if {flag.name for flag in both} == {"loop", "end"}:
        losers = [flag for flag in both if flag.name != both[-1].name]
        edits = subject.without(losers)
        yield found("C14", Severity.ERROR, losers[0].span, "loop-and-end", edits, kept=both[-1].word)


def _visibility(subject: Subject) -> Iterator[Finding]:
    both = subject.named("stealth", "public")
    if {flag.name for flag in both} == {"stealth", "public"}:
        losers = [flag for flag in both if flag.name != both[-1].name]
        edits = subject.without(losers)
        yield found("C15", Severity.WARNING, losers[0].span, "stealth-and-public", edits, kept=both[-1].word)
    elif subject.facts.is_gateway and subject.facts.is_shared:
        for flag in subject.named("stealth"):
            edits = subject.without([flag])
            yield found("C15", Severity.WARNING, flag.span, "stealth-on-shared", edits)
