"""Lengths and times of films, as people write them."""

from __future__ import annotations

import pytest

from mjdesk.views.film_words import badge_words, length_words, time_words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.3, "0:01"), (5.2, "0:05"), (5.6, "0:06"), (61.9, "1:02"), (600.0, "10:00")]
)
def test_lengths(seconds: float, words: str) -> None:
    assert length_words(seconds) == words


def test_times_have_tenths() -> None:
    assert time_words(1.29, 65.0) == "0:01.2 / 1:05.0"


@pytest.mark.parametrize(
    ("seconds", "clips", "words"), [(5.2, 1, "0:05"), (5.2, 4, "4 × 0:05"), (0.0, 1, ""), (0.0, 4, "4")]
)
def test_badges(seconds: float, clips: int, words: str) -> None:
    assert badge_words(seconds, clips) == words
