"""Spans in Qt's own units, line by line, and lines that change because of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCharFormat, QTextCursor

from mjdesk.domain.prompt import TokenKind
from mjdesk.theme import ink
from mjdesk.views.prompt_colours import Units, spans_of

if TYPE_CHECKING:
    from mjdesk.theme import Theme
    from tests.views.compose.conftest import Stage


def test_flags_values_and_alternatives_have_their_spans() -> None:
    text = "a {b, c} --ar 16:9 --foo"
    assert spans_of(text) == [
        [
            (2, 6, TokenKind.ALTERNATIVES),
            (9, 4, TokenKind.FLAG),
            (14, 4, TokenKind.VALUE),
            (19, 5, TokenKind.UNKNOWN_FLAG),
        ]
    ]


def test_an_emoji_counts_as_qt_counts_it() -> None:
    assert spans_of("😀 --s 5") == [[(3, 3, TokenKind.FLAG), (7, 1, TokenKind.VALUE)]]


def test_a_span_over_lines_is_cut_at_their_ends() -> None:
    first, second, third = spans_of("a {b,\nc\n} d")
    assert first == [(2, 3, TokenKind.ALTERNATIVES)]
    assert second == [(0, 1, TokenKind.ALTERNATIVES)]
    assert third == [(0, 1, TokenKind.ALTERNATIVES)]


@given(st.text(alphabet="ab \n{},-😀山", max_size=40))
def test_spans_stay_within_their_lines(text: str) -> None:
    lines = text.split("\n")
    spans = spans_of(text)
    assert len(spans) == len(lines)
    for line, found in zip(lines, spans, strict=True):
        for start, length, _ in found:
            assert 0 <= start < start + length <= len(line.encode("utf-16-le")) // 2


@given(st.text(alphabet="a😀山", max_size=30), st.integers(0, 30))
def test_units_go_there_and_back(text: str, place: int) -> None:
    place = min(place, len(text))
    units = Units(text)
    assert units.to_qt(place) == len(text[:place].encode("utf-16-le")) // 2
    assert units.to_python(units.to_qt(place)) == place


def formats(stage: Stage, line: int) -> list[tuple[int, int, QTextCharFormat]]:
    block = stage.editor.document().findBlockByNumber(line)
    # The stubs leave out the fields of this struct, and its format dies with it.
    ranges = cast("Any", block.layout().formats())
    return [(each.start, each.length, QTextCharFormat(each.format)) for each in ranges]


def test_a_brace_closed_below_colours_the_line_above(stage: Stage, theme: Theme) -> None:
    stage.editor.setPlainText("a {b,\nc")
    assert formats(stage, 0) == []
    stage.editor.moveCursor(QTextCursor.MoveOperation.End)
    stage.editor.insertPlainText("}")
    ((start, length, look),) = formats(stage, 0)
    assert (start, length) == (2, 3)
    assert look.foreground().color() == ink(theme.tokens.alternatives)


def test_an_unknown_flag_is_underlined(stage: Stage) -> None:
    stage.editor.setPlainText("a --foo")
    ((_, _, look),) = formats(stage, 0)
    assert look.underlineStyle() == look.UnderlineStyle.WaveUnderline
