"""The key of a gateway: shown as kept, replaced, or forgotten; its text is never read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mjdesk.theme import SPACE
from mjdesk.views.language import tr, tr_as
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.secret_field import SecretField

if TYPE_CHECKING:
    from mjdesk.theme import Theme


class KeyRow(QWidget):
    """Owns what is typed until it is kept or dropped."""

    edited = Signal()
    submitted = Signal()
    forget_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_kept = False
        self.field = SecretField(
            theme,
            name=tr("Secret key"),
            show_name=tr("Show the key"),
            hide_name=tr("Hide the key"),
            placeholder=tr("Secret key"),
        )
        self.place = ElidedLabel(theme)
        self.replace_button = PushButton(theme, tr_as("a key", "Replace"), small=True)
        self.forget_button = PushButton(theme, tr_as("a key", "Forget"), small=True)
        self.forget_button.setAccessibleName(tr("Forget the key"))
        self.keep_button = PushButton(theme, tr("Leave as it is"), small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.snug)
        row.addWidget(self.field, 1)
        row.addWidget(self.place, 1)
        for button in (self.keep_button, self.replace_button, self.forget_button):
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(self.field.sizeHint().height())
        self.field.edited.connect(self._on_edited)
        self.field.submitted.connect(self.submitted)
        self.replace_button.clicked.connect(self.ask)
        self.keep_button.clicked.connect(self._on_leave)
        self.forget_button.clicked.connect(self.forget_requested)
        self._show_field(True)

    def entered(self) -> str | None:
        """What was typed; None when the key that is kept is meant, or nothing was typed."""
        return self.field.text().strip() or None

    def ask(self) -> None:
        """Let a key be typed, in place of the one that is kept."""
        self._show_field(True)
        self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def set_kept(self, *, is_kept: bool, place: str) -> None:
        """Whether a key is kept, and where, in words; what is being typed stays."""
        self.is_kept = is_kept
        self.place.set_text(place)
        self._show_field(not is_kept or bool(self.field.text()))

    def set_invalid(self, invalid: bool) -> None:
        """Marks the key as wrong."""
        self.field.set_invalid(invalid)
        self.place.set_role("error" if invalid else "text")

    def clear(self) -> None:
        """Drop what was typed."""
        self.field.edit.clear()
        self.field.set_shown(False)
        self._show_field(not self.is_kept)

    def _show_field(self, shown: bool) -> None:
        self.field.setVisible(shown)
        self.keep_button.setVisible(shown and self.is_kept)
        for widget in (self.place, self.replace_button, self.forget_button):
            widget.setVisible(not shown)

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_leave(self) -> None:
        self.clear()
        self.replace_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
