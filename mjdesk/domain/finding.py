"""What the linter says: findings, each with the repair that it offers. `lint_subject` is what it is told."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from mjdesk.domain.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mjdesk.domain.reference import ReferenceRole

FINDING_KEYS: frozenset[str] = frozenset(
    {
        "banned",
        "banned-inside",
        "becomes-four",
        "blank-missing",
        "blanks",
        "curly-quotes",
        "draft-on-site-only",
        "empty-alternative",
        "equals-default",
        "gateway-only",
        "hd-and-draft",
        "hd-and-sd",
        "link-behind-text",
        "lonely-brace",
        "lonely-quote",
        "long-dash",
        "loop-and-end",
        "many-words",
        "moodboard-conflict",
        "needs",
        "no-character-reference",
        "no-choice",
        "no-effect-on-pictures",
        "no-number",
        "no-omni-reference",
        "no-shape",
        "no-such-version",
        "no-turbo",
        "no-version",
        "no-whole-number",
        "no-whole-shape",
        "not-accepted",
        "not-with-video",
        "old-spelling",
        "old-word",
        "omni-conflict",
        "omni-picture-conflict",
        "omni-picture-without-text",
        "omni-without-text",
        "out-of-range",
        "perhaps-not-accepted",
        "picture-without-text",
        "punctuation",
        "read-singly",
        "relax-alternatives",
        "relax-repeat",
        "repeat-through-gateway",
        "repeated",
        "role-not-accepted",
        "seed-with-weird",
        "several-no",
        "single-dash",
        "speed-disagrees",
        "stealth-and-public",
        "stealth-on-shared",
        "strong-exp",
        "strong-omni",
        "text-behind-parameter",
        "tile-with-zoom",
        "too-long",
        "too-many-links",
        "too-many-references",
        "too-wide",
        "too-wide-hd",
        "two-models",
        "two-speeds",
        "unknown",
        "value-missing",
        "weights-are-text",
        "weights-vanish",
        "wrong-bot",
    }
)
"""Every `Finding.key`, so that a test can see whether each has its sentence."""


class Severity(StrEnum):
    """How bad it is (parameters.md 4.4)."""

    ERROR = "error"
    """Will fail or waste money."""
    WARNING = "warning"
    """Probably not what is meant."""
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of what stands from `start` to `end` in the raw prompt."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PanelChange:
    """A repair outside the text: a setting (`PromptDraft.choose`), or another role for pictures."""

    setting: str = ""
    value: str = ""
    """Of the setting; empty leaves it to Midjourney."""
    role: ReferenceRole | None = None
    """All pictures of this role ..."""
    to: ReferenceRole | None = None
    """... get this one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a raw prompt. The sentence is made elsewhere, from `key` and `args`."""

    id: str
    """The rule of parameters.md 4.4: `S1` ... `G2`."""
    severity: Severity
    start: int
    end: int
    """The stretch of the raw text that it is about; empty where it is about all of it."""
    key: str
    """Which sentence: one rule may have several."""
    args: tuple[tuple[str, str], ...] = ()
    """Words for the sentence by name: parameter names without dashes, numbers, versions."""
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    """The repair, in order and without overlap; empty where a person must decide."""
    change: PanelChange | None = field(default=None, repr=False)
    """The repair that lies outside the text; then there are no edits."""

    @property
    def is_fixable(self) -> bool:
        return bool(self.edits) or self.change is not None

    def fix(self, text: str) -> str | None:
        """The repaired text, from the text that was linted; None where no repair lies in the text."""
        if not self.edits:
            return None
        parts: list[str] = []
        at = 0
        for edit in self.edits:
            parts += (text[at : edit.start], edit.text)
            at = edit.end
        return "".join((*parts, text[at:]))


def found(
    rule: str,
    severity: Severity,
    span: tuple[int, int],
    key: str,
    edits: Iterable[Edit] = (),
    **args: object,
) -> Finding:
    """A finding, its arguments as words."""
    ordered: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        # Two neighbours that are taken out both claim the blanks between them.
        at = ordered[-1].end if ordered else 0
        ordered.append(Edit(max(edit.start, at), max(edit.end, at), edit.text))
    words = tuple((name, str(value)) for name, value in args.items())
    return Finding(rule, severity, *span, key, words, tuple(ordered))
