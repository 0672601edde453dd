"""The mask editor as a painter meets it: every tool, every key, and what comes back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from mjdesk.domain.action import read_action
from mjdesk.domain.task import TaskState
from mjdesk.views.mask import mask_words
from mjdesk.views.mask.mask_keys import MaskKey
from mjdesk.views.mask.tools import ToolKind
from mjdesk.widgets.elided_label import ElidedLabel
from tests.support.hands import heard, turn

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.widgets.icon_button import IconButton
    from tests.views.mask.conftest import Studio

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = {
    ToolKind.BRUSH: Qt.Key.Key_B,
    ToolKind.ERASER: Qt.Key.Key_E,
    ToolKind.RECTANGLE: Qt.Key.Key_R,
    ToolKind.LASSO: Qt.Key.Key_L,
    ToolKind.POLYGON: Qt.Key.Key_P,
    ToolKind.WAND: Qt.Key.Key_W,
}


def brush(studio: Studio, size: float) -> None:
    studio.editor.bar.set_brush(size)


# Opening and closing


def test_it_covers_the_window_and_follows_its_size(studio: Studio) -> None:
    editor = studio.open()
    assert editor.geometry() == studio.host.rect()
    studio.host.resize(1000, 700)
    QApplication.processEvents()
    assert editor.geometry() == studio.host.rect()
    assert editor.canvas.hasFocus()
    assert editor.canvas.is_fit()


def test_escape_gives_the_window_back_and_keeps_what_was_painted(studio: Studio) -> None:
    studio.before.setFocus()
    editor = studio.open()
    studio.drag((100, 100), (200, 100))
    painted = editor.session.current()
    studio.key(Qt.Key.Key_Escape)
    assert not editor.is_open()
    assert studio.before.hasFocus()
    assert not studio.open().session.current().is_empty
    assert editor.session.current() == painted
    studio.key(Qt.Key.Key_D, CONTROL)
    studio.key(Qt.Key.Key_Escape)
    assert studio.open().session.current().is_empty


def test_another_picture_has_another_sheet(studio: Studio) -> None:
    editor = studio.open()
    studio.drag((100, 100), (200, 100))
    other = studio.a_task(QSize(320, 200), id="e" * 32)
    studio.open(other)  # without closing first
    assert editor.session.current().is_empty
    assert (editor.session.current().width, editor.session.current().height) == (320, 200)
    assert not studio.open().session.current().is_empty


def test_a_picture_that_is_gone_or_broken_is_told(studio: Studio, tmp_path: Path) -> None:
    assert studio.task.cover is not None
    file = tmp_path / studio.task.cover.digest
    for data in (None, b"\x89PNG and nothing more"):
        file.unlink(missing_ok=True)
        if data is not None:
            file.write_bytes(data)
        studio.begin()
        studio.until(lambda: studio.editor.panel.share.text() == mask_words.NO_PICTURE)
        assert studio.editor.panel.share.text() == mask_words.NO_PICTURE
        assert not studio.editor.panel.generate.isEnabled()
        studio.drag((10, 10), (20, 20))
        studio.key(Qt.Key.Key_I, CONTROL)
        assert not studio.editor.session.area.tiles()
        studio.key(Qt.Key.Key_Escape)


def test_the_picture_of_one_pixel_can_be_painted(studio: Studio) -> None:
    editor = studio.open(studio.a_task(QSize(1, 1)))
    assert editor.canvas.picture_rect().width() == 8
    studio.click(0.5, 0.5)
    assert studio.share() == 1.0


def test_a_huge_picture_opens_and_is_painted(studio: Studio, qtbot: object) -> None:
    editor = studio.open(studio.a_task(QSize(8192, 8192)))
    studio.drag((1000, 1000), (7000, 7000))
    assert studio.level(4000, 4000) == 255
    assert studio.level(4000, 200) == 0
    assert editor.hand.growth() == 32


# Tools


def test_tools_are_at_hand_by_key_and_by_click(studio: Studio) -> None:
    editor = studio.open()
    for kind, key in KEYS.items():
        studio.key(key)
        assert editor.column.tools[kind].isChecked()
        QTest.mouseClick(editor.column.tools[ToolKind.BRUSH], Qt.MouseButton.LeftButton)
        assert editor.column.tools[ToolKind.BRUSH].isChecked()
        assert editor.canvas.hasFocus()


def test_every_button_has_a_name_and_a_tip(studio: Studio) -> None:
    editor = studio.open()
    buttons = [each for each in editor.findChildren(QAbstractButton) if each.isVisible()]
    assert len(buttons) > 16
    assert all(button.accessibleName() for button in buttons)
    column: list[IconButton] = [*editor.column.tools.values(), editor.column.undo, editor.column.colour]
    assert all(button.toolTip() for button in column)


def test_brush_and_eraser(studio: Studio) -> None:
    studio.open()
    brush(studio, 40)
    studio.drag((100, 100), (150, 100), (300, 100))
    assert [studio.level(x, 100) for x in (79, 81, 200, 319, 322)] == [0, 255, 255, 255, 0]
    studio.key(Qt.Key.Key_E)
    studio.drag((200, 50), (200, 150))
    assert studio.level(200, 100) == 0
    assert studio.level(230, 100) == 255
    studio.key(Qt.Key.Key_Z, CONTROL)
    assert studio.level(200, 100) == 255
    studio.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert studio.level(200, 100) == 0
    studio.key(Qt.Key.Key_Z, CONTROL)
    studio.key(Qt.Key.Key_Y, CONTROL)
    assert studio.level(200, 100) == 0


def test_alt_turns_the_brush_round_and_shift_draws_straight(studio: Studio) -> None:
    studio.open()
    brush(studio, 20)
    studio.click(50, 50)
    studio.click(350, 250, SHIFT)
    assert studio.level(200, 150) == 255
    studio.drag((200, 150), (201, 150), keys=ALT)
    assert studio.level(200, 150) == 0


def test_selections_replace_add_and_take_away(studio: Studio) -> None:
    studio.open()
    studio.key(Qt.Key.Key_R)
    studio.drag((50, 50), (150, 150))
    assert (studio.level(100, 100), studio.level(49, 100), studio.level(150, 100)) == (255, 0, 0)
    studio.drag((200, 50), (300, 150), keys=SHIFT)
    assert (studio.level(100, 100), studio.level(250, 100)) == (255, 255)
    studio.drag((75, 75), (125, 125), keys=ALT)
    assert (studio.level(100, 100), studio.level(60, 60), studio.level(250, 100)) == (0, 255, 255)
    studio.drag((300, 200), (250, 180))  # from right to left, without a key
    assert (studio.level(60, 60), studio.level(275, 190)) == (0, 255)
    studio.click(100, 100)
    assert studio.level(275, 190) == 255


def test_the_lasso_is_closed_where_it_ends(studio: Studio) -> None:
    studio.open()
    studio.key(Qt.Key.Key_L)
    studio.drag((100, 50), (300, 50), (300, 250), (200, 250))
    assert studio.level(250, 100) == 255
    assert studio.level(110, 200) == 0


@pytest.mark.parametrize("way", ["enter", "double click", "first corner"])
def test_the_polygon_is_closed_in_three_ways(studio: Studio, way: str) -> None:
    editor = studio.open()
    studio.key(Qt.Key.Key_P)
    for spot in ((100, 50), (300, 50), (390, 290), (300, 250)):
        studio.click(*spot)
    studio.key(Qt.Key.Key_Backspace)  # the last corner was a mistake
    studio.click(300, 250)
    assert editor.canvas.outline() is not None
    assert studio.share() == 0
    match way:
        case "enter":
            studio.key(Qt.Key.Key_Return)
        case "double click":
            QTest.mouseDClick(editor.canvas, Qt.MouseButton.LeftButton, pos=studio.place(300, 250))
        case _:
            studio.click(102, 51)
    assert editor.canvas.outline() is None
    assert studio.level(280, 150) == 255
    assert studio.level(120, 200) == 0


def test_escape_first_gives_up_what_is_being_drawn(studio: Studio) -> None:
    editor = studio.open()
    studio.key(Qt.Key.Key_P)
    studio.click(100, 50)
    studio.click(300, 50)
    studio.key(Qt.Key.Key_Escape)
    assert editor.is_open()
    assert editor.canvas.outline() is None
    studio.key(Qt.Key.Key_B)
    QTest.mousePress(editor.canvas, Qt.MouseButton.LeftButton, pos=studio.place(50, 50))
    studio.key(Qt.Key.Key_Escape)
    assert editor.is_open()
    assert studio.share() == 0
    QTest.mouseRelease(editor.canvas, Qt.MouseButton.LeftButton, pos=studio.place(50, 50))
    studio.key(Qt.Key.Key_Escape)
    assert not editor.is_open()


def test_the_wand_takes_a_colour(studio: Studio) -> None:
    editor = studio.open()
    studio.key(Qt.Key.Key_W)
    assert editor.bar.tolerance.isVisible()
    assert not editor.bar.brush.isVisible()
    studio.click(50, 50)  # the red quarter
    assert studio.share() == pytest.approx(0.25)
    studio.click(350, 250, SHIFT)
    assert studio.share() == pytest.approx(0.5)
    studio.click(50, 50, ALT)
    assert (studio.level(50, 50), studio.level(350, 250)) == (0, 255)
    editor.bar.tolerance.set_value(255)
    studio.click(50, 50)
    assert studio.share() == 1.0
    studio.key(Qt.Key.Key_Z, CONTROL)
    assert studio.level(50, 50) == 0
    before = studio.share()
    studio.click(-30, 50)  # beside the picture
    assert studio.share() == before


def test_whole_area_grow_shrink_invert_all_clear(studio: Studio) -> None:
    editor = studio.open()
    studio.key(Qt.Key.Key_R)
    studio.drag((100, 100), (200, 200))
    step = editor.hand.growth()
    studio.key(Qt.Key.Key_Period)
    assert (studio.level(99, 150), studio.level(99 - step, 150)) == (255, 0)
    studio.key(Qt.Key.Key_Comma)
    assert (studio.level(99, 150), studio.level(101, 150)) == (0, 255)
    studio.key(Qt.Key.Key_I, CONTROL)
    assert (studio.level(10, 10), studio.level(150, 150)) == (255, 0)
    QTest.mouseClick(editor.column.invert, Qt.MouseButton.LeftButton)
    assert studio.level(150, 150) == 255
    studio.key(Qt.Key.Key_A, CONTROL)
    assert studio.share() == 1.0
    studio.key(Qt.Key.Key_Delete)
    assert studio.share() == 0
    for _ in range(7):
        studio.key(Qt.Key.Key_Z, CONTROL)
    assert studio.share() == 0
    assert not editor.session.area.history.can_undo


# Brush, pen, wheel, hand


def test_brackets_wheel_and_slider_change_the_brush(studio: Studio) -> None:
    editor = studio.open()
    brush(studio, 40)
    studio.key(Qt.Key.Key_BracketRight)
    assert editor.bar.brush.value() == 46
    studio.key(Qt.Key.Key_BracketLeft)
    assert editor.bar.brush.value() == 40
    brush(studio, 1)
    studio.key(Qt.Key.Key_BracketLeft)
    assert editor.bar.brush.value() == 1
    studio.key(Qt.Key.Key_BracketRight)
    assert editor.bar.brush.value() == 2
    editor.bar.brush.number_edit().setText("120")
    editor.bar.brush.number_edit().editingFinished.emit()
    studio.click(200, 150)
    assert (studio.level(145, 150), studio.level(135, 150)) == (255, 0)


def test_the_wheel_zooms_about_the_pointer_and_with_alt_sizes_the_brush(studio: Studio) -> None:
    editor = studio.open()
    canvas = editor.canvas
    spot = studio.place(300, 80)
    canvas.show_pixels(QPointF(spot))
    before = canvas.pixel_at(QPointF(spot))
    turn(canvas, 240, spot)
    after = canvas.pixel_at(QPointF(spot))
    assert not canvas.is_fit()
    assert (after - before).manhattanLength() < 1.5
    percent, size = canvas.percent(), editor.bar.brush.value()
    event = _wheel(canvas, spot)
    QApplication.sendEvent(canvas, event)
    assert canvas.percent() == percent
    assert editor.bar.brush.value() > size


def _wheel(canvas: object, at: QPoint) -> QEvent:
    """A notch with Alt held: X11 turns it sideways."""
    from PySide6.QtGui import QWheelEvent

    return QWheelEvent(
        QPointF(at),
        QPointF(at),
        QPoint(0, 0),
        QPoint(120, 0),
        Qt.MouseButton.NoButton,
        ALT,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


@pytest.mark.parametrize("way", ["space", "middle"])
def test_the_hand_moves_the_picture_and_paints_nothing(studio: Studio, way: str) -> None:
    editor = studio.open()
    canvas = editor.canvas
    for _ in range(8):
        canvas.zoom_in()
    start = canvas.picture_rect().topLeft()
    middle, left = Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton
    button = left if way == "space" else middle
    if way == "space":
        QTest.keyPress(canvas, Qt.Key.Key_Space)
    QTest.mousePress(canvas, button, pos=QPoint(400, 300))
    QTest.mouseMove(canvas, QPoint(430, 320))
    QTest.mouseRelease(canvas, button, pos=QPoint(430, 320))
    if way == "space":
        QTest.keyRelease(canvas, Qt.Key.Key_Space)
    moved = canvas.picture_rect().topLeft() - start
    assert (round(moved.x()), round(moved.y())) == (30, 20)
    assert studio.share() == 0
    studio.click(200, 150)
    assert studio.share() > 0


def test_keys_zoom(studio: Studio) -> None:
    editor = studio.open()
    fit = editor.canvas.percent()
    studio.key(Qt.Key.Key_Plus)
    assert editor.canvas.percent() > fit
    studio.key(Qt.Key.Key_0, CONTROL)
    assert editor.canvas.is_fit()


def pen_event(
    studio: Studio, kind: QEvent.Type, x: float, y: float, pressure: float, *, is_turned: bool = False
) -> None:
    pointer = QPointingDevice.PointerType
    device = QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        pointer.Eraser if is_turned else pointer.Pen,
        QInputDevice.Capability.Pressure | QInputDevice.Capability.Position,
        1,
        1,
    )
    at = QPointF(studio.place(x, y))
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    button = none if kind is QEvent.Type.TabletMove else left
    held = none if kind is QEvent.Type.TabletRelease else left
    event = QTabletEvent(
        kind, device, at, at, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, button, held
    )
    QApplication.sendEvent(studio.editor.canvas, event)
    assert event.isAccepted()


def test_a_pen_paints_as_wide_as_it_is_pressed_and_erases_turned_round(studio: Studio) -> None:
    studio.open()
    brush(studio, 80)
    pen_event(studio, QEvent.Type.TabletPress, 100, 100, 0.2)
    pen_event(studio, QEvent.Type.TabletMove, 300, 100, 1.0)
    pen_event(studio, QEvent.Type.TabletRelease, 300, 100, 0.0)
    assert [studio.level(100, y) for y in (105, 125)] == [255, 0]
    assert [studio.level(300, y) for y in (105, 125, 145)] == [255, 255, 0]
    pen_event(studio, QEvent.Type.TabletPress, 300, 100, 0.5, is_turned=True)
    pen_event(studio, QEvent.Type.TabletRelease, 300, 100, 0.0, is_turned=True)
    assert studio.level(300, 100) == 0


# The panel


def test_the_share_is_told_with_a_hint(studio: Studio) -> None:
    editor = studio.open()
    assert editor.panel.share.text() == mask_words.NOTHING_YET
    assert not editor.panel.generate.isEnabled()
    studio.key(Qt.Key.Key_R)
    studio.drag((0, 0), (100, 120))
    studio.until(lambda: "10 %" in editor.panel.share.text())
    assert editor.panel.share.text() == "Selected 10 % of the picture. 20–50 % works best."
    assert editor.panel.generate.isEnabled()
    studio.drag((0, 0), (200, 180))
    studio.until(lambda: "30 %" in editor.panel.share.text())
    assert editor.panel.share.text() == "Selected 30 % of the picture."
    studio.drag((0, 0), (2, 2))
    studio.until(lambda: "less" in editor.panel.share.text())


def test_generate_hands_on_a_mask_of_the_pictures_size(studio: Studio) -> None:
    editor = studio.open()
    told = heard(editor.generated)
    studio.key(Qt.Key.Key_Return, CONTROL)
    assert told == []
    studio.key(Qt.Key.Key_R)
    studio.drag((100, 100), (200, 200))
    studio.share()
    studio.words.begin_with("a red   door")
    studio.key(Qt.Key.Key_Return, CONTROL)
    ((subject, words, mask),) = told
    assert subject.task == studio.task
    assert subject.action == studio.task.actions[1]
    assert words == "a red door"
    assert mask.startswith(b"\x89PNG")
    assert not editor.is_open()


def test_the_last_mask_is_offered_where_there_is_one(studio: Studio) -> None:
    editor = studio.open()
    assert editor.panel.last.isHidden()
    studio.key(Qt.Key.Key_R)
    studio.drag((100, 75), (200, 225))
    studio.share()
    editor.generate()
    smaller = studio.a_task(QSize(200, 150), id="e" * 32)
    studio.open(smaller)
    assert editor.panel.last.isVisible()
    QTest.mouseClick(editor.panel.last, Qt.MouseButton.LeftButton)
    assert (studio.level(75, 75), studio.level(45, 75), studio.level(75, 30)) == (255, 0, 0)


def test_chips_for_the_strength_only_where_there_is_a_choice(studio: Studio) -> None:
    editor = studio.open()
    assert editor.panel.kind() is None
    two = (
        read_action("MJ::Inpaint::1::h::SOLO", "Vary Region (Strong)"),
        read_action("MJ::Inpaint::2::h::SOLO", "Vary Region (Subtle)"),
    )
    both = studio.a_task(actions=two, id="e" * 32)
    studio.open(both, action=two[0])
    chips = {chip.label(): chip for chip, _ in editor.panel._chips}  # pyright: ignore[reportPrivateUsage] (what is shown)
    assert list(chips) == ["Strong", "Subtle"]
    assert editor.panel.kind() == two[0]
    QTest.mouseClick(chips["Subtle"], Qt.MouseButton.LeftButton)
    told = heard(editor.generated)
    studio.key(Qt.Key.Key_A, CONTROL)
    studio.share()
    editor.generate()
    assert told[0][0].action == two[1]


def test_other_ways_are_those_that_the_picture_offers(studio: Studio) -> None:
    editor = studio.open()
    told = heard(editor.acted)
    ways = {action.verb.value: button for button, action in editor.panel.ways}
    assert list(ways) == ["zoom-out-1.5x", "zoom-custom", "pan-left", "pan-up"]
    assert mask_words.OTHER_WAYS in [label.text() for label in editor.panel.findChildren(ElidedLabel)]
    QTest.mouseClick(ways["pan-left"], Qt.MouseButton.LeftButton)
    assert told == [(studio.task.id, studio.task.actions[4])]
    assert not editor.is_open()
    studio.open(studio.a_task(actions=studio.task.actions[:2], id="e" * 32))
    assert editor.panel.ways == []


def test_the_price_stands_below_the_button(studio: Studio) -> None:
    editor = studio.open()
    studio.words.begin_with("seven..")
    assert editor.panel.price.text() == "about 7 for upscale"


def test_the_colour_of_the_area_can_be_chosen(studio: Studio) -> None:
    editor = studio.open()
    studio.key(Qt.Key.Key_A, CONTROL)
    QApplication.processEvents()
    spot = studio.place(50, 50)
    violet = editor.canvas.grab().toImage().pixelColor(spot)
    editor.column.show_colour("ok")
    green = editor.canvas.grab().toImage().pixelColor(spot)
    assert green.green() > violet.green() + 10
    assert green.blue() < violet.blue() - 40


def test_what_waits_no_longer_is_told(studio: Studio) -> None:
    asking = studio.a_task(id="c" * 32, state=TaskState.NEEDS_ANSWER)
    editor = studio.open(asking=asking)
    studio.key(Qt.Key.Key_A, CONTROL)
    studio.share()
    editor.show_task(asking)
    assert editor.panel.generate.isEnabled()
    editor.show_task(replace(asking, state=TaskState.CANCELLED))
    assert editor.panel.share.text() == mask_words.ANSWERED
    assert not editor.panel.generate.isEnabled()
    editor.show_task(replace(asking, trashed_at=5.0))
    assert editor.panel.share.text() == mask_words.DELETED


# Keys and words


def test_letters_in_the_prompt_are_letters(studio: Studio) -> None:
    editor = studio.open()
    studio.words.field.setFocus()
    studio.words.field.clear()
    QTest.keyClicks(studio.words.field, "be well")
    assert studio.words.text() == "be well"
    assert editor.column.tools[ToolKind.BRUSH].isChecked()


def test_the_windows_own_shortcuts_rest(studio: Studio) -> None:
    studio.open()
    for key, keys, is_ours in (
        (Qt.Key.Key_R, CONTROL | SHIFT, True),
        (Qt.Key.Key_1, ALT, True),
        (Qt.Key.Key_Q, CONTROL, False),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, keys)
        event.ignore()
        QApplication.sendEvent(studio.editor.canvas, event)
        assert event.isAccepted() == is_ours


def test_every_tool_has_a_key_of_its_own_name() -> None:
    assert {MaskKey(kind.value) for kind in ToolKind} == {MaskKey[kind.name] for kind in ToolKind}
    assert set(mask_words.TOOLS) == set(ToolKind)


@pytest.mark.parametrize("kind", list(ToolKind))
def test_it_fits_the_smallest_window(studio: Studio, kind: ToolKind) -> None:
    editor = studio.open()
    editor.hand.choose(kind)
    QApplication.processEvents()
    smallest = editor.minimumSizeHint()
    assert smallest.width() <= 900
    assert smallest.height() <= 600


def test_it_is_loaded_only_when_an_area_is_to_be_painted() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, mjdesk.app, mjdesk.views.main_window, mjdesk.views.late_screens\n"
            "print([name for name in sys.modules if 'mask' in name or 'views.region' in name])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
