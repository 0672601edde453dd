"""The panel by hand: typing, keys, choices that meet the text, and the wishes that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mjdesk.domain.gateway import Capabilities, GatewayProfile
from mjdesk.domain.request import Bot, Speed
from mjdesk.views.drop_places import ComposeMode
from mjdesk.views.own_pictures import OwnPictures
from mjdesk.widgets.elided_label import ElidedLabel
from tests.support.hands import heard
from tests.views.compose.conftest import a_picture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.views.compose.conftest import Stage

NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def type_prompt(stage: Stage, text: str) -> None:
    stage.panel.focus_prompt()
    QTest.keyClicks(stage.editor, text)


def test_a_typed_prompt_becomes_a_wish_and_stays_selected(stage: Stage) -> None:
    type_prompt(stage, "a lighthouse")
    QTest.keyClick(stage.editor, Qt.Key.Key_Return, CONTROL)
    assert [wish.prompt for wish in stage.wishes] == [f"a lighthouse --v {stage.table.default}"]
    assert stage.editor.textCursor().selectedText() == "a lighthouse"
    QTest.keyClicks(stage.editor, "b")
    assert stage.draft.text == "b"


def test_ctrl_shift_enter_leaves_everything_as_it_is(stage: Stage) -> None:
    type_prompt(stage, "a lighthouse")
    QTest.keyClick(stage.editor, Qt.Key.Key_Enter, CONTROL | SHIFT)
    assert len(stage.wishes) == 1
    QTest.keyClicks(stage.editor, "s")
    assert stage.draft.text == "a lighthouses"


def test_plain_return_makes_a_line(stage: Stage) -> None:
    type_prompt(stage, "a")
    QTest.keyClick(stage.editor, Qt.Key.Key_Return)
    QTest.keyClicks(stage.editor, "b")
    assert stage.draft.text == "a\nb"
    assert not stage.wishes


def test_the_button_waits_for_words_and_says_why(stage: Stage) -> None:
    button = stage.panel.foot.create_button
    assert not button.isEnabled()
    assert button.toolTip() == "Write a prompt first"
    assert not stage.panel.can_submit()
    stage.panel.submit()
    assert stage.wishes == []
    type_prompt(stage, "a sea")
    assert button.isEnabled()
    assert button.toolTip() == ""
    QTest.mouseClick(button, LEFT)
    assert len(stage.wishes) == 1


def test_alternatives_are_counted_and_sent_one_by_one(stage: Stage) -> None:
    stage.editor.setPlainText("a {calm, stormy, frozen} sea")
    assert stage.panel.foot.total.text() == "3 jobs · 12 images"
    stage.panel.submit()
    assert [wish.prompt.split()[1] for wish in stage.wishes] == ["calm", "stormy", "frozen"]


def test_too_many_alternatives_are_not_sent(stage: Stage) -> None:
    stage.editor.setPlainText("{a, b, c, d}" * 30)
    assert not stage.panel.can_submit()
    assert "at most 100" in stage.panel.foot.create_button.toolTip()
    stage.panel.submit()
    assert stage.wishes == []


def test_a_number_that_nobody_can_read_is_not_written_out(stage: Stage) -> None:
    stage.editor.setPlainText("{a, b}" * 5000)
    assert stage.panel.foot.total.text() == "over 1,000,000 jobs · over 1,000,000 images"


def test_two_pictures_need_no_words(stage: Stage) -> None:
    stage.slots.add(a_picture("a"))
    assert "second picture" in stage.panel.foot.create_button.toolTip()
    stage.slots.add(a_picture("b"))
    stage.panel.submit()
    assert [ref.digest[0] for ref in stage.wishes[0].pictures] == ["a", "b"]


def test_a_shape_in_the_text_is_shown_and_a_click_changes_it_there(stage: Stage) -> None:
    bar = stage.panel.shape
    assert bar.value() == "1:1"
    type_prompt(stage, "a sea --ar 16:9")
    assert bar.value() == "16:9"
    QTest.mouseClick(bar.option("2:3"), LEFT)
    assert stage.editor.toPlainText() == "a sea --ar 2:3"
    QTest.mouseClick(bar.option("1:1"), LEFT)
    assert stage.editor.toPlainText() == "a sea"
    assert bar.value() == "1:1"


def test_undo_brings_back_what_a_click_changed(stage: Stage) -> None:
    type_prompt(stage, "a sea --ar 16:9")
    QTest.mouseClick(stage.panel.shape.option("2:3"), LEFT)
    stage.editor.undo()
    assert stage.draft.text == "a sea --ar 16:9"
    assert stage.panel.shape.value() == "16:9"


def test_an_unusual_shape_gets_a_place_of_its_own(stage: Stage) -> None:
    stage.panel.use_flag("--ar 7:4")
    bar = stage.panel.shape
    assert bar.value() == "7:4"
    assert bar.values().index("7:4") == bar.values().index("3:2") + 1
    QTest.mouseClick(bar.option("4:5"), LEFT)
    assert "7:4" not in bar.values()
    assert stage.draft.settings.aspect == (4, 5)


def test_a_shape_is_sent_from_the_panel(stage: Stage) -> None:
    stage.editor.setPlainText("a sea")
    QTest.mouseClick(stage.panel.shape.option("21:9"), LEFT)
    stage.panel.submit()
    assert stage.wishes[0].prompt == f"a sea --ar 21:9 --v {stage.table.default}"


def test_history_walks_back_and_returns_to_what_was_unsent(stage: Stage) -> None:
    stage.panel.set_history(["second", "first"])
    type_prompt(stage, "unsent")
    for expected in ("second", "first", "first"):
        QTest.keyClick(stage.editor, Qt.Key.Key_Up, ALT)
        assert stage.draft.text == expected
    for expected in ("second", "unsent", "unsent"):
        QTest.keyClick(stage.editor, Qt.Key.Key_Down, ALT)
        assert stage.draft.text == expected


def test_what_was_sent_heads_the_history(stage: Stage) -> None:
    stage.panel.set_history(["old"])
    stage.editor.setPlainText("new")
    stage.panel.submit()
    stage.editor.setPlainText("")
    QTest.keyClick(stage.editor, Qt.Key.Key_Up, ALT)
    assert stage.draft.text == "new"


def test_the_history_menu_uses_a_prompt_again(stage: Stage) -> None:
    stage.panel.set_history(["a sea --ar 2:3 --v 7", "x" * 300])
    menu = stage.panel.prompt.history_menu()
    stage.panel.prompt.findChildren(type(stage.panel.references.add_button))[0].click()
    first, long = menu.actions()
    assert len(long.text()) <= 64
    first.trigger()
    menu.hide()
    assert stage.draft.text == "a sea"
    assert (stage.panel.shape.value(), stage.draft.settings.version) == ("2:3", "7")


def test_using_a_prompt_again_fills_text_and_controls(stage: Stage) -> None:
    stage.panel.set_prompt("a sea --ar 16:9 --s 250 --c 5 --seed 9 --no fog --niji 6")
    look = stage.panel.look
    assert stage.editor.toPlainText() == "a sea"
    assert look.sliders["stylize"].value() == 250
    assert look.sliders["chaos"].value() == 5
    assert (look.seed.text(), look.exclude.text()) == ("9", "fog")
    assert look.model.accessibleName() == "Niji 6"
    stage.panel.submit()
    assert stage.wishes[0].bot is Bot.NIJI


def test_clear_empties_the_words_and_what_is_not_locked(stage: Stage) -> None:
    stage.slots.add(a_picture("a"))
    stage.slots.add(a_picture("b"))
    stage.slots.set_locked(0, True)
    stage.editor.setPlainText("a sea")
    stage.panel.prompt.clear_requested.emit()
    assert stage.editor.toPlainText() == ""
    assert [picture.digest[0] for picture in stage.slots.pictures()] == ["a"]
    stage.editor.undo()
    assert stage.draft.text == "a sea"


def test_speeds_are_offered_when_there_is_a_choice(stage: Stage) -> None:
    foot = stage.panel.foot
    assert foot.speed.isHidden()
    stage.panel.set_speeds((Speed.RELAX, Speed.FAST))
    assert not foot.speed.isHidden()
    assert stage.draft.speed is Speed.RELAX
    menu = foot.speed.menu()
    assert menu is not None
    fast = menu.actions()[1]
    stage.panel.set_speeds((Speed.RELAX, Speed.FAST))
    fast.trigger()
    assert foot.speed.label() == "Fast"
    stage.editor.setPlainText("a")
    stage.panel.submit()
    assert stage.wishes[0].speed is Speed.FAST
    stage.panel.set_speeds((Speed.DEFAULT,))
    assert stage.draft.speed is Speed.DEFAULT
    stage.panel.set_speeds((Speed.RELAX, Speed.FAST))
    assert stage.draft.speed is Speed.FAST


def drop(stage: Stage, mime: QMimeData, *, on: str = "panel") -> bool:
    """Real drag and drop events at the panel or at the editor's viewport; whether they were taken."""
    target = stage.panel if on == "panel" else stage.editor.viewport()
    place = QPoint(20, 20)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(target, enter)
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, mime, buttons, keys)
    if on == "panel":
        assert stage.panel.references.area.is_hovered_by_drop() is enter.isAccepted()
    if enter.isAccepted():
        QApplication.sendEvent(target, event)
    assert not stage.panel.references.area.is_hovered_by_drop()
    return enter.isAccepted() and event.isAccepted()


