"""What is dragged carries its data, and its picture small below the pointer; without one it goes as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mjdesk.views import drag_out

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("size", "shown", "spot"),
    [
        (QSize(640, 320), QSize(160, 80), QPoint(79, 39)),
        (None, QSize(0, 0), None),
    ],
)
def test_a_drag_carries_its_data_and_a_small_picture(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    size: QSize | None,
    shown: QSize,
    spot: QPoint | None,
) -> None:
    seen: list[tuple[str, QSize, QPoint, Qt.DropAction]] = []

    class Drag(drag_out.QDrag):
        @override
        def exec(self, *actions: Any, **_: Any) -> Qt.DropAction:
            seen.append((self.mimeData().text(), self.pixmap().size(), self.hotSpot(), actions[0]))
            return actions[0]

    monkeypatch.setattr(drag_out, "QDrag", Drag)
    source = QWidget()
    qtbot.addWidget(source)
    data = QMimeData()
    data.setText("one.png")
    drag_out.drag_out(source, data, QPixmap(size) if size is not None else None)
    ((text, pixmap, hot, action),) = seen
    assert (text, pixmap, action) == ("one.png", shown, Qt.DropAction.CopyAction)
    assert spot is None or hot == spot
