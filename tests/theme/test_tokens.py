import re
from dataclasses import asdict

import pytest

from mjdesk.theme.tokens import DARK, LIGHT, STILL, WELLS, Motion, Tokens, blend, contrast

SHADES = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
WORDS = ("text", "text_2", "text_3")
SIGNS = ("accent", "ok", "warn", "error", "unknown")


@SHADES
@pytest.mark.parametrize("surface", ["ground", "panel", "card"])
@pytest.mark.parametrize("role", WORDS)
def test_words_can_be_read_on_every_surface(tokens: Tokens, surface: str, role: str):
    assert contrast(getattr(tokens, role), getattr(tokens, surface)) >= 4.3


@SHADES
@pytest.mark.parametrize("role", [*WORDS, *SIGNS, "alternatives", "flag"])
def test_words_and_signs_reach_the_promised_contrast_on_the_panel(tokens: Tokens, role: str):
    assert contrast(getattr(tokens, role), tokens.panel) >= 4.4


@SHADES
def test_the_primary_button_can_be_read(tokens: Tokens):
    assert contrast(tokens.on_accent, tokens.accent_fill) >= 4.4
    assert contrast(tokens.text, tokens.accent_soft) >= 7
    assert contrast(tokens.text, tokens.control) >= 7


@SHADES
def test_the_chrome_is_neutral(tokens: Tokens):
    for name in (
        "ground",
        "panel",
        "card",
        "control",
        "raised",
        "hairline",
        "edge",
        "text",
        "text_2",
        "text_3",
    ):
        colour = getattr(tokens, name)
        assert colour[1:3] == colour[3:5] == colour[5:7], name


@SHADES
def test_every_colour_is_six_digits(tokens: Tokens):
    for name, colour in asdict(tokens).items():
        if name != "shade":
            assert re.fullmatch(r"#[0-9a-f]{6}", colour), name


def test_wells_are_neither_black_nor_white():
    assert len(WELLS) == 4
    assert not {"#000000", "#ffffff"} & set(WELLS)


def test_blend_goes_from_one_to_the_other():
    assert blend("#000000", "#ffffff", 0) == "#000000"
    assert blend("#000000", "#ffffff", 1) == "#ffffff"
    assert blend("#102030", "#304050", 0.5) == "#203040"


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_motion_knows_when_it_is_still():
    assert STILL.is_reduced
    assert not Motion().is_reduced
