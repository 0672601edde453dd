"""What hands do to a widget, as events of Qt, and what its signals told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget


def heard(signal: SignalInstance) -> list[tuple[Any, ...]]:
    """Grows with the arguments of each emission."""
    told: list[tuple[Any, ...]] = []

    def note(*arguments: Any) -> None:
        told.append(arguments)

    signal.connect(note)
    return told


def move(widget: QWidget, at: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """The pointer moves over the widget, with a button held or not."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        held,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def turn(widget: QWidget, degrees_8: int, at: QPoint | None = None) -> None:
    """The wheel turns over the widget, by eighths of a degree: 120 is one notch away from the hand."""
    where = at if at is not None else widget.rect().center()
    event = QWheelEvent(
        QPointF(where),
        QPointF(widget.mapToGlobal(where)),
        QPoint(0, 0),
        QPoint(0, degrees_8),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
