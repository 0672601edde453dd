"""The editor: plain text alone, one undo, heights, and any script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.views.compose.conftest import Stage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clipboard() -> Iterator[QMimeData]:
    """What the test puts here is on the clipboard once it calls for a paste."""
    yield QMimeData()
    QApplication.clipboard().clear()


def paste(stage: Stage, mime: QMimeData) -> None:
    QApplication.clipboard().setMimeData(mime)
    stage.panel.focus_prompt()
    QTest.keyClick(stage.editor, Qt.Key.Key_V, CONTROL)


def a_bitmap() -> QImage:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def test_rich_text_is_pasted_as_plain(stage: Stage, clipboard: QMimeData) -> None:
    clipboard.setHtml("<b>a sea</b>")
    clipboard.setText("a sea")
    paste(stage, clipboard)
    assert stage.draft.text == "a sea"
    assert stage.editor.textCursor().charFormat().fontWeight() == 400


def test_a_bitmap_without_words_becomes_a_reference(stage: Stage, clipboard: QMimeData, qtbot: QtBot) -> None:
    clipboard.setImageData(a_bitmap())
    paste(stage, clipboard)
    qtbot.waitUntil(lambda: bool(stage.desk.pasted))
    ((data, name, _),) = stage.desk.pasted
    assert data.startswith(b"\x89PNG")
    assert QImage.fromData(data).size() == a_bitmap().size()
    assert name == "Pasted picture"
    assert stage.draft.text == ""


def test_a_bitmap_with_words_is_meant_as_words(stage: Stage, clipboard: QMimeData) -> None:
    clipboard.setImageData(a_bitmap())
    clipboard.setText("cells of a table")
    paste(stage, clipboard)
    assert stage.draft.text == "cells of a table"
    assert stage.desk.pasted == []


def test_encoded_bytes_are_taken_as_they_are(stage: Stage, clipboard: QMimeData) -> None:
    clipboard.setData("image/jpeg", b"\xff\xd8 as delivered")
    assert stage.panel.drop_mime(clipboard) is clipboard.hasImage()
    clipboard.setImageData(a_bitmap())
    stage.desk.pasted.clear()
    assert stage.panel.drop_mime(clipboard)
    assert stage.desk.pasted[0][0] == b"\xff\xd8 as delivered"


def test_copied_files_become_references(stage: Stage, clipboard: QMimeData) -> None:
    clipboard.setUrls([QUrl.fromLocalFile("/pictures/a.png")])
    paste(stage, clipboard)
    assert [path for path, _ in stage.desk.files] == ["/pictures/a.png"]
    assert stage.draft.text == ""


def test_a_copied_address_is_text(stage: Stage, clipboard: QMimeData) -> None:
    clipboard.setText("https://a.test/b.png")
    paste(stage, clipboard)
    assert stage.draft.text == "https://a.test/b.png"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a 🌊 sea --ar 16:9", "a 🌊 sea --ar 2:3"),
        ("", "👩‍🎨"),
        ("aaaa", "aa"),
        ("منارة --s 5", "منارة --s 50"),
        ("x", ""),
    ],
)
def test_other_words_replace_only_what_differs_and_can_be_undone(
    stage: Stage, before: str, after: str
) -> None:
    stage.editor.show_text(before)
    stage.editor.show_text(after)
    assert stage.editor.toPlainText() == after == stage.draft.text
    stage.editor.undo()
    assert stage.editor.toPlainText() == before


def test_lines_stand_21_px_apart_in_every_script(stage: Stage) -> None:
    for text in ("a", "山の上の灯台", "منارة", "a 🌊"):
        stage.editor.setPlainText("\n".join([text] * 7))
        height = stage.editor.document().size().height()
        assert height == pytest.approx(7 * 21 + 8, abs=1)


def test_it_grows_from_five_lines_to_twelve_and_then_scrolls(stage: Stage, qtbot: QtBot) -> None:
    heights: list[int] = []
    for lines in (1, 5, 9, 12, 30):
        stage.editor.setPlainText("\n".join(["a"] * lines))
        QApplication.sendPostedEvents()
        qtbot.waitUntil(lambda: stage.editor.height() == stage.editor.sizeHint().height())
        heights.append(stage.editor.height())
    assert heights[0] == heights[1] == 5 * 21 + 8
    assert heights[1] < heights[2] < heights[3] == heights[4] == 12 * 21 + 8
    assert stage.editor.verticalScrollBar().maximum() > 0


def test_ten_thousand_characters_are_taken_and_calmly_remarked(stage: Stage) -> None:
    text = ("a calm sea " * 1000)[:10_000].strip()
    stage.editor.setPlainText(text)
    stage.panel.check.look()
    assert stage.draft.text == text
    assert not stage.panel.strip.isHidden()
    assert "Please shorten it" in stage.panel.strip.accessibleName()


def test_tab_leaves_the_editor(stage: Stage) -> None:
    stage.panel.focus_prompt()
    QTest.keyClick(stage.editor, Qt.Key.Key_Tab)
    assert not stage.editor.hasFocus()
    assert stage.draft.text == ""
