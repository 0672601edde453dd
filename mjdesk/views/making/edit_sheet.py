"""A picture repainted by words: all of it, a painted part of it, or what it is made of (retexture)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.picture import PictureRole
from mjdesk.domain.prompt import parse
from mjdesk.domain.request import EditRequest
from mjdesk.domain.task import TaskKind
from mjdesk.theme import SPACE, TYPE
from mjdesk.views import making_words, wording
from mjdesk.views.language import mark, tr, tr_as
from mjdesk.views.making.making_sheet import MakingSheet
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.choice_bar import Choice, SegmentBar
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from mjdesk.views.picture_holder import PlaceMaker
    from mjdesk.views.words_holder import WordsHolder

_PLACE = 340
_EXPLAINED = {
    "edit": mark("Say what the whole picture shall show; what you do not paint stays nearly as it is."),
    "retexture": mark("What is where stays; the words say what it is made of, its light and its style."),
}


class EditSheet(MakingSheet):
    """Owns the wish for an edit until it is sent or dropped (protocol.md 2.9, 2.10)."""

    area_requested = Signal(object)
    """The `Picture` on which an area is to be painted; `set_area` brings what came of it."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        words: WordsHolder,
        make_place: PlaceMaker,
        *,
        price: Callable[[TaskKind, str, str], str],
        profile_of: Callable[[str], GatewayProfile],
    ) -> None:
        """`profile_of` a gateway's id; of "" the one in use."""
        super().__init__(theme, host, words, name=tr("Edit with words"), price=price)
        self._profile_of = profile_of
        self._task: Task | None = None
        self._mask: bytes | None = None
        self._masked = ""
        """Digest of the picture that the area was painted on."""
        self.way = SegmentBar(theme, _ways(), name=tr_as("of changing a picture", "Way"), value="edit")
        place = make_place(tr_as("place for one", "Picture"), tr("Drop, paste or choose a picture"), _PLACE)
        self.picture = place.holder
        self.variant = SegmentBar(theme, (), name=tr("Which picture"))
        self.area = ElidedLabel(theme, role="text_2", size=TYPE.label)
        self.area_button = PushButton(theme, tr("Paint an area…"), icon="brush", small=True)
        self.whole_button = IconButton(theme, "x", tr("Take the painted area away"), size=26, icon_size=14)
        self._explained = ElidedLabel(theme, role="text_2", size=TYPE.label, lines=3)
        row = QHBoxLayout()
        row.setSpacing(SPACE.snug)
        row.addWidget(self.area, 1)
        row.addWidget(self.whole_button)
        row.addWidget(self.area_button)
        self.left.addWidget(place.widget)
        self.left.addWidget(self.variant)
        self.left.addLayout(row)
        self.left.addStretch(1)
        self.right.addWidget(self.way)
        self.right.addWidget(self._explained)
        self.right.addWidget(self._head(tr("What it shall become")))
        self.right.addWidget(self.words)
        self.right.addWidget(self.notice)
        self.right.addStretch(1)
        place.changed.connect(self._on_picture_changed)
        self.variant.chosen.connect(self._on_variant_chosen)
        self.way.chosen.connect(self._on_chosen)
        self.area_button.clicked.connect(self._on_area)
        self.whole_button.clicked.connect(lambda: self.set_area(None, 0.0))

    def edit(self, task: Task | None, picture: Picture | None = None, *, is_retexture: bool = False) -> None:
        """Open for a picture of `task`, of a sheet of four any of its tiles; or with an empty place."""
        tiles = [tile for n in range(1, 5) if (tile := task.tile(n)) is not None] if task is not None else []
        chosen = picture or (tiles[0] if tiles else task.cover if task is not None else None)
        if chosen is not None and chosen.role is PictureRole.GRID and tiles:
            chosen = tiles[0]
        self._task, self._mask, self._masked = task, None, ""
        self._subtitle.set_text(wording.task_title(task) if task is not None else "")
        self.way.set_value("retexture" if is_retexture else "edit")
        self.variant.set_choices([Choice(str(tile.index), tr("Picture {n}", n=tile.index)) for tile in tiles])
        self.variant.setVisible(len(tiles) > 1)
        if chosen is not None and task is not None and not chosen.name:
            chosen = replace(chosen, name=wording.task_title(task))
        self.picture.set_picture(chosen)
        self.words.begin_with(parse(task.prompt).text if task is not None else "")
        self._on_picture_changed()
        self.open()
        self.words.setFocus()

    @property
    def task(self) -> Task | None:
        """Whose picture was opened first; None for one from elsewhere."""
        return self._task

    def take_area(self, words: str, mask: bytes, share: float) -> None:
        """What came of painting: the words that were written beside it, and the area."""
        if words:
            self.words.show_text(words)
        self.set_area(mask, share)

    def set_area(self, mask: bytes | None, share: float) -> None:
        """A PNG of the picture's size, white to repaint; `share` (0 to 1) of it is white. None: all of it."""
        picture = self.picture.picture
        self._mask = mask
        self._masked = picture.digest if mask is not None and picture is not None else ""
        self.area.set_text(
            tr("Only the painted area, {percent} % of it", percent=round(100 * share))
            if mask is not None
            else tr("The whole picture")
        )
        self._refresh()

    def _is_retexture(self) -> bool:
        return self.way.value() == "retexture"

    def _on_chosen(self, _value: str) -> None:
        self._refresh()

    @override
    def _refresh(self) -> None:
        is_retexture = self._is_retexture()
        picture = self.picture.picture
        self._explained.set_text(tr(_EXPLAINED[self.way.value() or "edit"]))
        self.area.setVisible(not is_retexture)
        self.area_button.setVisible(not is_retexture)
        self.area_button.setEnabled(picture is not None)
        self.area_button.set_label(tr("Paint it again…") if self._mask is not None else tr("Paint an area…"))
        self.whole_button.setVisible(not is_retexture and self._mask is not None)
        self.send_button.set_label(tr_as("button", "Retexture") if is_retexture else tr_as("button", "Edit"))
        self.send_button.set_icon("wand-sparkles")
        self.facts.set_text(tr("1 job · 4 images"))
        obstacle = ""
        if picture is None:
            obstacle = tr("Choose the picture that shall change.")
        elif parse(self.words.text()).is_empty:
            obstacle = tr("Say what it shall become.")
        path = making_words.RETEXTURE if is_retexture else making_words.EDITS
        kind = TaskKind.RETEXTURE if is_retexture else TaskKind.EDIT
        usual = tr(making_words.EXPERIMENTAL)
        self._show(self._profile_of(""), path, kind, obstacle=obstacle, usual=usual)

    def _on_picture_changed(self) -> None:
        picture = self.picture.picture
        if picture is None or picture.digest != self._masked:
            self.set_area(None, 0.0)
        tiles = [self._task.tile(n) for n in range(1, 5)] if self._task is not None else []
        index = next((tile.index for tile in tiles if tile and picture and tile.digest == picture.digest), 0)
        self.variant.set_value(str(index))

    def _on_variant_chosen(self, value: str) -> None:
        tile = self._task.tile(int(value)) if self._task is not None else None
        if tile is not None and self._task is not None:
            self.picture.set_picture(replace(tile, name=wording.task_title(self._task)))

    def _on_area(self) -> None:
        if self.picture.picture is not None:
            self.area_requested.emit(self.picture.picture)

    @override
    def _send(self) -> None:
        task, reference = self._task, self.picture.reference
        if reference is None:
            return
        is_child = task is not None and any(each.digest == reference.digest for each in task.pictures)
        self.requested.emit(
            EditRequest(
                prompt=self.words.text(),
                picture=reference,
                mask=None if self._is_retexture() else self._mask,
                is_retexture=self._is_retexture(),
                parent=task.id if is_child and task is not None else "",
            )
        )


def _ways() -> tuple[Choice, Choice]:
    return (
        Choice("edit", tr_as("button", "Edit"), tr("Repaint the picture, or a part of it, as the words say")),
        Choice(
            "retexture",
            tr_as("button", "Retexture"),
            tr("Keep what is where; change what it is made of, and its light"),
        ),
    )
