"""Facts that come up from below, told to whoever listens; one thread, no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Signal(Generic[T]):
    """Owns the listeners of one kind of fact. Each is called in the order of connecting."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], object]] = []

    def connect(self, listener: Callable[[T], object]) -> Callable[[], None]:
        """Call `listener` with every fact from now on; the answer disconnects it again."""
        self._listeners.append(listener)

        def disconnect() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return disconnect

    @property
    def has_listeners(self) -> bool:
        return bool(self._listeners)

    def emit(self, fact: T) -> None:
        """Tell everybody who listened when this was called."""
        for listener in tuple(self._listeners):
            listener(fact)
