"""One prompt that was found: its words in colour, and what can be done with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.theme import SPACE, Theme, ink
from mjdesk.views import found_words, wording
from mjdesk.views.coloured_text import ColouredText, Stretch
from mjdesk.views.language import tr, tr_as
from mjdesk.views.prompt_colours import Units, formats_of, spans_of
from mjdesk.widgets.buttons import ButtonKind, PushButton
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.sheet import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.models.found_prompts import FoundPrompt


_FLAG = re.compile(r"(?<!\S)--(?=\w)")
_GLUE = "\u2060"
"""Keeps the two dashes and the name of a flag on one line; it has no width."""


class PromptCard(Card):
    """Owns the buttons of one prompt; a prompt that was imagined leads to its pictures first."""

    imagine_requested = Signal(int)
    """The prompt's number."""
    edit_requested = Signal(str)
    copy_requested = Signal(str)
    child_requested = Signal(object)
    """The `Task` that was made of it."""

    def __init__(self, theme: Theme, prompt: FoundPrompt, parent: QWidget | None = None) -> None:
        super().__init__(theme, fill="ground", parent=parent)
        self._prompt = prompt
        self._menu: PopupMenu | None = None
        self._words = ColouredText(theme)
        self.imagine = PushButton(theme, tr_as("button", "Imagine"), icon="sparkles", small=True)
        self.edit = PushButton(
            theme, tr_as("button", "Edit"), icon="pencil", kind=ButtonKind.QUIET, small=True
        )
        self.copy = PushButton(theme, tr_as("button", "Copy"), icon="copy", kind=ButtonKind.QUIET, small=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.hair)
        for button in (self.imagine, self.edit, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 9, 10, 9)
        column.setSpacing(SPACE.snug)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.edit.setToolTip(tr("Put it into the prompt to change it"))
        self.imagine.clicked.connect(self._on_imagine)
        self.edit.clicked.connect(lambda: self.edit_requested.emit(self._prompt.text))
        self.copy.clicked.connect(lambda: self.copy_requested.emit(self._prompt.text))
        self._show_words()
        self.show_prompt(prompt)

    @property
    def prompt(self) -> FoundPrompt:
        """What it shows."""
        return self._prompt

    def show_prompt(self, prompt: FoundPrompt) -> None:
        """The same prompt with other news, or another one."""
        is_other = (prompt.number, prompt.text) != (self._prompt.number, self._prompt.text)
        self._prompt = prompt
        if is_other:
            self._show_words()
        state, icon = found_words.child_state(prompt.child)
        self.imagine.set_label(state or tr_as("button", "Imagine"))
        self.imagine.set_icon(icon or "sparkles")
        self.imagine.set_done(prompt.child is not None and not state)
        self.imagine.setEnabled(not prompt.is_pressed)
        is_new = prompt.child is None
        self.imagine.setToolTip(
            tr("Make pictures of it") if is_new else tr("Click to see it, or to do it again")
        )
        self.imagine.setAccessibleName(tr("Imagine prompt {n}", n=prompt.number))
        self.edit.setAccessibleName(tr("Edit prompt {n}", n=prompt.number))
        self.copy.setAccessibleName(tr("Copy prompt {n}", n=prompt.number))
        self.imagine.setAccessibleDescription(state)

    def state(self) -> str:
        """How far its pictures are, as the button says; "" before the first and after the last news."""
        return self.imagine.accessibleDescription()

    def _show_words(self) -> None:
        number = self._prompt.number
        name = tr("Prompt {n}", n=number)
        self.setAccessibleName(name)
        spoken = wording.named(name, self._prompt.text)
        shown = _FLAG.sub(f"--{_GLUE}", self._prompt.text)
        self._words.set_text(f"{number}  {shown}", self._stretches, spoken=spoken)

    def _stretches(self) -> Sequence[Stretch]:
        number = str(self._prompt.number)
        look = QTextCharFormat()
        look.setForeground(ink(self._theme.tokens.accent))
        look.setFontWeight(QFont.Weight.DemiBold)
        formats = formats_of(self._theme)
        text = " ".join(self._prompt.text.splitlines())
        units = Units(text)
        glued = [units.to_qt(found.end()) for found in _FLAG.finditer(text)]
        before = len(number) + 2
        stretches = [Stretch(0, len(number), look)]
        for start, length, kind in spans_of(text)[0]:
            first, last = (place + bisect_left(glued, place) for place in (start, start + length))
            stretches.append(Stretch(before + first, last - first, formats[kind]))
        return stretches

    def _on_imagine(self) -> None:
        prompt = self._prompt
        if prompt.child is None:
            self.imagine_requested.emit(prompt.number)
            return
        menu = PopupMenu(self._theme, self)
        menu.add(tr("Show it"), lambda: self.child_requested.emit(prompt.child), icon="arrow-right")
        again = tr("Imagine it again")
        menu.add(again, lambda: self.imagine_requested.emit(prompt.number), icon="refresh-cw")
        menu.aboutToHide.connect(menu.deleteLater)
        self._menu = menu
        menu.popup_under(self.imagine)

    def menu(self) -> PopupMenu | None:
        """What the button of a prompt that was imagined opened last."""
        return self._menu
