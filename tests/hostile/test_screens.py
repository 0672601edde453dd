"""Nothing that a gateway says is carried out on screen: every text is shown as it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import BannedPrompt, Refused
from mjdesk.domain.task import Collection, Failure, Task, TaskKind, TaskState
from mjdesk.views import notice_words
from mjdesk.views.gallery.gallery_view import GalleryView
from mjdesk.views.inspector.inspector import Inspector
from mjdesk.views.task_menu import task_menu
from mjdesk.views.viewer.viewer import Viewer
from mjdesk.views.words_dialog import WordsDialog, WordsQuestion
from mjdesk.views.words_field import WordsField
from mjdesk.widgets.elided_label import ElidedLabel
from mjdesk.widgets.status import Status
from mjdesk.widgets.toast import Toast, ToastStack
from tests.hostile.strategies import MAGENTA, MARKUP, PATHS, SIGNS
from tests.support.builders import a_grid, a_task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from mjdesk.theme import Theme
    from tests.views.conftest import World

    WorldOf = Callable[[Sequence[Task]], World]

looks_rich = QtGui.Qt.mightBeRichText
TEXTS = [*MARKUP, *SIGNS, *PATHS[:2]]
"""Half characters cannot come from the reader, yet from a prompt that was pasted."""
NOW = 1_800_000_100.0


def is_painted_magenta(picture: QPixmap) -> bool:
    """Whether any pixel has the colour that only markup asks for."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(bytes(image.constBits()), np.uint32) & 0xFFFFFF
    return bool((pixels == int(MAGENTA[1:], 16)).any())


def check(widget: QWidget) -> None:
    """Every label is plain, no tool tip is taken for HTML unless we wrote it, and no magenta is painted."""
    QApplication.processEvents()
    for label in widget.findChildren(QLabel):
        is_plain = label.textFormat() is Qt.TextFormat.PlainText
        assert is_plain or not looks_rich(label.text()), label.text()
        assert not label.openExternalLinks()
    for child in (widget, *widget.findChildren(QWidget)):
        tip = child.toolTip()
        # `plain_tip` escapes and wraps: then the first tag is ours and there is no other but line ends.
        assert not looks_rich(tip) or _is_escaped(tip), tip
    for editor in widget.findChildren(QTextEdit):
        assert not editor.acceptRichText()
    assert not is_painted_magenta(widget.grab())


def _is_escaped(tip: str) -> bool:
    inner = tip.removeprefix("<span>").removesuffix("</span>").replace("<br>", "")
    return tip.startswith("<span>") and "<" not in inner and ">" not in inner


def hostile(text: str, seq: int = 1) -> list[Task]:
    """Tasks in every state with this text wherever a gateway or a person can put it."""
    said = Failure(error="task-failed", text=text, request_id=text, word=text)
    odd = (read_action("MJ::Glow::1", text), read_action("MJ::Shine::1", text))
    facts: dict[str, object] = {
        "prompt": text,
        "final_prompt": text,
        "seed": text,
        "remote_id": text,
        "texts": (text, text),
    }
    grid = a_grid(seq, **facts)
    return [
        replace(grid, actions=(*grid.actions, *odd)),
        a_task(**facts, id=f"{seq + 1:032x}", seq=seq + 1, state=TaskState.FAILED, failure=said),
        a_task(
            **facts,
            id=f"{seq + 2:032x}",
            seq=seq + 2,
            kind=TaskKind.DESCRIBE,
            state=TaskState.SUCCEEDED,
            actions=(read_action("MJ::Job::PicReader::1"),),
        ),
        a_task(**facts, id=f"{seq + 3:032x}", seq=seq + 3, state=TaskState.UNKNOWN),
        a_task(**facts, id=f"{seq + 4:032x}", seq=seq + 4, state=TaskState.NEEDS_ANSWER),
        a_task(**facts, id=f"{seq + 5:032x}", seq=seq + 5, state=TaskState.RUNNING, progress=40),
        replace(a_grid(seq + 6, **facts), collection=Collection.BROKEN, pictures=()),
        a_task(
            **facts,
            id=f"{seq + 7:032x}",
            seq=seq + 7,
            state=TaskState.REFUSED,
            failure=Failure(error="BannedPrompt", text=text, word=text),
        ),
    ]


