"""Pictures come in by hand from another program: dragged over a real display, or pasted from its clipboard.

One window and one other program serve all tests here; each test begins with empty places.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from typing_extensions import override

from tests.support.library_of import fill_library

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from tests.support.display import Display

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("reference", "blend", "describe", "face", "onto", "first", "last", "changed", "upload")
"""On the pages of the panel, and on the sheets of films, edits and uploads."""
GIVER = (1365, 760)
BESIDE = (640, 820)
"""The strip at the foot of the window, where there is nothing to press."""
pytestmark = pytest.mark.display


class Program:
    """Owns a child process that answers each line of JSON with one."""

    def __init__(self, module: str, environment: dict[str, str], *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read()

    def ask(self, **order: Any) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._read()

    def end(self) -> int:
        """Its exit status, after the end of its orders."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        status = self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return status

    def _read(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the program has ended"
        return line


@dataclass(frozen=True, slots=True)
class Town:
    """The window, the other program, and the hand between them."""

    window: Program
    giver: Program
    environment: dict[str, str]
    pictures: Path

    def picture(self, name: str, colour: str) -> tuple[Path, str]:
        """A file and its digest."""
        sink = io.BytesIO()
        Image.new("RGB", (64, 48), colour).save(sink, "PNG")
        path = self.pictures / name
        path.write_bytes(sink.getvalue())
        return path, hashlib.sha256(sink.getvalue()).hexdigest()

    def give(self, give: str, what: object = "", on: str = "") -> None:
        self.giver.ask(give=give, what=what, on=on)

    def place(self, name: str) -> tuple[int, int]:
        x, y = json.loads(self.window.ask(place=name))
        return x, y

    def see(self, name: str, count: int) -> list[tuple[str, str]]:
        """Digest and name of what is in a place."""
        return [tuple(each) for each in json.loads(self.window.ask(see=name, count=count))]

    def pick_up(self, start: tuple[int, int]) -> None:
        """Press, and move far enough that it is a drag."""
        self.hand("mousemove", *start)
        self.hand("mousedown", 1)
        for step in (4, 9, 14, 20):
            self.hand("mousemove", start[0] - step, start[1] - step)
            time.sleep(0.05)

    def carry(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Move on to a place and linger there."""
        for step in range(1, 9):
            x, y = (a + (b - a) * step // 8 for a, b in zip(start, end, strict=True))
            self.hand("mousemove", x, y)
            time.sleep(0.03)
        self.hand("mousemove", end[0] + 1, end[1] + 1)
        time.sleep(0.2)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.pick_up(start)
        self.carry(start, end)
        self.hand("mouseup", 1)

    def paste_into(self, name: str) -> None:
        """Ctrl+V with the keyboard on a place; the window gets it by a click beside everything."""
        self.hand("mousemove", *BESIDE, "click", 1)
        self.place(name)
        self.hand("key", "ctrl+v")

    def hand(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True)


@pytest.fixture(scope="module")
def town(xvfb_display: Display, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home = tmp_path_factory.mktemp("town")
    fill_library(home / "desk", 12)
    environment = os.environ | xvfb_display.environment() | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    window = Program("tests.support.taker", environment, str(home / "desk"))
    giver = Program("tests.support.giver", environment)
    yield Town(window, giver, environment, home)
    assert (window.end(), giver.end()) == (0, 0)


@pytest.mark.parametrize("name", PLACES)
def test_a_file_is_dropped_on_a_place(town: Town, name: str) -> None:
    path, digest = town.picture(f"灯塔 {name}.png", "teal")
    town.give("file", [str(path)])
    town.drag(GIVER, town.place(name))
    assert town.see(name, 1) == [(digest, path.name)]


@pytest.mark.parametrize("name", PLACES)
def test_a_picture_of_a_page_is_dropped_on_a_place(town: Town, name: str) -> None:
    path, _ = town.picture("page.png", "orange")
    town.give("web", str(path))
    town.drag(GIVER, town.place(name))
    ((digest, _),) = town.see(name, 1)
    assert len(digest) == 64


@contextmanager
def served(folder: Path) -> Generator[str]:
    """The address of a site that has the pictures of this folder."""

    class Page(SimpleHTTPRequestHandler):
        @override
        def log_message(self, format: str, *args: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Page, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_alone_is_fetched(town: Town) -> None:
    path, digest = town.picture("harbour.png", "navy")
    with served(town.pictures) as site:
        town.give("link", f"{site}/{path.name}?size=full")
        town.drag(GIVER, town.place("blend"))
        assert town.see("blend", 1) == [(digest, "harbour.png")]


@pytest.mark.parametrize("name", PLACES)
def test_a_pasted_address_is_fetched(town: Town, name: str) -> None:
    path, digest = town.picture("linked.png", "teal")
    with served(town.pictures) as site:
        town.give("link", f"{site}/{path.name}", on="clipboard")
        town.paste_into(name)
        assert town.see(name, 1) == [(digest, path.name)]


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("give", ["file", "bitmap"])
def test_a_picture_is_pasted_into_a_place(town: Town, name: str, give: str) -> None:
    path, digest = town.picture(f"pasted {name}.png", "purple")
    town.give(give, [str(path)] if give == "file" else str(path), on="clipboard")
    town.paste_into(name)
    ((found, called),) = town.see(name, 1)
    assert (found, called) == (digest, path.name) if give == "file" else called == "Pasted picture"


def test_what_is_no_picture_is_refused_in_words(town: Town) -> None:
    town.give("text", "a lighthouse", on="clipboard")
    town.paste_into("describe")
    assert json.loads(town.window.ask(tip=True)) == "There is no picture on the clipboard"
    assert town.see("describe", 0) == []


@pytest.mark.parametrize(("key", "name"), [("blend", "blend"), ("onto", "onto"), ("style", "reference")])
def test_a_file_is_dropped_on_the_offer_over_the_gallery(town: Town, key: str, name: str) -> None:
    path, digest = town.picture("offered.png", "olive")
    town.place("describe")
    town.give("file", [str(path)])
    town.pick_up(GIVER)
    town.carry(GIVER, (900, 300))
    offered = json.loads(town.window.ask(offer=key))
    town.carry((900, 300), (offered[0], offered[1]))
    town.hand("mouseup", 1)
    assert town.see(name, 1) == [(digest, path.name)]
    assert json.loads(town.window.ask(mode=True)) == {"reference": "imagine"}.get(
        name, "swap-face" if name == "onto" else name
    )
    assert json.loads(town.window.ask(offer="")) is None, "it is over"


def test_a_picture_of_the_gallery_is_dragged_to_a_place_and_to_the_offer(town: Town) -> None:
    place = town.place("face")
    x, y, digest = json.loads(town.window.ask(tile=0))
    town.drag((x, y), place)
    assert [found for found, _ in town.see("face", 1)] == [digest]
    town.pick_up((x, y))
    town.carry((x, y), (x + 30, y + 30))
    offered = json.loads(town.window.ask(offer="blend"))
    town.carry((x + 30, y + 30), (offered[0], offered[1]))
    town.hand("mouseup", 1)
    assert [found for found, _ in town.see("blend", 1)] == [digest]


@pytest.mark.parametrize("source", ["viewer", "filmstrip"])
def test_a_picture_is_dragged_out_of_the_viewer_to_the_offer(town: Town, source: str) -> None:
    town.place("reference")
    picture, neighbour = json.loads(town.window.ask(view=0))
    x, y, digest = picture if source == "viewer" else neighbour
    town.pick_up((x, y))
    town.carry((x, y), (x - 40, y - 40))
    offered = json.loads(town.window.ask(offer="describe"))
    town.carry((x - 40, y - 40), (offered[0], offered[1]))
    town.hand("mouseup", 1)
    assert [found for found, _ in town.see("describe", 1)] == [digest]
    assert json.loads(town.window.ask(mode=True)) == "describe"


def test_a_picture_of_the_gallery_let_go_beside_everything_goes_nowhere(town: Town) -> None:
    town.place("blend")
    x, y, _ = json.loads(town.window.ask(tile=0))
    town.pick_up((x, y))
    town.carry((x, y), (x + 40, y + 40))
    town.window.ask(offer="blend")
    town.carry((x + 40, y + 40), (1100, 500))
    town.hand("mouseup", 1)
    assert json.loads(town.window.ask(offer="")) is None, "the drag is over"
    assert town.see("blend", 0) == []
    assert town.see("reference", 0) == []
