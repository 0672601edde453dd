from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mjdesk.domain.prompt import Flag, Prompt, parse, tokens
from mjdesk.domain.syntax import ALIASES, SHAPES, SPELLINGS, TokenKind, full_name, groups, scan

_BRICKS = st.sampled_from(
    [
        *(
            "castle",
            " ",
            "  ",
            "\n",
            "\t",
            ",",
            "，",
            "--",
            "-",
            "—",
            "–",
            "−",
            "{",
            "}",
            "\\",
            '"',
            "“",
            "’",
            "::2",
        ),
        *(
            "--ar",
            "--no",
            "--v",
            "--niji",
            "--sref",
            "--p",
            "--tile",
            "--foo",
            "--AR",
            "—ar",
            "16:9",
            "16：9",
            "7",
        ),
        *(
            "https://a.example/x.png",
            "<https://s.mj.run/x>",
            "https://",
            "{a, b}",
            "雨",
            "é",
            "\u3000",
            "\x00",
            "🌊",
        ),
        *("\ud800", "İ", "random", "Σ"),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(_BRICKS, max_size=14).map("".join))


@given(TEXTS)
@settings(deadline=None, max_examples=400)
def test_reading_and_writing_are_inverse(text: str) -> None:
    prompt = parse(text)
    assert parse(str(prompt)) == prompt
    assert str(parse(str(prompt))) == str(prompt)


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_tokens_cover_everything_but_blanks(text: str) -> None:
    covered: set[int] = set()
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert not text[token.start].isspace()
        assert not text[token.end - 1].isspace()
        end = token.end
        covered.update(range(token.start, token.end))
    assert all(mark.isspace() for at, mark in enumerate(text) if at not in covered)


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_no_word_is_lost(text: str) -> None:
    pieces = scan(text)
    prompt = parse(text)
    leading = sum(piece.is_leading for piece in pieces)
    flags = sum(piece.kind in {TokenKind.FLAG, TokenKind.UNKNOWN_FLAG} for piece in pieces)
    assert len(prompt.references) == leading
    assert len(prompt.parameters) == flags


_SAFE = st.lists(
    st.sampled_from(
        ["castle", "--ar 16:9", "--v 7", "--niji", "--no a, b", "--foo", "stray", "--tile x", "--v"]
    ),
    max_size=8,
).map(" ".join)


@given(
    _SAFE,
    st.sampled_from(["ar", "aspect", "v", "niji", "no", "tile", "foo", "s"]),
    st.sampled_from(["7", "4:5"]),
)
@settings(deadline=None, max_examples=200)
def test_setting_a_flag_twice_changes_nothing(text: str, name: str, value: str) -> None:
    once = parse(text).with_flag(name, value)
    assert once.with_flag(name, value) == once
    assert len(once.flags(name)) == 1
    assert parse(str(once)) == once
    gone = once.with_flag(name, None)
    assert not gone.has(name)
    assert gone.without_flag(name) == gone


def test_a_usual_prompt() -> None:
    prompt = parse(
        "https://a.example/x.png castle in the fog --ar 16:9 --s 250 --no text, people --tile --v 8.2"
    )
    assert prompt.references == ("https://a.example/x.png",)
    assert prompt.text == "castle in the fog"
    assert prompt.parameters == (
        Flag("ar", "16:9"),
        Flag("s", "250"),
        Flag("no", "text, people"),
        Flag("tile"),
        Flag("v", "8.2"),
    )
    assert (prompt.aspect(), prompt.stylize(), prompt.no(), prompt.tile()) == (
        (16, 9),
        250,
        ("text", "people"),
        True,
    )
    assert (prompt.version(), prompt.niji(), prompt.raw(), prompt.seed()) == ("8.2", None, False, None)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("castle —ar 16:9 –v 7", "castle --ar 16:9 --v 7"),
        ("  a\n\n castle\t--AR 16：9 ", "a castle --ar 16:9"),
        ("sign “open” it’s — late", 'sign "open" it\'s - late'),
        (
            "<https://s.mj.run/Abc>, <https://s.mj.run/Def> cat",
            "https://s.mj.run/Abc https://s.mj.run/Def cat",
        ),
        ("cat --no red,  blue，green", "cat --no red, blue, green"),
        ("cat --ar  {16:9,   1:1}", "cat --ar {16:9, 1:1}"),
        ("{a —ar 1:1,  b} x", "{a --ar 1:1, b} x"),
        ("1990–2000 −5", "1990-2000 -5"),
        ("cat --{v 7, niji}", "cat --{v 7, niji}"),
        ("", ""),
        (" \u3000 ", ""),
    ],
)
def test_canonical_text(typed: str, sent: str) -> None:
    assert str(parse(typed)) == sent


def test_words_behind_a_value_stay_where_they_were() -> None:
    prompt = parse("castle --ar 16:9 in the fog --tile now --v 7")
    assert prompt.parameters[0] == Flag("ar", "16:9", "in the fog")
    assert str(prompt) == "castle --ar 16:9 in the fog --tile now --v 7"
    assert str(prompt.without_flag("tile")) == "castle --ar 16:9 in the fog now --v 7"
    assert str(prompt.without_flag("ar", "tile")) == "castle in the fog now --v 7"


