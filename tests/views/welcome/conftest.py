"""A town of one gateway, with a keychain and settings of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.settings_town import Town

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture
def town(qapp: QApplication) -> Town:
    return Town()
