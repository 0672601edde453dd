import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mjdesk.theme import Theme
from mjdesk.widgets.empty_state import EmptyState
from mjdesk.widgets.finding_strip import FindingStrip
from mjdesk.widgets.flow_layout import FlowLayout
from mjdesk.widgets.painting import mirrored, paint_badge, plain_tip
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.progress_ring import ProgressRing
from mjdesk.widgets.rating_stars import RatingStars
from mjdesk.widgets.sheet import Card
from mjdesk.widgets.status import Status, StatusDot, status_icon
from mjdesk.widgets.surface import Hairline, HairlineSplitter, ScrollArea, SectionHead, Surface
from tests.widgets.showing import arguments


def test_stars_are_given_and_taken_back_by_the_mouse(theme: Theme, qtbot: QtBot):
    stars = RatingStars(theme, name="Rating")
    qtbot.addWidget(stars)
    stars.resize(stars.sizeHint())
    fourth = QPoint(3 + 15 * 3 + 6, 10)
    with qtbot.waitSignal(stars.rated, timeout=1000) as told:
        QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=fourth)
    assert arguments(told) == [4]
    QTest.mouseClick(stars, Qt.MouseButton.LeftButton, pos=fourth)
    assert stars.rating() == 0


@pytest.mark.parametrize(
    ("key", "rating"),
    [
        (Qt.Key.Key_5, 5),
        (Qt.Key.Key_0, 0),
        (Qt.Key.Key_Right, 4),
        (Qt.Key.Key_Left, 2),
        (Qt.Key.Key_Delete, 0),
    ],
)
def test_stars_are_given_by_keys(theme: Theme, qtbot: QtBot, key: Qt.Key, rating: int):
    stars = RatingStars(theme, name="Rating", rating=3)
    qtbot.addWidget(stars)
    QTest.keyClick(stars, key)
    assert stars.rating() == rating
    assert stars.accessibleName() == f"Rating {rating}/5"


def test_setting_stars_is_silent_and_bounded(theme: Theme, qtbot: QtBot):
    stars = RatingStars(theme, name="Rating")
    qtbot.addWidget(stars)
    with qtbot.assertNotEmitted(stars.rated):
        stars.set_rating(9)
    assert stars.rating() == 5


def test_every_status_has_a_shape_of_its_own(theme: Theme, qtbot: QtBot):
    dot = StatusDot(theme)
    qtbot.addWidget(dot)
    dot.resize(dot.sizeHint())
    shapes: list[frozenset[tuple[int, int]]] = []
    ground = dot.grab().toImage().pixelColor(0, 0)
    for status in Status:
        dot.set_status(status, status.value)
        assert dot.accessibleName() == status.value
        image = dot.grab().toImage()
        pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
        shapes.append(frozenset(at for at in pixels if image.pixelColor(*at) != ground))
    assert len(set(shapes)) == len(Status)
    assert len({status_icon(status) for status in Status}) == len(Status)


def test_the_ring_speaks_its_number(theme: Theme, qtbot: QtBot):
    ring = ProgressRing(theme, "Painting")
    qtbot.addWidget(ring)
    assert ring.accessibleName() == "Painting"
    empty = ring.grab().toImage()
    ring.set_share(0.64)
    assert ring.accessibleName() == "Painting 64%"
    assert ring.grab().toImage() != empty


def test_a_finding_is_shown_with_its_fix_and_hidden_without(theme: Theme, qtbot: QtBot):
    strip = FindingStrip(theme)
    qtbot.addWidget(strip)
    assert strip.isHidden()
    strip.show_finding("--cref is not accepted", fix="Fix", strong=("--cref",))
    assert strip.isVisible()
    assert strip.accessibleName() == "--cref is not accepted"
    with qtbot.waitSignal(strip.fix_requested, timeout=1000):
        QTest.mouseClick(strip.fix_button(), Qt.MouseButton.LeftButton)
    strip.show_finding("nothing can be done", status=Status.ERROR)
    assert strip.fix_button().isHidden()
    strip.clear()
    assert strip.isHidden()


def test_a_long_finding_takes_more_lines(theme: Theme, qtbot: QtBot):
    strip = FindingStrip(theme)
    qtbot.addWidget(strip)
    strip.show_finding("short")
    short = strip.heightForWidth(352)
    strip.show_finding("a sentence that goes on for quite a while and then a little more " * 2)
    assert strip.heightForWidth(352) > short


def test_an_empty_place_says_why_and_offers_a_way_on(theme: Theme, qtbot: QtBot):
    place = EmptyState(theme, icon="images", title="Nothing yet", sentence="Write something.", action="Try")
    qtbot.addWidget(place)
    place.resize(600, 400)
    place.show()
    assert place.accessibleName() == "Nothing yet\nWrite something."
    with qtbot.waitSignal(place.acted, timeout=1000):
        QTest.mouseClick(place.button(), Qt.MouseButton.LeftButton)
    place.set_words("No match")
    place.set_icon("search")
    assert place.button().isHidden()


