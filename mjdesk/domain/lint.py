"""Looks through a prompt before money is spent: the rules of parameters.md 4.4 that the text decides."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from mjdesk.domain.finding import FINDING_KEYS, Edit, Finding, Severity
from mjdesk.domain.lint_conflicts import conflicts
from mjdesk.domain.lint_references import attached
from mjdesk.domain.lint_subject import GatewayFacts, Subject
from mjdesk.domain.lint_values import values
from mjdesk.domain.lint_writing import writing

if TYPE_CHECKING:
    from mjdesk.domain.parameters import ParameterTable

__all__ = ["FINDING_KEYS", "Edit", "Finding", "GatewayFacts", "Severity", "lint", "repair"]

_ROUNDS = 20
"""Repairs that make a text longer are few; all others eat it up."""
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def lint(
    text: str,
    *,
    table: ParameterTable,
    gateway: GatewayFacts = GatewayFacts(),  # noqa: B008 (a frozen value)
) -> tuple[Finding, ...]:
    """All findings on the raw text, by place, the worse first; never raises, sends nothing, changes nothing.

    An empty prompt has none: that it is empty is said by the wish (`WishInvalid`).
    """
    if not text.strip():
        return ()
    subject = Subject(text, table, gateway)
    findings = chain(writing(subject), values(subject), conflicts(subject), attached(subject))
    return tuple(sorted(findings, key=lambda finding: (finding.start, _ORDER[finding.severity], finding.id)))


def repair(
    text: str,
    *,
    table: ParameterTable,
    gateway: GatewayFacts = GatewayFacts(),  # noqa: B008 (a frozen value)
) -> str:
    """The text with every repair carried out, one by one, because one may bring the next to light."""
    for _ in range(len(text) + _ROUNDS):
        findings = lint(text, table=table, gateway=gateway)
        repaired = next((new for finding in findings if (new := finding.fix(text)) is not None), None)
        if repaired is None:
            break
        text = repaired
    return text
