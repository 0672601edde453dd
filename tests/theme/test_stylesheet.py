import re
from pathlib import Path

import pytest

from mjdesk.theme.resources import resources_root
from mjdesk.theme.stylesheet import build_stylesheet, render, vocabulary
from mjdesk.theme.tokens import DARK, LIGHT

STYLES = resources_root() / "styles"
SHEETS = sorted(STYLES.glob("*.qss"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_name_in_a_sheet_is_known(sheet: Path):
    words = vocabulary(DARK) | {"styles": "here"}
    assert "@" not in render(sheet.read_text(encoding="utf-8"), words)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_numbered_says_what_it_is_for_and_holds_no_colour(sheet: Path):
    text = sheet.read_text(encoding="utf-8")
    assert re.match(r"\d\d_", sheet.name)
    assert text.startswith("/* ")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", text)
    assert text.count("{") == text.count("}")


def test_an_unknown_name_is_refused():
    with pytest.raises(KeyError):
        render("QLabel { color: @nonsense; }", vocabulary(DARK))


def test_a_longer_name_is_not_taken_for_a_shorter_one():
    assert render("@text_2 @text", {"text": "a", "text_2": "b"}) == "b a"


def test_the_sheet_carries_the_colours_of_its_shade():
    dark, light = build_stylesheet(STYLES, DARK), build_stylesheet(STYLES, LIGHT)
    assert DARK.card in dark
    assert LIGHT.card in light
    assert DARK.card not in light


def test_sheets_follow_their_numbers(tmp_path: Path):
    (tmp_path / "20_b.qss").write_text("/* b */ B {}", encoding="utf-8")
    (tmp_path / "10_a.qss").write_text("/* a */ A {}", encoding="utf-8")
    sheet = build_stylesheet(tmp_path, DARK)
    assert sheet.index("A {}") < sheet.index("B {}")


def test_pictures_named_by_a_sheet_are_there():
    named = re.findall(r"@styles/([\w.]+)", "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS))
    assert named
    assert all((STYLES / name).is_file() for name in named)
