"""Asks a person before an action goes on: for words, for a frame, or for what a gateway wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mjdesk.domain.action import Action, ActionGroup, ActionVerb
from mjdesk.domain.prompt import parse
from mjdesk.domain.settings import WordsHabit
from mjdesk.domain.task import Task, TaskKind
from mjdesk.services.wishes import kind_of
from mjdesk.views import making_words, wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.picture import Picture
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.modal.zoom_dialog import ZoomDialog
    from mjdesk.views.words_dialog import WordsDialog


class Asking(QObject):
    """Owns the two windows, each made when it is first wanted, and what they are open for."""

    def __init__(self, theme: Theme, models: Ensemble, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._models = models
        self._host = host
        self._words: WordsDialog | None = None
        self._zoom: ZoomDialog | None = None
        self._open_for: tuple[str, Action | None] = ("", None)
        """Whose button was pressed, or the task that asks; and the button, None for a task that asks."""

    @property
    def words(self) -> WordsDialog:
        """The window for words."""
        if self._words is None:
            from mjdesk.views.words_dialog import WordsDialog
            from mjdesk.views.words_field import WordsField

            field = WordsField(self._theme)
            self._words = WordsDialog(self._theme, self._host, self._models.thumbnails, field)
            self._words.confirmed.connect(self._on_words)
            self._words.always_chosen.connect(self._on_always_chosen)
        return self._words

    @property
    def zoom(self) -> ZoomDialog:
        """The window of custom zoom."""
        if self._zoom is None:
            from mjdesk.views.modal.zoom_dialog import ZoomDialog
            from mjdesk.views.words_field import WordsField

            field = WordsField(self._theme)
            self._zoom = ZoomDialog(self._theme, self._host, self._models.thumbnails, field)
            self._zoom.confirmed.connect(self._on_zoom)
        return self._zoom

    def wants(self, action: Action, *, with_words: bool) -> bool:
        """Whether a person is asked before this action is sent; `with_words`: because they wish it."""
        if action.verb is ActionVerb.ZOOM_CUSTOM:
            return True
        is_habit = self._models.settings.value.words_habit is WordsHabit.ALWAYS
        return action.takes_words and (with_words or is_habit)

    def before(self, task: Task, action: Action) -> None:
        """Ask before a button of `task` is pressed."""
        self._open_for = (task.id, action)
        self._open(task, task, action, task.prompt or task.final_prompt, is_before=True)

    def answer(self, task: Task) -> None:
        """Ask what the gateway wants to know for `task`."""
        ancestors = self._models.focused.ancestors
        if ancestors and ancestors[-1].id == task.parent:
            self._ask_for(task, ancestors[-1])
        elif task.parent:
            self._models.desk.load_task(task.parent, lambda parent: self._ask_for(task, parent))
        else:
            self._ask_for(task, None)

    def _ask_for(self, task: Task, parent: Task | None) -> None:
        self._open_for = (task.id, None)
        self._open(task, parent, task.action, _proposed(task, parent), is_before=False)

    def _open(
        self, task: Task, parent: Task | None, action: Action | None, words: str, *, is_before: bool
    ) -> None:
        """`parent`: whose picture it starts from."""
        if action is not None and action.verb is ActionVerb.ZOOM_CUSTOM:
            from mjdesk.views.modal.zoom_dialog import ZoomQuestion

            cover = parent.cover if parent is not None else None
            self.zoom.ask(
                ZoomQuestion(
                    title=wording.task_title(parent or task),
                    words=words,
                    picture=cover,
                    ratio=(parent or task).shape,
                    price=self._price(task, TaskKind.ZOOM),
                )
            )
            return
        from mjdesk.views.words_dialog import WordsQuestion

        self.words.ask(
            WordsQuestion(
                action=action,
                siblings=_siblings(task, action) if is_before and action is not None else (),
                words=words,
                picture_of=lambda each: _picture(parent, each),
                price=self._price(task, kind_of(action) if action is not None else task.kind),
                can_be_empty=action is not None and action.group is ActionGroup.ANIMATE,
            ),
            is_before=is_before,
            asks_always=self._models.settings.value.words_habit is WordsHabit.ALWAYS,
        )

    def _price(self, task: Task, kind: TaskKind) -> Callable[[str], str]:
        purse = self._models.purse

        def price(words: str) -> str:
            cost = purse.estimate(kind, account=task.account, speed=task.speed, prompt=words)
            return making_words.price_words(cost, purse.currency_of(task.account))

        return price

    def _on_zoom(self, text: str) -> None:
        self._on_words(text, self._open_for[1])

    def _on_words(self, text: str, action: Action | None) -> None:
        task_id, pressed = self._open_for
        self._open_for = ("", None)
        if not task_id:
            return
        if pressed is None:
            self._models.desk.answer(task_id, prompt=text)
        else:
            self._models.desk.act(task_id, action or pressed, prompt=text)

    def _on_always_chosen(self, is_always: bool) -> None:
        habit = WordsHabit.ALWAYS if is_always else WordsHabit.WHEN_ASKED
        self._models.settings.update(words_habit=habit)


def _siblings(task: Task, action: Action) -> tuple[Action, ...]:
    """What can be chosen in the place of an action: its like, of the same group."""
    return tuple(
        each
        for each in task.actions
        if each.group is action.group and each.takes_words and (each.is_per_variant == action.is_per_variant)
    )


def _proposed(task: Task, parent: Task | None) -> str:
    """The words to start an answer from: those that the person gave before, else what the gateway proposes,
    else what the parent was made with (protocol.md 12.14)."""
    had = parent.prompt if parent is not None else ""
    if task.prompt and str(parse(task.prompt)) != str(parse(had)):
        return task.prompt
    proposed = task.final_prompt or task.prompt
    return proposed or (parent.final_prompt or parent.prompt if parent is not None else "")


def _picture(parent: Task | None, action: Action | None) -> tuple[Picture | None, int]:
    """What an action starts from, and which quadrant of it."""
    if parent is None or parent.cover is None:
        return None, 0
    is_variant = parent.is_grid and action is not None and action.is_per_variant
    return parent.cover, action.index if is_variant and action is not None else 0