def test_the_proof_can_fail(qtbot: QtBot) -> None:
    """A label that guesses the format carries such markup out."""
    host = QWidget()
    qtbot.addWidget(host)
    label = QLabel(host)
    label.resize(400, 200)
    host.show()
    for text in MARKUP[:3]:
        label.setText(text)
        assert is_painted_magenta(host.grab()), text
        with pytest.raises(AssertionError):
            check(host)
    label.setTextFormat(Qt.TextFormat.PlainText)
    check(host)
    label.setToolTip(MARKUP[0])
    with pytest.raises(AssertionError):
        check(host)


@pytest.mark.parametrize("text", TEXTS)
def test_the_inspector_shows_words_as_they_are(
    qtbot: QtBot, theme: Theme, world_of: WorldOf, text: str
) -> None:
    tasks = hostile(text)
    world = world_of(tasks)
    inspector = Inspector(
        theme, world.focused, world.thumbnails, world.previews, lambda _account: text, lambda: NOW
    )
    qtbot.addWidget(inspector)
    inspector.resize(324, 900)
    inspector.show()
    for task in tasks:
        world.focused.show(task)
        check(inspector)


@pytest.mark.parametrize("text", TEXTS)
def test_the_wall_paints_words_as_they_are(qtbot: QtBot, theme: Theme, world_of: WorldOf, text: str) -> None:
    world = world_of(hostile(text))
    view = GalleryView(theme, world.rows, world.thumbnails, world.previews, lambda _tasks, _index: None)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    qtbot.waitUntil(lambda: world.rows.task(world.rows.rowCount() - 1) is not None, timeout=2000)
    check(view)
    for row in range(world.rows.rowCount()):
        index = world.rows.index(row)
        for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DisplayRole):
            words = str(index.data(role) or "")
            if role is Qt.ItemDataRole.ToolTipRole:
                assert not looks_rich(words) or _is_escaped(words)


@pytest.mark.parametrize("text", MARKUP)
def test_the_viewer_shows_words_as_they_are(qtbot: QtBot, theme: Theme, world_of: WorldOf, text: str) -> None:
    tasks = hostile(text)
    world = world_of(tasks)
    viewer = Viewer(
        theme, world.rows, world.focused, world.thumbnails, world.previews, world.pictures, well=0
    )
    qtbot.addWidget(viewer)
    viewer.resize(900, 700)
    viewer.show()
    for task in tasks:
        world.focused.show(task)
        viewer.open()
        check(viewer)


@pytest.mark.parametrize("text", TEXTS)
def test_menus_windows_and_news_show_words_as_they_are(
    qtbot: QtBot, theme: Theme, world_of: WorldOf, text: str
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 800)
    host.show()
    stack = ToastStack(theme, host, close_name="Close")
    stack.show_toast(Toast("a", text, text, action=text, status=Status.ERROR))
    for number, error in enumerate((Refused(text, request_id=text), BannedPrompt(text, word=text))):
        title, advice = notice_words.notice_words("task-failed", error, {"name": text})
        stack.show_toast(Toast(str(number), title, advice))
    field = WordsField(theme)
    dialog = WordsDialog(theme, host, world_of([a_grid()]).thumbnails, field)
    for task in hostile(text):
        action = read_action("MJ::Glow::1", text)
        dialog.ask(
            WordsQuestion(
                action=action,
                siblings=(action, read_action("MJ::Glow::2", text)),
                words=task.prompt,
                picture_of=lambda _action: (None, 0),
                price=lambda words: words,
            ),
            is_before=True,
            asks_always=False,
        )
        assert field.text().count("<img") <= text.count("<img")
        menu = task_menu(theme, task, host, lambda _id, _action: None, lambda _id, _command: None)
        menu.popup(host.mapToGlobal(host.rect().center()))
        check(menu)
        menu.close()
    label = ElidedLabel(theme, text, lines=2, parent=host)
    label.resize(80, 40)
    label.show()
    check(host)
