"""Sheets of films and edits on a small stage: a host, thumbnails, places that take what a test puts there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mjdesk.domain.gateway import Capabilities, GatewayProfile
from mjdesk.domain.request import PictureRef
from mjdesk.views.making.edit_sheet import EditSheet
from mjdesk.views.making.video_sheet import VideoSheet
from mjdesk.views.picture_holder import PicturePlace
from mjdesk.views.words_field import WordsField
from tests.support.builders import a_grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.picture import Picture
    from mjdesk.domain.task import TaskKind
    from mjdesk.theme import Theme
    from tests.views.conftest import World


class PlaceOfTest(QWidget):
    """Fits `PictureHolder`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    @property
    def reference(self) -> PictureRef | None:
        return None if self.picture is None else PictureRef(self.picture.digest, name=self.picture.name)

    def set_picture(self, picture: Picture | None) -> None:
        if picture != self.picture:
            self.picture = picture
            self.changed.emit()


def a_place(_name: str, _hint: str, _height: int) -> PicturePlace:
    place = PlaceOfTest()
    return PicturePlace(place, place, place.changed)


def a_price(kind: TaskKind, words: str, account: str) -> str:
    return f"{kind} {len(words)} {account}".strip()


class Profiles:
    """The gateways that the sheets ask for."""

    def __init__(self) -> None:
        self.profile = GatewayProfile(id="mine", name="Mine", root="http://127.0.0.1:9")

    def __call__(self, _account: str) -> GatewayProfile:
        return self.profile

    def lose(self, *paths: str) -> None:
        """From now on it is known to lack these."""
        self.profile = replace(self.profile, capabilities=Capabilities(missing=frozenset(paths)))


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1200, 800)
    host.show()
    return host


@pytest.fixture
def profiles() -> Profiles:
    return Profiles()


@pytest.fixture
def video(theme: Theme, host: QWidget, profiles: Profiles, world_of: Callable[..., World]) -> VideoSheet:
    thumbnails = world_of([a_grid()]).thumbnails
    return VideoSheet(theme, host, WordsField(theme), thumbnails, a_place, price=a_price, profile_of=profiles)


@pytest.fixture
def edit(theme: Theme, host: QWidget, profiles: Profiles) -> EditSheet:
    return EditSheet(theme, host, WordsField(theme), a_place, price=a_price, profile_of=profiles)
