"""House rules that imports do not show: colours, nested loops, state, a reason at each module's head."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mjdesk"


@dataclass(frozen=True, slots=True)
class Module:
    """One source file of the package, parsed."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def room(self) -> str:
        return self.name.split("/")[0]

    def where(self, node: ast.expr | ast.stmt) -> str:
        return f"{self.name}:{node.lineno}"


@cache
def modules() -> tuple[Module, ...]:
    paths = sorted(PACKAGE.rglob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return tuple(Module(path, text, ast.parse(text)) for path, text in zip(paths, texts, strict=True))


def rooms(*names: str) -> Iterator[Module]:
    return (module for module in modules() if module.room in names)


def imported_names(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]


STANDARD = sys.stdlib_module_names | {"typing_extensions"}
"""`override` came into the standard library with Python 3.12; until then its backport stands in."""


def test_the_domain_imports_the_standard_library_and_itself_only() -> None:
    strangers = [
        f"{module.where(node)} {name}"
        for module in rooms("domain")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        )
        if name.split(".")[0] not in STANDARD and not name.startswith("mjdesk.domain")
    ]
    assert strangers == []


def test_every_module_says_why_it_exists() -> None:
    assert [module.name for module in modules() if not ast.get_docstring(module.tree)] == []


HEX_COLOUR = re.compile(r"""["'(:\s]#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b""")


def test_the_pattern_for_colours_finds_them() -> None:
    assert HEX_COLOUR.search('"#1e1e2e"')
    assert HEX_COLOUR.search("color: #fff;")
    assert not HEX_COLOUR.search("issue #12 and #-1")


def test_colours_live_in_the_tokens() -> None:
    sheets = [(path.name, path.read_text(encoding="utf-8")) for path in ROOT.glob("resources/styles/*.qss")]
    sources = [
        (module.name, module.text)
        for module in modules()
        if module.room != "studio" and module.name != "theme/tokens.py"
    ]
    found = [
        f"{name}: {match.group().strip()}"
        for name, text in sheets + sources
        for match in HEX_COLOUR.finditer(text)
    ]
    assert found == []


NESTING_CALLS = frozenset({"exec", "exec_", "waitForFinished", "processEvents"})
"""Methods that start a second loop inside the first; one inside a coroutine kills tasks for good."""
NESTING_STATICS = {
    "QMessageBox": {"about", "critical", "information", "question", "warning"},
    "QInputDialog": {"getDouble", "getInt", "getItem", "getMultiLineText", "getText"},
    "QFileDialog": {"getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"},
    "QColorDialog": {"getColor"},
    "QFontDialog": {"getFont"},
}
ALLOWED_EXECS = {"QDrag"}
"""QDrag.exec is the only way to drag, and it spins no second loop of asyncio on a coroutine's stack."""


def nested_loops(tree: ast.Module) -> Iterator[ast.Call]:
    drags = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id in ALLOWED_EXECS
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        if node.func.attr in NESTING_STATICS.get(owner, ()) or (
            node.func.attr in NESTING_CALLS and owner not in drags
        ):
            yield node


def test_nested_loops_are_recognised() -> None:
    found = nested_loops(
        ast.parse(
            "dialog.exec()\nQMenu(self).exec(point)\nQMessageBox.question(self, '', '')\n"
            "drag = QDrag(self)\ndrag.exec()\nQFileDialog.getOpenFileName(self)\ndialog.open()\n"
        )
    )
    assert [call.lineno for call in found] == [1, 2, 3, 6]


def test_nothing_that_is_drawn_nests_a_loop() -> None:
    drawn = rooms("views", "widgets", "models", "theme", "tour", "tour.py", "app.py")
    assert [module.where(call) for module in drawn for call in nested_loops(module.tree)] == []


def test_nothing_that_is_drawn_is_a_coroutine() -> None:
    drawn = rooms("views", "widgets", "models", "theme")
    assert [
        module.where(node)
        for module in drawn
        for node in ast.walk(module.tree)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await)
    ] == []


MUTABLE_CALLS = frozenset(
    {
        "list",
        "dict",
        "set",
        "bytearray",
        "deque",
        "defaultdict",
        "OrderedDict",
        "Counter",
        "WeakValueDictionary",
    }
)


def module_state(tree: ast.Module) -> Iterator[ast.stmt]:
    """What a module holds that could change while the program runs.

    A table in capitals is a constant: it is written once and only read. `global` is always a change.
    """
    for node in tree.body:
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign):
            targets, value = [node.target], node.value
        else:
            continue
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if all(name.isupper() or (name.startswith("__") and name.endswith("__")) for name in names):
            continue
        is_display = isinstance(
            value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
        )
        is_maker = (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id in MUTABLE_CALLS
        )
        if is_display or is_maker:
            yield node
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield node


def test_module_state_is_recognised() -> None:
    found = module_state(
        ast.parse("cache = {}\nTABLE = {1: 2}\n_seen: set[int] = set()\ndef f():\n    global x\n")
    )
    assert [node.lineno for node in found] == [1, 3, 5]


def test_no_module_holds_state() -> None:
    assert [module.where(node) for module in modules() for node in module_state(module.tree)] == []


def test_nobody_asks_qt_for_the_application() -> None:
    """What a part needs is handed to it. The app, which makes the one application, may look for it first."""
    asking = re.compile(r"Q(?:Gui|Core)?Application\.instance\(\)|\bqApp\b")
    assert [
        module.name for module in modules() if module.name != "app.py" and asking.search(module.text)
    ] == []