def flow(widths: list[int]) -> tuple[QWidget, FlowLayout, list[QLabel]]:
    holder = QWidget()
    layout = FlowLayout(holder)
    labels: list[QLabel] = []
    for width in widths:
        label = QLabel()
        label.setFixedSize(width, 20)
        layout.addWidget(label)
        labels.append(label)
    return holder, layout, labels


def test_a_flow_breaks_its_rows(qtbot: QtBot):
    holder, layout, labels = flow([60, 60, 60])
    qtbot.addWidget(holder)
    assert (layout.heightForWidth(200), layout.heightForWidth(130), layout.heightForWidth(60)) == (20, 46, 72)
    layout.setGeometry(QRect(0, 0, 130, 46))
    assert [label.pos() for label in labels] == [QPoint(0, 0), QPoint(66, 0), QPoint(0, 26)]


def test_a_flow_starts_at_the_right_from_right_to_left(qtbot: QtBot):
    holder, layout, labels = flow([60, 60])
    qtbot.addWidget(holder)
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout.setGeometry(QRect(0, 0, 130, 20))
    assert [label.x() for label in labels] == [70, 4]


def test_a_flow_can_be_emptied_and_takes_no_room_for_what_is_hidden(qtbot: QtBot):
    holder, layout, labels = flow([60, 60])
    qtbot.addWidget(holder)
    labels[0].hide()
    assert layout.heightForWidth(70) == 20
    layout.clear()
    assert layout.count() == 0
    assert layout.itemAt(0) is None


def test_a_section_head_is_shown_in_capitals_and_spoken_as_written(theme: Theme, qtbot: QtBot):
    head = SectionHead(theme, "References")
    qtbot.addWidget(head)
    label = head.findChild(QLabel)
    assert label is not None
    assert (label.text(), label.accessibleName()) == ("REFERENCES", "References")


def test_surfaces_and_lines(theme: Theme, qtbot: QtBot):
    surface, line, card = Surface("ground"), Hairline(Qt.Orientation.Vertical), Card(theme)
    for piece in (surface, line, card):
        qtbot.addWidget(piece)
        piece.resize(20, 20)
    assert surface.grab().toImage().pixelColor(10, 10).name() == theme.tokens.ground
    assert line.maximumWidth() == 1
    before = card.grab().toImage()
    card.set_chosen(True)
    assert card.grab().toImage() != before


def test_the_handle_of_a_splitter_takes_the_accent_under_the_pointer(theme: Theme, qtbot: QtBot):
    splitter = HairlineSplitter(theme)
    qtbot.addWidget(splitter)
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    splitter.resize(200, 100)
    splitter.show()
    handle = splitter.handle(1)

    def line() -> str:
        return handle.grab().toImage().pixelColor(handle.contentsRect().center()).name()

    assert handle.contentsRect().width() == 1
    assert handle.width() > 3
    assert line() == theme.tokens.hairline
    middle = QPointF(1, 50)
    handle.enterEvent(QEnterEvent(middle, middle, middle))
    assert line() == theme.tokens.accent
    handle.leaveEvent(QEvent(QEvent.Type.Leave))
    assert line() == theme.tokens.hairline


def test_a_scroll_area_gives_its_content_the_width(qtbot: QtBot):
    content = QWidget()
    content.setMinimumHeight(900)
    area = ScrollArea(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    assert content.width() == area.viewport().width()
    assert area.verticalScrollBar().maximum() == 700


def test_a_badge_hangs_from_either_corner(theme: Theme, qtbot: QtBot):
    image = QImage(200, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    left = paint_badge(painter, QPointF(8, 8), "U1", theme)
    right = paint_badge(painter, QPointF(192, 8), "4", theme, icon="star", from_right=True)
    painter.end()
    assert left.left() == 8
    assert right.right() == pytest.approx(192)
    assert image.pixelColor(12, 12).lightness() < 128


def test_mirroring_reflects_within_its_surroundings():
    around = QRectF(10, 0, 100, 20)
    assert mirrored(QRectF(10, 0, 30, 20), around, True) == QRectF(80, 0, 30, 20)
    assert mirrored(QRectF(10, 0, 30, 20), around, False) == QRectF(10, 0, 30, 20)


def test_a_plain_tip_stays_plain():
    assert plain_tip("a & b") == "a & b"
    assert plain_tip("<b>\n") == "<span>&lt;b&gt;<br></span>"
    assert plain_tip("&lt;b&gt;") == "<span>&amp;lt;b&amp;gt;</span>"


def test_a_menu_is_filled_once_when_it_is_first_opened(theme: Theme, qtbot: QtBot):
    menu = PopupMenu(theme)
    qtbot.addWidget(menu)
    menu.fill_late(lambda: menu.add("Dune", lambda: None))
    assert menu.actions() == []
    for _ in range(2):
        menu.popup(QPoint(10, 10))
        qtbot.waitUntil(menu.isVisible)
        menu.hide()
        assert [action.text() for action in menu.actions()] == ["Dune"]
