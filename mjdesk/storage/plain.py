"""Frozen dataclasses as plain tables and back, for files that people may edit by hand.

Reading is patient: what is missing or of the wrong kind gets the default of its field.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

_T = TypeVar("_T")


class MisfitError(Exception):
    """A value that its field cannot hold."""


def to_table(value: object) -> dict[str, object]:
    """A dataclass as a table of strings, numbers, truths, lists and tables; None is left out."""
    table: dict[str, object] = {}
    for field in dataclasses.fields(cast("Any", value)):
        plain = _to_plain(getattr(value, field.name))
        if plain is not None:
            table[field.name] = plain
    return table


def from_table(kind: type[_T], table: Mapping[str, object]) -> _T:
    """The dataclass that `to_table` wrote.

    Raises `MisfitError` when a field without a default is missing or does not fit.
    """
    hints = get_type_hints(kind)
    values: dict[str, object] = {}
    for field in dataclasses.fields(cast("Any", kind)):
        has_default = (
            field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        )
        try:
            if field.name not in table:
                raise MisfitError(field.name)
            values[field.name] = _fit(hints[field.name], table[field.name])
        except MisfitError:
            if not has_default:
                raise
    return kind(**values)


def _to_plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return to_table(value)
    if isinstance(value, frozenset):
        return sorted(str(_to_plain(item)) for item in cast("frozenset[object]", value))
    if isinstance(value, Decimal):
        return str(value)  # a price is no binary fraction
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        return {str(_to_plain(key)): _to_plain(member) for key, member in members.items()}
    if isinstance(value, tuple | list):
        return [_to_plain(item) for item in cast("tuple[object, ...]", value)]
    return value


def _fit(hint: Any, value: object) -> object:  # noqa: ANN401 (a type, at run time)
    origin = get_origin(hint)
    if origin in {types.UnionType, Union}:
        return _fit_any(get_args(hint), value)
    if origin in {tuple, frozenset}:
        if not isinstance(value, list):
            raise MisfitError(str(hint))
        inner = get_args(hint)[0]
        # One bad gateway in a list of five must not cost the other four.
        members = _fitting(inner, cast("list[object]", value))
        return tuple(members) if origin is tuple else frozenset(members)
    if origin is Mapping:
        return _fit_mapping(get_args(hint), value)
    if hint is Decimal:
        return _fit_decimal(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type):
        return _fit_class(cast("type[object]", hint), value)
    raise MisfitError(str(hint))


def _fit_class(kind: type[object], value: object) -> object:
    if issubclass(kind, StrEnum):
        try:
            return kind(cast("str", value))
        except ValueError as error:
            raise MisfitError(str(value)) from error
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise MisfitError(kind.__name__)
        try:
            return from_table(kind, cast("Mapping[str, object]", value))
        except ValueError as error:  # the class itself refuses these values
            raise MisfitError(kind.__name__) from error
    if kind in {str, int, float, bool} and type(value) is kind:
        return value
    raise MisfitError(kind.__name__)


def _fit_mapping(hints: tuple[Any, ...], value: object) -> object:
    """What fits of it; one bad price must not cost the others."""
    if not isinstance(value, dict):
        raise MisfitError(str(hints))
    found: dict[object, object] = {}
    for key, member in cast("dict[str, object]", value).items():
        try:
            found[_fit(hints[0], key)] = _fit(hints[1], member)
        except MisfitError:
            continue
    return types.MappingProxyType(found)


def _fit_decimal(value: object) -> Decimal:
    """From text, or from a number as a person writes it."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise MisfitError(str(value))
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise MisfitError(str(value)) from error
    if not number.is_finite():
        raise MisfitError(str(value))
    return number


def _fit_any(hints: tuple[Any, ...], value: object) -> object:
    for hint in hints:
        if hint is types.NoneType:
            continue
        try:
            return _fit(hint, value)
        except MisfitError:
            continue
    raise MisfitError(str(hints))


def _fitting(hint: Any, values: list[object]) -> list[object]:  # noqa: ANN401 (a type, at run time)
    found: list[object] = []
    for value in values:
        try:
            found.append(_fit(hint, value))
        except MisfitError:
            continue
    return found
