"""Compose panel, centre and inspector beside each other, as many as the window has room for.

In a small window a side panel lies over the centre, and goes when the person turns to what is below it.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from mjdesk.widgets.drawer import Drawer, Edge
from mjdesk.widgets.surface import HairlineSplitter

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QMoveEvent, QResizeEvent, QWindow

    from mjdesk.theme import Theme

ROOM_FOR_BOTH = 1280
"""Below this width, in logical pixels, one side panel is shown at a time (look.md, "The window")."""
ROOM_BESIDE = 1100
"""Below this one, side panels lie over the centre."""


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
        self._theme = theme
        self._drawers: dict[Side, Drawer] = {}
        self._window: QWindow
        self.splitterMoved.connect(self._on_moved)
        self._widths = {Side.COMPOSE: compose.minimumWidth(), Side.INSPECTOR: inspector.minimumWidth()}

    def set_widths(self, compose: int, inspector: int) -> None:
        """What the panels had last time, in logical pixels."""
        self._widths = {Side.COMPOSE: compose, Side.INSPECTOR: inspector}
        self._share_out()

    def widths(self) -> tuple[int | None, int | None]:
        """Widths of compose panel and inspector; None for one that is not shown."""
        if self._drawers:
            return None, None
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
        was_over = bool(self._drawers)
        if (self.width() < ROOM_BESIDE) is not was_over:
            self._change_places()
        for side, panel, is_shown in (
            (Side.COMPOSE, self._compose, compose),
            (Side.INSPECTOR, self._inspector, inspector),
        ):
            if side in self._drawers:
                self._drawers[side].set_open(is_shown)
            else:
                panel.setVisible(is_shown)
        if was_over and not self._drawers:
            self._share_out()

    def _change_places(self) -> None:
        """From beside the centre to over it, or back; what has the focus keeps it."""
        focused = QApplication.focusWidget()
        if self._drawers:
            self._window.focusObjectChanged.disconnect(self._on_focus_changed)
            for drawer in self._drawers.values():
                drawer.give_back()
            self.insertWidget(0, self._compose)
            self.addWidget(self._inspector)
            for drawer in self._drawers.values():
                drawer.deleteLater()
            self._drawers.clear()
        else:
            host = self.parentWidget() or self
            for side, edge, panel in (
                (Side.COMPOSE, Edge.LEFT, self._compose),
                (Side.INSPECTOR, Edge.RIGHT, self._inspector),
            ):
                self._drawers[side] = Drawer(self._theme, edge, host)
                self._drawers[side].take(panel)
            self._window = self.window().windowHandle()
            self._window.focusObjectChanged.connect(self._on_focus_changed)
            self._place_drawers()
        if focused is not None:
            focused.setFocus()

    def _place_drawers(self) -> None:
        for side, drawer in self._drawers.items():
            drawer.place(self.geometry(), self._widths[side])

    def _share_out(self) -> None:
        compose, inspector = self._widths[Side.COMPOSE], self._widths[Side.INSPECTOR]
        self.setSizes([compose, max(320, self.width() - compose - inspector), inspector])

    def _on_moved(self) -> None:
        """Only what a person chose is remembered, not what a small window leaves."""
        compose, inspector = self.widths()
        self._widths[Side.COMPOSE] = compose or self._widths[Side.COMPOSE]
        self._widths[Side.INSPECTOR] = inspector or self._widths[Side.INSPECTOR]

    def _on_focus_changed(self, now: QObject | None) -> None:
        """Whoever turns to the centre wants to see it."""
        if isinstance(now, QWidget) and self._centre.isAncestorOf(now) and not self._is_closed:
            self._is_closed = True
            self._refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()
        self._place_drawers()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._place_drawers()
