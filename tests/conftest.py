"""What every test stands on: no real home, no real keychain, no screen, and the right loop.

- Tests run offscreen unless QT_QPA_PLATFORM says otherwise.
- An async test runs on plain asyncio; one with `qtbot`, `qapp` or the marker `qt_loop` runs on Qt's loop.
- Cyclic garbage is collected on the main thread only: a QObject must not die in another one.
- Home, data, config and cache folders are empty ones of the test's own, for child processes too.
- `xvfb_display` is a real display for programs that a test starts and drives from outside.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.support.display import Display, missing_programs, running_display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

# Before anything imports Qt.
os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ |= {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}  # expectations are in English

hypothesis.settings.register_profile("house", deadline=None, max_examples=50, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")

_MUCH_GARBAGE = 20_000
QT_FIXTURES = frozenset({"qtbot", "qapp"})


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """One loop per kind of test: what needs no Qt does not pay for it."""
    fixtures: list[str] = getattr(item, "fixturenames", [])
    if QT_FIXTURES.isdisjoint(fixtures) and item.get_closest_marker("qt_loop") is None:
        return {"plain": asyncio.new_event_loop}
    from tests.support.qt_loop import make_qt_loop

    return {"qt": make_qt_loop}


def pytest_sessionstart() -> None:
    gc.disable()


def pytest_runtest_teardown() -> None:
    if gc.get_count()[0] > _MUCH_GARBAGE:
        gc.collect()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that no test reads or writes what belongs to the person at this machine."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": ".run",
    }.items():
        (home / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def no_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    """A keychain that forgets everything, here and in child processes; a test may set its own instead."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    keyring: Any = sys.modules.get("keyring")
    if keyring is not None:
        from keyring.backends.null import Keyring

        keyring.set_keyring(Keyring())


@pytest.fixture(scope="session")
def xvfb_display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    """A managed 1440 x 900 display of this session's own; give `.environment()` to the program under test."""
    if not sys.platform.startswith("linux"):
        pytest.skip("Xvfb lives on Linux")
    missing = missing_programs()
    if missing:
        pytest.fail(f"{', '.join(missing)} not found: `make test` installs what the tests need")
    with running_display(tmp_path_factory.mktemp("display")) as display:
        yield display
