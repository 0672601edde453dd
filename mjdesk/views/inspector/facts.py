"""The small print of a task: two columns, every value can be copied."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from mjdesk.domain.ledger import ledger_state, price_of
from mjdesk.domain.request import Speed
from mjdesk.theme import SIZE, SPACE, TYPE, Theme
from mjdesk.views import money_words, wording
from mjdesk.views.inspector.album_row import AlbumRow
from mjdesk.views.inspector.seed_row import SeedRow
from mjdesk.views.language import mark, mark_as, tr, tr_as
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.rating_stars import RatingStars

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from mjdesk.domain.album import Album
    from mjdesk.domain.task import Task

_FACTS = {
    # its name, and the entry of its menu
    "size": (mark_as("fact", "Size"), mark("Copy size")),
    "seed": (mark_as("fact", "Seed"), mark("Copy seed")),
    "cost": (mark_as("fact", "Cost"), mark("Copy cost")),
    "created": (mark_as("fact", "Created"), mark("Copy created")),
    "gateway": (mark_as("fact", "Gateway"), mark("Copy gateway")),
    "task": (mark_as("fact", "Task"), mark("Copy task")),
    "job": (mark_as("fact", "Job"), mark("Copy job")),
}
"""Those that can be copied, in the order on screen."""
_SPEEDS = {
    Speed.RELAX: mark_as("speed", "relax"),
    Speed.FAST: mark_as("speed", "fast"),
    Speed.TURBO: mark_as("speed", "turbo"),
}
_KEY_WIDTH = 76
_LINE = 22
"""Height of a row, links and plain words alike, in logical pixels."""


class Facts(QWidget):
    """Owns one row for each fact that is known."""

    rated = Signal(int)
    copy_requested = Signal(str)

    def __init__(
        self,
        theme: Theme,
        gateway_name: Callable[[str], str],
        now: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._gateway_name = gateway_name
        self._now = now
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.tight)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnMinimumWidth(0, _KEY_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._stars = RatingStars(theme, name=tr("Rating"), parent=self)
        self._stars.rated.connect(self.rated)
        self._values: dict[str, ElidedLabel] = {}
        self._keys: dict[str, QLabel] = {}
        self._menu: PopupMenu | None = None
        self.albums = AlbumRow(theme, _LINE)
        self.seed = SeedRow(theme)
        self._add_key("rating", tr("Rating"), 0)
        self._grid.addWidget(self._stars, 0, 1, Qt.AlignmentFlag.AlignLeft)
        for row, (key, (name, _)) in enumerate(_FACTS.items(), start=1):
            self._add_key(key, tr_as("fact", name), row)
            is_seed = key == "seed"
            value = self.seed.value if is_seed else ElidedLabel(theme, role="text_2", size=TYPE.label)
            if not is_seed:
                value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                value.setFixedHeight(_LINE)
            value.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            value.customContextMenuRequested.connect(partial(self._on_menu, key))
            self._grid.addWidget(self.seed if is_seed else value, row, 1)
            self._values[key] = value
        self._add_key("collection", tr("Collection"), self._grid.rowCount())
        self._grid.addWidget(self.albums, self._grid.rowCount() - 1, 1)
        self._grid.setAlignment(self._keys["collection"], Qt.AlignmentFlag.AlignTop)

    def show_task(self, task: Task, *, is_seeking: bool = False) -> None:
        """Fill the rows; rows without a value are not shown. `is_seeking`: the seed is being asked for."""
        self._stars.set_rating(task.rating)
        cover = task.cover
        created = wording.moment(task.created, self._now())
        started = task.started_at or task.submitted_at
        if task.finished_at and started and task.finished_at > started:
            took = tr("took {time}", time=wording.duration(task.finished_at - started))
            created = f"{created} · {took}"
        gateway = self._gateway_name(task.account)
        if task.speed is not Speed.DEFAULT:
            gateway = " · ".join((gateway, tr_as("speed", _SPEEDS[task.speed])))
        size = ""
        if cover is not None:
            size = f"{cover.width} × {cover.height} · {wording.byte_count(cover.size)}"
        values = {
            "size": size,
            "cost": _cost(task),
            "created": created,
            "gateway": gateway,
            "task": task.remote_id,
            "job": task.job_hash,
        }
        for key, text in values.items():
            self._values[key].set_text(text)
            self._values[key].setVisible(bool(text))
            self._keys[key].setVisible(bool(text))
        has_seed = self.seed.show_task(task, is_seeking=is_seeking)
        self.seed.setVisible(has_seed)
        self._keys["seed"].setVisible(has_seed)

    def show_albums(self, albums: Sequence[Album]) -> None:
        """In which collections the task is."""
        self.albums.show_albums(albums)
        # The name stands beside the first row of chips, which are higher than words.
        self._keys["collection"].setFixedHeight(SIZE.small if albums else _LINE)

    def names(self) -> list[QLabel]:
        """The names of the rows, from top to bottom."""
        return list(self._keys.values())

    def _add_key(self, key: str, text: str, row: int) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "quiet")
        label.setFixedHeight(_LINE)
        self._keys[key] = label
        self._grid.addWidget(label, row, 0)

    def _on_menu(self, key: str, point: QPoint) -> None:
        value = self._values[key]
        menu = PopupMenu(self._theme, self)
        _, words = _FACTS[key]
        menu.add(tr(words), lambda: self.copy_requested.emit(value.text()), icon="copy")
        menu.aboutToHide.connect(menu.deleteLater)
        self._menu = menu
        menu.popup(value.mapToGlobal(point))


def _cost(task: Task) -> str:
    """The estimate of what was paid; empty for what is free, or costs nothing yet."""
    price = price_of(task)
    if not price or not ledger_state(task).counts:
        return ""
    return tr("about {money}", money=money_words.money(price, task.currency))
