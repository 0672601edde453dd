"""Compose panel, centre and inspector beside each other, as many as the window has room for."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from typing_extensions import override

from mjdesk.widgets.surface import HairlineSplitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme

ROOM_FOR_BOTH = 1280
"""Below this width, in logical pixels, one side panel is shown at a time (look.md, "The window")."""


class Side(Enum):
    """Which side panel was wanted last."""

    COMPOSE = "compose"
    INSPECTOR = "inspector"


class SidePanels(HairlineSplitter):
    """Owns which panels are shown: what a person closed stays closed, what has no room waits."""

    def __init__(self, theme: Theme, compose: QWidget, centre: QWidget, inspector: QWidget) -> None:
        super().__init__(theme, Qt.Orientation.Horizontal)
        self._compose = compose
        self._centre = centre
        self._inspector = inspector
        self._wanted = Side.COMPOSE
        self._is_closed = False
        self._is_viewing = False
        for stretch, widget in ((0, compose), (1, centre), (0, inspector)):
            self.addWidget(widget)
            self.setStretchFactor(self.indexOf(widget), stretch)
        self.setChildrenCollapsible(False)
        for widget, least, most in ((compose, 300, 460), (inspector, 260, 420)):
            widget.setMinimumWidth(least)
            widget.setMaximumWidth(most)
        centre.setMinimumWidth(320)

    def set_widths(self, compose: int, inspector: int) -> None:
        """What the panels had last time, in logical pixels."""
        self.setSizes([compose, max(320, self.width() - compose - inspector), inspector])

    def widths(self) -> tuple[int | None, int | None]:
        """Widths of compose panel and inspector; None for one that is not shown."""
        compose, _, inspector = self.sizes()
        return compose or None, inspector or None

    def want(self, side: Side) -> None:
        """Bring a panel out; the other one goes where there is room for one only."""
        self._wanted = side
        self._is_closed = False
        self._refresh()

    def toggle(self) -> None:
        """Close the panels, or bring them back."""
        self._is_closed = not self._is_closed
        self._refresh()

    def set_viewing(self, is_viewing: bool) -> None:
        """One picture is shown large: the compose panel makes room."""
        self._is_viewing = is_viewing
        self._refresh()

    def _refresh(self) -> None:
        both = self.width() >= ROOM_FOR_BOTH
        is_open = not self._is_closed
        compose = is_open and not self._is_viewing and (both or self._wanted is Side.COMPOSE)
        inspector = is_open and (both or self._is_viewing or self._wanted is Side.INSPECTOR)
        self._compose.setVisible(compose)
        self._inspector.setVisible(inspector)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()
