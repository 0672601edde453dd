"""A film from a picture, or more of a finished one: first and last frame, motion, loop, and how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.picture import PictureRole
from mjdesk.domain.prompt import parse
from mjdesk.domain.request import BATCH_SIZES, VideoRequest
from mjdesk.domain.task import TaskKind
from mjdesk.theme import SPACE
from mjdesk.views import making_words, wording
from mjdesk.views.language import tr, tr_as
from mjdesk.views.making.making_sheet import MakingSheet
from mjdesk.views.picture_thumb import PictureThumb
from mjdesk.widgets.chip import Chip
from mjdesk.widgets.choice_bar import Choice, SegmentBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.models.thumbnails import Thumbnails
    from mjdesk.theme import Theme
    from mjdesk.views.picture_holder import PlaceMaker
    from mjdesk.views.words_holder import WordsHolder

_FIRST, _LAST = 208, 112


class VideoSheet(MakingSheet):
    """Owns the wish for a film until it is sent or dropped (protocol.md 2.11)."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        words: WordsHolder,
        thumbnails: Thumbnails,
        make_place: PlaceMaker,
        *,
        price: Callable[[TaskKind, str, str], str],
        profile_of: Callable[[str], GatewayProfile],
    ) -> None:
        """`profile_of` a gateway's id; of "" the one in use."""
        super().__init__(theme, host, words, name=tr("Animate"), price=price)
        self._profile_of = profile_of
        self._task: Task | None = None
        self._is_more = False
        first = make_place(tr("First frame"), tr("Drop, paste or choose a picture"), _FIRST)
        last = make_place(tr("Last frame"), tr("Where it shall end, if you like"), _LAST)
        self.first, self.last = first.holder, last.holder
        self._first_place, self._last_place = first.widget, last.widget
        self.variant = SegmentBar(theme, (), name=tr("Which picture"))
        self.film = PictureThumb(theme, thumbnails, size=QSize(440, 260))
        motion, films_head = tr("Motion"), tr_as("how many", "Films")
        self.motion = SegmentBar(theme, _motions(), name=motion, value="low")
        counts = [Choice(str(n), str(n)) for n in BATCH_SIZES]
        self.batch = SegmentBar(theme, counts, name=films_head, value="4")
        self.loop = Chip(theme, tr_as("of a film", "Loop"), icon="refresh-cw", checkable=True)
        self.loop.setToolTip(tr("The film ends where it begins, so that it can run for ever (--loop)"))
        self._begin_head = self._head(tr("First frame"))
        self._end_head = self._head(tr("Last frame"))
        self.left.addWidget(self._begin_head)
        self.left.addWidget(first.widget)
        self.left.addWidget(self.film)
        self.left.addWidget(self.variant)
        self.left.addWidget(self._end_head)
        self.left.addWidget(last.widget)
        self.left.addStretch(1)
        self.right.addWidget(self._head(tr("What happens in it")))
        self.right.addWidget(self.words)
        self.right.addWidget(self._head(motion))
        self.right.addWidget(self.motion)
        row = QHBoxLayout()
        row.setSpacing(SPACE.snug)
        row.addWidget(self.batch, 1)
        row.addWidget(self.loop)
        films = QVBoxLayout()
        films.setSpacing(SPACE.snug)
        films.addWidget(self._head(films_head))
        films.addLayout(row)
        self.right.addLayout(films)
        self.right.addWidget(self.notice)
        self.right.addStretch(1)
        first.changed.connect(self._on_slot_changed)
        last.changed.connect(self._on_slot_changed)
        self.variant.chosen.connect(self._on_variant_chosen)
        self.batch.chosen.connect(self._on_chosen)
        self.motion.chosen.connect(self._on_chosen)
        self.loop.clicked.connect(self._on_loop)

    def animate(self, task: Task | None, picture: Picture | None = None) -> None:
        """Open for a picture of `task`, of a sheet of four any of its tiles; or with an empty first frame."""
        tiles = [tile for n in range(1, 5) if (tile := task.tile(n)) is not None] if task is not None else []
        chosen = picture or (tiles[0] if tiles else task.cover if task is not None else None)
        if chosen is not None and chosen.role is PictureRole.GRID and tiles:
            chosen = tiles[0]
        self._begin(task, is_more=False)
        self.variant.set_choices([Choice(str(tile.index), tr("Picture {n}", n=tile.index)) for tile in tiles])
        self.variant.setVisible(len(tiles) > 1)
        self.first.set_picture(_as_frame(chosen, task))
        if chosen is not None and tiles:
            self.variant.set_value(str(chosen.index))
        self._opened()

    def extend(self, task: Task, index: int = 0) -> None:
        """Open for more of a finished film; `index`, from 0, says which of several."""
        films = _films(task)
        self._begin(task, is_more=True)
        choices = [Choice(str(at), tr("Film {n}", n=at + 1)) for at in range(len(films))]
        self.variant.set_choices(choices, str(index))
        self.variant.setVisible(len(films) > 1)
        self._show_film(index)
        self._opened()

    def _begin(self, task: Task | None, *, is_more: bool) -> None:
        self._task, self._is_more = task, is_more
        self._title.setText(tr("Make the film longer") if is_more else tr("Animate"))
        self._subtitle.set_text(wording.task_title(task) if task is not None else "")
        self._begin_head.setVisible(not is_more)
        self._first_place.setVisible(not is_more)
        self.film.setVisible(is_more)
        self.last.set_picture(None)
        self.loop.setChecked(False)
        self._last_place.setEnabled(True)
        self.batch.set_value("1" if is_more else "4")
        self.motion.set_value("low")
        self.words.begin_with(parse(task.prompt).text if task is not None else "")

    def _opened(self) -> None:
        label = tr_as("button", "Extend") if self._is_more else tr_as("button", "Animate")
        self.send_button.set_label(label)
        self.send_button.set_icon("film")
        self._refresh()
        self.open()
        self.words.setFocus()

    def _show_film(self, index: int) -> None:
        films = _films(self._task) if self._task is not None else []
        self.film.show_picture(films[index] if 0 <= index < len(films) else None)

    def _on_chosen(self, _value: str) -> None:
        self._refresh()

    @override
    def _refresh(self) -> None:
        account = self._task.account if self._is_more and self._task is not None else ""
        batch = int(self.batch.value() or 1)
        profile = self._profile_of(account)
        self.facts.set_text(making_words.film_facts(batch, profile, is_more=self._is_more))
        lacks_picture = not self._is_more and self.first.picture is None
        obstacle = tr("Choose the picture that the film begins with.") if lacks_picture else ""
        path = making_words.VIDEO
        self._show(profile, path, TaskKind.VIDEO, obstacle=obstacle, account=account)

    def _on_slot_changed(self) -> None:
        if self.last.picture is not None and self.loop.isChecked():
            self.loop.setChecked(False)
        first = self.first.picture
        tiles = [self._task.tile(n) for n in range(1, 5)] if self._task is not None else []
        if not self._is_more and first is not None:
            index = next((tile.index for tile in tiles if tile and tile.digest == first.digest), 0)
            self.variant.set_value(str(index))
        self._refresh()

    def _on_variant_chosen(self, value: str) -> None:
        if self._task is None:
            return
        if self._is_more:
            self._show_film(int(value))
        else:
            self.first.set_picture(_as_frame(self._task.tile(int(value)), self._task))

    def _on_loop(self) -> None:
        """A loop ends where it begins (parameters.md, C14)."""
        if self.loop.isChecked():
            self.last.set_picture(None)
        self._last_place.setEnabled(not self.loop.isChecked())
        self._refresh()

    @override
    def _send(self) -> None:
        task = self._task
        first = self.first.reference if not self._is_more else None
        is_child = task is not None and (self._is_more or (first is not None and _is_of(task, first.digest)))
        self.requested.emit(
            VideoRequest(
                prompt=self.words.text(),
                picture=first,
                has_high_motion=self.motion.value() == "high",
                is_loop=self.loop.isChecked(),
                end_picture=self.last.reference,
                batch_size=int(self.batch.value() or 1),
                extend_remote_id=task.remote_id if self._is_more and task is not None else "",
                extend_index=int(self.variant.value() or 0) if self._is_more else 0,
                parent=task.id if is_child and task is not None else "",
            )
        )


def _motions() -> tuple[Choice, Choice]:
    return (
        Choice(
            "low", tr_as("motion", "Low"), tr("The camera rests; what moves, moves little (--motion low)")
        ),
        Choice(
            "high",
            tr_as("motion", "High"),
            tr("Camera and subjects move a lot, sometimes wildly (--motion high)"),
        ),
    )


def _films(task: Task) -> list[Picture]:
    return [picture for picture in task.pictures if picture.role is PictureRole.VIDEO]


def _is_of(task: Task, digest: str) -> bool:
    return any(picture.digest == digest for picture in task.pictures)


def _as_frame(picture: Picture | None, task: Task | None) -> Picture | None:
    """The picture under a name that says whose it is."""
    if picture is None or picture.name or task is None:
        return picture
    return replace(picture, name=wording.task_title(task))
