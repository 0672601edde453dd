"""A picture leaves the window by hand: the drag itself, with the picture small under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDrag

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData, QObject
    from PySide6.QtGui import QPixmap

_EDGE = 160
"""Of the picture under the pointer, in logical pixels."""


def drag_out(source: QObject, data: QMimeData, picture: QPixmap | None) -> None:
    """Drag `data` until it is dropped or let go. For plain mouse events only: it spins a loop of its own."""
    drag = QDrag(source)
    drag.setMimeData(data)
    if picture is not None:
        how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        drag.setPixmap(picture.scaled(QSize(_EDGE, _EDGE), *how))
        drag.setHotSpot(drag.pixmap().rect().center())
    drag.exec(Qt.DropAction.CopyAction)
