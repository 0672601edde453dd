"""The window for words: given before a variation, reroll, pan or film, or because the gateway asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mjdesk.domain.prompt import parse
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import making_words
from mjdesk.views.language import tr, tr_as
from mjdesk.views.picture_thumb import PictureThumb
from mjdesk.widgets.buttons import LinkButton, PrimaryButton, PushButton
from mjdesk.widgets.chip import Chip
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mjdesk.domain.action import Action
    from mjdesk.domain.picture import Picture
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.theme import Theme
    from mjdesk.views.words_holder import WordsHolder

_THUMB = QSize(196, 196)
_TITLE_LETTERS = 60


@dataclass(frozen=True, slots=True)
class WordsQuestion:
    """What the dialog is opened for."""

    action: Action | None
    """What was pressed; None for a gateway that asks without anybody knowing why."""
    siblings: Sequence[Action]
    """Its like, itself included, to choose from; one or none: there is nothing to choose."""
    words: str
    """To start from, and to go back to."""
    picture_of: Callable[[Action | None], tuple[Picture | None, int]]
    """The picture that an action starts from, and which quadrant of it (0: all)."""
    price: Callable[[str], str]
    """`about ¥ 0.10` for these words; "" when nobody knows or it is free."""
    can_be_empty: bool = False


class WordsDialog(Sheet):
    """Owns the words until they are sent or dropped; closing it loses nothing that runs."""

    confirmed = Signal(str, object)
    """The words to send, and the `Action` they are for (None where it was asked without one)."""
    always_chosen = Signal(bool)
    """Whether a person wants to be asked for words before each variation from now on."""

    def __init__(self, theme: Theme, host: QWidget, thumbnails: Thumbnails, words: WordsHolder) -> None:
        super().__init__(theme, host, name=tr("Words for this action"), width=760)
        self._theme = theme
        self._asked: WordsQuestion | None = None
        self._action: Action | None = None
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._hint = ElidedLabel(theme, role="text_2", lines=2)
        self.thumb = PictureThumb(theme, thumbnails, size=_THUMB)
        self.choice = SegmentBar(theme, (), name=tr("Which one"))
        self.words = words
        self._price = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self.back_link = LinkButton(theme, tr("Back to the first words"))
        self.always = Chip(theme, tr("Always ask for words"), checkable=True)
        self.always.setToolTip(
            tr("Before each variation, reroll, pan and film of a button, as in Remix mode")
        )
        self.close_button = PushButton(theme, tr("Not now"))
        self.send_button = PrimaryButton(theme, tr_as("button", "Send"), icon="send", key="Ctrl ⏎")
        self._lay_out()
        self.close_button.clicked.connect(self.dismiss)
        self.send_button.clicked.connect(self._on_send)
        self.words.send_requested.connect(self._on_send)
        self.words.edited.connect(self._refresh)
        self.choice.chosen.connect(self._on_chosen)
        self.always.clicked.connect(lambda checked=False: self.always_chosen.emit(bool(checked)))
        self.back_link.clicked.connect(self._on_back)

    def _lay_out(self) -> None:
        under = QHBoxLayout()
        under.setSpacing(SPACE.snug)
        under.addWidget(self.back_link)
        under.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(SPACE.snug)
        right.addWidget(self.choice)
        right.addWidget(self.words)
        right.addLayout(under)
        right.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE.wide)
        middle.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.snug)
        foot.addWidget(self.always)
        foot.addWidget(self._price, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.send_button)
        self.body.addWidget(self._title)
        self.body.addWidget(self._hint)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(middle, 1)
        self.body.addSpacing(SPACE.hair)
        self.body.addLayout(foot)

    def ask(self, question: WordsQuestion, *, is_before: bool, asks_always: bool) -> None:
        """Open. `is_before`: nothing was sent yet; `asks_always`: what the person's habit is now."""
        self._asked = question
        choices = [
            Choice(action.custom_id, making_words.sibling_label(action)) for action in question.siblings
        ]
        has_choice = len(choices) > 1
        if has_choice and question.action is not None:
            self.choice.set_choices(choices, question.action.custom_id)
        self.choice.setVisible(has_choice)
        self.always.setVisible(is_before or (question.action is not None and question.action.takes_words))
        self.always.setChecked(asks_always)
        self.words.begin_with(str(parse(question.words)))
        self._show_action(question.action)
        self.open()
        self.words.setFocus()

    def _show_action(self, action: Action | None) -> None:
        question = self._asked
        if question is None:
            return
        self._action = action
        self._title.setText(making_words.dialog_title(action)[:_TITLE_LETTERS])
        self._hint.set_text(making_words.dialog_hint(action))
        picture, part = question.picture_of(action)
        self.thumb.show_picture(picture, part)
        self.thumb.setVisible(picture is not None)
        label, icon = making_words.go(action)
        self.send_button.set_label(label)
        self.send_button.set_icon(icon)
        self._refresh()

    def _refresh(self) -> None:
        question = self._asked
        if question is None:
            return
        text = self.words.text()
        self.back_link.setVisible(str(parse(text)) != str(parse(question.words)))
        self._price.set_text(question.price(text))
        self.send_button.setEnabled(question.can_be_empty or bool(text.strip()))

    def _on_chosen(self, custom_id: str) -> None:
        siblings = self._asked.siblings if self._asked is not None else ()
        self._show_action(next((each for each in siblings if each.custom_id == custom_id), self._action))

    def _on_back(self) -> None:
        if self._asked is not None:
            self.words.show_text(str(parse(self._asked.words)))
            self.words.setFocus()

    def _on_send(self) -> None:
        if not self.send_button.isEnabled():
            return
        text = str(parse(self.words.text()))
        self.dismiss()
        self.confirmed.emit(text, self._action)
