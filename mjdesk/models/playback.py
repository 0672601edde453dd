"""What a film player needs of whatever plays: frames of an animation, or a stream of Qt Multimedia."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage


class Playback(QObject):
    """One film that is open. Time is in seconds; it begins paused, at 0, and goes round unless told."""

    shown = Signal(QImage)
    """The picture of the moment has changed."""
    moved = Signal()
    """Time, length or whether it plays has changed."""
    failed = Signal()
    """It cannot be played here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_looping = True

    @property
    def length(self) -> float:
        """0 while it is not known."""
        raise NotImplementedError

    @property
    def time(self) -> float:
        raise NotImplementedError

    @property
    def frame(self) -> int:
        """Which frame is shown, from 0."""
        raise NotImplementedError

    @property
    def is_playing(self) -> bool:
        raise NotImplementedError

    def play(self) -> None:
        """Go on; from the beginning when it stands at the end."""
        raise NotImplementedError

    def pause(self) -> None:
        raise NotImplementedError

    def seek(self, time: float) -> None:
        """Show another moment; it goes on playing if it did."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Pause, and show the frame so many further on, or back."""
        raise NotImplementedError

    def set_looping(self, loops: bool) -> None:
        """Whether it begins anew at its end."""
        self.is_looping = loops

    def close(self) -> None:
        """Let go of the file; nothing is told after this."""
        raise NotImplementedError
