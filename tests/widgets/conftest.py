"""A theme that stands still, so that no test waits for a movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The dark theme, put on the application for one test."""
    theme = Theme(reduced_motion=True)
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")
