"""Which version this is, and whose work it stands on."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout

from mjdesk import __version__
from mjdesk.theme import TYPE, WEIGHT, resources_root
from mjdesk.views.settings.form import Page, named_row
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from mjdesk.theme import Theme

_PARTS = (
    # distribution ("" for what is shipped in resources), name, licence
    ("PySide6-Essentials", "Qt for Python", "LGPL-3.0"),
    ("qasync", "qasync", "BSD-2-Clause"),
    ("httpx2", "httpx2", "BSD-3-Clause"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("numpy", "NumPy", "BSD-3-Clause"),
    ("starlette", "Starlette", "BSD-3-Clause"),
    ("uvicorn", "Uvicorn", "BSD-3-Clause"),
    ("keyring", "keyring", "MIT"),
    ("platformdirs", "platformdirs", "MIT"),
    ("tomli-w", "tomli-w", "MIT"),
    ("", "Inter, the typeface", "OFL-1.1"),
    ("", "Lucide, the icons", "ISC"),
)


class AboutPage(Page):
    """Owns nothing that changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        name = ElidedLabel(theme, f"MJ Desk {__version__}", size=TYPE.section, weight=WEIGHT.semibold)
        self.column.addWidget(name)
        self.add_sentence(
            f"A desktop studio for every gateway that speaks the Midjourney proxy protocol. MIT licence. "
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}."
        )
        self.add_head("Stands on")
        parts = QVBoxLayout()
        parts.setSpacing(0)
        for distribution, words, licence in _PARTS:
            number = ElidedLabel(theme, _version_of(distribution), role="text_3")
            parts.addWidget(named_row(theme, words, number, ElidedLabel(theme, licence)))
        self.column.addLayout(parts)
        self.notices = PushButton(theme, "Third-party notices", icon="file-text", small=True)
        self.notices.clicked.connect(_open_notices)
        self.column.addSpacing(4)
        self.add_row("", ElidedLabel(theme, ""), self.notices)
        self.column.addStretch(1)


def _version_of(distribution: str) -> str:
    """Empty for what has none, or in a program that was packed without it."""
    try:
        return version(distribution) if distribution else ""
    except PackageNotFoundError:
        return ""


def _open_notices() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(resources_root() / "THIRD_PARTY.md")))
