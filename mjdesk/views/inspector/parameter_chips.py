"""The parameters of a task as chips: what the gateway made of its prompt, each used again by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mjdesk.domain.prompt import parse
from mjdesk.domain.task import TaskKind
from mjdesk.theme import SPACE
from mjdesk.views import wording
from mjdesk.views.language import mark_as, tr, tr_as
from mjdesk.widgets.chip import Chip
from mjdesk.widgets.flow_layout import FlowLayout
from mjdesk.widgets.painting import plain_tip

if TYPE_CHECKING:
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme

_VALUED = (
    # parameter, word on the chip
    ("version", mark_as("parameter", "v")),
    ("niji", mark_as("parameter", "niji")),
    ("stylize", mark_as("parameter", "stylize")),
    ("chaos", mark_as("parameter", "chaos")),
    ("weird", mark_as("parameter", "weird")),
    ("seed", mark_as("parameter", "seed")),
    ("no", mark_as("parameter", "no")),
    ("iw", mark_as("parameter", "image weight")),
    ("sw", mark_as("parameter", "style weight")),
    ("cw", mark_as("parameter", "character weight")),
    ("ow", mark_as("parameter", "omni weight")),
    ("zoom", mark_as("parameter", "zoom")),
)
_BARE = (
    # parameters without a value
    ("raw", mark_as("parameter", "raw")),
    ("tile", mark_as("parameter", "tile")),
    ("draft", mark_as("parameter", "draft")),
    ("hd", mark_as("parameter", "HD")),
)
_LONGEST_VALUE = 28
_LONGEST_TIP = 400


class ParameterChips(QWidget):
    """Owns the chips; they stay as they are while the same parameters are shown."""

    chosen = Signal(str)
    """Flag text such as `--ar 16:9`, whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._flow = FlowLayout(self, gap=SPACE.tight)

    def show_task(self, task: Task) -> None:
        """Its shape first, then what its prompt sets."""
        wanted = _chips_of(task)
        if wanted == self._shown:
            return
        self._shown = wanted
        self._flow.clear()
        for key, value, flag in wanted:
            chip = Chip(self._theme, wording.shortened(value, _LONGEST_VALUE), key=key)
            tip = tr("Use {flag} again", flag=wording.shortened(flag, _LONGEST_TIP))
            chip.setToolTip(plain_tip(tip))
            chip.clicked.connect(lambda _checked=False, flag=flag: self.chosen.emit(flag))
            self._flow.addWidget(chip)


def _chips_of(task: Task) -> tuple[tuple[str, str, str], ...]:
    """The word before each value, the value, and the flag that sets it."""
    prompt = parse(task.final_prompt or task.prompt)
    chips: list[tuple[str, str, str]] = []
    ratio = task.ratio.usual
    if task.kind is not TaskKind.SHORTEN:
        chips.append(("", str(ratio), f"--ar {ratio}"))
    for name, word in _VALUED:
        value = prompt.value(name)
        if value:
            flag = next((str(f) for f in prompt.flags(name)), f"--{name} {value}")
            chips.append((tr_as("parameter", word), value, flag))
    styles = prompt.flag("sref")
    # `random` has become a number in the gateway's words; addresses end, and are shown as pictures.
    if codes := " ".join(each for each in styles.values if each.isdecimal()) if styles else "":
        chips.append((tr_as("parameter", "style"), codes, f"--sref {codes}"))
    chips.extend(("", tr_as("parameter", word), f"--{name}") for name, word in _BARE if prompt.has(name))
    if task.seed and prompt.value("seed") is None:
        chips.append((tr_as("parameter", "seed"), task.seed, f"--seed {task.seed}"))
    return tuple(chips)
