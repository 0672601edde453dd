"""The quiet bar above a large picture: what it is, how large it is shown, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mjdesk.theme import SPACE
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from mjdesk.theme import Theme


class ViewerBar(QWidget):
    """Owns its words and buttons; picture and zoom are the canvas's."""

    closed = Signal()
    smaller_requested = Signal()
    larger_requested = Signal()
    fit_requested = Signal()
    commanded = Signal(str)
    """`copy`, `save` or `trash`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(theme, weight=600)
        self._facts = QLabel()
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setProperty("role", "label")
        back = IconButton(theme, "arrow-left", tr("Back to the gallery"), key="G", mirrors=True)
        out = IconButton(theme, "zoom-out", tr("Smaller"), key="-")
        self._zoom = QLabel(tr_as("size of a picture", "Fit"))
        self._zoom.setTextFormat(Qt.TextFormat.PlainText)
        self._zoom.setProperty("role", "label")
        self._zoom.setMinimumWidth(44)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        larger = IconButton(theme, "zoom-in", tr("Larger"), key="+")
        pixels = IconButton(theme, "maximize", tr("Whole picture or every pixel"), key="Z")
        copy = IconButton(theme, "copy", tr("Copy picture"), key="Ctrl C")
        save = IconButton(theme, "folder-down", tr("Save as"), key="Ctrl S")
        trash = IconButton(theme, "trash-2", tr("Move to the trash"), key="Del")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.panel, SPACE.snug, SPACE.panel, SPACE.snug)
        row.setSpacing(SPACE.tight)
        row.addWidget(back)
        row.addWidget(self._title, 1)
        row.addWidget(self._facts)
        row.addSpacing(SPACE.wide)
        for widget in (out, self._zoom, larger, pixels, copy, save, trash):
            row.addWidget(widget)
        back.clicked.connect(self.closed)
        out.clicked.connect(self.smaller_requested)
        larger.clicked.connect(self.larger_requested)
        pixels.clicked.connect(self.fit_requested)
        copy.clicked.connect(lambda: self.commanded.emit("copy"))
        save.clicked.connect(lambda: self.commanded.emit("save"))
        trash.clicked.connect(lambda: self.commanded.emit("trash"))

    def show_title(self, title: str) -> None:
        self._title.set_text(title)

    def show_facts(self, facts: str) -> None:
        self._facts.setText(facts)

    def show_zoom(self, words: str) -> None:
        self._zoom.setText(words)
