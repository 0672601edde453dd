"""Plays the films of a task in the viewer: the pictures go to its canvas, the hands are on this bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mjdesk.theme import SPACE, TYPE, Theme
from mjdesk.views import film_words
from mjdesk.views.language import tr, tr_as
from mjdesk.views.viewer.clip_strip import ClipStrip
from mjdesk.views.viewer.scrub_bar import ScrubBar
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.film import FilmFacts
    from mjdesk.domain.picture import Picture
    from mjdesk.models.films import Films
    from mjdesk.models.playback import Playback
    from mjdesk.models.thumbnails import Thumbnails


class OpenPlayback(Protocol):
    """Whatever can play a film: `models.film_opening.open_playback` is the real one."""

    def __call__(self, picture: Picture, facts: FilmFacts, /) -> Playback | None: ...


class FilmPlayer(Surface):
    """Owns the film that is open, and which clip of its task that is."""

    pictured = Signal(QImage)
    """The picture of this moment; for the canvas."""
    clip_changed = Signal(object)
    """The `Picture` that is shown now: its poster first."""
    outside_requested = Signal()
    """Show this clip in the system's player."""

    def __init__(
        self,
        theme: Theme,
        films: Films,
        thumbnails: Thumbnails,
        open_playback: OpenPlayback,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ground", parent)
        self._theme = theme
        self._films = films
        self._open_playback = open_playback
        self._clips: tuple[Picture, ...] = ()
        self._clip: Picture | None = None
        self._playback: Playback | None = None
        self.clips = ClipStrip(theme, thumbnails)
        self.play_button = IconButton(theme, "play", tr_as("film", "Play"), key="K")
        self.back_button = IconButton(theme, "chevron-left", tr("One frame back"), key=",", mirrors=True)
        self.on_button = IconButton(theme, "chevron-right", tr("One frame on"), key=".", mirrors=True)
        self.loop_button = IconButton(theme, "refresh-cw", tr("Begin anew at the end"), checkable=True)
        self.loop_button.setChecked(True)
        self.outside_button = IconButton(theme, "external-link", tr(film_words.OPEN_OUTSIDE))
        self.scrub = ScrubBar(theme)
        self.time = QLabel()
        self.time.setTextFormat(Qt.TextFormat.PlainText)
        self.time.setProperty("role", "label")
        self.time.setFont(theme.font(TYPE.label))
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "label")
        self.outside = PushButton(theme, tr(film_words.OPEN_OUTSIDE), icon="external-link")
        self._transport = (
            self.play_button, self.scrub, self.time, self.back_button, self.on_button, self.loop_button,
            self.outside_button,
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.panel, SPACE.tight, SPACE.panel, SPACE.tight)
        row.setSpacing(SPACE.snug)
        row.addWidget(self.clips)
        for widget in self._transport:
            row.addWidget(widget, 1 if widget is self.scrub else 0)
        row.addWidget(self.note, 1)
        row.addWidget(self.outside)
        self.play_button.clicked.connect(self.toggle)
        self.back_button.clicked.connect(lambda: self.step(-1))
        self.on_button.clicked.connect(lambda: self.step(1))
        self.loop_button.toggled.connect(self._on_loop)
        self.outside_button.clicked.connect(self.outside_requested)
        self.outside.clicked.connect(self.outside_requested)
        self.scrub.sliderMoved.connect(self._on_scrubbed)
        self.scrub.actionTriggered.connect(self._on_keyed)
        self.clips.chosen.connect(self._on_chosen)
        films.ready.connect(self._on_facts)
        self.hide()

    @property
    def clip(self) -> Picture | None:
        """What is shown now."""
        return self._clip

    @property
    def number(self) -> int:
        """Which clip of the task that is, from 1."""
        return self._clips.index(self._clip) + 1 if self._clip in self._clips else 0

    @property
    def playback(self) -> Playback | None:
        """What plays; None while nothing is known of the film yet, and where nothing can play it."""
        return self._playback

    def show_clips(self, clips: Sequence[Picture]) -> None:
        """The films of the task in the light; the clip that plays goes on when it is among them."""
        self._clips = tuple(clips)
        known = self._clip if self._clip in self._clips else None
        self.show()
        if known is None and self._clips:
            self._open(self._clips[0])
        elif known is not None:
            self.clips.show_clips(self._clips, self._clips.index(known))

    def leave(self) -> None:
        """No film is looked at any more."""
        self._close()
        self._clip, self._clips = None, ()
        self.hide()

    def toggle(self) -> None:
        """Play or pause."""
        if self._playback is None:
            return
        if self._playback.is_playing:
            self._playback.pause()
        else:
            self._playback.play()

    def step(self, by: int) -> None:
        """Pause, and show a frame so many on."""
        if self._playback is not None:
            self._playback.step(by)

    def _open(self, clip: Picture) -> None:
        self._close()
        self._clip = clip
        self.clips.show_clips(self._clips, self._clips.index(clip))
        self.time.setText("")
        self._show_transport(is_playable=True)
        self.clip_changed.emit(clip)
        facts = self._films.facts(clip.digest)
        if facts is not None:
            self._begin(clip, facts)

    def _begin(self, clip: Picture, facts: FilmFacts) -> None:
        playback = self._open_playback(clip, facts)
        if playback is None:
            self.note.setText(tr(film_words.CANNOT_PLAY if facts.has_frames else film_words.NO_PLAYER))
            self._show_transport(is_playable=False)
            return
        self._playback = playback
        playback.set_looping(self.loop_button.isChecked())
        playback.shown.connect(self.pictured)
        playback.moved.connect(self._on_moved)
        playback.failed.connect(self._on_failed)
        self._on_moved()
        if self._theme.motion.hover:  # else nothing moves by itself
            playback.play()

    def _close(self) -> None:
        playback, self._playback = self._playback, None
        if playback is not None:
            playback.shown.disconnect(self.pictured)
            playback.moved.disconnect(self._on_moved)
            playback.failed.disconnect(self._on_failed)
            playback.close()
            playback.deleteLater()

    def _show_transport(self, *, is_playable: bool) -> None:
        for widget in self._transport:
            widget.setVisible(is_playable)
        self.note.setVisible(not is_playable)
        self.outside.setVisible(not is_playable)

    def _on_facts(self, digest: str) -> None:
        clip = self._clip
        if clip is None or clip.digest != digest or self._playback is not None or self.outside.isVisible():
            return
        facts = self._films.facts(digest)
        if facts is not None:
            self._begin(clip, facts)

    def _on_chosen(self, number: int) -> None:
        self._open(self._clips[number])

    def _on_loop(self, loops: bool) -> None:
        if self._playback is not None:
            self._playback.set_looping(loops)

    def _on_scrubbed(self, milliseconds: int) -> None:
        if self._playback is not None:
            self._playback.seek(milliseconds / 1000)

    def _on_keyed(self, _action: int) -> None:
        self._on_scrubbed(self.scrub.sliderPosition())

    def _on_moved(self) -> None:
        playback = self._playback
        if playback is None:
            return
        self.scrub.show_time(playback.time, playback.length)
        self.time.setText(film_words.time_words(playback.time, playback.length))
        icon = "pause" if playback.is_playing else "play"
        if self.play_button.icon_name() != icon:
            self.play_button.set_icon(icon)
            self.play_button.set_label(
                tr_as("film", "Pause") if playback.is_playing else tr_as("film", "Play")
            )
            self.play_button.set_key("K")

    def _on_failed(self) -> None:
        self._close()
        self.note.setText(tr(film_words.CANNOT_PLAY))
        self._show_transport(is_playable=False)
