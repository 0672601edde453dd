"""Every trouble of issue 2, "Bad input", in the real window: one clear sentence, nothing lost, nothing frozen.

The gateway is a real studio in a thread of its own, spoken to over real HTTP; waiting is fifty times quicker.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from mjdesk.domain.task import Collection, TaskState
from mjdesk.studio.config import StudioConfig
from mjdesk.studio.faults import Trouble
from mjdesk.studio.server import StudioThread
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, opened, prepare

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from mjdesk.domain.task import Task
    from tests.support.desktop import Person

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]


@contextmanager
def studio(trouble: str = "", **changes: Any) -> Generator[StudioThread]:
    """A gateway at work with the trouble that is ordered."""
    facts: dict[str, Any] = {"secret": KEY, "pace": 0.0, "trouble": Trouble.parse(trouble)}
    with StudioThread(StudioConfig(**facts | changes), painter=FakePainter()) as thread:
        yield thread


def order(gateway: StudioThread, trouble: str) -> None:
    gateway.server.trouble = Trouble.parse(trouble)


def is_done(task: Task) -> bool:
    return task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE


def is_refused(task: Task) -> bool:
    return task.state is TaskState.REFUSED


async def finishes(person: Person, prompt: str) -> Task:
    return await person.sees(lambda task: is_done(task) and task.prompt.startswith(prompt), "a finished task")


class TestWords:
    """What people put into a prompt."""

    async def test_empty(self, tmp_path: Path) -> None:
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create()
                person.create("   \n ")
                assert not person.window.compose.can_submit()
                button = person.window.compose.foot.create_button
                assert not button.isEnabled()
                assert "Write a prompt first" in button.toolTip()
                assert await person.library() == []
        assert gateway.submissions == []

    @pytest.mark.parametrize(
        "prompt",
        [
            pytest.param("a boat " * 1428 + "ends", id="10000 characters"),
            pytest.param("🏝️ a family 👨‍👩‍👧‍👦 at the beach 🇫🇷", id="emoji"),
            pytest.param("منارة وحيدة فوق بحر عاصف", id="right to left"),
        ],
    )
    async def test_unusual_words_arrive_as_they_were_written(self, tmp_path: Path, prompt: str) -> None:
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url)) as person:
                person.create(prompt)
                task = await person.sees(is_done)
                assert task.prompt.startswith(prompt)
                assert person.window.compose.editor.toPlainText() == prompt
                person.focus(task)
        (submission,) = gateway.submissions
        assert submission.prompt.startswith(prompt)


class TestTheWayToTheGateway:
    """What happens between here and there."""

    async def test_unreachable(self, tmp_path: Path) -> None:
        with studio() as gateway:
            url = gateway.url
        async with opened(prepare(tmp_path, url)) as person:
            person.create("a lighthouse")
            await person.reads("could not be reached", "try again")
            task = await person.sees(is_refused)
            person.focus(task)
            title, advice = person.note()
            assert title == "The gateway could not be reached."
            assert "Nothing was sent" in advice

    async def test_wrong_key(self, tmp_path: Path) -> None:
        with studio() as gateway:
            async with opened(prepare(tmp_path, gateway.url), key="sk-wrong") as person:
                person.create("a lighthouse")
                await person.reads("does not accept this key", "Settings")
                await person.sees(is_refused)
        assert gateway.submissions == []
