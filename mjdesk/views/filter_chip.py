"""A filter of the gallery that is small while it is off, and says what it lets through while it is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mjdesk.views import wording
from mjdesk.views.language import tr_as
from mjdesk.widgets.chip import ChipButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from mjdesk.theme import Theme


class FilterChip(ChipButton):
    """Owns its words; what is chosen is the query's. Its menu is made anew each time it opens."""

    WIDTH = 52
    """Room that it takes while it is off, in logical pixels."""

    def __init__(self, theme: Theme, *, icon: str, name: str, make_menu: Callable[[], QMenu]) -> None:
        super().__init__(theme, "", icon=icon)
        self._make_menu = make_menu
        self._name = name
        self.setCheckable(True)
        self.say("")

    def say(self, text: str) -> None:
        """What is let through; empty for everything."""
        self.set_parts(label=text)
        self.setChecked(bool(text))
        let_through = text or tr_as("filter", "all")
        self.setAccessibleName(wording.named(self._name, let_through))
        self.setToolTip(self._name)

    @override
    def open_menu(self) -> None:
        self.set_menu(self._make_menu())
        super().open_menu()

    @override
    def nextCheckState(self) -> None:
        """Ticked by what is chosen, not by the click."""
