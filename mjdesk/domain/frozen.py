"""Dataclasses whose methods are shared, not compiled anew for each class.

To the type checker, which reads every line, `dataclass` is the one of the standard library. When the program
runs, comparing, hashing and showing are done by functions that all values share: the standard library
compiles six functions for each class, and for the hundred values of the window's start that took 50 ms, a
tenth of it. That nobody assigns to a frozen field is the checker's to see; nothing looks at run time.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, eq: bool = True, kw_only: bool = False
    ) -> Callable[[type], type]:
        """Of `dataclasses.dataclass` everything but the guard against assignment."""

        def made(cls: type) -> type:
            found = dataclasses.dataclass(cls, repr=False, eq=False, slots=slots, kw_only=kw_only)
            _share(found, is_compared=eq, is_hashed=frozen)
            return found

        return made


def _share(cls: type[Any], *, is_compared: bool, is_hashed: bool) -> None:
    fields = dataclasses.fields(cls)
    methods: dict[str, object] = {"__repr__": _told([field.name for field in fields if field.repr])}
    if is_compared:
        methods["__eq__"] = _equals(_getter([field.name for field in fields if field.compare]))
        counted = [field.name for field in fields if (field.compare if field.hash is None else field.hash)]
        methods["__hash__"] = _hashed(_getter(counted)) if is_hashed else None
    for name, method in methods.items():
        if name not in cls.__dict__:  # what a class wrote by hand stays
            setattr(cls, name, method)


def _told(names: list[str]) -> Callable[[object], str]:
    def told(self: object) -> str:
        words = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({words})"

    return told


def _equals(compared: Callable[[object], object]) -> Callable[[object, object], bool]:
    def equals(self: object, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or compared(self) == compared(other)

    return equals


def _hashed(counted: Callable[[object], object]) -> Callable[[object], int]:
    def hashed(self: object) -> int:
        return hash(counted(self))

    return hashed


def _getter(names: list[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()
