"""Opens the sheets of edits and films, and sends what is wished there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mjdesk.domain.gateway import STUDIO_PROFILE
from mjdesk.views import making_words
from mjdesk.views.language import tr
from mjdesk.views.picture_holder import PicturePlace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mjdesk.domain.gateway import GatewayProfile
    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import Task, TaskKind
    from mjdesk.models.ensemble import Ensemble
    from mjdesk.theme import Theme
    from mjdesk.views.making.edit_sheet import EditSheet
    from mjdesk.views.making.video_sheet import VideoSheet
    from mjdesk.views.words_field import WordsField


class Makers(QObject):
    """Owns the sheets, each made when it is first wanted."""

    area_requested = Signal(object)
    """A `Picture` on which an area is to be painted for the edit that is open."""

    def __init__(self, theme: Theme, models: Ensemble, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._models = models
        self._host = host
        self._video: VideoSheet | None = None
        self._edit: EditSheet | None = None

    @property
    def video(self) -> VideoSheet:
        if self._video is None:
            from mjdesk.views.making.video_sheet import VideoSheet

            self._video = VideoSheet(
                self._theme,
                self._host,
                self._words(tr("Leave it empty, and it moves as it likes")),
                self._models.thumbnails,
                self._slot,
                price=self._price,
                profile_of=self._profile,
            )
            self._video.requested.connect(self._models.desk.submit)
        return self._video

    @property
    def edit(self) -> EditSheet:
        if self._edit is None:
            from mjdesk.views.making.edit_sheet import EditSheet

            self._edit = EditSheet(
                self._theme,
                self._host,
                self._words("a small red cabin with a lit window"),
                self._slot,
                price=self._price,
                profile_of=self._profile,
            )
            self._edit.requested.connect(self._models.desk.submit)
            self._edit.area_requested.connect(self.area_requested)
        return self._edit

    def animate(self, task: Task | None, picture: Picture | None = None) -> None:
        """A film from a picture; of a finished film, more of it."""
        if task is not None and making_words.can_extend(task):
            self.video.extend(task)
        else:
            self.video.animate(task, picture)

    def _slot(self, name: str, hint: str, height: int) -> PicturePlace:
        from mjdesk.views.compose.picture_slot import PictureSlot

        slot = PictureSlot(
            self._theme, self._models.desk, self._models.thumbnails, name=name, hint=hint, height=height
        )
        return PicturePlace(slot, slot, slot.changed)

    def _words(self, placeholder: str) -> WordsField:
        from mjdesk.views.words_field import WordsField

        return WordsField(self._theme, placeholder=placeholder)

    def _price(self, kind: TaskKind, words: str, account: str) -> str:
        purse = self._models.purse
        speed = self._profile(account).speed
        cost = purse.estimate(kind, speed=speed, prompt=words, account=account)
        return making_words.price_words(cost, purse.currency_of(account))

    def _profile(self, account: str) -> GatewayProfile:
        models = self._models
        return (models.gateway(account) if account else models.preferences.active) or STUDIO_PROFILE
