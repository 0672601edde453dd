"""An entry that nobody beside the person reads; of its own, because a start needs none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from mjdesk.theme import SIZE
from mjdesk.widgets.field import Field
from mjdesk.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mjdesk.theme import Theme


class SecretField(Field):
    """A field whose entry is hidden until the eye is pressed; at rest it shows the two ends of a long key."""

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        show_name: str,
        hide_name: str,
        placeholder: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name=name, placeholder=placeholder, icon=icon, parent=parent)
        self._names = (show_name, hide_name)
        self._eye = IconButton(
            theme, "eye", show_name, size=22, icon_size=SIZE.icon_small, checkable=True, parent=self
        )
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.toggled.connect(self._on_eye_toggled)
        self._trailing = 5
        self._make_room()
        self._row.addWidget(self._eye)
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)

    def is_shown(self) -> bool:
        """The secret can be read."""
        return self._eye.isChecked()

    def set_shown(self, shown: bool) -> None:
        """Shows or hides the secret."""
        self._eye.setChecked(shown)

    def _on_eye_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._edit.setEchoMode(mode)
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.set_label(self._names[shown])
        self._eye.set_key("")
