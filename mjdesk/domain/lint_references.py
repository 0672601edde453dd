"""Rules about references that are attached outside the text (parameters.md 4.4: C1 to C3, D2, R4, V4).

What is repaired outside the text is said in `Finding.change`; the words themselves stay as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.finding import PanelChange, Severity, found
from mjdesk.domain.reference import ReferenceRole, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mjdesk.domain.finding import Finding
    from mjdesk.domain.lint_subject import Subject

_NOWHERE = (0, 0)


def attached(subject: Subject) -> Iterator[Finding]:
    """What is wrong with the pictures beside the words."""
    for role in ReferenceRole:
        if role in subject.facts.references:
            yield from _not_taken(subject, role)
            yield from _crowded(subject, role)
    if ReferenceRole.OMNI in subject.facts.references:
        yield from _beside_omni(subject)


def _not_taken(subject: Subject, role: ReferenceRole) -> Iterator[Finding]:
    version = subject.version
    if version is None:
        return
    rule = rule_of(role, version, subject.table)
    if rule.is_taken:
        return
    other = _other_role(subject, role)
    if other is not None:
        change: PanelChange | None = PanelChange(role=role, to=other)
    elif rule.needs:
        change = PanelChange(setting="version", value=rule.needs)
    else:
        change = None
    said = {"role": role.value, "version": version}
    said |= {"to": other.value} if other is not None else {"offer": rule.needs}
    known = {ReferenceRole.CHARACTER: "C1", ReferenceRole.OMNI: "C2" if subject.is_eight else "V4"}
    finding = found(known.get(role, "V4"), Severity.ERROR, _NOWHERE, "role-not-accepted", (), **said)
    yield replace(finding, change=change)


def _other_role(subject: Subject, role: ReferenceRole) -> ReferenceRole | None:
    """What does nearly the same in this model (C1), where there is room for it."""
    if role is not ReferenceRole.CHARACTER:
        return None
    other = ReferenceRole.EDIT if subject.is_eight else ReferenceRole.OMNI
    if subject.version is None or not rule_of(other, subject.version, subject.table).is_taken:
        return None
    count = _count(subject, role) + _count(subject, other) + _written(subject, other)
    return other if count <= other.most else None


def _crowded(subject: Subject, role: ReferenceRole) -> Iterator[Finding]:
    """R4: those in the text count too; the pictures stay and the text gives way."""
    room = role.most - _count(subject, role)
    if not role.most or _written(subject, role) <= room:
        return
    for flag in subject.named(role.flag):
        kept = " ".join(flag.values[: max(room, 0)])
        edits = subject.with_value(flag, kept) if kept else subject.without([flag])
        said = {"role": role.value, "name": flag.word, "most": role.most}
        yield found("R4", Severity.ERROR, flag.span, "too-many-references", edits, **said)


def _beside_omni(subject: Subject) -> Iterator[Finding]:
    """C3 and D2 (parameters.md 4.1); a rival in the text is taken out there, a switch is turned off."""
    for flag in subject.flags:
        is_rival = flag.name in {"draft", "fast"} or (flag.name == "quality" and flag.value == "4")
        if is_rival:
            # That fast excludes it the page says, but not the practice at gateways (parameters.md 4.6).
            severity = Severity.WARNING if flag.name == "fast" else Severity.ERROR
            edits = subject.without([flag])
            yield found("C3", severity, flag.span, "omni-picture-conflict", edits, name=flag.word)
    if "draft" in subject.facts.extras and not subject.named("draft"):
        finding = found("C3", Severity.ERROR, _NOWHERE, "omni-picture-conflict", name="draft")
        yield replace(finding, change=PanelChange(setting="draft"))
    if not subject.has_text:
        yield found("D2", Severity.ERROR, _NOWHERE, "omni-picture-without-text")


def _count(subject: Subject, role: ReferenceRole) -> int:
    return sum(each is role for each in subject.facts.references)


def _written(subject: Subject, role: ReferenceRole) -> int:
    return sum(len(flag.values) for flag in subject.named(role.flag))
