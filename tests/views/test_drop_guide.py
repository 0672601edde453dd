"""What hangs over the window is offered its places; what was begun in the window can still leave it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from mjdesk.domain.parameters import ParameterTable
from mjdesk.models.prompt_draft import PromptDraft
from mjdesk.models.slot_list import SlotList
from mjdesk.theme import Theme
from mjdesk.views.compose import pages
from mjdesk.views.compose.compose_panel import ComposePanel
from mjdesk.views.drop_guide import DropGuide
from mjdesk.views.drop_places import ComposeMode
from mjdesk.views.own_pictures import OWN_TASKS, OwnPictures
from tests.support.hands import heard
from tests.views.compose.conftest import DeskOfTest, ThumbnailsOfTest, a_picture
from tests.widgets.showing import show_active

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mjdesk.views.compose.page import ComposePage
    from mjdesk.views.drop_offer import DropOffer

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
AWAY = QPoint(700, 60)
"""Over the other half of the window, beside all targets."""


class Scene:
    """A window with the panel at the left and nothing at the right."""

    def __init__(self, theme: Theme) -> None:
        self.slots = SlotList()
        draft, desk, thumbnails = PromptDraft(), DeskOfTest(), ThumbnailsOfTest()
        models = cast("Any", SimpleNamespace(draft=draft, desk=desk, thumbnails=thumbnails))

        def make(mode: ComposeMode) -> ComposePage:
            return pages.make_page(mode, theme, models, self.panel)

        self.desk = desk
        self.window = QWidget()
        thumbnails.setParent(self.window)
        self.body = QWidget()
        table = ParameterTable.load()
        self.panel = ComposePanel(
            theme, draft, self.slots, cast("Any", desk), cast("Any", thumbnails), table, make_page=make
        )
        outer, inner = QHBoxLayout(self.window), QHBoxLayout(self.body)
        for row, widget in ((outer, self.body), (inner, self.panel)):
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(widget)
        inner.addWidget(QWidget(), 1)
        self.panel.setFixedWidth(376)
        self.window.setAcceptDrops(True)
        self.window.resize(1300, 820)

    def guide(self, theme: Theme) -> DropGuide:
        return DropGuide(theme, self.window, self.body, self.panel)

    def hang(self, mime: QMimeData, at: QPoint = AWAY) -> None:
        """The pointer comes into the window, or moves on, with something in its hand."""
        handle = self.window.windowHandle()
        QApplication.sendEvent(handle, QDragEnterEvent(at, COPY, mime, LEFT, NO_KEYS))
        QApplication.sendEvent(handle, QDragMoveEvent(at, COPY, mime, LEFT, NO_KEYS))

    def leave(self) -> None:
        QApplication.sendEvent(self.window.windowHandle(), QDragLeaveEvent())

    def drop(self, mime: QMimeData, at: QPoint) -> bool:
        event = QDropEvent(QPointF(at), COPY, mime, LEFT, NO_KEYS)
        QApplication.sendEvent(self.window.windowHandle(), event)
        return event.isAccepted()

    def middle_of(self, offer: DropOffer, key: str) -> QPoint:
        target = offer.targets[key]
        return target.mapTo(self.window, target.rect().center())


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(reduced_motion=True)
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def scene(qtbot: QtBot, theme: Theme) -> Scene:
    scene = Scene(theme)
    qtbot.addWidget(scene.window)
    show_active(qtbot, scene.window)
    return scene


@pytest.fixture
def guide(scene: Scene, theme: Theme) -> DropGuide:
    return scene.guide(theme)


def files(*names: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(f"/pictures/{name}") for name in names])
    return mime


def own(letter: str) -> OwnPictures:
    mime = OwnPictures([a_picture(letter)])
    mime.setData(OWN_TASKS, b"1")
    mime.setUrls([QUrl.fromLocalFile("/pictures/own.png")])
    return mime


def test_files_are_offered_every_place_beside_the_panel(scene: Scene, guide: DropGuide) -> None:
    mime = files("a.png")
    scene.hang(mime)
    offer = guide.offer
    assert offer.isVisible()
    assert offer.geometry().left() >= scene.panel.width()
    assert list(offer.targets) == [place.key for place in scene.panel.places()]
    assert scene.panel.references.area.is_hovered_by_drop(), "where a drop beside the targets would go"
    for target in offer.targets.values():
        assert target.width() >= 150
        assert target.height() >= 110
        assert offer.rect().contains(target.geometry())
    scene.leave()
    assert not offer.isVisible()
    assert not scene.panel.references.area.is_hovered_by_drop()


def test_in_a_small_window_all_targets_and_the_words_are_there(
    qtbot: QtBot, scene: Scene, guide: DropGuide
) -> None:
    scene.window.resize(900, 600)
    qtbot.waitUntil(lambda: scene.body.width() == 900)
    scene.hang(files("a.png"))
    areas = [target.geometry() for target in guide.offer.targets.values()]
    assert len(areas) >= 6
    for number, area in enumerate(areas):
        assert guide.offer.rect().contains(area)
        assert area.top() >= 60
        assert not any(area.intersects(other) for other in areas[number + 1 :])


def test_a_drop_on_a_target_makes_its_page_and_fills_it(qtbot: QtBot, scene: Scene, guide: DropGuide) -> None:
    used = heard(guide.used)
    mime = files("a.png")
    scene.hang(mime)
    at = scene.middle_of(guide.offer, "onto")
    scene.hang(mime, at)
    assert guide.offer.targets["onto"].is_hovered_by_drop()
    assert scene.drop(mime, at)
    assert scene.panel.mode is ComposeMode.SWAP_FACE
    ((path, to),) = scene.desk.files
    assert path == "/pictures/a.png"
    to(a_picture("a"))
    page = cast("Any", scene.panel.page)
    assert (page.source.picture, page.target.picture.digest[0]) == (None, "a")
    assert len(used) == 1
    qtbot.waitUntil(lambda: not guide.offer.isVisible())


def test_what_is_no_picture_is_refused_in_words(scene: Scene, guide: DropGuide) -> None:
    scene.hang(files("report.pdf"))
    assert guide.offer.isVisible()
    assert guide.offer.targets == {}
    assert guide.offer.sentence() == "Only pictures can be put here: report.pdf is none"
    scene.leave()
    scene.hang(files("a.png"))
    assert guide.offer.targets
    assert guide.offer.sentence() == ""
    scene.leave()


def test_words_are_offered_nothing(scene: Scene, guide: DropGuide) -> None:
    mime = QMimeData()
    mime.setText("a lighthouse")
    scene.hang(mime)
    assert not guide.offer.isVisible()


def test_a_drag_out_of_this_window_is_offered_a_narrow_card_when_it_lingers(
    qtbot: QtBot, scene: Scene, guide: DropGuide
) -> None:
    mime = own("a")
    scene.hang(mime)
    assert not guide.offer.isVisible(), "it may be on its way out"
    qtbot.waitUntil(guide.offer.isVisible)
    assert guide.offer.width() < 240
    assert scene.body.width() - guide.offer.geometry().right() > 600, "what lies below stays reachable"
    at = scene.middle_of(guide.offer, "blend")
    scene.hang(mime, at)
    assert scene.drop(mime, at)
    assert [picture.digest[0] for picture in cast("Any", scene.panel.page).slots.pictures()] == ["a"]


def test_a_drag_that_leaves_at_once_is_never_offered_anything(scene: Scene, guide: DropGuide) -> None:
    scene.hang(own("a"))
    (patience,) = guide.findChildren(QTimer)
    assert patience.isActive()
    scene.leave()
    assert not patience.isActive()
    assert not guide.offer.isVisible()


def test_nothing_is_offered_over_what_lies_over_the_window(scene: Scene, guide: DropGuide) -> None:
    sheet = QWidget(scene.body)
    sheet.setGeometry(scene.body.rect())
    sheet.show()
    scene.hang(files("a.png"))
    assert not guide.offer.isVisible()


def test_over_the_panel_it_lights_itself(scene: Scene, guide: DropGuide) -> None:
    mime = files("a.png")
    scene.hang(mime)
    scene.hang(mime, QPoint(100, 600))
    assert scene.panel.references.area.is_hovered_by_drop()
    scene.hang(mime, AWAY)
    assert scene.panel.references.area.is_hovered_by_drop()
    scene.leave()
    assert not scene.panel.references.area.is_hovered_by_drop()
