from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.api import values

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)


@pytest.mark.parametrize(
    ("said", "percent"),
    [
        ("46%", 46),
        (" 7 %", 7),
        ("100%", 100),
        ("250%", 100),
        (46, 46),
        (46.9, 46),
        (-3, 0),
        (1e300, 100),
        ("", None),
        ("Waiting to start", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        ("٤٦%", None),
    ],
)
def test_progress_is_whatever_digits_lead(said: object, percent: int | None) -> None:
    assert values.progress_of(said) == percent


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (1795177138977, 1795177138.977),
        (1795177138, 1795177138.0),
        ("1795177138977", 1795177138.977),
        (0, None),
        ("0", None),
        (None, None),
        ("", None),
        (-1, None),
        (5, None),
        (10**400, None),
        (1e20, None),
        ("2026-11-20 12:00:00", None),
        (True, None),
        (float("inf"), None),
    ],
)
def test_times_come_in_milliseconds_seconds_and_strings(said: object, seconds: float | None) -> None:
    assert values.time_of(said) == seconds


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("0123", "0123"),
        (1320098173412546, "1320098173412546"),
        (1.320098173412546e15, "1320098173412546"),
        (" 17 ", "17"),
        ("a b", ""),
        (None, ""),
        (True, ""),
        ([], ""),
        ("x" * 129, ""),
        ("1\x0072", "172"),
        ("../../etc", "../../etc"),
    ],
)
def test_an_id_is_text_and_never_a_number(said: object, read: str) -> None:
    assert values.id_of(said) == read


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (1, 1),
        ("21", 21),
        (-1, -1),
        (22.0, 22),
        (True, None),
        ("FST_ERR_CTP_BODY_TOO_LARGE", None),
        (1e300, None),
    ],
)
def test_a_code_is_a_small_whole_number(said: object, code: int | None) -> None:
    assert values.code_of(said) == code


def test_objects_and_arrays_are_found_inside_strings() -> None:
    assert values.fields('{"a": 1}') == {"a": 1}
    assert values.items('[1, "x"]') == [1, "x"]
    assert values.items("[broken") == ["[broken"]
    assert values.items({"a": 1}) == [{"a": 1}]
    assert values.items(None) == []
    assert values.fields(["a"]) == {}


def test_what_python_cannot_hold_is_not_json() -> None:
    assert values.parsed("[" * 100_000) == (False, None)
    assert values.parsed("1" * 5000) == (False, None)
    assert values.parsed("") == (False, None)
    assert values.parsed("null") == (True, None)


def test_text_loses_what_no_file_can_hold() -> None:
    assert values.text_of("a\x00\x1b[31mb\ud800\nc\r\nd") == "a[31mb\nc\nd"
    assert values.dumped({"a": "\ud800"}) == '{"a":"\\ud800"}'
    assert values.dumped({"a": "冬"}) == '{"a":"冬"}'


@given(json_values)
def test_nothing_raises(value: object) -> None:
    text = values.text_of(value)
    text.encode()
    values.id_of(value)
    assert (values.progress_of(value) or 0) in range(101)
    assert (values.time_of(value) or 9e8) >= 9e8
    values.code_of(value)
    values.fields(value)
    values.items(value)
    values.dumped(value).encode()
    values.whole_of(value, least=0, most=5)
