"""Custom zoom: words, slider, frame and shapes say the same, whoever spoke first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mjdesk.domain.picture import Ratio
from mjdesk.views.modal.zoom_dialog import ZoomDialog, ZoomQuestion
from mjdesk.views.words_field import WordsField
from tests.support.builders import a_grid, a_picture
from tests.support.hands import heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme
    from tests.views.conftest import World

LEFT = Qt.MouseButton.LeftButton


def a_price(_words: str) -> str:
    return "about ¥ 0.10"


def question(words: str = "a fox --ar 3:2 --v 7", **changes: Any) -> ZoomQuestion:
    facts: dict[str, Any] = {
        "title": "a fox",
        "words": words,
        "picture": a_picture("1" * 64, width=1536, height=1024),
        "ratio": Ratio(1536, 1024),
        "price": a_price,
    }
    return ZoomQuestion(**facts | changes)


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, world_of: Callable[..., World]) -> ZoomDialog:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1200, 800)
    host.show()
    return ZoomDialog(theme, host, world_of([a_grid()]).thumbnails, WordsField(theme))


def test_it_opens_with_a_zoom_that_paints_something(dialog: ZoomDialog) -> None:
    dialog.ask(question())
    assert dialog.is_open()
    assert dialog.words.text() == "a fox --ar 3:2 --v 7 --zoom 1.5"
    assert (dialog.zoom.value(), dialog.frame.zoom, dialog.shapes.value()) == (1.5, 1.5, "3:2")
    dialog.dismiss()
    dialog.ask(question("a fox --zoom 1.85"))
    assert (dialog.zoom.value(), dialog.frame.zoom) == (1.85, 1.85)


@pytest.mark.parametrize("speaker", ["slider", "frame", "words"])
def test_the_zoom_is_the_same_everywhere(dialog: ZoomDialog, speaker: str) -> None:
    dialog.ask(question())
    match speaker:
        case "slider":
            dialog.zoom.number_edit().setText("1.2")
            dialog.zoom.number_edit().editingFinished.emit()
        case "frame":
            dialog.frame.setFocus()
            for _ in range(6):
                QTest.keyClick(dialog.frame, Qt.Key.Key_Left)
        case _:
            dialog.words.show_text("a fox --ar 3:2 --v 7 --zoom 1.2")
    assert dialog.words.text() == "a fox --ar 3:2 --v 7 --zoom 1.2"
    assert (dialog.zoom.value(), dialog.frame.zoom) == (1.2, 1.2)


def test_another_shape_reshapes_the_frame_and_as_it_is_takes_it_back(dialog: ZoomDialog) -> None:
    dialog.ask(question())
    QTest.mouseClick(dialog.shapes.option("1:1"), LEFT)
    assert dialog.words.text() == "a fox --ar 1:1 --v 7 --zoom 1.5"
    frame = dialog.frame.framing.frame
    assert frame.width() == pytest.approx(frame.height())
    assert dialog.frame.framing.share == pytest.approx(2 / 3 / 1.5**2, rel=0.02)
    QTest.mouseClick(dialog.shapes.option("3:2"), LEFT)
    assert dialog.words.text() == "a fox --ar 3:2 --v 7 --zoom 1.5"
    dialog.words.show_text("a fox --ar 9:16 --zoom 1.5")
    assert dialog.shapes.value() == "9:16"


def test_a_shape_that_only_looks_like_the_own_one_is_not_offered_twice(dialog: ZoomDialog) -> None:
    dialog.ask(question("a fox --ar 16:9", ratio=Ratio(1456, 816)))
    assert dialog.shapes.values()[0] == "91:51"
    assert "16:9" not in dialog.shapes.values()
    assert dialog.shapes.value() == "91:51"


def test_words_without_a_zoom_are_not_sent(dialog: ZoomDialog) -> None:
    confirmed = heard(dialog.confirmed)
    dialog.ask(question())
    for words in ("a fox", "a fox --zoom 3", "a fox --zoom far"):
        dialog.words.show_text(words)
        assert not dialog.send_button.isEnabled()
        dialog.words.send_requested.emit()
    assert confirmed == []
    dialog.words.show_text("a fox  in snow --zoom 1.3")
    QTest.mouseClick(dialog.send_button, LEFT)
    assert confirmed == [("a fox in snow --zoom 1.3",)]
    assert not dialog.is_open()


def test_without_its_picture_the_frame_is_shown_all_the_same(dialog: ZoomDialog) -> None:
    dialog.ask(question(picture=None))
    assert dialog.is_open()
    assert dialog.frame.framing.share == pytest.approx(1 / 1.5**2, rel=0.02)
