"""Windows that actions open, in the real window and over HTTP, in each family that has them.

From the button to the finished child: custom zoom, other words for variations, reroll and pan, what a gateway
asks by itself, what nobody answered before a restart, and the seed.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.settings import WordsHabit
from mjdesk.domain.task import Collection, TaskKind, TaskState
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.server import StudioThread
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, opened, prepare

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from mjdesk.domain.task import Task
    from mjdesk.views.words_dialog import WordsDialog
    from mjdesk.views.words_holder import WordsHolder
    from mjdesk.widgets.buttons import PushButton
    from tests.support.desktop import Person

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
WITH_WINDOWS = (Family.PROXY_PLUS, Family.TRUEAI, Family.NEW_API)
"""The fourth family, the first proxy, sends no buttons and knows no windows (protocol.md 5.3, 3.2)."""
PROMPT = "a lighthouse --ar 3:2 --v 7"


@contextmanager
def studio(family: Family, *, painter: FakePainter | None = None, **changes: Any) -> Generator[StudioThread]:
    facts: dict[str, Any] = {"secret": KEY, "pace": 0.0, "family": family}
    with StudioThread(StudioConfig(**facts | changes), painter=painter or FakePainter()) as thread:
        yield thread


def at(home: Path, gateway: StudioThread, family: Family, **settings: Any) -> Any:
    style = AuthStyle.BEARER if family is Family.NEW_API else AuthStyle.SECRET
    return prepare(home, gateway.url, auth=style, **settings)


def is_done(task: Task) -> bool:
    return task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE


async def a_grid(person: Person) -> Task:
    person.create(PROMPT)
    grid = await person.sees(is_done)
    person.focus(grid)
    return grid


async def a_single(person: Person) -> Task:
    await a_grid(person)
    QTest.mouseClick(await button(person, ActionVerb.UPSCALE, 2), LEFT)
    single = await person.sees(lambda task: task.kind is TaskKind.UPSCALE and is_done(task))
    person.focus(single)
    return single


async def button(person: Person, verb: ActionVerb, index: int = 0) -> PushButton:
    panel = person.window.inspector.offer
    return await person.until(lambda: panel.button(verb, index), f"the button {verb} {index}")


async def words_window(person: Person) -> WordsDialog:
    dialog = person.window.commander.asking.words
    await person.until(dialog.is_open, "the window for words")
    return dialog


def send(words: WordsHolder, text: str) -> None:
    """Write, and press Ctrl+Enter."""
    words.begin_with(text)
    editor = words.focusProxy()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return, CONTROL)


async def child_of(person: Person, kind: TaskKind) -> Task:
    return await person.sees(lambda task: task.kind is kind and is_done(task), f"a finished {kind}")


@pytest.mark.parametrize("family", WITH_WINDOWS)
async def test_custom_zoom_with_another_shape(tmp_path: Path, family: Family) -> None:
    painter = FakePainter()
    with studio(family, painter=painter) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            single = await a_single(person)
            QTest.mouseClick(await button(person, ActionVerb.ZOOM_CUSTOM), LEFT)
            dialog = person.window.commander.asking.zoom
            assert dialog.is_open()
            dialog.frame.setFocus()
            QTest.keyClick(dialog.frame, Qt.Key.Key_Left)
            QTest.mouseClick(dialog.shapes.option("1:1"), LEFT)
            assert dialog.words.text() == "a lighthouse --ar 1:1 --v 7 --zoom 1.45"
            QTest.mouseClick(dialog.send_button, LEFT)
            child = await child_of(person, TaskKind.ZOOM)
            assert person.toasts() == []
    assert (child.prompt, child.parent) == ("a lighthouse --ar 1:1 --v 7 --zoom 1.45", single.id)
    assert {call[1] for call in painter.calls if call[0] == "zoom"} == {1.45}


@pytest.mark.parametrize("family", WITH_WINDOWS)
async def test_other_words_for_a_variation_and_a_reroll(tmp_path: Path, family: Family) -> None:
    with studio(family) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            grid = await a_grid(person)
            QTest.mouseClick(await button(person, ActionVerb.VARIATION, 2), LEFT, ALT)
            dialog = await words_window(person)
            assert (dialog.words.text(), dialog.thumb.part) == (PROMPT, 2)
            three = next(
                action for action in grid.actions if action.verb is ActionVerb.VARIATION and action.index == 3
            )
            QTest.mouseClick(dialog.choice.option(three.custom_id), LEFT)
            send(dialog.words, "a windmill --ar 3:2")
            varied = await child_of(person, TaskKind.VARIATION)
            person.focus(grid)
            person.window.view.setFocus()
            QTest.mouseClick(await button(person, ActionVerb.REROLL), LEFT, ALT)
            send((await words_window(person)).words, "a harbour --ar 3:2")
            again = await child_of(person, TaskKind.REROLL)
            assert person.toasts() == []
    assert varied.action == three
    assert (varied.prompt, varied.parent) == ("a windmill --ar 3:2", grid.id)
    assert (again.prompt, again.parent) == ("a harbour --ar 3:2", grid.id)
    prompts = {submission.prompt for submission in gateway.server.studio.submissions}
    assert {"a windmill --ar 3:2", "a harbour --ar 3:2"} <= prompts


@pytest.mark.parametrize("family", WITH_WINDOWS)
async def test_words_for_a_pan_by_the_habit_of_being_asked(tmp_path: Path, family: Family) -> None:
    with studio(family) as gateway:
        locations = at(tmp_path, gateway, family, words_habit=WordsHabit.ALWAYS)
        async with opened(locations) as person:
            single = await a_single(person)
            QTest.mouseClick(await button(person, ActionVerb.PAN_RIGHT), LEFT)
            send((await words_window(person)).words, "a pier in fog --ar 3:2")
            child = await child_of(person, TaskKind.PAN)
    assert (child.prompt, child.parent) == ("a pier in fog --ar 3:2", single.id)


@pytest.mark.parametrize("family", WITH_WINDOWS)
async def test_a_gateway_that_asks_is_answered_from_the_foot_of_the_window(
    tmp_path: Path, family: Family
) -> None:
    with studio(family, remix=True) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            await a_grid(person)
            QTest.mouseClick(await button(person, ActionVerb.VARIATION, 1), LEFT)
            asking = await person.sees(lambda task: task.state is TaskState.NEEDS_ANSWER)
            await person.reads("The gateway asks how to go on")
            strip = person.window.strip
            await person.until(lambda: strip.answer.label() == "1 needs your answer", "the foot")
            QTest.mouseClick(strip.answer, LEFT)
            dialog = await words_window(person)
            assert dialog.words.text().startswith(PROMPT)
            send(dialog.words, "a windmill --ar 3:2")
            child = await child_of(person, TaskKind.VARIATION)
            await person.until(lambda: not strip.answer.isVisible(), "nothing more to answer")
    assert (child.id, child.prompt) == (asking.id, "a windmill --ar 3:2")
    assert child.answering_since is None


async def test_the_same_words_go_on_by_themselves_where_a_person_wants_that(tmp_path: Path) -> None:
    with studio(Family.TRUEAI, remix=True) as gateway:
        locations = at(tmp_path, gateway, Family.TRUEAI, words_habit=WordsHabit.SAME)
        async with opened(locations) as person:
            await a_grid(person)
            QTest.mouseClick(await button(person, ActionVerb.VARIATION, 1), LEFT)
            child = await child_of(person, TaskKind.VARIATION)
            assert person.toasts() == []
    assert child.prompt.startswith("a lighthouse")


@pytest.mark.parametrize("family", WITH_WINDOWS)
async def test_a_question_that_nobody_answered_is_there_after_a_restart(
    tmp_path: Path, family: Family
) -> None:
    with studio(family, remix=True) as gateway:
        locations = at(tmp_path, gateway, family)
        async with opened(locations) as person:
            await a_grid(person)
            QTest.mouseClick(await button(person, ActionVerb.VARIATION, 4), LEFT)
            asking = await person.sees(lambda task: task.state is TaskState.NEEDS_ANSWER)
            person.window.commander.run(asking.id, "answer")
            dialog = await words_window(person)
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            assert not dialog.is_open()
        async with opened(locations) as person:
            found = await person.sees(lambda task: task.state is TaskState.NEEDS_ANSWER)
            assert found.id == asking.id
            person.focus(found)
            await person.notes("With which words shall it vary?")
            person.window.commander.run(found.id, "view")
            card = person.window.viewer.answer
            assert card.isVisible()
            QTest.mouseClick(card.answer_button, LEFT)
            dialog = await words_window(person)
            assert dialog.thumb.part == 4
            send(dialog.words, "a windmill --ar 3:2")
            child = await child_of(person, TaskKind.VARIATION)
            assert not card.isVisible()
    assert (child.id, child.prompt) == (asking.id, "a windmill --ar 3:2")


async def test_a_dropped_question_is_gone(tmp_path: Path) -> None:
    with studio(Family.TRUEAI, remix=True) as gateway:
        async with opened(at(tmp_path, gateway, Family.TRUEAI)) as person:
            await a_grid(person)
            QTest.mouseClick(await button(person, ActionVerb.REROLL), LEFT)
            asking = await person.sees(lambda task: task.state is TaskState.NEEDS_ANSWER)
            person.window.commander.run(asking.id, "cancel")
            await person.sees(lambda task: task.id == asking.id and task.state is TaskState.CANCELLED)
            strip = person.window.strip
            await person.until(lambda: not strip.answer.isVisible(), "nothing more to answer")


async def test_a_family_without_windows_varies_all_the_same(tmp_path: Path) -> None:
    with studio(Family.PROXY) as gateway:
        async with opened(at(tmp_path, gateway, Family.PROXY)) as person:
            await a_grid(person)
            QTest.mouseClick(await button(person, ActionVerb.VARIATION, 1), LEFT, ALT)
            child = await child_of(person, TaskKind.VARIATION)
            assert not person.window.commander.asking.words.is_open()
    assert child.prompt == PROMPT


@pytest.mark.parametrize("family", WITH_WINDOWS)
async def test_a_seed_is_fetched_shown_and_used(tmp_path: Path, family: Family) -> None:
    with studio(family) as gateway:
        locations = at(tmp_path, gateway, family)
        async with opened(locations) as person:
            grid = await a_grid(person)
            seed = person.window.inspector.facts.seed
            if not grid.seed:  # one family sends it with the task (protocol.md 2.15)
                assert not seed.use_link.isVisible()
                QTest.mouseClick(seed.fetch_link, LEFT)
                assert seed.value.text().startswith("Asking")
                assert not seed.fetch_link.isVisible()
            await person.until(seed.use_link.isVisible, "the seed")
            number = seed.value.text()
            assert number.isdigit()
            QTest.mouseClick(seed.use_link, LEFT)
            assert str(person.models.draft.settings.seed) == number
        async with opened(locations) as person:
            kept = await person.sees(lambda task: task.id == grid.id)
            assert kept.seed == number


async def test_a_gateway_without_seeds_says_so_and_can_be_asked_again(tmp_path: Path) -> None:
    with studio(Family.PROXY) as gateway:
        async with opened(at(tmp_path, gateway, Family.PROXY)) as person:
            await a_grid(person)
            seed = person.window.inspector.facts.seed
            QTest.mouseClick(seed.fetch_link, LEFT)
            await person.reads("This gateway does not offer this")
            await person.until(seed.fetch_link.isVisible, "the way to ask again")
            assert seed.value.text() == ""
