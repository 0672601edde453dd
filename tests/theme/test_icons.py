from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from mjdesk.theme.icons import IconCache, Icons
from mjdesk.theme.resources import resources_root
from mjdesk.theme.tokens import DARK

FOLDER = resources_root() / "icons"
NEEDED = """
    search history bookmark languages wand-sparkles sparkles clock clipboard-paste plus image
    image-plus image-down x chevron-down chevron-right chevron-left chevron-up dices shuffle ban zap
    check grid-2x2 layout-grid git-fork columns-2 refresh-cw zoom-in zoom-out maximize expand
    arrow-left arrow-right arrow-up arrow-down square brush folder-down folder-open trash-2 copy
    download star play key-round eye eye-off settings bot triangle-alert circle-alert circle-help
    circle-check info undo-2 redo-2 ellipsis external-link wand crop scan film video link wifi-off
    server hard-drive sliders-horizontal type text-cursor pencil blend scan-face layers merge sun
    moon monitor panel-left panel-right rotate-ccw circle-x loader hourglass save pipette
    git-commit-horizontal git-branch tag heart keyboard flag
""".split()  # noqa: SIM905 as words they take nine lines, as a list ninety


def make_icons() -> Icons:
    return Icons(FOLDER, IconCache())


def inks(image: QImage) -> set[tuple[int, int, int]]:
    """The colours of all pixels that are nearly opaque."""
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {(colour.red(), colour.green(), colour.blue()) for colour in colours if colour.alpha() > 250}


@pytest.mark.parametrize("name", NEEDED)
def test_every_needed_icon_is_there(name: str):
    assert (FOLDER / f"{name}.svg").is_file()


def test_every_icon_draws_in_the_colour_it_is_given(qapp: object):
    icons = make_icons()
    for name in icons.names():
        image = icons.pixmap(name, "#ff8000", 32, 2.0).toImage()
        colours = inks(image)
        assert colours, name
        assert all(
            abs(red - 255) < 4 and abs(green - 128) < 4 and blue < 4 for red, green, blue in colours
        ), name


def test_an_icon_is_as_sharp_as_the_screen(qapp: object):
    pixmap = make_icons().pixmap("search", "#ffffff", 16, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_a_mirrored_icon_is_the_reflection(qapp: object):
    icons = make_icons()
    plain = icons.pixmap("arrow-left", "#ffffff", 24).toImage()
    assert icons.pixmap("arrow-left", "#ffffff", 24, mirrored=True).toImage() == plain.flipped(
        Qt.Orientation.Horizontal
    )


def test_a_filled_icon_covers_more(qapp: object):
    icons = make_icons()
    outline = icons.pixmap("star", "#ffffff", 24).toImage().pixelColor(12, 12).alpha()
    assert (
        outline,
        icons.pixmap("star", "#ffffff", 24, filled=True).toImage().pixelColor(12, 12).alpha(),
    ) == (0, 255)


def test_the_cache_gives_back_and_forgets_the_oldest(qapp: object):
    cache = IconCache(limit=2)
    icons = Icons(FOLDER, cache)
    first = icons.pixmap("x", "#111111")
    assert icons.pixmap("x", "#111111").cacheKey() == first.cacheKey()
    icons.pixmap("check", "#111111")
    icons.pixmap("x", "#111111")
    icons.pixmap("plus", "#111111")
    assert [key[0] for key in cache.entries] == ["x", "plus"]


def test_an_unknown_icon_is_an_error():
    with pytest.raises(FileNotFoundError):
        make_icons().svg("no-such-icon", "#ffffff")


def test_an_icon_for_menus_knows_how_to_fade(qapp: object):
    icon = make_icons().icon("copy", DARK, "text")
    normal = icon.pixmap(16).toImage()
    assert normal != icon.pixmap(16, QIcon.Mode.Disabled).toImage()


def test_painting_lands_in_the_middle(qapp: object):
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    make_icons().paint(painter, "square", "#ffffff", QRectF(10, 10, 20, 20))
    painter.end()
    assert image.pixelColor(5, 20) == QColor(0, 0, 0, 0)
    assert max(image.pixelColor(x, 20).alpha() for x in range(10, 16)) > 100


def test_licences_lie_beside_what_they_cover():
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    fonts = resources_root() / "fonts"
    assert "SIL Open Font License" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in Path(fonts).glob("*.ttf")) < 1_500_000
