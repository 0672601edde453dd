"""What a describe or shorten found, as cards; on the page that asked for it and beside its picture."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.task import TaskState
from mjdesk.theme import SPACE, TYPE, Theme
from mjdesk.views import found_words
from mjdesk.views.language import tr
from mjdesk.views.prompt_card import PromptCard
from mjdesk.views.weighed_prompt import WeighedPrompt
from mjdesk.widgets.buttons import ButtonKind, PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.surface import SectionHead

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from mjdesk.models.found_prompts import FoundPrompts

_TICK_MS = 20_000
"""How often "just now" is looked at again."""


class PromptCards(QWidget):
    """Owns a card for each prompt of `FoundPrompts`; empty, and without height, while there are none."""

    edit_requested = Signal(str)
    copy_requested = Signal(str)
    task_chosen = Signal(object)
    """A `Task` that was made of a prompt."""

    def __init__(
        self,
        theme: Theme,
        found: FoundPrompts,
        now: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found = found
        self._now = now
        self._cards: list[PromptCard] = []
        self._weighed: WeighedPrompt | None = None
        self._head = SectionHead(theme, tr("Prompts found"))
        self._since = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self._head.add(self._since)
        self._nothing = ElidedLabel(theme, tr(found_words.NOTHING_FOUND), role="text_2", lines=3)
        self.all_button = PushButton(
            theme, tr("Imagine all"), icon="sparkles", kind=ButtonKind.QUIET, small=True
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.snug + 2)
        self._column.addWidget(self._head)
        self._column.addWidget(self._nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.all_button)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_since)
        self.all_button.setToolTip(tr("Make pictures of every prompt that was not imagined yet"))
        self.all_button.clicked.connect(found.imagine_all)
        found.changed.connect(self.refresh)
        self.refresh()

    @property
    def cards(self) -> tuple[PromptCard, ...]:
        """In the gateway's order."""
        return tuple(self._cards)

    @property
    def weighed(self) -> WeighedPrompt | None:
        """The words with their weights, once a shorten was shown."""
        return self._weighed

    def since(self) -> str:
        """When it was found, as shown."""
        return self._since.text()

    def refresh(self) -> None:
        """Show what is known now."""
        task = self._found.task
        is_done = task is not None and task.state is TaskState.SUCCEEDED
        prompts = self._found.prompts()
        self._head.setVisible(is_done)
        self._nothing.setVisible(is_done and not prompts)
        self._show_weights()
        while len(self._cards) > len(prompts):
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        for number, prompt in enumerate(prompts):
            if number == len(self._cards):
                self._cards.append(self._made(number))
            self._cards[number].show_prompt(prompt)
        left = sum(prompt.is_open for prompt in prompts)
        self.all_button.setVisible(self._found.can_imagine_all())
        self.all_button.set_label(found_words.imagine_all(len(prompts), left))
        if task is not None:
            self._head.set_text(found_words.head(task.kind))
        self._show_since()

    def _made(self, number: int) -> PromptCard:
        card = PromptCard(self._theme, self._found.prompts()[number])
        card.imagine_requested.connect(self._found.imagine)
        card.edit_requested.connect(self.edit_requested)
        card.copy_requested.connect(self.copy_requested)
        card.child_requested.connect(self.task_chosen)
        self._column.insertWidget(self._column.count() - 1, card)
        card.show()
        # Tab walks in the order of birth, and the foot was there first.
        stops = (card.imagine, card.edit, card.copy, self.all_button)
        if self._cards:
            self.setTabOrder(self._cards[-1].copy, card.imagine)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        return card

    def _show_weights(self) -> None:
        task = self._found.task
        words = task.words if task is not None else ()
        if words and self._weighed is None:
            self._weighed = WeighedPrompt(self._theme)
            self._column.insertWidget(0, self._weighed)
        if self._weighed is not None:
            self._weighed.show_words(words)
            self._weighed.setVisible(bool(words))

    def _show_since(self) -> None:
        task = self._found.task
        at = (task.settled_at or task.finished_at) if task is not None else None
        self._since.set_text(found_words.since(at, self._now()) if at is not None else "")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_since()
        self._tick.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
