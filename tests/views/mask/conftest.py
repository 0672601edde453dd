"""A mask editor on a picture of the test, with real areas, drafts and files; only decoding takes a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from mjdesk.domain.action import read_action
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.domain.task import TaskKind, TaskState
from mjdesk.models.mask_desk import MaskDesk
from mjdesk.storage.masks import Masks
from mjdesk.views.mask.mask_editor import MaskEditor
from mjdesk.views.mask.subject import Subject
from mjdesk.views.words_holder import WordsHolder
from tests.support.behind_models import ScopeNow, encoded, quartered
from tests.support.builders import a_task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme

_T = TypeVar("_T")
LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
BUTTONS = (
    "MJ::JOB::upsample_v7_2x_subtle::1::h::SOLO",
    "MJ::Inpaint::1::h::SOLO",
    "MJ::Outpaint::75::1::h::SOLO",
    "MJ::CustomZoom::h",
    "MJ::JOB::pan_left::1::h::SOLO",
    "MJ::JOB::pan_up::1::h::SOLO",
)


class PlainWords(WordsHolder):
    """The least that the editor needs of a field for words."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QPlainTextEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self.edited)

    @override
    def text(self) -> str:
        return self.field.toPlainText()

    @override
    def show_text(self, text: str) -> None:
        self.field.setPlainText(text)

    @override
    def begin_with(self, text: str) -> None:
        self.field.setPlainText(text)


class Library:
    """Fits what `MaskWork` asks of the image library: files by digest, and areas in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.masks = Masks(folder / "masks", self.path, cast("Any", _at_once))

    def put(self, digest: str, data: bytes) -> None:
        (self._folder / digest).write_bytes(data)

    def path(self, digest: str) -> Path | None:
        path = self._folder / digest
        return path if path.exists() else None

    async def original(self, digest: str) -> bytes | None:
        path = self.path(digest)
        return path.read_bytes() if path is not None else None


async def _at_once(work: Callable[[], _T]) -> _T:
    return work()


class _Scope(ScopeNow):
    """Nothing ever waits in it, so there is nothing to cancel."""

    def cancel(self, name: str) -> bool:
        return False


class Studio:
    """A window with an editor over it, and the hands that work with it."""

    def __init__(self, theme: Theme, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.host = QWidget()
        self.host.resize(1200, 800)
        self.before = QPlainTextEdit(self.host)
        self.library = Library(folder)
        self.desk = MaskDesk(cast("Any", self.library), cast("Any", _Scope()))
        self.words = PlainWords()
        self.editor = MaskEditor(theme, self.host, self.desk, self.words, self._price)
        self.task = self.a_task()
        self.host.show()
        qtbot.waitExposed(self.host)

    def a_task(self, size: QSize | None = None, **changes: Any) -> Task:
        """An upscaled picture in four colours, with its buttons."""
        size = size or QSize(400, 300)
        digest = f"{size.width():032x}{size.height():032x}"
        self.library.put(digest, encoded(quartered(size.width(), size.height())))
        picture = Picture(digest, MediaType.PNG, size.width(), size.height(), 999, PictureRole.SINGLE)
        facts: dict[str, Any] = {
            "kind": TaskKind.UPSCALE,
            "state": TaskState.SUCCEEDED,
            "prompt": "a lighthouse --ar 4:3",
            "action": read_action("MJ::JOB::upsample::2::h"),
            "pictures": (picture,),
            "actions": tuple(read_action(button) for button in BUTTONS),
        }
        return a_task(**facts | changes)

    def open(self, task: Task | None = None, **changes: Any) -> MaskEditor:
        """Open the editor and wait until one can paint."""
        self.begin(task, **changes)
        self._qtbot.waitUntil(lambda: self.editor.session.has_begun)
        return self.editor

    def begin(self, task: Task | None = None, **changes: Any) -> None:
        task = task or self.task
        cover = task.cover
        assert cover is not None
        action = next((action for action in task.actions if action.needs_mask), None)
        facts: dict[str, Any] = {"task": task, "picture": cover, "action": action, "words": task.prompt}
        self.editor.open(Subject(**facts | changes))

    def until(self, found: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(found()))

    def place(self, x: float, y: float) -> QPoint:
        """A pixel of the picture on the canvas."""
        return self.editor.canvas.place_of(QPointF(x, y)).toPoint()

    def drag(self, *spots: tuple[float, float], keys: Qt.KeyboardModifier = NO_KEY) -> None:
        canvas = self.editor.canvas
        QTest.mousePress(canvas, LEFT, keys, self.place(*spots[0]))
        for spot in spots[1:]:
            QTest.mouseMove(canvas, self.place(*spot))
        QTest.mouseRelease(canvas, LEFT, keys, self.place(*spots[-1]))

    def click(self, x: float, y: float, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.mouseClick(self.editor.canvas, LEFT, keys, self.place(x, y))

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(self.editor.canvas, key, keys)

    def level(self, x: int, y: int) -> int:
        return self.editor.session.area.level(x, y)

    def share(self) -> float:
        area = self.editor.session.area
        area.recount(10_000)
        return area.share()

    def close(self) -> None:
        self.editor.dismiss()
        self.desk.close()
        self.host.close()

    @staticmethod
    def _price(task: Task, words: str) -> str:
        return f"about {len(words)} for {task.kind.value}"


@pytest.fixture
def studio(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Studio]:
    made = Studio(theme, qtbot, tmp_path)
    yield made
    made.close()
