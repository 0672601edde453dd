"""What the user should hear: facts without sentences, repeated ones replacing each other."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from typing_extensions import override

from mjdesk.domain.frozen import dataclass
from mjdesk.services.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.errors import DeskError


class Severity(StrEnum):
    """How loudly it is said."""

    INFO = "info"
    DONE = "done"
    WARN = "warn"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to be told."""

    id: str
    """A later notice of the same id replaces this one."""
    severity: Severity
    kind: str
    """A key for `views.notice_words`; where `error` is there, its class says more."""
    error: DeskError | None = None
    task_id: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    """Names and plain texts for the sentence."""
    is_sticky: bool = False
    """Stays until it is withdrawn or dismissed."""


class Notices:
    """Owns what has been told and not yet withdrawn, until somebody listens."""

    def __init__(self) -> None:
        self._kept = _KeptSignal()
        self.changed: Signal[Notice] = self._kept
        self.withdrawn: Signal[str] = Signal()
        self._standing: dict[str, Notice] = {}

    def tell(self, notice: Notice) -> None:
        """Say it now, or to the first who listens."""
        self._standing.pop(notice.id, None)
        if notice.is_sticky:
            self._standing[notice.id] = notice
        self.changed.emit(notice)

    def repeat(self, notice_id: str) -> bool:
        """Tell once more what stands, for who has closed it; False when there is nothing of that id."""
        standing = self._standing.get(notice_id)
        if standing is not None:
            self.changed.emit(standing)
        return standing is not None

    def is_standing(self, notice_id: str) -> bool:
        """Whether it was told to stay, and not withdrawn since."""
        return notice_id in self._standing

    def say(
        self,
        kind: str,
        severity: Severity,
        task_id: str = "",
        error: DeskError | None = None,
        *,
        subject: str = "",
        text: str = "",
        is_sticky: bool = False,
    ) -> None:
        """Tell a notice named after its kind and what it is about: a task, another `subject`, or nothing."""
        self.tell(
            Notice(
                id=f"{kind} {task_id or subject}".strip(),
                severity=severity,
                kind=kind,
                error=error,
                task_id=task_id,
                arguments=(("text", text),) if text else (),
                is_sticky=is_sticky,
            )
        )

    def withdraw(self, notice_id: str) -> None:
        """It holds no longer; silence when it was never told."""
        self._kept.forget(notice_id)
        self._standing.pop(notice_id, None)
        self.withdrawn.emit(notice_id)


class _KeptSignal(Signal[Notice]):
    """Keeps what was told before anybody listened; the newest of each id."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, Notice] = {}

    def forget(self, notice_id: str) -> None:
        self._kept.pop(notice_id, None)

    @override
    def connect(self, listener: Callable[[Notice], object]) -> Callable[[], None]:
        disconnect = super().connect(listener)
        kept, self._kept = tuple(self._kept.values()), {}
        for notice in kept:
            listener(notice)
        return disconnect

    @override
    def emit(self, fact: Notice) -> None:
        if self.has_listeners:
            super().emit(fact)
        else:
            self._kept.pop(fact.id, None)
            self._kept[fact.id] = fact
