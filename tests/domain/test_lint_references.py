"""Findings about the pictures beside the words: none is dropped in silence, and each has a way out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.finding import Finding, PanelChange, Severity
from mjdesk.domain.lint import lint
from mjdesk.domain.lint_subject import GatewayFacts
from mjdesk.domain.parameters import ParameterTable
from mjdesk.domain.reference import ReferenceRole, rule_of

TABLE = ParameterTable.load()
IMAGE, STYLE, CHARACTER, OMNI, EDIT = ReferenceRole
LINK = "https://a.test/b.png"


def findings(text: str, *roles: ReferenceRole, extras: tuple[str, ...] = ()) -> dict[str, Finding]:
    facts = GatewayFacts(pinned_version="8.2", expands=True, references=roles, extras=frozenset(extras))
    return {finding.key: finding for finding in lint(text, table=TABLE, gateway=facts)}


@pytest.mark.parametrize(
    ("text", "roles", "rule", "change"),
    [
        ("a cat --v 8.2", (CHARACTER,), "C1", PanelChange(role=CHARACTER, to=EDIT)),
        ("a cat --v 7", (CHARACTER,), "C1", PanelChange(role=CHARACTER, to=OMNI)),
        ("a cat --v 7", (CHARACTER, OMNI), "C1", PanelChange(setting="version", value="6.1")),
        ("a cat --v 7", (CHARACTER, CHARACTER), "C1", PanelChange(setting="version", value="6.1")),
        ("a cat --v 7 --oref " + LINK, (CHARACTER,), "C1", PanelChange(setting="version", value="6.1")),
        ("a cat --niji 7", (CHARACTER,), "C1", PanelChange(setting="version", value="niji 6")),
        ("a cat", (OMNI,), "C2", PanelChange(setting="version", value="7")),
        ("a cat --v 6.1", (OMNI,), "V4", PanelChange(setting="version", value="7")),
        ("a cat --v 5.2", (STYLE,), "V4", PanelChange(setting="version", value="8.2")),
        ("a cat --v 7", (EDIT,), "V4", PanelChange(setting="version", value="8.2")),
    ],
)
def test_a_role_that_the_model_does_not_take(
    text: str, roles: tuple[ReferenceRole, ...], rule: str, change: PanelChange
) -> None:
    finding = findings(text, *roles)["role-not-accepted"]
    assert (finding.id, finding.severity, finding.change) == (rule, Severity.ERROR, change)
    assert finding.is_fixable
    assert finding.fix(text) is None


@given(st.sampled_from(ReferenceRole), st.sampled_from(TABLE.versions()))
@settings(max_examples=60, deadline=None)
def test_it_is_found_exactly_where_the_table_says_so_and_the_offer_helps(
    role: ReferenceRole, version: str
) -> None:
    flag = f"--{version}" if version.startswith("niji") else f"--v {version}"
    if role is IMAGE:
        return
    finding = findings(f"a cat {flag}", role).get("role-not-accepted")
    assert (finding is None) == rule_of(role, version, TABLE).is_taken
    if finding is not None and finding.change is not None and finding.change.to is not None:
        assert rule_of(finding.change.to, version, TABLE).is_taken
    elif finding is not None and finding.change is not None:
        assert rule_of(role, finding.change.value, TABLE).is_taken


@pytest.mark.parametrize(
    ("text", "roles", "fixed"),
    [
        (f"a cat --v 7 --oref {LINK}", (OMNI,), "a cat --v 7"),
        (f"a cat --edit {LINK} {LINK}2", (EDIT, EDIT, EDIT), f"a cat --edit {LINK}"),
        (f"a cat --edit {LINK}", (EDIT, EDIT, EDIT, EDIT), "a cat"),
    ],
)
def test_the_text_gives_way_to_the_pictures(text: str, roles: tuple[ReferenceRole, ...], fixed: str) -> None:
    """R4."""
    finding = findings(text, *roles)["too-many-references"]
    assert (finding.id, finding.fix(text)) == ("R4", fixed)
    assert "too-many-references" not in findings(fixed, *roles)


def test_what_does_not_go_together_with_an_omni_reference() -> None:
    """C3."""
    for text, severity in (
        ("a cat --v 7 --draft", Severity.ERROR),
        ("a cat --v 7 --q 4", Severity.ERROR),
        ("a cat --v 7 --fast", Severity.WARNING),
    ):
        finding = findings(text, OMNI)["omni-picture-conflict"]
        assert (finding.id, finding.severity, finding.fix(text)) == ("C3", severity, "a cat --v 7")
    switched = findings("a cat --v 7", OMNI, extras=("draft",))["omni-picture-conflict"]
    assert switched.change == PanelChange(setting="draft")
    assert "omni-picture-conflict" not in findings("a cat --v 7 --q 2", OMNI)


def test_an_omni_reference_needs_words() -> None:
    """D2."""
    assert findings("--v 7", OMNI)["omni-picture-without-text"].id == "D2"
    assert "omni-picture-without-text" not in findings("a cat --v 7", OMNI)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("a --sw 200", STYLE),
        ("a --sv 4 --v 7", STYLE),
        ("a --cw 0 --v 6.1", CHARACTER),
        ("a --ow 9 --v 7", OMNI),
    ],
)
def test_a_weight_is_right_beside_a_picture_of_its_role(text: str, role: ReferenceRole) -> None:
    """D1."""
    assert "needs" in findings(text)
    assert "needs" not in findings(text, role)
    assert "needs" in findings(text, EDIT)
