"""Rules about the model (V), values (R) and what a parameter needs beside it (D); parameters.md 4.4."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from mjdesk.domain.finding import Edit, Finding, Severity, found
from mjdesk.domain.lint_subject import Subject, is_variable
from mjdesk.domain.parameters import ParameterType
from mjdesk.domain.syntax import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mjdesk.domain.parameters import Parameter
    from mjdesk.domain.prompt import Flag

STRONG_OMNI = 400
"""From here on `--ow` is said to hurt (parameters.md 4.1)."""
STRONG_EXP = 25
"""From here on `--exp` overrides `--s` and `--p` (parameters.md 4.1)."""

_NUMBER = re.compile(r"-?(?:\d{1,12}(?:\.\d{0,6})?|\.\d{1,6})", re.ASCII)
_RATIO = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)([:x/*])(\d{1,6}(?:\.\d{1,6})?)", re.ASCII | re.IGNORECASE)
_WEIGHT = re.compile(r"::\s*(-?\d+(?:\.\d+)?|-?\.\d+)?", re.ASCII)
_PARTS_BY_OTHER_RULES = frozenset({"version", "niji", "turbo", "cref", "draft"})
"""V4 leaves these to V3, C6, C1 and C5, which know more about them."""


def values(subject: Subject) -> Iterator[Finding]:
    """V1 to V5, R1 to R7, D1 to D3 and D5."""
    yield from _model(subject)
    yield from _accepted(subject)
    for flag in subject.flags:
        row = subject.table.parameter(flag.name)
        if row is not None and not is_variable(flag.value):
            yield from _value(subject, flag, row)
    yield from _weights(subject)
    yield from _companions(subject)
    yield from _substance(subject)
    yield from _late_links(subject)


def _model(subject: Subject) -> Iterator[Finding]:
    table, facts = subject.table, subject.facts
    named = subject.named("version", "niji")
    if not named and not facts.pinned_version and not subject.has_alternative_models:
        edits = subject.appended(f"--v {table.default}")
        yield found("V1", Severity.HINT, (0, 0), "no-version", edits, version=table.default)
    if named and {flag.name for flag in named} == {"version", "niji"}:
        *earlier, last = (flag for flag in named)
        losers = [flag for flag in earlier if flag.name != last.name]
        span = losers[0].span
        yield found("V2", Severity.ERROR, span, "two-models", subject.without(losers), kept=last.word)
    for flag in named:
        if is_variable(flag.value) or not flag.value:
            continue
        wanted = f"niji {flag.value}" if flag.name == "niji" else flag.value
        if table.version_id(wanted) is None:
            row = table.parameter(flag.name)
            offer = table.gone.get(wanted) or (row.default if row is not None else "")
            edits = subject.with_value(flag, offer)
            yield found(
                "V3", Severity.ERROR, flag.span, "no-such-version", edits, version=wanted, offer=offer
            )
    is_niji = subject.version is not None and subject.version.startswith("niji")
    if facts.routes_by_bot and subject.version is not None and is_niji != facts.is_niji_bot:
        span = named[-1].span if named else (0, 0)
        yield found("V5", Severity.WARNING, span, "wrong-bot", version=subject.version)


def _accepted(subject: Subject) -> Iterator[Finding]:
    version, table = subject.version, subject.table
    if version is None:
        return
    for flag in subject.flags:
        row = table.parameter(flag.name)
        is_told = flag.name in _PARTS_BY_OTHER_RULES or (flag.name == "oref" and subject.is_eight)
        if row is None or row.gateway_only or is_told or "{" in flag.word:
            continue
        edits = subject.without([flag])
        offer = table.nearest_version(version, flag.name) or ""
        said = {"name": flag.word, "version": version, "offer": offer}
        looks = row.looks.get(flag.value.lower())
        if looks is not None and version not in looks and table.families[version] not in looks:
            yield found("V4", Severity.ERROR, flag.span, "not-accepted", edits, **(said | {"offer": ""}))
        elif table.is_uncertain(version, flag.name):
            yield found("V4", Severity.WARNING, flag.span, "perhaps-not-accepted", edits, **said)
        elif not table.accepts(version, flag.name):
            yield found("V4", Severity.ERROR, flag.span, "not-accepted", edits, **said)


def _value(subject: Subject, flag: Flag, row: Parameter) -> Iterator[Finding]:
    match row.type:
        case ParameterType.FLAG | ParameterType.CODES | ParameterType.VERSION | ParameterType.TEXT:
            if (row.type is ParameterType.TEXT and not flag.value) or (
                flag.name == "version" and not flag.value
            ):
                yield _missing(subject, flag)
        case _ if not flag.value:
            yield _missing(subject, flag)
        case ParameterType.INT | ParameterType.FLOAT:
            yield from _number(subject, flag, row)
        case ParameterType.CHOICE:
            yield from _choice(subject, flag)
        case ParameterType.RATIO:
            yield from _ratio(subject, flag)
        case ParameterType.LINKS:
            yield from _link_count(subject, flag, row)
        case _:
            pass
    if flag.name == "ow" and (_float(flag.value) or 0) > STRONG_OMNI:
        yield found("R5", Severity.HINT, flag.span, "strong-omni", value=flag.value, limit=STRONG_OMNI)
    if flag.name == "exp" and (_float(flag.value) or 0) > STRONG_EXP and subject.named("stylize", "profile"):
        edits = subject.with_value(flag, str(STRONG_EXP))
        yield found(
            "R6", Severity.WARNING, flag.span, "strong-exp", edits, value=flag.value, limit=STRONG_EXP
        )


def _missing(subject: Subject, flag: Flag) -> Finding:
    return found("R1", Severity.ERROR, flag.span, "value-missing", subject.without([flag]), name=flag.word)


def _number(subject: Subject, flag: Flag, row: Parameter) -> Iterator[Finding]:
    number = _float(flag.value)
    if number is None:
        if not flag.value.rstrip(",.;!，。；！、") or _float(flag.value.rstrip(",.;!，。；！、")) is None:
            edits = subject.without([flag])
            yield found("R1", Severity.ERROR, flag.span, "no-number", edits, name=flag.word, value=flag.value)
        return
    limits = subject.table.range(subject.version or subject.table.default, flag.name)
    fit = limits.clamp(number) if limits is not None else number
    if row.type is ParameterType.INT:
        fit = round(fit)
    if fit != number:
        said = {"name": flag.word, "value": flag.value}
        said |= {"low": f"{limits.low:.12g}", "high": f"{limits.high:.12g}"} if limits is not None else {}
        key = "out-of-range" if limits is not None and number not in limits else "no-whole-number"
        edits = subject.with_value(flag, f"{fit:.12g}")
        yield found("R1", Severity.ERROR, flag.span, key, edits, **said)


def _choice(subject: Subject, flag: Flag) -> Iterator[Finding]:
    version = subject.version or subject.table.default
    choices = subject.table.choices(version, flag.name)
    number = _float(flag.value)
    if (
        not choices
        or flag.value in choices
        or any(number == _float(one) for one in choices if number is not None)
    ):
        return
    if flag.name == "quality" and flag.value == "3" and version == "7":
        edits = subject.with_value(flag, "4")
        yield found("R3", Severity.WARNING, flag.span, "becomes-four", edits)
        return
    numbers = [one for one in choices if _float(one) is not None]
    nearest = choices[0]
    if number is not None and numbers:
        nearest = min(numbers, key=lambda one: abs((_float(one) or 0) - number))
    edits = subject.with_value(flag, nearest)
    said = {"name": flag.word, "value": flag.value, "choices": ", ".join(choices)}
    yield found("R1", Severity.ERROR, flag.span, "no-choice", edits, **said)


def _ratio(subject: Subject, flag: Flag) -> Iterator[Finding]:
    match = _RATIO.fullmatch(flag.value)
    width, height = (Fraction(match[1]), Fraction(match[3])) if match else (Fraction(0), Fraction(0))
    if not match or not width or not height:
        if _RATIO.fullmatch(flag.value.rstrip(",.;!，。；！、")) is None or match:
            edits = subject.without([flag])
            yield found("R2", Severity.ERROR, flag.span, "no-shape", edits, name=flag.word, value=flag.value)
        return
    ratio = width / height
    version = subject.version or subject.table.default
    has_hd = bool(subject.named("hd")) and subject.table.accepts(version, "hd")
    widest = subject.table.widest(version, hd=has_hd)
    limit = Fraction(widest).limit_denominator(100) if widest is not None else None
    if limit is not None and not 1 / limit <= ratio <= limit:
        fit = limit if ratio > 1 else 1 / limit
        edits = subject.with_value(flag, f"{fit.numerator}:{fit.denominator}")
        said = {"value": flag.value, "limit": f"{limit.numerator}:{limit.denominator}"}
        yield found("R2", Severity.ERROR, flag.span, "too-wide-hd" if has_hd else "too-wide", edits, **said)
    elif match[2] != ":" or "." in flag.value:
        whole = ratio.limit_denominator(1000)
        edits = subject.with_value(flag, f"{whole.numerator}:{whole.denominator}")
        yield found("R2", Severity.ERROR, flag.span, "no-whole-shape", edits, value=flag.value)


def _link_count(subject: Subject, flag: Flag, row: Parameter) -> Iterator[Finding]:
    most = 1 if flag.name == "oref" else row.most
    if most and len(flag.values) > most:
        edits = subject.with_value(flag, " ".join(flag.values[:most]))
        said = {"name": flag.word, "most": str(most), "count": str(len(flag.values))}
        yield found("R4", Severity.ERROR, flag.span, "too-many-links", edits, **said)


def _weights(subject: Subject) -> Iterator[Finding]:
    if subject.version is None or not subject.table.takes_weights(subject.version):
        return
    pieces = [piece for piece in subject.pieces if piece.kind is TokenKind.TEXT and piece.flag < 0]
    text = " ".join(subject.raw(piece) for piece in pieces)
    found_weights = list(_WEIGHT.finditer(text))
    if not found_weights or "{" in text:
        return
    total = sum(float(match[1]) if match[1] else 1.0 for match in found_weights)
    if text[found_weights[-1].end() :].strip():
        total += 1
    if total <= 0:
        span = (pieces[0].start, pieces[-1].end)
        yield found("R7", Severity.ERROR, span, "weights-vanish", total=f"{total:g}")


def _companions(subject: Subject) -> Iterator[Finding]:
    present = {flag.name for flag in subject.flags}
    if subject.links:
        present.add("reference")
    present.update(role.flag for role in subject.facts.references)
    if any("--" in flag.word or "{" in flag.word for flag in subject.flags):
        return
    for flag in subject.flags:
        row = subject.table.parameter(flag.name)
        if row is not None and row.needs and row.needs not in present:
            edits = subject.without([flag])
            yield found("D1", Severity.ERROR, flag.span, "needs", edits, name=flag.word, needs=row.needs)


def _substance(subject: Subject) -> Iterator[Finding]:
    if subject.has_text or subject.named("video"):
        return
    for flag in subject.named("oref"):
        yield found("D2", Severity.ERROR, flag.span, "omni-without-text")
    if subject.links == 1:
        yield found("D2", Severity.ERROR, (0, 0), "picture-without-text")
    if subject.links:
        for flag in subject.named("stylize", "weird"):
            edits = subject.without([flag])
            yield found("D3", Severity.WARNING, flag.span, "no-effect-on-pictures", edits, name=flag.word)


def _late_links(subject: Subject) -> Iterator[Finding]:
    late = [piece for piece in subject.pieces if piece.kind is TokenKind.REFERENCE and not piece.is_leading]
    if not late:
        return
    start = next((piece.start for piece in subject.pieces if not piece.is_leading), 0)
    for piece in late:
        link = subject.raw(piece)
        edits = (Edit(start, start, f"{link} "), subject.removal(piece.start, piece.end))
        yield found("D5", Severity.ERROR, (piece.start, piece.end), "link-behind-text", edits, link=link)


def _float(value: str) -> float | None:
    return float(value) if _NUMBER.fullmatch(value) else None
