"""A compose panel with a desk that brings in what it is told, and thumbnails that are never there."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QObject, Signal

from mjdesk.domain.parameters import ParameterTable
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.models.prompt_draft import PromptDraft
from mjdesk.models.slot_list import SlotList
from mjdesk.theme import Theme
from mjdesk.views.compose import pages
from mjdesk.views.compose.compose_panel import ComposePanel
from tests.widgets.showing import show_active

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from mjdesk.domain.upload_plan import UploadPlan
    from mjdesk.views.compose.page import ComposePage
    from mjdesk.views.compose.prompt_editor import PromptEditor
    from mjdesk.views.drop_places import ComposeMode


def a_picture(letter: str, name: str = "") -> Picture:
    return Picture(
        letter * 64, MediaType.PNG, 1200, 800, 123_456, role=PictureRole.INPUT, name=name or f"{letter}.png"
    )


@dataclass
class DeskOfTest:
    """Answers when a test says so: `waiting` holds what was asked, with the way back."""

    files: list[tuple[str, Callable[[Picture], object]]] = field(
        default_factory=list["tuple[str, Callable[[Picture], object]]"]
    )
    pasted: list[tuple[bytes, str, Callable[[Picture], object]]] = field(
        default_factory=list["tuple[bytes, str, Callable[[Picture], object]]"]
    )
    links: list[tuple[str, Callable[[bytes | None], object]]] = field(
        default_factory=list["tuple[str, Callable[[bytes | None], object]]"]
    )

    plans: list[tuple[Picture, Callable[[UploadPlan], object]]] = field(
        default_factory=list["tuple[Picture, Callable[[UploadPlan], object]]"]
    )

    def bring_in_file(self, path: str, to: Callable[[Picture], object]) -> None:
        self.files.append((path, to))

    def bring_in_bytes(self, data: bytes, name: str, to: Callable[[Picture], object]) -> None:
        self.pasted.append((data, name, to))

    def plan_upload(self, picture: Picture, to: Callable[[UploadPlan], object]) -> None:
        self.plans.append((picture, to))

    def load_preview(self, url: str, to: Callable[[bytes | None], object]) -> None:
        self.links.append((url, to))


class ThumbnailsOfTest(QObject):
    """`None` is an answer."""

    ready = Signal(str)

    def pixmap(self, *_arguments: object, **_options: object) -> None:
        return None

    def stand_in(self, _digest: str, _shape: float = 0.0) -> None:
        return None


@dataclass
class Stage:
    """One panel with everything behind it."""

    panel: ComposePanel
    draft: PromptDraft
    slots: SlotList
    desk: DeskOfTest
    table: ParameterTable
    wishes: list[Any]

    @property
    def editor(self) -> PromptEditor:
        return self.panel.editor


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A theme that stands still, put on the application for one test."""
    theme = Theme(reduced_motion=True)
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def table() -> ParameterTable:
    return ParameterTable.load()


@pytest.fixture
def stage(qtbot: QtBot, theme: Theme, table: ParameterTable) -> Stage:
    draft, slots, desk, thumbnails = PromptDraft(), SlotList(), DeskOfTest(), ThumbnailsOfTest()

    def make_page(mode: ComposeMode) -> ComposePage:
        models = SimpleNamespace(draft=draft, desk=desk, thumbnails=thumbnails)
        return pages.make_page(mode, theme, cast("Any", models), panel)

    panel = ComposePanel(
        theme, draft, slots, cast("Any", desk), cast("Any", thumbnails), table, make_page=make_page
    )
    thumbnails.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(376, 820)
    show_active(qtbot, panel)
    stage = Stage(panel, draft, slots, desk, table, [])
    panel.submitted.connect(stage.wishes.append)
    return stage
