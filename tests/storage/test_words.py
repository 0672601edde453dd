"""What is found by what, in every script, and nothing that SQLite could trip over."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.storage.schema import migrate
from mjdesk.storage.words import match_expression, searchable


def _finds(body: str, query: str) -> bool:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        connection.execute("INSERT INTO task_text (rowid, body) VALUES (1, ?)", (searchable(body),))
        words = match_expression(query)
        if not words:
            return False
        found = connection.execute("SELECT rowid FROM task_text WHERE task_text MATCH ?", (words,))
        return found.fetchone() == (1,)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("a Lighthouse in the fog", "light"),
        ("a Lighthouse in the fog", "FOG lighthouse"),
        ("crème brûlée", "creme brulee"),
        ("creme brulee", "crème"),
        ("ＦＵＬＬ width", "full"),
        ("Straße", "strasse"),
        ("一只可爱的猫坐在窗台上", "猫"),
        ("一只可爱的猫坐在窗台上", "可爱"),
        ("一只可爱的猫坐在窗台上", "可爱的猫"),
        ("一只可爱的猫坐在窗台上", "上"),
        ("一只可爱的猫坐在窗台上", "一"),
        ("cute 猫 cat", "cat 猫"),
        ("猫cat", "猫cat"),
        ("さくらの木", "くら"),
        ("ガラス", "ラス"),
        ("등대가 있는 바다", "바다"),
        ("등대가 있는 바다", "등대"),
        ("\U00020000\U00020001", "\U00020001"),
        ("маяк в тумане", "тум"),
        ("מגדלור בערפל", "מגדלור"),
        ("منارة في الضباب", "الضباب"),
        ("प्रकाश स्तंभ", "प्रकाश"),
        ("a rocket 🚀 rises", "🚀"),
        ("a house --ar 16:9 --v 7", "ar 16:9"),
        ("a house --ar 16:9 --v 7", "--ar 16"),
        ("seed 1320098173412546", "13200981"),
    ],
)
def test_found(body: str, query: str) -> None:
    assert _finds(body, query)


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("a lighthouse", "house"),
        ("一只可爱的猫", "猫可"),
        ("可爱 爱的", "可爱的"),
        ("可爱、爱的", "可爱的"),
        ("一只可爱的猫", "狗"),
        ("一只可爱的猫", "可的"),
        ("a rocket 🚀", "🐱"),
        ("a cat", "cat dog"),
    ],
)
def test_not_found(body: str, query: str) -> None:
    assert not _finds(body, query)


@given(st.text(max_size=80), st.sampled_from(["", '"', "'", " OR ", "*", "NEAR(", "-", "^", "{a}:", "\x00"]))
def test_any_text_is_a_query(text: str, trap: str) -> None:
    query = text + trap + text
    _finds("a lighthouse", query)
    assert match_expression(query).count('"') % 2 == 0


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12))
def test_a_text_is_found_by_itself(text: str) -> None:
    if match_expression(text):
        assert _finds(f"before {text} after", text)


@pytest.mark.parametrize("text", ["猫" * 10_000, "cat " * 5000, "x" * 10_000, "🚀" * 10_000])
def test_a_pasted_page_asks_for_few_things(text: str) -> None:
    assert len(match_expression(text)) < 4000
    _finds("a lighthouse", text)


def test_nothing_but_signs_asks_for_nothing() -> None:
    assert match_expression(' "*" -- : ') == ""
