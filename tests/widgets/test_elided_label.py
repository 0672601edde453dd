from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.elided_label import ElidedLabel

LONG = "glacial valley with a single pine, first light, mist pooling between ridges, muted teal palette"


def make_label(theme: Theme, qtbot: QtBot, text: str, *, lines: int = 1, width: int = 200) -> ElidedLabel:
    label = ElidedLabel(theme, text, lines=lines)
    qtbot.addWidget(label)
    label.resize(width, 80)
    return label


def test_what_fits_has_no_tool_tip(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, "short")
    label.show()
    assert not label.is_elided()
    assert label.toolTip() == ""


def test_what_does_not_fit_is_elided_and_told_on_hover(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, LONG)
    label.show()
    assert label.is_elided()
    assert label.toolTip() == f"<span>{LONG}</span>"  # rich, so that Qt wraps it
    assert label.text() == LONG


def test_lines_are_counted(theme: Theme, qtbot: QtBot):
    assert make_label(theme, qtbot, LONG, lines=2).is_elided()
    assert not make_label(theme, qtbot, LONG, lines=6).is_elided()
    one, three = (make_label(theme, qtbot, LONG, lines=lines) for lines in (2, 3))
    assert three.heightForWidth(200) > one.heightForWidth(200)
    assert three.heightForWidth(2000) < three.heightForWidth(200)


def test_line_breaks_of_the_text_count_as_lines(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, "a\nb\nc", lines=3)
    assert not label.is_elided()
    assert make_label(theme, qtbot, "a\nb\nc", lines=2).is_elided()


def test_tags_are_shown_as_they_are(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, "<b>bold</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText
    label.set_text("<i>" + LONG)
    assert label.toolTip().startswith("<span>&lt;i&gt;")


def test_strong_parts_look_different(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, "use --oref now")
    plain = label.grab().toImage()
    label.set_text("use --oref now", ["--oref"])
    assert label.grab().toImage() != plain


def test_chinese_wraps_without_spaces(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, "群山之间的晨雾" * 8, lines=9)
    assert label.heightForWidth(120) > label.heightForWidth(600)


def test_the_role_is_its_colour(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, "words")
    plain = label.grab().toImage()
    label.set_role("error")
    assert label.grab().toImage() != plain


def test_it_hugs_the_leading_edge(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, "words")
    left = label.grab().toImage()
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    right = label.grab().toImage()
    assert right != left
    middle = left.width() // 2
    ground = left.pixelColor(0, 0)
    assert all(right.pixelColor(x, 40) == ground for x in range(middle))


def test_margins_take_room_from_its_lines(theme: Theme, qtbot: QtBot):
    label = make_label(theme, qtbot, LONG, lines=8)
    bare = label.heightForWidth(200)
    label.setContentsMargins(0, 4, 0, 3)
    assert label.heightForWidth(200) == bare + 7
    label.setContentsMargins(100, 0, 0, 0)
    assert label.heightForWidth(200) > bare
