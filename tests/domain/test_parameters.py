from __future__ import annotations

import re

import pytest

from mjdesk.domain.parameters import ParameterTable, ParameterType, Range, WordAction, read_table
from mjdesk.domain.syntax import ALIASES, SHAPES, Shape


@pytest.fixture(scope="module")
def table() -> ParameterTable:
    return ParameterTable.load()


def test_the_table_says_when_it_was_checked(table: ParameterTable) -> None:
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", table.dated)
    assert table.default in table.versions()


def test_names_and_shapes_agree_with_the_syntax(table: ParameterTable) -> None:
    assert set(table.parameters) | set(table.old_words) == set(SHAPES)
    for row in table.parameters.values():
        assert all(ALIASES[alias] == row.name for alias in row.aliases)
        assert (row.type is ParameterType.FLAG) == (SHAPES[row.name] is Shape.NOTHING)


def test_every_selector_names_a_model(table: ParameterTable) -> None:
    known = set(table.families) | set(table.families.values()) | {"*"}
    for row in table.parameters.values():
        looks = frozenset[str]().union(*row.looks.values())
        used = row.accepted | row.uncertain | looks | set(row.ranges) | set(row.choices) | set(row.widest)
        assert used | set(row.defaults) <= known, row.name
        assert row.excludes | row.partners <= set(table.parameters)
        assert row.needs in {"", "reference", *table.parameters}
    assert table.multi_prompt <= known
    assert set(table.gone.values()) <= known


@pytest.mark.parametrize(
    ("version", "taken", "refused"),
    [
        (
            "5.2",
            "ar chaos stylize weird seed no raw tile quality stop iw turbo",
            "exp hd draft sref cref oref p edit",
        ),
        ("6.1", "raw tile quality stop sref sw sv cref cw profile turbo", "exp hd sd draft oref ow edit"),
        ("7", "raw tile exp quality draft iw sref sw sv oref ow profile turbo", "hd sd stop cref cw edit"),
        ("8.1", "raw tile exp hd sd iw sref sw profile edit", "quality draft stop sv cref oref turbo"),
        ("8.2", "raw tile exp hd sd iw sref sw profile edit", "quality draft stop sv cref oref turbo"),
        ("niji 6", "raw tile quality stop iw sref sw sv cref cw profile turbo", "exp hd draft oref edit"),
        ("niji 7", "raw tile iw sref sw profile weird", "exp quality hd draft stop sv cref oref edit"),
        ("5", "tile", "raw"),
        ("4", "quality", "tile weird"),
    ],
)
def test_the_matrix(table: ParameterTable, version: str, taken: str, refused: str) -> None:
    assert [name for name in taken.split() if not table.accepts(version, name)] == []
    assert [name for name in refused.split() if table.accepts(version, name)] == []


@pytest.mark.parametrize(
    ("version", "name", "low", "high"),
    [
        ("8.2", "c", 0, 100),
        ("7", "stylize", 0, 1000),
        ("3", "s", 625, 60000),
        ("8.2", "iw", 0, 3),
        ("niji 7", "iw", 0, 2),
        ("5.2", "iw", 0.5, 2),
        ("7", "sv", 1, 6),
        ("6.1", "sv", 1, 4),
        ("7", "ow", 1, 1000),
        ("8.2", "seed", 0, 2**32 - 1),
    ],
)
def test_ranges(table: ParameterTable, version: str, name: str, low: float, high: float) -> None:
    assert table.range(version, name) == Range(low, high)


def test_what_nobody_knows_is_not_made_up(table: ParameterTable) -> None:
    assert table.range("8.2", "sv") is None
    assert table.is_uncertain("8.2", "sv")
    assert table.range("8.2", "nonsense") is None
    assert not table.accepts("8.2", "nonsense")
    assert not table.accepts("9", "ar")
    assert not table.capabilities("9")


def test_choices_and_defaults(table: ParameterTable) -> None:
    assert table.choices("7", "q") == ("1", "2", "4")
    assert table.choices("niji 6", "q") == ("0.5", "1")
    assert table.choices("8.2", "q") == ()
    assert (table.default_of("8.2", "s"), table.default_of("3", "s"), table.default_of("8.2", "seed")) == (
        "100",
        "2500",
        None,
    )


def test_shapes_and_spellings(table: ParameterTable) -> None:
    assert (table.widest("8.2"), table.widest("8.2", hd=True), table.widest("4")) == (14, 4, 2)
    assert table.widest("5.2") is None
    assert table.version_id("6.0") == "6"
    assert table.version_id("8.0") is None
    assert table.gone["8"] == "8.2"
    assert table.old_words["width"].action is WordAction.SIZE


def test_what_a_panel_may_show(table: ParameterTable) -> None:
    assert "multi-prompt" in table.capabilities("6.1")
    assert "multi-prompt" not in table.capabilities("8.2")
    assert {"aspect", "hd", "exp"} <= table.capabilities("8.2")
    assert "oref" not in table.capabilities("8.2")
    assert table.nearest_version("8.2", "oref") == "7"
    assert table.nearest_version("niji 7", "cref") == "niji 6"
    assert table.nearest_version("niji 7", "hd") is None


def test_nonsense_is_no_table() -> None:
    with pytest.raises(KeyError):
        read_table("{}")
    with pytest.raises(ValueError, match="Expecting"):
        read_table("")
