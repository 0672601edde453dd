"""The way to the mask editor and back: from a button, from a key, from a gateway that asks for an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from mjdesk.domain.task import Task, TaskKind, TaskState
from mjdesk.services.wishes import mask_of
from mjdesk.views import money_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.action import Action
    from mjdesk.domain.picture import Picture
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.mask.mask_editor import MaskEditor
    from mjdesk.views.mask.subject import Subject


_SAMPLES = 64
"""Of the longer way across a mask, when its share is told."""


class Region(QObject):
    """Owns the editor, made when it is first wanted, and knows when a sheet may be empty again."""

    acted = Signal(str, object)
    """A task's id and an `Action` that was wanted instead."""
    refused = Signal()
    """There is no picture to paint on."""

    def __init__(self, theme: Theme, models: Ensemble, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._models = models
        self._host = host
        self._editor: MaskEditor | None = None
        self._followed = models.follow("region")
        self._followed.changed.connect(self._on_followed_changed)
        self._answered = ""
        self._edited: Callable[[str, bytes, float], object] | None = None

    @property
    def editor(self) -> MaskEditor:
        """The editor, over all of the window."""
        if self._editor is None:
            from mjdesk.views.mask.mask_editor import MaskEditor
            from mjdesk.views.words_field import WordsField

            field = WordsField(self._theme)
            self._editor = MaskEditor(self._theme, self._host, self._models.masks, field, self._price)
            self._editor.generated.connect(self._on_generated)
            self._editor.acted.connect(self.acted)
            self._models.desk.grown.connect(self._on_grown)
        return self._editor

    def paint(self, task: Task, action: Action) -> None:
        """Paint for a button of `task`."""
        self._open(task, action=action, words=task.prompt or task.final_prompt)

    def answer(self, task: Task) -> None:
        """Paint what the gateway waits for."""
        if task.parent:
            self._models.desk.load_task(task.parent, lambda parent: self._answer(task, parent))
        else:
            self._answer(task, None)

    def paint_for_edit(
        self, task: Task | None, picture: Picture, words: str, to: Callable[[str, bytes, float], object]
    ) -> None:
        """Paint on a picture (of `task`, or from elsewhere) for an edit that is being written; `to` takes the
        words, the mask as PNG, and its share of the picture (0 to 1)."""
        from mjdesk.views.mask.subject import Subject

        self._edited = to
        whose = task or Task(
            id="", account="", kind=TaskKind.EDIT, state=TaskState.SUCCEEDED, created=0.0, prompt=picture.name
        )
        self._followed.show(task)
        self.editor.open(Subject(task=whose, picture=picture, action=None, words=words, is_edit=True))

    def paint_again(self, task: Task) -> None:
        """Once more on the picture that `task` grew from, beginning with the area that it was wished with."""

        def found(parent: Task | None) -> None:
            if parent is not None:
                self._open(parent, action=task.action, again=task, words=task.prompt)

        self._models.desk.load_task(task.parent, found)

    def _answer(self, task: Task, parent: Task | None) -> None:
        words = task.prompt or task.final_prompt
        self._open(parent or task, action=task.action, asking=task, words=words)

    def _open(
        self,
        task: Task,
        *,
        action: Action | None,
        words: str,
        asking: Task | None = None,
        again: Task | None = None,
    ) -> None:
        picture = _picture(task, action)
        if picture is None:
            self.refused.emit()
            return
        from mjdesk.views.mask.subject import Subject

        self._followed.show(asking or task)
        self.editor.open(
            Subject(task=task, picture=picture, action=action, asking=asking, again=again, words=words)
        )

    def _price(self, task: Task, words: str) -> str:
        purse = self._models.purse
        cost = purse.estimate(TaskKind.INPAINT, account=task.account, speed=task.speed, prompt=words)
        currency = purse.currency_of(task.account)
        return money_words.price_line(cost, purse.spent(currency), purse.cap, currency)

    def _on_generated(self, subject: Subject, words: str, mask: bytes) -> None:
        if subject.is_edit:
            if self._edited is not None:
                self._edited(words, mask, _share(mask))
            return
        if subject.asking is not None:
            self._answered = subject.asking.id
            self._models.desk.answer(subject.asking.id, prompt=words, mask=mask)
        elif subject.action is not None:
            self._models.desk.act(subject.task.id, subject.action, prompt=words, mask=mask)

    def _on_grown(self, tasks: Sequence[Task]) -> None:
        """A wish was written down with its mask, so the sheet of its picture can be empty next time."""
        for task in tasks:
            if task.parent and mask_of(task) is not None:
                self._models.masks.forget(task.parent)

    def _on_followed_changed(self) -> None:
        """Wherever the light is: what is painted for may be deleted, or answered, meanwhile."""
        task = self._followed.task
        if task is None:
            return
        if self._editor is not None:
            self._editor.show_task(task)
        if task.id == self._answered and task.state is not TaskState.NEEDS_ANSWER:
            self._answered = ""
            self._models.masks.forget(task.id)


def _share(mask: bytes) -> float:
    """How much of a mask is white, 0 to 1, as exactly as a sentence needs it."""
    small = QImage.fromData(mask).convertToFormat(QImage.Format.Format_Grayscale8)
    small = small.scaled(
        _SAMPLES,
        _SAMPLES,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    lit = sum(small.pixelColor(x, y).lightness() for x in range(small.width()) for y in range(small.height()))
    return lit / 255 / max(1, small.width() * small.height())


def _picture(task: Task, action: Action | None) -> Picture | None:
    """What an area of `task` lies on: the variant that the button belongs to, or its only picture."""
    tile = task.tile(action.index) if action is not None and action.index else None
    return tile or task.cover
