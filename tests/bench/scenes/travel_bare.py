"""A bare list of 100,000 rows whose delegate draws cached pixmaps, scrolled like the gallery.

python -m tests.bench.scenes.travel_bare WIDTH HEIGHT (of the viewport, in pixels)
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate, QStyleOptionViewItem
from qasync import QEventLoop
from typing_extensions import override

from tests.bench.scenes.stage import scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNT = 100_000
_TILE = QSize(247, 190)
"""The gallery's row height, and its width at the library's mean shape."""
_GAP = 6
_INVALID = QModelIndex()


class _Rows(QAbstractListModel):
    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _INVALID) -> int:
        return 0 if parent.isValid() else _COUNT

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return None


class _Pictures(QStyledItemDelegate):
    def __init__(self, pixmaps: Sequence[QPixmap]) -> None:
        super().__init__()
        self._pixmaps = pixmaps

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.drawPixmap(option.rect.topLeft(), self._pixmaps[index.row() % len(self._pixmaps)])  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType] (the stubs leave out `rect`)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return _TILE


def main() -> int:
    app = QApplication(["bare"])
    pixmaps = [QPixmap(_TILE) for _ in range(240)]
    for number, pixmap in enumerate(pixmaps):
        pixmap.fill(QColor.fromHsv(number, 160, 200))
    view = QListView()
    model, delegate = _Rows(), _Pictures(pixmaps)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setUniformItemSizes(True)
    view.setGridSize(_TILE + QSize(_GAP, _GAP))
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setItemDelegate(delegate)
    view.setModel(model)
    view.verticalScrollBar().setSingleStep(40)
    view.resize(int(sys.argv[1]) + view.verticalScrollBar().sizeHint().width(), int(sys.argv[2]))
    view.show()

    async def story() -> list[float]:
        await asyncio.sleep(1)
        return await scroll(view)

    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        frames = runner.run(story())
    print(json.dumps({"frames": frames}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
