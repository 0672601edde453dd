"""What stays in sight: how fast, how many, and the one button that makes it happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mjdesk.domain.request import Speed
from mjdesk.theme import SPACE, TYPE, Theme
from mjdesk.views.language import mark, mark_as, tr, tr_as, tr_count
from mjdesk.widgets.buttons import PrimaryButton
from mjdesk.widgets.chip import ChipButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.painting import plain_tip
from mjdesk.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPEEDS = {
    Speed.DEFAULT: (mark_as("speed", "Standard"), mark("As the gateway likes")),
    Speed.RELAX: (mark_as("speed", "Relax"), mark("Waits longer, costs less")),
    Speed.FAST: (mark_as("speed", "Fast"), mark("In about a minute")),
    Speed.TURBO: (mark_as("speed", "Turbo"), mark("Four times as fast, twice the cost")),
}
_COUNTLESS = 1_000_000


def large_number(number: int) -> str:
    """For people: alternatives multiply to numbers with thousands of digits, which nobody wants to read."""
    if number < _COUNTLESS:
        return f"{number:,}"
    return tr_as("a number in a sentence", "over {number:,}", number=_COUNTLESS)


def prompt_words(prompts: int) -> str:
    """ "12 prompts"."""
    return tr_count("{number} prompt", "{number} prompts", prompts, number=large_number(prompts))


def job_words(jobs: int, pictures: int = 0) -> str:
    """ "3 jobs · 12 images" for three wishes of four `pictures` each; without pictures the jobs alone."""
    words = tr_count("{number} job", "{number} jobs", jobs, number=large_number(jobs))
    images = jobs * pictures
    if not images:
        return words
    shown = tr_count("{number} image", "{number} images", images, number=large_number(images))
    return f"{words} · {shown}"


class ComposeFoot(QWidget):
    """Owns the button; whether it may be pressed is said by the panel."""

    create_requested = Signal()
    speed_chosen = Signal(object)
    """A `Speed`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = PopupMenu(theme, self)
        self.speed = ChipButton(theme, "", icon="zap")
        self.speed.set_menu(self._menu)
        self.speed.hide()
        self.total = ElidedLabel(theme, role="text_2", size=TYPE.label)
        self.price = ElidedLabel(theme, role="text_3", size=TYPE.label)
        self.price.hide()
        self.create_button = PrimaryButton(theme, tr_as("button", "Generate"), icon="sparkles", key="Ctrl ⏎")
        self.create_button.clicked.connect(self.create_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.panel, SPACE.panel, SPACE.panel, SPACE.panel)
        row.setSpacing(SPACE.snug)
        facts = QVBoxLayout()
        facts.setSpacing(SPACE.hair)
        facts.addStretch(1)
        facts.addWidget(self.speed)
        facts.addWidget(self.total)
        facts.addWidget(self.price)
        facts.addStretch(1)
        row.addLayout(facts, 1)
        row.addWidget(self.create_button)

    def set_speeds(self, speeds: Sequence[Speed]) -> None:
        """Which speeds can be chosen; with fewer than two there is nothing to choose."""
        self._menu.clear()
        for speed in speeds:
            word, hint = _SPEEDS[speed]
            action = self._menu.add(
                tr_as("speed", word), lambda speed=speed: self.speed_chosen.emit(speed), checked=False
            )
            action.setToolTip(tr(hint))
            action.setData(speed.value)
        self.speed.setVisible(len(speeds) > 1)

    def show_price(self, words: str) -> None:
        """What it costs, and what the day has cost; "" when nobody knows or it is free."""
        self.price.set_text(words)
        self.price.setVisible(bool(words))

    def show_button(self, word: str, icon: str) -> None:
        """What the primary button does now."""
        self.create_button.set_label(word)
        self.create_button.set_icon(icon)

    def show_state(self, *, speed: Speed, facts: str, obstacle: str) -> None:
        """`facts` say what will come of it; `obstacle` why nothing can be created, "" when it can."""
        self.speed.set_parts(label=tr_as("speed", _SPEEDS[speed][0]))
        for action in self._menu.actions():
            action.setChecked(action.data() == speed.value)
        self.total.set_text(facts)
        self.create_button.setEnabled(not obstacle)
        self.create_button.setToolTip(plain_tip(obstacle))
