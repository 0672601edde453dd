from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mjdesk.theme import DARK, LIGHT, Scheme, Theme, build_palette, resources_root


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(Scheme.DARK)
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


def test_the_application_takes_the_palette_and_the_sheet(dressed: Theme, qapp: QApplication):
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.panel
    assert DARK.card in qapp.styleSheet()


def test_switching_tells_everyone_once(dressed: Theme, qapp: QApplication, qtbot: QtBot):
    with qtbot.waitSignal(dressed.changed, timeout=1000):
        dressed.switch(Scheme.LIGHT)
    assert dressed.tokens is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.panel
    with qtbot.assertNotEmitted(dressed.changed):
        dressed.switch(Scheme.LIGHT)


def test_a_system_that_says_nothing_means_dark(dressed: Theme):
    dressed.switch(Scheme.LIGHT)
    dressed.switch(Scheme.SYSTEM)
    assert dressed.scheme is Scheme.SYSTEM
    assert dressed.tokens in (DARK, LIGHT)


def test_inter_is_loaded_from_what_we_ship(dressed: Theme):
    for weight in (400, 500, 600):
        info = QFontInfo(dressed.font(13, weight))
        assert info.family() == "Inter"
        assert info.weight() == weight


def test_what_the_system_would_write_in_its_own_font_is_written_in_ours(dressed: Theme, qapp: QApplication):
    application: Any = qapp  # the stubs ask for bytes, which Qt does not take
    for kind in ("QTipLabel", "QMenu"):
        application.setFont(QFont("serif", 30), kind)
        dressed.dress(qapp)
        assert application.font(kind) == dressed.font()


def test_half_pixels_are_kept(dressed: Theme):
    assert QFontInfo(dressed.font(13.5)).pixelSize() in (13, 14)
    assert dressed.font(13.5).pointSizeF() > dressed.font(13).pixelSize() * 0.72


def test_digits_are_of_one_width_only_when_asked(dressed: Theme):
    tag = QFont.Tag("tnum")
    assert not dressed.font().isFeatureSet(tag)
    assert dressed.font(tabular=True).featureValue(tag) == 1


def test_reduced_motion_stops_everything(dressed: Theme):
    assert dressed.motion.hover == 100
    dressed.set_reduced_motion(True)
    assert dressed.motion.is_reduced


def test_a_label_with_a_role_takes_its_colour(dressed: Theme, qtbot: QtBot):
    label = QLabel("words")
    qtbot.addWidget(label)
    label.setProperty("role", "caption")
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == DARK.text_3


def test_disabled_words_are_weaker(qapp: QApplication):
    palette = build_palette(DARK)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled.lightness() < palette.color(QPalette.ColorRole.Text).lightness()


def test_resources_are_found():
    assert (resources_root() / "styles" / "00_ground.qss").is_file()
