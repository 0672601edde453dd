"""The verbs of the mask editor: each starts a named piece of work and hands over what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage

from mjdesk.models.decoding import Decoder, decoded
from mjdesk.services.delivery import attempted, delivered
from mjdesk.services.mask_work import MaskWork

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.mask import Area, MaskDraft
    from mjdesk.domain.task import Task
    from mjdesk.services.image_library import ImageLibrary
    from mjdesk.services.mask_work import Begun
    from mjdesk.services.task_scope import TaskScope

_SMALL_ENOUGH = 1024
"""Longer side in pixels below which a picture is drawn from as it is."""


class MaskDesk(QObject):
    """Owns the thread that decodes the picture. What was asked for another picture is not handed over."""

    def __init__(self, images: ImageLibrary, scope: TaskScope, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._scope = scope
        self._work = MaskWork(images)
        self._decoder = Decoder(1, self)
        self._wanted = ""
        self._count = 0

    def load_picture(self, digest: str, to: Callable[[Sequence[QImage]], object]) -> None:
        """The original, upright and in colours that are quick to draw, and after it the same at half the
        size, at a quarter and so on, for a screen to draw from; empty when it is gone or broken."""
        self._wanted = digest
        levels: list[QImage] = []

        def decode(data: bytes | None) -> None:
            if digest != self._wanted:
                return
            if data is None:
                to(())
            else:
                self._decoder.start(lambda: _ready(data, levels), show)

        def show(image: QImage) -> None:
            if digest == self._wanted:
                to(() if image.isNull() else (image, *levels))

        work = attempted(self._images.original(digest), decode, lambda _error: decode(None))
        self._scope.start(work, name="picture of a mask", replace=True)

    def begin(
        self,
        name: str,
        size: QSize,
        to: Callable[[Begun], object],
        *,
        wished: Task | None = None,
        is_again: bool = False,
    ) -> None:
        """What an editor opens with; see `MaskWork.begin`."""
        work = self._work.begin(name, size.width(), size.height(), wished=wished, is_again=is_again)
        self._scope.start(delivered(work, to), name="mask begins", replace=True)

    def load_last(self, size: QSize, to: Callable[[MaskDraft | None], object]) -> None:
        """The area that was sent last, made to fit."""
        work = self._work.last(size.width(), size.height())
        self._scope.start(delivered(work, to), name="last mask", replace=True)

    def keep(self, name: str, draft: MaskDraft) -> None:
        """Keep what is being painted, also beyond the end of the program."""
        self._start("keep mask", self._work.keep(name, draft))

    def forget(self, name: str) -> None:
        """The wish was taken; next time begins with an empty sheet."""
        self._start("forget mask", self._work.forget(name))

    def finish(
        self,
        name: str,
        draft: MaskDraft,
        to: Callable[[bytes], object],
        failed: Callable[[DeskError], object],
    ) -> None:
        """The PNG for the gateway; exactly one of the two is called."""
        work = attempted(self._work.finish(name, draft), to, failed)
        self._scope.start(work, name="mask is done", replace=True)

    def grow(
        self, area: Area, by: int, to: Callable[[Area], object], failed: Callable[[DeskError], object]
    ) -> None:
        """Wider by `by` pixels; exactly one of the two is called unless another change replaces this one."""
        self._scope.start(attempted(self._work.grow(area, by), to, failed), name="mask changes", replace=True)

    def by_colour(
        self,
        digest: str,
        at: tuple[int, int],
        to: Callable[[Area], object],
        failed: Callable[[DeskError], object],
        *,
        tolerance: int,
        is_contiguous: bool,
    ) -> None:
        """What has the colour of an original at `at`; as `grow`."""
        work = self._work.by_colour(digest, at, tolerance=tolerance, is_contiguous=is_contiguous)
        self._scope.start(attempted(work, to, failed), name="mask changes", replace=True)

    def stop_changes(self) -> None:
        """What is being worked out is not wanted any more."""
        self._scope.cancel("mask changes")

    def release(self) -> None:
        """The editor closed: let the pixels go."""
        self._wanted = ""
        self._scope.cancel("mask changes")
        self._work.release()

    def close(self) -> None:
        """Wait for the decoder; nothing is handed over after this."""
        self._wanted = ""
        self._decoder.close()

    def _start(self, name: str, work: Coroutine[object, object, object]) -> None:
        self._count += 1
        self._scope.start(work, name=f"{name} {self._count}")


def _ready(data: bytes, smaller: list[QImage]) -> QImage:
    """The picture; what it is at half its size and below goes into `smaller`."""
    image = decoded(data)
    if image.isNull():
        return image
    form = (
        QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    )
    image = image.convertToFormat(form)
    level = image
    while max(level.width(), level.height()) > _SMALL_ENOUGH:
        half = QSize(max(1, level.width() // 2), max(1, level.height() // 2))
        level = level.scaled(
            half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        smaller.append(level)
    return image
