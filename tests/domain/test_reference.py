"""Roles of references: which model takes them, how they are weighed, and how their addresses are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.parameters import ParameterTable
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.prompt import parse
from mjdesk.domain.reference import WEIGHT_FLAGS, ReferenceRole, addressed, rule_of, with_flags

TABLE = ParameterTable.load()
IMAGE, STYLE, CHARACTER, OMNI, EDIT = ReferenceRole
ONE, TWO = "https://cdn.test/one.png?ex=1&is=2&hm=3&", "https://cdn.test/two.jpg"


@pytest.mark.parametrize(
    ("role", "takers"),
    [
        (IMAGE, {"8.2", "8.1", "7", "6.1", "5.2", "niji 6", "niji 7"}),
        (STYLE, {"8.2", "8.1", "7", "6.1", "niji 6", "niji 7"}),
        (CHARACTER, {"6.1", "niji 6"}),
        (OMNI, {"7"}),
        (EDIT, {"8.2", "8.1"}),
    ],
)
def test_the_matrix_says_who_takes_what(role: ReferenceRole, takers: set[str]) -> None:
    """parameters.md 4.3, column by column."""
    columns = ("5.2", "6.1", "7", "8.1", "8.2", "niji 6", "niji 7")
    assert {version for version in columns if rule_of(role, version, TABLE).is_taken} == takers


@pytest.mark.parametrize(
    ("role", "version", "needs"),
    [
        (CHARACTER, "8.2", "6.1"),
        (CHARACTER, "niji 7", "niji 6"),
        (OMNI, "8.2", "7"),
        (OMNI, "niji 7", "7"),
        (EDIT, "7", "8.2"),
        (STYLE, "5.2", "8.2"),
        (STYLE, "8.2", ""),
        (CHARACTER, "9", ""),
    ],
)
def test_a_role_names_the_model_that_it_needs(role: ReferenceRole, version: str, needs: str) -> None:
    assert rule_of(role, version, TABLE).needs == needs


@pytest.mark.parametrize(
    ("role", "version", "told"),
    [
        (IMAGE, "8.2", (0, 3, 1, False)),
        (IMAGE, "niji 7", (0, 2, 1, False)),
        (IMAGE, "5.2", (0.5, 2, 1, False)),
        (STYLE, "7", (0, 1000, 100, True)),
        (CHARACTER, "6.1", (0, 100, 100, True)),
        (OMNI, "7", (1, 1000, 100, True)),
        (EDIT, "8.2", None),
        (OMNI, "8.2", None),
        (IMAGE, "3", None),
    ],
)
def test_a_weight_has_its_range(
    role: ReferenceRole, version: str, told: tuple[float, float, float, bool] | None
) -> None:
    """parameters.md 4.1."""
    weight = rule_of(role, version, TABLE).weight
    found = (weight.low, weight.high, weight.default, weight.is_whole) if weight else None
    assert found == told


@given(st.sampled_from(ReferenceRole), st.sampled_from(TABLE.versions()), st.floats(-1e6, 1e6))
@settings(max_examples=60, deadline=None)
def test_a_clamped_weight_is_one_that_the_table_allows(
    role: ReferenceRole, version: str, value: float
) -> None:
    weight = rule_of(role, version, TABLE).weight
    if weight is None:
        return
    fit = weight.clamp(value)
    assert weight.low <= fit <= weight.high
    assert weight.clamp(fit) == fit
    assert weight.clamp(weight.default) == weight.default


def test_flags_alone_tell_what_a_wish_costs() -> None:
    assert with_flags("a cat --v 7", [OMNI, IMAGE]) == "a cat --v 7 --oref"
    assert with_flags(f"a cat --oref {ONE}", [OMNI]) == f"a cat --oref {ONE}"


def test_each_role_has_its_place_among_the_inputs_of_a_task() -> None:
    assert [ReferenceRole.of(role.picture_role) for role in ReferenceRole] == list(ReferenceRole)
    assert ReferenceRole.of(PictureRole.GRID) is None
    assert WEIGHT_FLAGS == ("iw", "sw", "cw", "ow")
    assert [role.most for role in ReferenceRole] == [0, 0, 0, 1, 4]


@pytest.mark.parametrize(
    ("prompt", "links", "expected"),
    [
        ("a cat --v 7", [(OMNI, ONE)], f"a cat --v 7 --oref {ONE}"),
        ("a cat --sw 300", [(STYLE, ONE), (STYLE, TWO)], f"a cat --sw 300 --sref {ONE} {TWO}"),
        ("a cat --sref 123 --v 7", [(STYLE, ONE)], f"a cat --sref 123 {ONE} --v 7"),
        ("a cat --sref random", [(STYLE, ONE)], f"a cat --sref random {ONE}"),
        ("a cat --cref", [(CHARACTER, ONE)], f"a cat --cref {ONE}"),
        (f"{TWO} a cat", [(IMAGE, ONE)], f"{ONE} {TWO} a cat"),
        ("a cat", [(EDIT, ONE), (EDIT, TWO)], f"a cat --edit {ONE} {TWO}"),
        ("a cat", [(STYLE, "no address")], "a cat"),
        ("a cat", [], "a cat"),
    ],
)
def test_addresses_stand_behind_their_flags(
    prompt: str, links: list[tuple[ReferenceRole, str]], expected: str
) -> None:
    assert addressed(prompt, links) == expected


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.sampled_from(ReferenceRole), st.sampled_from([ONE, TWO])), max_size=6),
)
@settings(max_examples=80, deadline=None)
def test_whatever_the_words_every_address_arrives_as_it_was(
    text: str, links: list[tuple[ReferenceRole, str]]
) -> None:
    found = parse(addressed(text, links))
    for role, link in links:
        flag = found.flag(role.flag) if role.flag else None
        assert link in (flag.values if flag is not None else found.references)
