"""The bar above the picture: what is painted on, and how the tool in the hand works."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from mjdesk.theme import SPACE, WEIGHT, Theme
from mjdesk.views.language import tr, tr_as
from mjdesk.views.mask.tools import ToolKind
from mjdesk.widgets.chip import Chip
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.number_slider import NumberSlider

_SLIDER, _NARROWEST = 300, 140
"""Widths of a slider with its word and number, in logical pixels."""
_TOLERANCE = 32
_FEATHER = 64
LEAST_BRUSH, MOST_BRUSH = 1, 2000
"""Diameters in pixels of the picture."""


class MaskBar(QWidget):
    """Owns the numbers of the tools: brush, tolerance, feather."""

    closed = Signal()
    brush_changed = Signal(float)
    feather_changed = Signal(int)
    fit_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = IconButton(
            theme, "arrow-left", tr("Back, and keep what was painted"), key="Esc", mirrors=True
        )
        self._title = ElidedLabel(theme, weight=WEIGHT.semibold)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._subject = ElidedLabel(theme, role="text_2")
        self.brush = self._slider(theme, tr("Brush"), LEAST_BRUSH, MOST_BRUSH, 96, 52)
        self.tolerance = self._slider(theme, tr("Tolerance"), 0, 255, _TOLERANCE, 76)
        self.contiguous = Chip(theme, tr("Joined only"), checkable=True)
        self.contiguous.setChecked(True)
        self.contiguous.setToolTip(tr("Only what hangs together with the pixel that is clicked"))
        self.feather = self._slider(theme, tr("Feather"), 0, _FEATHER, 0, 62)
        self._zoom = QLabel(tr_as("size of a picture", "Fit"))
        self._zoom.setTextFormat(Qt.TextFormat.PlainText)
        self._zoom.setProperty("role", "label")
        self._zoom.setMinimumWidth(40)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fit = IconButton(theme, "maximize", tr("Whole picture or every pixel"), key="Z")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.snug, SPACE.snug, SPACE.snug, SPACE.snug)
        row.setSpacing(SPACE.snug)
        row.addWidget(self.back)
        row.addWidget(self._title)
        row.addWidget(self._subject, 2)
        row.addWidget(self.brush, 1)
        row.addWidget(self.tolerance, 1)
        row.addWidget(self.contiguous)
        row.addSpacing(SPACE.tight)
        row.addWidget(self.feather, 1)
        row.addWidget(self._zoom)
        row.addWidget(self.fit)
        self.back.clicked.connect(self.closed)
        self.brush.changed.connect(self.brush_changed)
        self.feather.changed.connect(self._on_feather)
        self.fit.clicked.connect(self.fit_requested)

    def show_subject(self, title: str, subject: str) -> None:
        self._title.set_text(title)
        self._subject.set_text(subject)

    def show_tool(self, kind: ToolKind) -> None:
        """Only the numbers that this tool works with."""
        self.brush.setVisible(kind in {ToolKind.BRUSH, ToolKind.ERASER})
        self.tolerance.setVisible(kind is ToolKind.WAND)
        self.contiguous.setVisible(kind is ToolKind.WAND)
        self.feather.setVisible(kind is not ToolKind.WAND)  # the smallest window has room for two

    def show_zoom(self, words: str) -> None:
        self._zoom.setText(words)

    def fit_brush(self, longest: int) -> None:
        """Sizes that make sense on a picture of that many pixels."""
        most = max(32, min(MOST_BRUSH, longest // 2))
        self.brush.set_range(LEAST_BRUSH, most)
        self.brush.set_default(max(1, round(longest * 0.07)))

    def set_brush(self, size: float) -> None:
        """Another diameter; a step of one at least, so that small brushes grow too."""
        now = self.brush.value()
        if abs(size - now) < 1:
            size = now + (1 if size > now else -1)
        self.brush.set_value(size)
        self.brush_changed.emit(self.brush.value())

    def _on_feather(self, pixels: float) -> None:
        self.feather_changed.emit(round(pixels))

    @staticmethod
    def _slider(theme: Theme, name: str, least: int, most: int, value: int, room: int) -> NumberSlider:
        slider = NumberSlider(
            theme,
            name,
            minimum=least,
            maximum=most,
            value=value,
            default=value,
            label_width=room,
            number_width=44,
        )
        slider.setMaximumWidth(_SLIDER)
        slider.setMinimumWidth(_NARROWEST)
        return slider
