"""The import contracts of pyproject.toml: the package keeps them, and each one is proved to bite.

The proof is a small house with the same rooms, into which one line too many is written: the contract that is
meant must break, and no other.
"""

from __future__ import annotations

import sys
import tomllib
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from importlinter import configuration
from importlinter.application import use_cases
from typing_extensions import override

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = ROOT / "pyproject.toml"

SMALL_HOUSE = {
    "__init__.py": "",
    "__main__.py": "import mjdesk.app, mjdesk.cli",
    "app.py": "import asyncio, qasync\nimport mjdesk.assembly, mjdesk.tour, mjdesk.views, mjdesk.models",
    "cli.py": "import asyncio\nimport mjdesk.assembly",
    "assembly.py": "import mjdesk.api, mjdesk.services, mjdesk.storage, mjdesk.studio_process",
    "doorman.py": "import asyncio\nimport socket",
    "mishaps.py": "import mjdesk.api, mjdesk.storage",
    "studio_process.py": "import asyncio\nimport mjdesk.domain",
    "sweeper.py": "import PySide6\nimport asyncio",
    "tour.py": "import PySide6\nimport mjdesk.views",
    "views/__init__.py": "import PySide6\nimport mjdesk.models, mjdesk.widgets, mjdesk.theme",
    "views/main_window.py": "from mjdesk.views import compose, gallery, settings, spending, viewer, welcome",
    "views/compose/__init__.py": "",
    "views/gallery/__init__.py": "",
    "views/inspector/__init__.py": "",
    "views/settings/__init__.py": "",
    "views/spending/__init__.py": "",
    "views/viewer/__init__.py": "",
    "views/welcome/__init__.py": "",
    "models/__init__.py": "import PySide6\nimport mjdesk.services",
    "widgets/__init__.py": "import PySide6\nimport mjdesk.theme",
    "api/__init__.py": "import httpx2\nimport mjdesk.domain.task",
    "services/__init__.py": "import asyncio\nimport mjdesk.domain",
    "services/egg.py": "import mjdesk.domain",
    "services/hen.py": "import mjdesk.services.egg",
    "storage/__init__.py": "import PIL, keyring, platformdirs, sqlite3, tomli_w, numpy\nimport mjdesk.domain",
    "theme/__init__.py": "import PySide6",
    "studio/__init__.py": "import PIL, numpy, sqlite3, starlette, uvicorn, asyncio",
    "domain/__init__.py": "import dataclasses",
    "domain/task.py": "import enum",
}


