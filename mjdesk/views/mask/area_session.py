"""One picture's area from opening to sending: drafts, counting, and what is worked out off the screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal

from mjdesk.domain.mask import Area, MaskDraft
from mjdesk.views.language import tr
from mjdesk.views.mask import mask_words
from mjdesk.widgets.tiled_mask import Combine, TiledMask

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage

    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task
    from mjdesk.models.mask_desk import MaskDesk
    from mjdesk.services.mask_work import Begun

_COUNT_MS = 60
_TILES_AT_ONCE = 32
"""Counted in about two milliseconds, so that a stroke is not held up."""
_KEEP_MS = 2500
"""After the last change, what was painted is written down."""


class AreaSession(QObject):
    """Owns the area, its feather and its draft. Nothing painted is lost: leaving writes it down."""

    opened = Signal(object)
    """The picture in sizes, the largest first (`Sequence[QImage]`); empty when it cannot be had."""
    began = Signal(object)
    """A `MaskDraft` that was painted before, or None for an empty sheet: painting can begin."""
    counted = Signal()
    """`share` is another one."""
    busy_changed = Signal(str)
    """What is being worked out, in words; "" when it is done."""
    failed = Signal(object)
    """A `DeskError`: what was to be worked out was not."""

    def __init__(self, masks: MaskDesk, words: Callable[[], str], parent: QObject | None = None) -> None:
        """`words` tells what is written beside the picture, to be kept with the draft."""
        super().__init__(parent)
        self._masks = masks
        self._words = words
        self._name = ""
        self._digest = ""
        self._round = 0
        self._has_begun = False
        self._has_changes = False
        self._is_sent = False
        self.feather = 0
        self.has_last = False
        self.area = TiledMask(QSize(1, 1), self)
        self._counting = _timer(self, _COUNT_MS, self._count)
        self._keeping = _timer(self, _KEEP_MS, self._keep_later)
        self.area.changed.connect(self._on_changed)

    @property
    def has_begun(self) -> bool:
        """The picture is there and can be painted on."""
        return self._has_begun

    @property
    def digest(self) -> str:
        """Of the picture."""
        return self._digest

    def open(self, name: str, picture: Picture, *, wished: Task | None, is_again: bool) -> None:
        """Load a picture and what was painted on it for the task called `name`."""
        self.leave()
        self._name, self._digest = name, picture.digest
        self._round += 1
        self._is_sent = False
        current = self._round

        def begin(levels: Sequence[QImage]) -> None:
            if current != self._round:
                return
            self.opened.emit(levels)
            if levels:
                size = levels[0].size()
                then = partial(self._begin, current, size)
                self._masks.begin(name, size, then, wished=wished, is_again=is_again)

        self.area.reset(QSize(1, 1), {})
        self._masks.load_picture(picture.digest, begin)

    def leave(self) -> None:
        """The editor closes: keep what was painted, let everything else go."""
        if self._has_begun and self._has_changes and not self._is_sent:
            self._keep()
        self._has_begun = self._has_changes = False
        self._round += 1
        self._counting.stop()
        self._keeping.stop()
        self._masks.release()
        self.area.reset(QSize(1, 1), {})
        self.busy_changed.emit("")

    def forget(self, name: str) -> None:
        """The wish was taken; the next visit begins with an empty sheet."""
        self._masks.forget(name)

    def set_feather(self, pixels: int) -> None:
        if pixels != self.feather:
            self.feather = pixels
            self.note_change()

    def note_change(self) -> None:
        """Words or feather are others now; they belong to the draft."""
        if self._has_begun:
            self._has_changes = True
            self._keeping.start()

    def share(self) -> float:
        """How much of the picture is marked, 0 to 1."""
        return self.area.share()

    def current(self) -> Area:
        """What is marked now."""
        size = self.area.size
        return Area(size.width(), size.height(), self.area.tiles())

    def find(self, x: int, y: int, how: Combine, *, tolerance: int, is_contiguous: bool) -> None:
        """Mark what has the colour of a pixel."""
        if not self._has_begun:
            return
        self.busy_changed.emit(tr(mask_words.LOOKING))
        current = self._round
        self._masks.by_colour(
            self._digest,
            (x, y),
            lambda area: self._take(current, area, how),
            lambda error: self._on_failed(current, error),
            tolerance=tolerance,
            is_contiguous=is_contiguous,
        )

    def grow(self, by: int) -> None:
        """Wider by so many pixels; narrower for a negative number."""
        if not self._has_begun or self.area.is_painting:
            return
        self.busy_changed.emit(tr(mask_words.CHANGING))
        current = self._round
        self._masks.grow(
            self.current(),
            by,
            lambda area: self._take(current, area, Combine.REPLACE),
            lambda error: self._on_failed(current, error),
        )

    def take_last(self) -> None:
        """The area that was sent last, in place of this one."""
        current = self._round

        def take(draft: MaskDraft | None) -> None:
            if draft is not None:
                self._take(current, draft.area, Combine.REPLACE)

        if self._has_begun:
            self._masks.load_last(self.area.size, take)

    def finish(self, to: Callable[[bytes], object]) -> None:
        """The mask as a gateway wants it; the draft stays until the wish was taken."""
        if not self._has_begun:
            return
        current = self._round
        self.busy_changed.emit(tr(mask_words.WRITING))

        def done(mask: bytes) -> None:
            if current == self._round:
                self.busy_changed.emit("")
                self._is_sent = True
                to(mask)

        self._masks.finish(self._name, self._draft(), done, lambda error: self._on_failed(current, error))

    def _draft(self) -> MaskDraft:
        return MaskDraft(self.current(), self.feather, self._words())

    def _begin(self, current: int, size: QSize, begun: Begun) -> None:
        if current != self._round:
            return
        draft = begun.draft
        self.has_last = begun.has_last
        self.feather = draft.feather if draft is not None else self.feather
        self._has_begun = True
        self.area.reset(size, draft.area.tiles if draft is not None else {})
        self._has_changes = False
        self._keeping.stop()
        self.began.emit(draft)

    def _take(self, current: int, area: Area, how: Combine) -> None:
        if current != self._round:
            return
        self.busy_changed.emit("")
        if (area.width, area.height) == (self.area.size.width(), self.area.size.height()):
            self.area.combine_tiles(area.tiles, how)

    def _on_failed(self, current: int, error: DeskError) -> None:
        if current == self._round:
            self.busy_changed.emit("")
            self.failed.emit(error)

    def _on_changed(self) -> None:
        if not self._counting.isActive():
            self._counting.start()
        self.note_change()

    def _count(self) -> None:
        if not self.area.recount(_TILES_AT_ONCE):
            self._counting.start()
        self.counted.emit()

    def _keep_later(self) -> None:
        if self.area.is_painting:
            self._keeping.start()
        elif self._has_begun and not self._is_sent:
            self._keep()

    def _keep(self) -> None:
        self._has_changes = False
        self._masks.keep(self._name, self._draft())


def _timer(parent: QObject, milliseconds: int, then: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
