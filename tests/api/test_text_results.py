from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.api.text_results import split_texts


@pytest.mark.parametrize(
    ("text", "prompts"),
    [
        (
            "1️⃣ a fox --ar 3:2\n\n2️⃣ a hare\n\n3️⃣ an owl\n\n4️⃣ a crow",
            ("a fox --ar 3:2", "a hare", "an owl", "a crow"),
        ),
        ("1️⃣ a fox\r\n2️⃣ a hare", ("a fox", "a hare")),
        ("a fox\r\na hare\r\nan owl\r\na crow", ("a fox", "a hare", "an owl", "a crow")),
        ("a fox,\nrunning\n\na hare", ("a fox, running", "a hare")),
        ("1. a fox\n2. a hare", ("a fox", "a hare")),
        ("only one", ("only one",)),
        ("", ()),
        (
            "1️⃣ in the style of [Hilma af Klint](https://x.example/a_(b)?q=1), oil"
            "\n\n2️⃣ [two](https://y) [words](z)",
            ("in the style of Hilma af Klint, oil", "two words"),
        ),
        (
            "## Important tokens\n**please** make ~~a~~ lake"
            "\n## Shortened prompts\n1️⃣ **please** make\n\n2️⃣ make ~~a~~",
            ("please make", "make a"),
        ),
        ("1️⃣ 2 foxes at 3:00, 4 hares", ("2 foxes at 3:00, 4 hares",)),
    ],
)
def test_results_become_prompts(text: str, prompts: tuple[str, ...]) -> None:
    assert split_texts(text) == prompts


@pytest.mark.parametrize(
    "text", ["\n" * 20_000, "[" * 20_000 + "](", "[x](a" * 5_000, "**~~" * 10_000, "# " * 20_000]
)
def test_no_text_takes_for_ever(text: str) -> None:
    started = time.perf_counter()
    split_texts(text)
    assert time.perf_counter() - started < 1.0


@given(st.text(alphabet="a1️⃣2\n [](*~#)x🔟", max_size=200) | st.text(max_size=100))
def test_any_text_gives_clean_single_lines(text: str) -> None:
    for prompt in split_texts(text):
        assert prompt == " ".join(prompt.split()) != ""
        assert "**" not in prompt