def contracts() -> list[dict[str, Any]]:
    return tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def broken_contracts(root: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The ids of the contracts that the package `mjdesk` below `root` breaks."""
    for name in [name for name in sys.modules if name.split(".")[0] == "mjdesk"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [str(root), *sys.path])
    configuration.configure()
    options = use_cases.read_user_options(str(CONFIGURATION))
    # There is no public way to the single results.
    use_cases._register_contract_types(options)  # pyright: ignore[reportPrivateUsage]
    with redirect_stdout(StringIO()):  # `lint-imports` tells the story; here only the verdicts count
        report = use_cases.create_report(options, cache_dir=None, verbose=True)
    assert not report.invalid_contract_options
    ids = {contract["name"]: contract["id"] for contract in contracts()}
    return {ids[contract.name] for contract, check in report.get_contracts_and_checks() if not check.kept}


@dataclass(frozen=True, slots=True)
class Breach:
    """One line too many, and the contracts that must say so: these and no others."""

    broken: str
    """Their ids with blanks between; more than one where a line offends twice."""
    module: str
    """Where the line is added, relative to the package; a new module if there is none."""
    line: str

    @override
    def __str__(self) -> str:
        return f"{self.broken}-{self.module}-{self.line}"


BREACHES = [
    # Strangers on one floor.
    Breach("floors", "api/__init__.py", "from mjdesk import storage"),
    Breach("floors", "services/__init__.py", "import mjdesk.api"),
    Breach("floors", "storage/__init__.py", "import mjdesk.services"),
    Breach("floors", "widgets/__init__.py", "from mjdesk.models import task_list"),
    Breach("floors terminal", "cli.py", "import mjdesk.app"),
    # A room that no floor knows.
    Breach("floors", "odds_and_ends.py", "import json"),
    # Upwards.
    Breach("floors siblings", "models/__init__.py", "import mjdesk.views"),
    Breach("floors siblings", "theme/__init__.py", "import mjdesk.views"),
    Breach("floors", "views/__init__.py", "import mjdesk.assembly"),
    # A circle within one room.
    Breach("siblings", "services/egg.py", "import mjdesk.services.hen"),
    Breach("siblings screens", "views/gallery/__init__.py", "import mjdesk.views.main_window"),
    # Libraries in the wrong room. The command line hears of Qt below it too.
    Breach("domain", "domain/task.py", "import random"),
    Breach("domain", "domain/__init__.py", "from asyncio import sleep"),
    Breach("domain disk", "domain/__init__.py", "import platformdirs"),
    Breach("qt terminal", "services/__init__.py", "from PySide6.QtCore import QObject"),
    Breach("qt terminal", "api/__init__.py", "def late() -> None:\n    from PySide6 import QtGui"),
    Breach("terminal", "cli.py", "import mjdesk.theme"),
    Breach("terminal", "cli.py", "import mjdesk.tour"),
    Breach("http", "services/__init__.py", "import httpx2"),
    Breach("http", "storage/__init__.py", "from httpx2 import Client"),
    Breach("server", "api/__init__.py", "import starlette.applications"),
    Breach("server", "cli.py", "import uvicorn"),
    Breach("pictures", "models/__init__.py", "from PIL import Image"),
    Breach("pictures", "views/viewer/__init__.py", "import numpy"),
    Breach("database", "services/__init__.py", "import sqlite3"),
    Breach("disk", "api/__init__.py", "import keyring"),
    Breach("disk", "theme/__init__.py", "import platformdirs"),
    Breach("loop", "views/__init__.py", "import qasync"),
    Breach("await", "views/compose/__init__.py", "import asyncio"),
    Breach("await", "models/__init__.py", "import threading"),
    Breach("await", "widgets/__init__.py", "from asyncio import Event"),
    Breach("screens", "views/gallery/__init__.py", "import mjdesk.views.viewer"),
    Breach("studio", "studio/__init__.py", "from mjdesk.domain import task"),
    Breach("floors studio", "studio/__init__.py", "import mjdesk.services"),
    Breach("modern", "api/__init__.py", "import httpx"),
]


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A folder with a package that has every room and keeps every contract."""
    screens = next(contract["modules"] for contract in contracts() if contract["id"] == "screens")
    empty = {f"{name.removeprefix('mjdesk.').replace('.', '/')}/__init__.py": "" for name in screens}
    for name, text in (empty | SMALL_HOUSE).items():
        path = tmp_path / "mjdesk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return tmp_path


def test_the_package_keeps_every_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_contracts(ROOT, monkeypatch) == set()


def test_the_small_house_keeps_every_contract(small_house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_contracts(small_house, monkeypatch) == set()


def test_no_contract_is_left_without_proof() -> None:
    proved = {name for breach in BREACHES for name in breach.broken.split()}
    assert proved == {contract["id"] for contract in contracts()}


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_a_breach_breaks_the_contract_that_is_meant(
    breach: Breach, small_house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (small_house / "mjdesk" / breach.module).open("a", encoding="utf-8") as file:
        file.write(f"{breach.line}\n")
    assert broken_contracts(small_house, monkeypatch) == set(breach.broken.split())


def test_the_screens_contract_names_every_screen() -> None:
    (named,) = (contract["modules"] for contract in contracts() if contract["id"] == "screens")
    screens = {f"mjdesk.views.{path.parent.name}" for path in ROOT.glob("mjdesk/views/*/__init__.py")}
    assert set(named) == screens