@pytest.mark.parametrize(
    ("text", "value", "stray"),
    [
        ("--sref https://a.example/1 https://a.example/2::2 123 random fog", 4, "fog"),
        ("--sref 123, 456 of fog", 2, "of fog"),
        ("--p abcd123 m7123456789 fog", 2, "fog"),
        ("--p in fog", 0, "in fog"),
        ("--niji fog", 0, "fog"),
        ("--niji 6 fog", 1, "fog"),
        ("--foo bar baz", 2, ""),
    ],
)
def test_how_many_words_a_flag_takes(text: str, value: int, stray: str) -> None:
    (flag,) = parse(text).parameters
    assert (len(flag.values), flag.stray) == (value, stray)


def test_spans_point_into_the_raw_text() -> None:
    text = "a  castle —ar  16:9   in fog --tile"
    first, second = parse(text).parameters
    assert text[slice(*first.span)] == "—ar  16:9"
    assert text[slice(*second.span)] == "--tile"


def test_token_kinds() -> None:
    text = "https://a.example/x {red, {dark, pale} blue}ish castle --ar 16:9 fog --foo 1 --no a b"
    assert [(text[token.start : token.end], token.kind) for token in tokens(text)] == [
        ("https://a.example/x", TokenKind.REFERENCE),
        ("{red, {dark, pale} blue}", TokenKind.ALTERNATIVES),
        ("ish castle", TokenKind.TEXT),
        ("--ar", TokenKind.FLAG),
        ("16:9", TokenKind.VALUE),
        ("fog", TokenKind.TEXT),
        ("--foo", TokenKind.UNKNOWN_FLAG),
        ("1", TokenKind.VALUE),
        ("--no", TokenKind.FLAG),
        ("a b", TokenKind.VALUE),
    ]


def test_braces() -> None:
    assert groups("{a} \\{b} {c {d}") == [(0, 3), (12, 15)]
    assert groups("}{") == []


@pytest.mark.parametrize(
    "text",
    [
        "a castle in the fog, " * 470,
        "{" * 10_000,
        "{a,b} " * 1_600,
        "--ar 1:1 " * 1_100,
        "—" * 10_000,
        "-" * 10_000,
    ],
)
def test_ten_thousand_characters_are_read_at_once(text: str) -> None:
    baseline = min(_seconds(lambda: [word.upper() for word in text.split()] + list(text)) for _ in range(5))
    assert min(_seconds(lambda: tokens(text)) for _ in range(5)) < max(0.02, 60 * baseline)


def _seconds(work: object) -> float:
    assert callable(work)
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def test_the_last_flag_counts_and_of_seeds_the_first() -> None:
    prompt = parse(
        "x --ar 1:1 --aspect 4:5 --seed 1 --seed 2 --v 7 --niji 6 --no a, b --no b, c --relax --fast"
    )
    assert (prompt.aspect(), prompt.seed(), prompt.version(), prompt.niji()) == ((4, 5), 1, "niji 6", "6")
    assert (prompt.no(), prompt.speed()) == (("a", "b", "c"), "fast")


@pytest.mark.parametrize("value", ["0:1", "16", "1.5:1", "a:b", "{1:1, 2:1}", "-1:2", "١:٢", ""])
def test_a_shape_that_is_none(value: str) -> None:
    assert parse(f"x --ar {value}").aspect() is None


def test_updates() -> None:
    prompt = parse("castle --v 7 --ar 1:1 --style raw")
    assert str(prompt.with_flag("ar", (3, 2))) == "castle --v 7 --ar 3:2 --style raw"
    assert str(prompt.with_flag("niji", "7")) == "castle --ar 1:1 --style raw --niji 7"
    assert str(prompt.with_flag("raw", True)) == "castle --v 7 --ar 1:1 --raw"
    assert str(prompt.with_flag("raw", False)) == "castle --v 7 --ar 1:1"
    assert (
        str(prompt.with_flag("no", ("red  car", "--text")))
        == "castle --v 7 --ar 1:1 --style raw --no red car, text"
    )
    assert str(prompt.with_flag("iw", 1.5)) == "castle --v 7 --ar 1:1 --style raw --iw 1.5"
    assert str(prompt.with_text("two towers --tile")) == "two towers --v 7 --ar 1:1 --style raw --tile"
    assert str(prompt.with_references(["https://a.example/x", "no address"])).startswith(
        "https://a.example/x castle"
    )


def test_zoom() -> None:
    assert str(parse("castle --zoom 2 --v 7").with_zoom(1.4)) == "castle --zoom 1.4 --v 7"
    assert str(parse("castle").with_zoom(2)) == "castle --zoom 2"
    with pytest.raises(ValueError, match="zoom"):
        parse("castle").with_zoom(2.5)


def test_names_agree() -> None:
    assert set(ALIASES.values()) | set(SPELLINGS) <= set(SHAPES)
    assert all(full_name(short) == name for name, short in SPELLINGS.items())
    assert Prompt().is_empty
    assert not parse("https://a.example/x").is_empty