@pytest.mark.parametrize("on", ["panel", "editor"])
def test_dropped_files_become_references_in_their_order(stage: Stage, on: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(f"/pictures/{name}") for name in ("a.png", "b.JPG", "c.tiff")])
    assert drop(stage, mime, on=on)
    assert [path for path, _ in stage.desk.files] == [
        "/pictures/a.png",
        "/pictures/b.JPG",
        "/pictures/c.tiff",
    ]
    for number in (2, 0, 1):  # they arrive as they like
        stage.desk.files[number][1](a_picture("abc"[number]))
    assert [picture.digest[0] for picture in stage.slots.pictures()] == ["a", "b", "c"]
    assert stage.editor.toPlainText() == ""


def test_a_file_that_is_no_picture_is_refused(stage: Stage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/papers/a.pdf")])
    assert not drop(stage, mime)
    assert not stage.panel.drop_mime(mime)
    assert stage.desk.files == []


def test_dropped_words_are_written(stage: Stage) -> None:
    mime = QMimeData()
    mime.setText("a sea")
    assert not stage.panel.drop_mime(mime)
    assert drop(stage, mime, on="editor")
    assert stage.draft.text == "a sea"


def test_a_drag_that_leaves_takes_its_light_along(stage: Stage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/pictures/a.png")])
    buttons, keys, copy = LEFT, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(stage.panel, QDragEnterEvent(QPoint(9, 400), copy, mime, buttons, keys))
    assert stage.panel.references.area.is_hovered_by_drop()
    QApplication.sendEvent(stage.panel, QDragLeaveEvent())
    assert not stage.panel.references.area.is_hovered_by_drop()


def test_a_picture_dragged_out_of_a_page_into_the_words_is_a_picture(stage: Stage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://a.test/view?id=1")])
    mime.setText("https://a.test/view?id=1")
    assert drop(stage, mime, on="editor")
    assert stage.draft.text == "https://a.test/view?id=1"
    stage.editor.setPlainText("")
    mime.setHtml('<img src="https://a.test/view?id=1">')
    assert drop(stage, mime, on="editor")
    assert [link for link, _ in stage.desk.links] == ["https://a.test/view?id=1"]
    assert stage.draft.text == ""


def test_of_a_picture_that_leads_somewhere_the_picture_is_meant(stage: Stage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://a.test/article")])
    mime.setHtml('<a href="https://a.test/article"><img alt="x" src="https://cdn.test/p?w=9&amp;h=7"></a>')
    assert drop(stage, mime)
    assert [link for link, _ in stage.desk.links] == ["https://cdn.test/p?w=9&h=7"]


@pytest.mark.parametrize("how", ["address", "markup"])
def test_a_picture_that_is_written_into_its_page_is_taken_as_it_is(stage: Stage, how: str) -> None:
    address = "data:image/png;base64,iVBORw0KGgo="
    mime = QMimeData()
    if how == "address":
        mime.setUrls([QUrl(address)])
    else:
        mime.setHtml(f"<img class='small' src='{address}'>")
    assert drop(stage, mime)
    assert [data for data, _, _ in stage.desk.pasted] == [b"\x89PNG\r\n\x1a\n"]
    broken = QMimeData()
    broken.setUrls([QUrl("data:text/html;base64,iVBORw0KGgo=")])
    assert not drop(stage, broken)


def test_a_web_picture_that_cannot_be_fetched_is_a_reference_by_its_address(stage: Stage) -> None:
    stage.editor.setPlainText("a sea")
    mime = QMimeData()
    mime.setUrls([QUrl("https://a.test/p.png?x=1")])
    assert drop(stage, mime)
    (link, to), *_ = stage.desk.links
    to(None)
    assert link == "https://a.test/p.png?x=1"
    assert stage.draft.text == "a sea"
    assert [ref.url for ref in stage.slots.references()] == ["https://a.test/p.png?x=1"]
    to(b"bytes")
    assert stage.desk.pasted[0][:2] == (b"bytes", "p.png")


def test_everything_fits_at_the_narrowest(stage: Stage, qtbot: QtBot) -> None:
    stage.panel.resize(300, 820)
    qtbot.waitUntil(lambda: stage.panel.width() == 300)
    content = stage.panel.look.parentWidget()
    assert content is not None
    assert content.width() <= 300
    assert stage.panel.minimumSizeHint().width() <= 300
    for chip in stage.panel.look.chips.values():
        if chip.isVisible():
            assert chip.width() >= chip.sizeHint().width()


def test_every_page_can_be_read_at_the_narrowest(stage: Stage, qtbot: QtBot) -> None:
    stage.panel.resize(300, 820)
    qtbot.waitUntil(lambda: stage.panel.width() == 300)
    for mode in ComposeMode:
        option = stage.panel.modes.option(mode)
        assert option.width() >= option.words_width(option.label())


def test_a_low_window_needs_no_scroll_bar(stage: Stage, qtbot: QtBot) -> None:
    for letter in "abc":
        stage.slots.add(a_picture(letter))
    stage.editor.setPlainText("a sea --cref https://a.test/b.png")
    stage.panel.check.look()
    stage.panel.resize(376, 771)  # what 1280 x 800 leaves above the status bar
    qtbot.waitUntil(lambda: stage.panel.height() == 771)
    QApplication.sendPostedEvents()
    assert stage.panel.scroll_area.verticalScrollBar().maximum() == 0


def test_pages_are_made_when_they_are_first_chosen(stage: Stage) -> None:
    panel = stage.panel
    modes = heard(panel.mode_changed)
    assert panel.page is panel.imagine
    QTest.mouseClick(panel.modes.option(ComposeMode.BLEND), LEFT)
    page = panel.page
    assert page is not panel.imagine
    assert page.isVisible()
    assert not panel.imagine.isVisible()
    assert panel.show_mode(ComposeMode.IMAGINE) is panel.imagine
    assert panel.show_mode(ComposeMode.BLEND) is page
    assert [mode for (mode,) in modes] == [ComposeMode.BLEND, ComposeMode.IMAGINE, ComposeMode.BLEND]
    assert panel.modes.value() == ComposeMode.BLEND


def test_using_a_prompt_again_brings_its_page_back(stage: Stage) -> None:
    stage.panel.show_mode(ComposeMode.BLEND)
    stage.panel.set_prompt("a sea")
    assert stage.panel.mode is ComposeMode.IMAGINE
    stage.panel.show_mode(ComposeMode.BLEND)
    stage.panel.focus_prompt()
    assert stage.editor.hasFocus()


def test_a_double_click_and_a_key_that_is_held_pay_once(stage: Stage) -> None:
    type_prompt(stage, "a sea")
    button = stage.panel.foot.create_button
    QTest.mouseClick(button, LEFT)
    QTest.mouseDClick(button, LEFT)
    QTest.mouseRelease(button, LEFT)
    assert len(stage.wishes) == 1
    stage.wishes.clear()
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, CONTROL, "", True)
    QTest.keyPress(stage.editor, Qt.Key.Key_Return, CONTROL)
    QApplication.sendEvent(stage.editor, held)
    assert len(stage.wishes) == 1
    button.setFocus()
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NO_KEYS, "", True))
    assert len(stage.wishes) == 1


def test_what_the_gateway_lacks_is_said_beforehand_and_hinders_nothing(stage: Stage) -> None:
    known = Capabilities(missing=frozenset({"/mj/submit/blend"}))
    panel = stage.panel
    panel.set_gateway(GatewayProfile(id="g", name="Harbour", root="", capabilities=known))
    page = panel.show_mode(ComposeMode.BLEND)
    words = [label for label in panel.findChildren(ElidedLabel) if label.isVisible()]
    assert "Harbour does not blend pictures, as far as is known." in [label.text() for label in words]
    page.take(OwnPictures([a_picture("a"), a_picture("b")]))
    assert panel.can_submit()
    panel.show_mode(ComposeMode.IMAGINE)
    assert not any("Harbour" in label.text() for label in words if label.isVisible())
