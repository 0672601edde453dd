"""A menu with round corners that is popped up and never executed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainterPath, QRegion
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from mjdesk.theme import RADIUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from mjdesk.theme import Theme


class PopupMenu(QMenu):
    """Owns actions with tinted icons; open it with `popup_under(widget)` or `popup(point)`.

    A ticked entry shows its tick in place of its icon.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[QAction, tuple[str, str]] = {}
        self.setWindowFlags(
            self.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setToolTipsVisible(True)
        self._fill: Callable[[], object] | None = None
        self.aboutToShow.connect(self._make_entries)

    def fill_late(self, fill: Callable[[], object]) -> None:
        """`fill` adds the entries when the menu is first opened; most menus of a window never are."""
        self._fill = fill

    def add(
        self,
        text: str,
        then: Callable[[], object],
        *,
        icon: str = "",
        role: str = "text_2",
        key: str = "",
        checked: bool | None = None,
        enabled: bool = True,
    ) -> QAction:
        """Adds an entry that calls `then`; `checked` makes it one that can be ticked."""
        action = QAction(text.replace("&", "&&"), self)
        if key:
            action.setText(f"{action.text()}\t{key}")
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: then())
        if icon:
            self._icons[action] = (icon, role)
        self.addAction(action)
        return action

    def popup_under(self, widget: QWidget) -> None:
        """Opens under a widget, at its leading edge, and returns at once."""
        self._make_entries()
        under = QPoint(0, widget.height() + 4)
        if widget.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            under.setX(widget.width() - self.sizeHint().width())
        self.popup(widget.mapToGlobal(under))

    def _make_entries(self) -> None:
        fill, self._fill = self._fill, None
        if fill is not None:
            fill()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        for action in self.actions():
            name, role = self._icons.get(action, ("", "text_2"))
            if action.isCheckable() and action.isChecked():
                name, role = "check", "accent"
            action.setIcon(self._theme.icon(name, role) if name else QIcon())
        super().showEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Without a compositor X11 would show what is translucent as black corners.
        if QGuiApplication.platformName() == "xcb":
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), RADIUS.field, RADIUS.field)
            self.setMask(QRegion(shape.toFillPolygon().toPolygon()))
