from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.chip import Chip, ChipButton
from mjdesk.widgets.popup_menu import PopupMenu


def test_a_chip_with_a_key_is_spoken_whole(theme: Theme, qtbot: QtBot):
    chip = Chip(theme, "180", key="stylize")
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "stylize 180"
    chip.set_parts(label="Midjourney", detail="7")
    assert chip.accessibleName() == "Midjourney 7"


def test_a_checkable_chip_toggles(theme: Theme, qtbot: QtBot):
    chip = Chip(theme, "Draft", checkable=True)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    plain = chip.grab().toImage()
    with qtbot.waitSignal(chip.toggled, timeout=1000):
        QTest.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.grab().toImage() != plain


def test_the_cross_asks_for_removal_and_the_words_do_not(theme: Theme, qtbot: QtBot):
    chip = Chip(theme, "night", removable=True)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    with qtbot.waitSignal(chip.remove_requested, timeout=1000), qtbot.assertNotEmitted(chip.clicked):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 13))
    with qtbot.waitSignal(chip.clicked, timeout=1000), qtbot.assertNotEmitted(chip.remove_requested):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, 13))


def test_the_cross_is_on_the_other_side_from_right_to_left(theme: Theme, qtbot: QtBot):
    chip = Chip(theme, "night", removable=True)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with qtbot.waitSignal(chip.remove_requested, timeout=1000):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, 13))


def test_delete_removes_only_what_can_be_removed(theme: Theme, qtbot: QtBot):
    removable, fixed = Chip(theme, "a", removable=True), Chip(theme, "b")
    for chip in (removable, fixed):
        qtbot.addWidget(chip)
    with qtbot.waitSignal(removable.remove_requested, timeout=1000):
        QTest.keyClick(removable, Qt.Key.Key_Delete)
    with qtbot.assertNotEmitted(fixed.remove_requested):
        QTest.keyClick(fixed, Qt.Key.Key_Delete)


def test_a_chip_has_room_for_all_its_words(theme: Theme, qtbot: QtBot):
    chip = Chip(theme, "180", key="stylize", icon="dices")
    qtbot.addWidget(chip)
    assert chip.sizeHint().height() == 26
    assert chip.sizeHint().width() > chip.words_width("stylize") + chip.words_width("180") + 14


def test_a_chip_button_opens_its_menu_and_returns(theme: Theme, qtbot: QtBot):
    chip = ChipButton(theme, "All types")
    qtbot.addWidget(chip)
    chip.open_menu()
    menu = PopupMenu(theme, chip)
    taken: list[str] = []
    menu.add("Grids", lambda: taken.append("grids"), icon="grid-2x2", key="G")
    chip.set_menu(menu)
    chip.show()
    QTest.keyClick(chip, Qt.Key.Key_Down)
    assert menu.isVisible()
    assert not menu.actions()[0].icon().isNull()
    menu.actions()[0].trigger()
    menu.hide()
    assert taken == ["grids"]


def test_menu_entries_keep_their_ampersands_and_ticks(theme: Theme, qtbot: QtBot):
    menu = PopupMenu(theme)
    qtbot.addWidget(menu)
    action = menu.add("Black & white", lambda: None, checked=True, enabled=False)
    assert action.text() == "Black && white"
    assert action.isChecked()
    assert not action.isEnabled()


def test_a_ticked_entry_shows_its_tick_instead_of_its_icon(theme: Theme, qtbot: QtBot):
    menu = PopupMenu(theme)
    qtbot.addWidget(menu)
    action = menu.add("Grids", lambda: None, icon="grid-2x2", checked=True)
    menu.popup(QPoint(0, 0))
    ticked = action.icon().pixmap(16).toImage()
    menu.hide()
    action.setChecked(False)
    menu.popup(QPoint(0, 0))
    assert action.icon().pixmap(16).toImage() != ticked
    menu.hide()
