"""Brings a film player under the canvas of the viewer when the first film is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QBoxLayout

    from mjdesk.domain.picture import Picture
    from mjdesk.views.viewer.film_player import FilmPlayer
    from mjdesk.widgets.image_canvas import ImageCanvas

_LEAST_EDGE = 1080
"""Films are shown at least as large as this, where there is room: many are smaller than any screen."""


class FilmShow(QObject):
    """Owns the player, once there is one; its pictures go to the canvas."""

    clip_changed = Signal(object)
    """The `Picture` whose poster is to be shown."""
    begun = Signal()
    """The film itself is on the canvas."""
    outside_requested = Signal()

    def __init__(self, canvas: ImageCanvas, column: QBoxLayout) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._column = column
        self._make: Callable[[], FilmPlayer] | None = None
        self._player: FilmPlayer | None = None

    def set_maker(self, make: Callable[[], FilmPlayer]) -> None:
        """What makes the player."""
        self._make = make

    @property
    def player(self) -> FilmPlayer | None:
        """The bar of the film that is looked at; None while it is no film."""
        return self._player if self._player is not None and self._player.clip is not None else None

    def show(self, clips: Sequence[Picture]) -> bool:
        """Play the films of a task; False when there are none, or nothing to play them."""
        if not clips or self._make is None:
            self.leave()
            return False
        if self._player is None:
            self._player = player = self._make()
            self._column.insertWidget(self._column.indexOf(self._canvas) + 1, player)
            player.clip_changed.connect(self.clip_changed)
            player.pictured.connect(self._on_pictured)
            player.outside_requested.connect(self.outside_requested)
            self._canvas.clicked.connect(self._on_canvas_clicked)
        self._player.show_clips(clips)
        return True

    def leave(self) -> None:
        """No film is looked at any more."""
        if self._player is not None:
            self._player.leave()

    def command_for(self, command: str) -> str:
        """The command of a task, said of the clip that is shown: `save` becomes `save-tile-2`."""
        clip = self.player.clip if self.player is not None else None
        is_of_clip = clip is not None and clip.index and command != "trash"
        return f"{command}-tile-{clip.index}" if clip is not None and is_of_clip else command

    def press(self, key: int) -> bool:
        """K plays and pauses, comma and point go frame by frame; False for any other key or without film."""
        player = self.player
        if player is None:
            return False
        match key:
            case Qt.Key.Key_K:
                player.toggle()
            case Qt.Key.Key_Comma:
                player.step(-1)
            case Qt.Key.Key_Period:
                player.step(1)
            case _:
                return False
        return True

    def _on_pictured(self, image: QImage) -> None:
        clip = self.player.clip if self.player is not None else None
        if clip is not None and self._canvas.isVisible():
            self._canvas.set_picture(image, shown_size(clip), keeps_view=True)
            self.begun.emit()

    def _on_canvas_clicked(self) -> None:
        if self.player is not None:
            self.player.toggle()


def shown_size(clip: Picture) -> QSize:
    """How many pixels a film counts as: its own, or more when those are few."""
    size = QSize(max(1, clip.width), max(1, clip.height))
    least = size.scaled(_LEAST_EDGE, _LEAST_EDGE, Qt.AspectRatioMode.KeepAspectRatio)
    return size if size.width() >= least.width() else least
