"""The prompts that a describe or shorten found, what became of each, and the one click that imagines it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.action import ActionVerb, prompt_action
from mjdesk.domain.task import TaskState

if TYPE_CHECKING:
    from mjdesk.domain.action import Action
    from mjdesk.domain.task import Task
    from mjdesk.models.desk import Desk
    from mjdesk.models.focused_task import FocusedTask


@dataclass(frozen=True, slots=True)
class FoundPrompt:
    """One of them."""

    number: int
    """From 1, as the gateway counts."""
    text: str
    child: Task | None
    """The newest task that was made of it; None when it was never imagined."""
    is_pressed: bool
    """It was clicked and is not written down yet."""

    @property
    def is_open(self) -> bool:
        """Imagining it pays for it the first time."""
        return self.child is None and not self.is_pressed


class FoundPrompts(QObject):
    """Owns what was clicked and not yet written down, so that a second click never pays twice.

    Which task it is about is said by the `FocusedTask` that it stands on.
    """

    changed = Signal()

    def __init__(self, focused: FocusedTask, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._focused = focused
        self._desk = desk
        self._pressed: set[tuple[str, int]] = set()
        focused.changed.connect(self.changed)
        focused.family_changed.connect(self.changed)

    @property
    def task(self) -> Task | None:
        """The describe or shorten; None while there is none, or another kind of task is in the light."""
        task = self._focused.task
        return task if task is not None and (task.kind.gives_text or task.texts) else None

    def prompts(self) -> tuple[FoundPrompt, ...]:
        """In the gateway's order; () until it has finished."""
        task = self.task
        if task is None or task.state is not TaskState.SUCCEEDED:
            return ()
        return tuple(
            FoundPrompt(number, text, self._child_of(number), (task.id, number) in self._pressed)
            for number, text in enumerate(task.texts, 1)
        )

    def can_imagine_all(self) -> bool:
        """There are several, and one of them at least was never imagined."""
        prompts = self.prompts()
        return len(prompts) > 1 and any(prompt.is_open for prompt in prompts)

    def imagine(self, number: int) -> None:
        """Make pictures of a prompt: by the gateway's own button, or where it has none by an ordinary wish.

        While the click before is being written down, nothing happens.
        """
        task = self.task
        if task is None or not 1 <= number <= len(task.texts) or (task.id, number) in self._pressed:
            return
        key = (task.id, number)
        self._pressed.add(key)

        def ended() -> None:
            self._pressed.discard(key)
            self.changed.emit()

        self.changed.emit()
        # With its words: some gateways ask for them in a window, which is answered with them at once.
        self._desk.act(task.id, _action_of(task, number), prompt=task.texts[number - 1], ended=ended)

    def imagine_all(self) -> None:
        """Each that was never imagined; one by one, so that each can fail, be cancelled and be found again by
        itself, and because some gateways refuse their own button for all of them (protocol.md 5.4)."""
        for prompt in self.prompts():
            if prompt.is_open:
                self.imagine(prompt.number)

    def _child_of(self, number: int) -> Task | None:
        for child in reversed(self._focused.offspring):
            action = child.action
            if action is not None and action.verb is ActionVerb.IMAGINE_PROMPT and action.index == number:
                return child
        return None


def _action_of(task: Task, number: int) -> Action:
    """The gateway's own button, else ours."""
    for action in task.actions:
        if action.verb is ActionVerb.IMAGINE_PROMPT and action.index == number:
            return action
    return prompt_action(number)
