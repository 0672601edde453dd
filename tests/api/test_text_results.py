from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.api.text_results import split_texts, weighed_words
from mjdesk.domain.weighed_word import Weight


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


@pytest.mark.parametrize(
    ("text", "prompts"),
    [
        ("1️⃣ a *soft* fox, 2 * 3 * 4\n2️⃣ a\\_b \\*c\\*", ("a soft fox, 2 * 3 * 4", "a_b *c*")),
        ("1️⃣ a fox <https://s.mj.run/x?a=1>\n2️⃣ a <b> c", ("a fox https://s.mj.run/x?a=1", "a <b> c")),
        ("🔟 ten", ("ten",)),
        ("1️⃣ `code` and __more__ > less", ("code and more > less",)),
    ],
)
def test_marks_are_taken_off_and_words_left_alone(text: str, prompts: tuple[str, ...]) -> None:
    assert split_texts(text) == prompts


def test_words_of_a_shorten_come_with_their_weights() -> None:
    text = (
        "## Important tokens\n**please** make ~~a~~ **very calm** [lake](https://x), "
        "~~trees~~\n## Shortened prompts\n1️⃣ **please** make"
    )
    assert [(word.text, word.weight) for word in weighed_words(text)] == [
        ("please", Weight.STRONG),
        ("make", Weight.PLAIN),
        ("a", Weight.DROPPED),
        ("very calm", Weight.STRONG),
        ("lake,", Weight.PLAIN),
        ("trees", Weight.DROPPED),
    ]


def test_numbers_behind_words_are_their_shares() -> None:
    text = "## Important tokens\n**lake** (0.87), ~~in~~ (0) fog (1.00) (2.0)"
    assert [(word.text, word.share) for word in weighed_words(text)] == [
        ("lake", 87),
        ("in", 0),
        ("fog", 100),
        ("(2.0)", None),
    ]


@pytest.mark.parametrize("text", ["", "1️⃣ a fox", "## Shortened prompts\n1️⃣ **a**", "## Important tokens"])
def test_other_results_have_no_weights(text: str) -> None:
    assert weighed_words(text) == ()


@pytest.mark.parametrize("mark", ["**", "~~", "**~~", "*", "a ", "(", "[x](", "\n#"])
def test_no_weights_take_for_ever(mark: str) -> None:
    started = time.perf_counter()
    assert len(weighed_words("## Important tokens\n" + mark * 20_000)) <= 400
    assert time.perf_counter() - started < 1.0


@given(st.lists(st.tuples(st.sampled_from(list(Weight)), st.from_regex(r"\A[a-zé漢]{1,8}\Z")), min_size=1))
def test_every_mark_is_read_as_it_was_written(words: list[tuple[Weight, str]]) -> None:
    marks = {Weight.STRONG: "**", Weight.PLAIN: "", Weight.DROPPED: "~~"}
    line = " ".join(f"{marks[weight]}{word}{marks[weight]}" for weight, word in words)
    found = weighed_words(f"## Important tokens\n{line}\n## Shortened prompts\n1️⃣ x")
    assert [(word.weight, word.text) for word in found] == words[:400]


@given(st.text(alphabet="a1️⃣ \n[](*~#)\\_<>.x漢", max_size=200))
def test_any_text_gives_clean_words(text: str) -> None:
    for word in weighed_words(f"## Important tokens\n{text}"):
        assert word.text == " ".join(word.text.split()) != ""
        assert word.share is None or 0 <= word.share <= 100
