"""A refusal in words, right where it happened, which goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolTip

from mjdesk.widgets.painting import plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def say_beside(widget: QWidget, sentence: str) -> None:
    """Show a sentence under a widget; nothing while that is not on screen."""
    if widget.isVisible():
        QToolTip.showText(widget.mapToGlobal(widget.rect().bottomLeft()), plain_tip(sentence), widget)
