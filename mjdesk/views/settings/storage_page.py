"""Where everything is kept and how much of it there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from mjdesk.models.trash_count import MOST, TrashCount
from mjdesk.views import wording
from mjdesk.views.language import mark_as, tr, tr_as, tr_count
from mjdesk.views.settings.form import Page
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme

PLACES = {
    "library": mark_as("place on disk", "Library"),
    "originals": mark_as("place on disk", "Pictures"),
    "thumbnails": mark_as("place on disk", "Thumbnails"),
    "trash": mark_as("place on disk", "Trash"),
    "settings": mark_as("place on disk", "Settings"),
    "log": mark_as("place on disk", "Log"),
}
"""Keys of the paths that are shown when they are given, in this order."""


class StoragePage(Page):
    """Owns the labels; the numbers are `Standing`'s and the trash's own."""

    def __init__(self, theme: Theme, models: Ensemble, paths: Mapping[str, str]) -> None:
        super().__init__(theme)
        self._standing = models.standing
        self._trash = TrashCount(models.feed, models.scope, self)
        self.pictures = ElidedLabel(theme)
        self.trash = ElidedLabel(theme)
        self.open_buttons: dict[str, PushButton] = {}
        self.add_head(tr("In the library"))
        self.add_row(tr("Pictures"), self.pictures)
        self.add_row(tr("In the trash"), self.trash)
        self.add_head(tr("On this computer"))
        for key, name in PLACES.items():
            if path := paths.get(key):
                self._add_place(theme, key, tr_as("place on disk", name), path)
        self.add_sentence(
            tr(
                "Pictures are kept exactly as the gateway delivered them. A copy of the library is made each "
                "day."
            )
        )
        self.column.addStretch(1)
        self._standing.changed.connect(self._refresh)
        self._trash.counted.connect(self._refresh)
        self._refresh()

    def count(self) -> None:
        """Count anew; when the page is shown."""
        self._standing.count()
        self._trash.count()

    def _add_place(self, theme: Theme, key: str, name: str, path: str) -> None:
        label = ElidedLabel(theme, path, elide=Qt.TextElideMode.ElideMiddle)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        button = PushButton(theme, tr("Open folder"), icon="folder-open", small=True)
        button.setAccessibleName(tr("Open the folder: {name}", name=name))
        button.clicked.connect(lambda: _open_folder(path))
        self.open_buttons[key] = button
        self.add_row(name, label, button)

    def _refresh(self) -> None:
        size = self._standing.size
        if size is None:
            self.pictures.set_text(tr("Counting"))
        else:
            self.pictures.set_text(
                tr(
                    "{pictures} of {tasks} · {size}",
                    pictures=tr_count("{n:,} picture", "{n:,} pictures", size.pictures),
                    tasks=tr_count("{n:,} task", "{n:,} tasks", size.tasks),
                    size=wording.byte_count(size.bytes),
                )
            )
        count = self._trash.value
        if count is None:
            self.trash.set_text(tr("Counting"))
        elif count >= MOST:
            self.trash.set_text(tr_count("{n:,} task or more", "{n:,} tasks or more", MOST))
        elif count:
            self.trash.set_text(tr_count("{n:,} task", "{n:,} tasks", count))
        else:
            self.trash.set_text(tr_as("in the trash", "Nothing"))


def _open_folder(path: str) -> None:
    """The folder itself, or the one that a file is in; the nearest that exists."""
    place = Path(path)
    while not place.is_dir() and place.parent != place:
        place = place.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
