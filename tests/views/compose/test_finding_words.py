"""Each finding has its sentence, and no sentence has a hole."""

from __future__ import annotations

import pytest

from mjdesk.domain.finding import FINDING_KEYS, Finding, Severity
from mjdesk.domain.lint import lint
from mjdesk.domain.lint_subject import GatewayFacts
from mjdesk.domain.parameters import ParameterTable
from mjdesk.domain.reference import ReferenceRole
from mjdesk.views.compose.finding_words import words_of

TABLE = ParameterTable.load()


@pytest.mark.parametrize("key", sorted(FINDING_KEYS))
def test_each_key_has_a_sentence(key: str) -> None:
    args = {
        "role": "style",
        **dict.fromkeys(("name", "kept", "needs", "suggestion", "lost"), "iw"),
        **dict.fromkeys(
            ("value", "low", "high", "limit", "count", "most", "words", "characters", "total"), "7"
        ),
        **dict.fromkeys(
            ("version", "offer", "choices", "merged", "phrase", "hit", "text", "word", "link"), "x"
        ),
    }
    words = words_of(Finding("X1", Severity.HINT, 0, 0, key, tuple(args.items())))
    assert words.sentence[0].isupper() or words.sentence[0] in "-“7" or words.sentence.startswith("x ")
    assert words.sentence.endswith((".", "?"))
    assert "{" not in words.sentence
    assert "  " not in words.sentence
    assert words.fix == ""
    assert all(strong in words.sentence for strong in words.strong)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a --cref https://a.test/b --v 7", "--cref is not accepted by version 7. Use --oref?"),
        ("a --cref https://a.test/b --v 5.2", "--cref is not accepted by version 5.2."),
        ("a --s 5000 --v 7", "--s goes from 0 to 1000, not 5000."),
        ("a --foo --v 7", "--foo is no parameter of Midjourney. It is sent as it is."),
        ("a --stlize 5 --v 7", "--stlize is no parameter of Midjourney. Is --stylize meant?"),
        ("a --iw 2 --v 7", "--iw means nothing without a reference picture."),
        ("a --v 8", "There is no version 8. Take 8.2?"),
        ("a {b", "A brace has no partner, so nothing is chosen here."),
        ("a --ar wide", "--ar takes a shape such as 16:9, not “wide”."),
    ],
)
def test_real_findings_read_well(text: str, sentence: str) -> None:
    first, *_ = lint(text, table=TABLE, gateway=GatewayFacts(pinned_version="8.2", expands=True))
    assert words_of(first).sentence == sentence


@pytest.mark.parametrize(
    ("role", "text", "sentence"),
    [
        (
            ReferenceRole.CHARACTER,
            "a --v 7",
            "A character reference is not accepted by version 7. Use it as Omni instead?",
        ),
        (
            ReferenceRole.CHARACTER,
            "a --niji 7",
            "A character reference is not accepted by Niji 7. Take Niji 6?",
        ),
        (
            ReferenceRole.OMNI,
            "a --v 8.2",
            "An omni reference is not accepted by version 8.2. Take version 7?",
        ),
        (
            ReferenceRole.OMNI,
            "a --v 7 --oref https://a.test/b.png",
            "An omni reference is chosen below; --oref in the text is one too many.",
        ),
        (ReferenceRole.OMNI, "a --v 7 --draft", "--draft does not go together with an omni reference."),
    ],
)
def test_findings_about_pictures_beside_the_words_read_well(
    role: ReferenceRole, text: str, sentence: str
) -> None:
    first, *_ = lint(text, table=TABLE, gateway=GatewayFacts(expands=True, references=(role,)))
    words = words_of(first)
    assert words.sentence == sentence
    assert words.fix == "Fix"


def test_long_words_are_shortened() -> None:
    (found,) = lint(f"a --ar 1:1 {'word ' * 60}--v 7", table=TABLE)
    words = words_of(found)
    assert len(words.sentence) < 100
    assert words.fix == "Fix"
