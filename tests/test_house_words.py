"""House rules of words: what people read is said through `views.language`, and can be translated."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.test_house_sources import modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.test_house_sources import Module

SAYING = {"tr": 1, "mark": 1, "tr_as": 2, "mark_as": 2, "tr_count": 2}
"""How many texts stand at the beginning of each."""
MARKED = frozenset({"mark", "mark_as"})

_LETTERS = re.compile(r"[A-Za-z]{2}")
_SENTENCE = re.compile(r"^[A-Z][a-z]|[A-Za-z,.…]\s|\s[A-Za-z“]")
_NOT_SAID = re.compile(
    r"""
    ^[\w.-]+\.\w+$                      # a name of a file
    |^[A-Z]\w*[a-z][A-Z]\w*$            # a name of a class
    |^(?:Ctrl|Alt|Shift|Esc|Del|Space|Tab|Return|Enter|Home|End|PgUp|PgDown|Meta)\b  # keys
    |--\w+\s*\{?\}?$                    # a parameter of a prompt
    |^%\(?[a-z]                         # of the log
    """,
    re.VERBOSE,
)
SILENT_CALLS = frozenset(
    {
        "setObjectName",
        "setProperty",
        "property",
        "getLogger",
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "TypeVar",
        "NewType",
        "cast",
        "compile",
        "start",
        "ValueError",
        "KeyError",
        "TypeError",
        "LookupError",
        "RuntimeError",
        "AssertionError",
    }
)
"""Calls whose texts nobody reads on a screen."""
UNSAID: dict[str, tuple[str, ...]] = {
    # the command line, which speaks English, and what Qt says
    "app.py": (
        "The window of MJ Desk.",
        "keep everything below this folder",
        "dark, light or as the system says",
        "what the window speaks; else as the system does",
        "speed of the built-in studio; 0 is at once",
        "walk through the main job and save pictures",
        "pictures to use as references",
        "This plugin does not support",
        "Qt: %s",
        "FAILED: something unexpected happened\n{}\n",
        "MJ Desk",
        "MJ Desk {}",
    ),
    # names of products
    "views/compose/look_section.py": ("Midjourney", "Niji", "niji 7"),
    "views/gateway_words.py": ("trueai midjourney-proxy",),
    "views/language.py": ("English",),
    "views/main_window.py": ("MJ Desk",),
    "views/mishap_dialog.py": ("MJ Desk",),
    "views/settings/about_page.py": (
        "PySide6-Essentials",
        "Qt for Python",
        "Pillow",
        "Starlette",
        "Uvicorn",
        "MJ Desk {}",
    ),
    # names of errors, as keys
    "views/error_words.py": ("Unreachable", "Refused", "Busy", "Nonsense"),
    "views/notice_words.py": ("Nonsense",),
    # an example of a prompt: Midjourney knows English best
    "views/makers.py": ("a small red cabin with a lit window",),
    # details that are copied for whoever helps
    "views/trouble_words.py": (
        "What happened: {}",
        "Kind of error: {}",
        "HTTP status: {}",
        "Code: {}",
        "Cost: {}",
        "News: {}",
        "Words: {}",
        "Request: {}",
        "MJ Desk {}, {}, Python {}",
    ),
    # a unit
    "views/wording.py": ("{} TB",),
}
"""Texts that stay as they are, by module."""


def docstrings(tree: ast.Module) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def text_of(node: ast.AST) -> str | None:
    """What a literal says, with `{}` for what is put in; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
    return None


def unsaid(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Literals that read like words for people and that nothing says or marks."""
    passed = docstrings(tree)

    def walk(node: ast.AST) -> Iterator[tuple[int, str]]:
        text = text_of(node)
        if text is not None:
            if id(node) not in passed and reads_like_words(text):
                yield getattr(node, "lineno", 0), text
            return
        name = called(node)
        if name in SILENT_CALLS or isinstance(node, ast.Raise | ast.Assert):
            return
        skipped = node.args[: SAYING[name]] if name in SAYING and isinstance(node, ast.Call) else []
        annotations = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        for child in ast.iter_child_nodes(node):
            if not any(child is each for each in (*skipped, *annotations)):
                yield from walk(child)

    yield from walk(tree)


def reads_like_words(text: str) -> bool:
    return bool(
        _LETTERS.search(text) and _SENTENCE.search(text.strip()) and not _NOT_SAID.search(text.strip())
    )


def speaking() -> list[Module]:
    return [module for module in modules() if module.room in {"views", "widgets"} or module.name == "app.py"]


@pytest.mark.parametrize("module", speaking(), ids=lambda module: module.name)
def test_what_people_read_is_said(module: Module) -> None:
    allowed = UNSAID.get(module.name, ())
    assert [(line, text) for line, text in unsaid(module.tree) if text not in allowed] == []


def test_no_exception_outlives_its_text() -> None:
    found = {module.name: {text for _, text in unsaid(module.tree)} for module in speaking()}
    assert [(name, text) for name, texts in UNSAID.items() for text in texts if text not in found[name]] == []


def misheard(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Calls whose words nobody who gathers them would find: inside an f-string, one itself, or no literal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from ((node.lineno, "f-string") for each in ast.walk(node) if called(each) in SAYING)
        if not isinstance(node, ast.Call) or called(node) not in SAYING:
            continue
        name = called(node)
        texts = node.args[: SAYING[name]]
        for at, text in enumerate(texts):
            is_sense = name in {"tr_as", "mark_as"} and at == 0
            is_literal = isinstance(text, ast.Constant) and isinstance(text.value, str)
            may_be_marked = name in {"tr", "tr_as"} and not is_sense
            if not is_literal and not (may_be_marked and not isinstance(text, ast.JoinedStr | ast.BinOp)):
                yield node.lineno, name


def test_what_cannot_be_gathered_is_recognised() -> None:
    tree = ast.parse(
        'tr("A word")\ntr(f"A {x}")\ntr(TABLE[x])\ntr_as(sense, "A")\ntr_count(one, many, 2)\nmark(x)\n'
        'tr("A " + x)\ntr_count("{n} word", "{n} words", 2)\ntr_as("verb", TABLE[x])\nf"({tr(\'A\')})"\n'
    )
    assert sorted(line for line, _ in misheard(tree)) == [2, 4, 5, 5, 6, 7, 10]


def test_what_is_said_can_be_gathered() -> None:
    assert [(module.name, *each) for module in speaking() for each in misheard(module.tree)] == []


def spoken_too_early(tree: ast.Module) -> Iterator[int]:
    """Words that are said while a module is imported, before a language was chosen."""

    def walk(node: ast.AST) -> Iterator[int]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for default in (*node.args.defaults, *node.args.kw_defaults):
                if default is not None:
                    yield from walk(default)
            return
        if called(node) in SAYING.keys() - MARKED:
            yield getattr(node, "lineno", 0)
        for child in ast.iter_child_nodes(node):
            yield from walk(child)

    yield from walk(tree)


def test_words_that_are_said_too_early_are_recognised() -> None:
    tree = ast.parse(
        'A = tr("x")\nB = mark("x")\nclass C:\n    d = tr("x")\n'
        '    def e(self, f=tr("x")):\n        tr("y")\n'
    )
    assert list(spoken_too_early(tree)) == [1, 4, 5]


def test_nothing_is_said_before_a_language_is_chosen() -> None:
    assert [(module.name, line) for module in modules() for line in spoken_too_early(module.tree)] == []
