"""What the pages of describe and shorten have in common: a question above, and its answer below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from typing_extensions import override

from mjdesk.models.found_prompts import FoundPrompts
from mjdesk.views.compose.compose_foot import job_words
from mjdesk.views.compose.found_section import FoundSection
from mjdesk.views.compose.page import ComposePage

if TYPE_CHECKING:
    from decimal import Decimal

    from mjdesk.domain.task import Task, TaskKind
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.models.purse import Purse
    from mjdesk.theme import Theme


_ASKING_MS = 3000
"""For which a wish may take to be written down."""


class FoundPage(ComposePage):
    """Owns which of its tasks is shown: the newest of its kind that was made for what stands above."""

    edit_requested = Signal(str)
    """A prompt to be put where prompts are written."""
    copy_requested = Signal(str)
    task_chosen = Signal(object)
    """A `Task` that was made of a prompt."""
    commanded = Signal(str, str)
    """A task's id and a command that this page does not carry out itself: `answer`, `copy-details`."""

    def __init__(self, theme: Theme, models: Ensemble, kind: TaskKind) -> None:
        super().__init__()
        self._kind = kind
        self._draft = models.draft
        self._desk = models.desk
        self._focused = models.follow(kind.value)
        self.found = FoundPrompts(self._focused, models.desk, self)
        self.section = FoundSection(theme, self._focused, self.found, models.clock.now)
        self.section.edit_requested.connect(self.edit_requested)
        self.section.copy_requested.connect(self.copy_requested)
        self.section.task_chosen.connect(self.task_chosen)
        self.section.commanded.connect(self._on_commanded)
        self._focused.changed.connect(self.changed)
        # Held back by the day's limit, or by trouble, it can be asked for again.
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_ASKING_MS)
        self._asking.timeout.connect(self.changed)
        models.desk.cap_reached.connect(self._on_held_back)
        models.desk.submitted.connect(self._on_born)
        models.desk.grown.connect(self._on_born)

    @property
    def task(self) -> Task | None:
        """The one that is shown; None before the first."""
        return self._focused.task

    def takes(self, task: Task) -> bool:
        """Whether a new task of this page's kind was made for what stands above."""
        raise NotImplementedError

    def _on_commanded(self, task_id: str, command: str) -> None:
        match command:
            case "retry":
                self._desk.retry(task_id)
            case "check":
                self._desk.check_again(task_id)
            case "cancel":
                self._desk.cancel(task_id)
            case "collect":
                self._desk.collect_again(task_id)
            case _:
                self.commanded.emit(task_id, command)

    def _on_born(self, tasks: tuple[Task, ...]) -> None:
        for task in tasks:
            if task.kind is self._kind and self.takes(task):
                self._asking.stop()
                self._focused.show(task)
                self.changed.emit()

    def _on_held_back(self) -> None:
        self._asking.stop()
        self.changed.emit()

    def is_asked(self) -> bool:
        """What stands above was asked for and is not answered: a second click must not pay again."""
        return self.is_asking or (self.task is not None and self.task.is_live)

    @property
    def is_asking(self) -> bool:
        """The wish is being written down."""
        return self._asking.isActive()

    def ask_no_more(self) -> None:
        """Something else stands above: it can be asked for."""
        self._asking.stop()

    @override
    def after_submit(self, *, keep: bool) -> None:
        self._asking.start()
        self.changed.emit()

    @override
    def facts(self) -> str:
        return job_words(1)

    @override
    def estimate(self, purse: Purse) -> Decimal | None:
        return purse.estimate(self._kind, speed=self._draft.speed, prompt="")
