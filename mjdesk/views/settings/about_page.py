"""Which version this is, where it lies, how to get a newer one, and whose work it stands on."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QVBoxLayout

from mjdesk import __version__
from mjdesk.theme import TYPE, WEIGHT, resources_root
from mjdesk.views.language import mark, mark_as, tr, tr_as
from mjdesk.views.settings.form import Page, named_row
from mjdesk.views.settings.notices_dialog import NoticesDialog
from mjdesk.views.settings.origin import open_releases, releases_page
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.models.preferences import Preferences
    from mjdesk.theme import Theme

_PARTS = (
    # distribution, name, licence
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
)
_SHIPPED = (
    # name, licence; of what is in resources
    (mark("Inter, the typeface"), "OFL-1.1"),
    (mark("Lucide, the icons"), "ISC"),
)


_BY_HAND, _AT_START = "by-hand", "at-start"
_PLACES = {
    "library": mark_as("place on disk", "Library"),
    "settings": mark_as("place on disk", "Settings"),
    "log": mark_as("place on disk", "Log"),
}


class AboutPage(Page):
    """Owns nothing that changes."""

    def __init__(
        self, theme: Theme, preferences: Preferences, paths: Mapping[str, str] | None = None
    ) -> None:
        """`paths`: files by the keys of `storage_page.PLACES`."""
        super().__init__(theme)
        self._preferences = preferences
        name = ElidedLabel(theme, f"MJ Desk {__version__}", size=TYPE.section, weight=WEIGHT.semibold)
        self.column.addWidget(name)
        self.add_sentence(
            tr(
                "A desktop studio for every gateway that speaks the Midjourney proxy protocol. MIT licence. "
                "Python {python}, Qt {qt}, {system}.",
                python=platform.python_version(),
                qt=qVersion(),
                system=platform.system(),
            )
        )
        self.add_head(tr("This copy"))
        self._add_place(tr_as("place on disk", "Program"), str(program_folder()))
        for key, words in _PLACES.items():
            if path := (paths or {}).get(key):
                self._add_place(tr_as("place on disk", words), path)
        self.add_head(tr("Newer versions"))
        self.releases = PushButton(theme, tr("Open the releases page"), icon="external-link", small=True)
        self.releases.clicked.connect(open_releases)
        self.newer = SegmentBar(
            theme,
            (
                Choice(_BY_HAND, tr("Never"), tr("Nobody is asked")),
                Choice(
                    _AT_START, tr("At each start"), tr("The releases page is asked for its newest number")
                ),
            ),
            name=tr("Look for newer versions"),
            value=_AT_START if preferences.looks_for_newer else _BY_HAND,
        )
        self.newer.chosen.connect(self._on_newer_chosen)
        row = self.add_row(tr("Look for them"), self.newer, self.releases)
        row.setVisible(bool(releases_page()))
        self.add_sentence(_newer_words())
        self.add_head(tr("Stands on"))
        parts = QVBoxLayout()
        parts.setSpacing(0)
        for distribution, words, licence in _PARTS:
            number = ElidedLabel(theme, _version_of(distribution), role="text_3")
            parts.addWidget(named_row(theme, words, number, ElidedLabel(theme, licence)))
        for words, licence in _SHIPPED:
            nothing = ElidedLabel(theme, role="text_3")
            parts.addWidget(named_row(theme, tr(words), nothing, ElidedLabel(theme, licence)))
        self.column.addLayout(parts)
        self.notices = PushButton(theme, tr("All licences"), icon="file-text", small=True)
        self.notices.clicked.connect(self._on_notices)
        self.column.addSpacing(4)
        self.add_row("", ElidedLabel(theme, ""), self.notices)
        self.column.addStretch(1)

    def _add_place(self, name: str, path: str) -> None:
        label = ElidedLabel(self._theme, path, elide=Qt.TextElideMode.ElideMiddle)
        self.add_row(name, label)

    def _on_newer_chosen(self, value: str) -> None:
        self._preferences.set_looks_for_newer(value == _AT_START)

    def _on_notices(self) -> None:
        NoticesDialog(self._theme, notices(), self.window()).open()


def program_folder() -> Path:
    """Where the program itself lies: the packaged one, or the sources."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent
    return Path(__file__).resolve().parent.parent.parent


def notices() -> str:
    """The licences of everything shipped: a package holds all texts, a checkout what lies in it."""
    for name in ("NOTICES.txt", "THIRD_PARTY.md"):
        path = resources_root() / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""


def _newer_words() -> str:
    if releases_page():
        return tr("MJ Desk asks for newer versions only if you say so here, and downloads nothing by itself.")
    return tr("This copy was built from its sources: newer versions come from where those came from.")


def _version_of(distribution: str) -> str:
    """Empty in a program that was packed without it."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
