"""The page of the compose panel that asks which words of a prompt carry weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from mjdesk.domain.prompt import parse
from mjdesk.domain.request import ShortenRequest
from mjdesk.domain.task import TaskKind
from mjdesk.theme import SPACE, TYPE
from mjdesk.views.compose.found_page import FoundPage
from mjdesk.views.compose.prompt_box import PromptBox
from mjdesk.views.language import mark, tr, tr_as
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mjdesk.domain.request import Request
    from mjdesk.domain.task import Task
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

_INTRODUCTION = mark("Which words matter, and five shorter prompts.")


class ShortenPage(FoundPage):
    """Owns the prompt that is to be shortened; it begins with the words of the Imagine page."""

    create_requested = Signal(bool)
    """Ctrl+Return among the words; True: keep the text as it is."""

    paths = ("/mj/submit/shorten",)
    lacking = mark("{gateway} does not shorten prompts, as far as is known.")

    def __init__(self, theme: Theme, models: Ensemble) -> None:
        super().__init__(theme, models, TaskKind.SHORTEN)
        self._asked_for = ""
        self.prompt = PromptBox(theme, _takes_nothing, placeholder=tr("Write or paste a long prompt"))
        self.editor = self.prompt.editor
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        column.setSpacing(SPACE.panel)
        column.addWidget(ElidedLabel(theme, tr(_INTRODUCTION), role="text_2", size=TYPE.label, lines=2))
        column.addWidget(self.prompt)
        column.addWidget(self.section)
        column.addStretch(1)
        self.editor.edited.connect(self.changed)
        self.editor.create_requested.connect(self.create_requested)
        self.prompt.chosen.connect(self._on_chosen)
        self.prompt.clear_requested.connect(self._on_clear)
        self.editor.show_text(models.draft.text)
        models.load_history(self.prompt.set_history)

    def _words(self) -> str:
        """As they will be sent."""
        return str(parse(self.editor.text()))

    def _on_chosen(self, text: str) -> None:
        self.editor.show_text(text)
        self.focus_first()

    def _on_clear(self) -> None:
        self.editor.show_text("")
        self._focused.show(None)
        self.focus_first()

    def _is_shown(self) -> bool:
        """What is shown is about the words that stand above."""
        task = self.task
        return task is not None and task.prompt == self._words()

    @override
    def takes(self, task: Task) -> bool:
        return task.prompt == self._words()

    @override
    def requests(self) -> Sequence[Request]:
        text = self.editor.text()
        return (ShortenRequest(prompt=text, bot=self._draft.bot, speed=self._draft.speed),)

    @override
    def obstacle(self) -> str:
        prompt = parse(self.editor.text())
        if not prompt.text.strip():
            return tr("Write a prompt first")
        return tr("It is being shortened") if self.is_asked() else ""

    @override
    def button(self) -> tuple[str, str]:
        is_answered = bool(self.found.prompts()) and self._is_shown()
        return tr("Shorten again") if is_answered else tr_as("button", "Shorten"), "shrink"

    @override
    def is_asked(self) -> bool:
        """Other words may be asked for at once."""
        words, task = self._words(), self.task
        is_sent = task is not None and task.is_live and task.prompt == words
        return is_sent or (self.is_asking and self._asked_for == words)

    @override
    def after_submit(self, *, keep: bool) -> None:
        self._asked_for = self._words()
        self.prompt.remember(self.editor.text())
        super().after_submit(keep=keep)

    @override
    def kept(self) -> Mapping[str, str]:
        task = self.task
        is_shown = task is not None and self._is_shown()
        return {"words": self.editor.text(), "task": task.id if task is not None and is_shown else ""}

    @override
    def take_back(self, kept: Mapping[str, str], is_there: Callable[[str], bool]) -> None:
        if words := kept.get("words"):
            self.editor.show_text(words)
        if task_id := kept.get("task"):
            self._focused.show_id(task_id)
        self.changed.emit()

    @override
    def focus_first(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _takes_nothing(_mime: QMimeData) -> bool:
    """Pictures weigh no words."""
    return False
