"""Values that share their methods behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.domain import frozen


@frozen.dataclass(frozen=True, slots=True)
class Ours:
    name: str
    size: int = 3
    note: str = dataclasses.field(default="", compare=False)
    secret: bytes = dataclasses.field(default=b"", repr=False)
    prices: dict[str, int] = dataclasses.field(default_factory=dict[str, int], hash=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    name: str
    size: int = 3
    note: str = dataclasses.field(default="", compare=False)
    secret: bytes = dataclasses.field(default=b"", repr=False)
    prices: dict[str, int] = dataclasses.field(default_factory=dict[str, int], hash=False)


@frozen.dataclass(frozen=True, slots=True)
class Empty: ...


@frozen.dataclass(slots=True)
class Loose:
    count: int = 0


_ARGUMENTS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["a", "b"]),
        "size": st.integers(0, 1),
        "note": st.sampled_from(["", "n"]),
        "secret": st.sampled_from([b"", b"s"]),
        "prices": st.dictionaries(st.just("p"), st.integers(0, 1)),
    }
)


@given(_ARGUMENTS, _ARGUMENTS)
def test_they_are_equal_hashed_and_shown_as_the_standard_ones(
    one: dict[str, object], other: dict[str, object]
) -> None:
    ours, theirs = [Ours(**each) for each in (one, other)], [Theirs(**each) for each in (one, other)]  # pyright: ignore[reportArgumentType] (drawn)
    assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])
    assert (hash(ours[0]) == hash(ours[1])) is (hash(theirs[0]) == hash(theirs[1]))
    assert repr(ours[0]).removeprefix("Ours") == repr(theirs[0]).removeprefix("Theirs")
    assert ours[0] != theirs[0]


def test_they_are_copied_replaced_and_matched() -> None:
    value = Ours("a", prices={"p": 1})
    assert dataclasses.replace(value, size=4) == Ours("a", 4, prices={"p": 1})
    assert copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    match value:
        case Ours(name, size):
            assert (name, size) == ("a", 3)


def test_there_is_no_room_for_anything_else() -> None:
    with pytest.raises(AttributeError):
        Ours("a").other = 1  # pyright: ignore[reportAttributeAccessIssue]


def test_nothing_is_a_value_too() -> None:
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())


def test_what_can_change_cannot_be_hashed() -> None:
    loose = Loose()
    loose.count = 2
    assert loose == Loose(2)
    with pytest.raises(TypeError):
        hash(loose)
