"""Cards show what was found, as plain words in colour, and do what their buttons say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mjdesk.domain.action import read_action
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import TaskKind, TaskState
from mjdesk.domain.weighed_word import WeighedWord, Weight
from mjdesk.models.found_prompts import FoundPrompts
from mjdesk.theme import Scheme, ink
from mjdesk.views.coloured_text import ColouredText
from mjdesk.views.prompt_cards import PromptCards
from tests.models.test_found_prompts import DeskOfTest
from tests.support.builders import a_grid, a_picture, a_task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World

NOW = 1_800_000_100.0
TEXTS = (
    "layered ridgelines, low amber sun --ar 16:9",
    "<b>bold</b> dunes 🦊 --ar 16:9 --sX",
    "a\u202eb",
    "漢字" * 400,
)
DESCRIBED = a_task(
    id="d" * 32,
    seq=1,
    kind=TaskKind.DESCRIBE,
    state=TaskState.SUCCEEDED,
    prompt="",
    texts=TEXTS,
    inputs=(a_picture("1" * 64, PictureRole.INPUT),),
    settled_at=NOW - 5,
)
WORDS = (
    WeighedWord("calm", Weight.STRONG, 80),
    WeighedWord("a", Weight.DROPPED),
    WeighedWord("🦊", Weight.PLAIN),
    WeighedWord("very tall", Weight.STRONG),
)


class Cards:
    def __init__(self, world: World, theme: Theme, qtbot: QtBot) -> None:
        self.world = world
        self.desk = DeskOfTest()
        self.found = FoundPrompts(world.focused, cast("Any", self.desk))
        self.now = NOW
        self.view = PromptCards(theme, self.found, lambda: self.now)
        self.view.resize(336, 800)
        qtbot.addWidget(self.view)
        self.view.show()

    def grow(self, number: int, **changes: Any) -> Task:
        task_id, action, prompt = self.desk.pressed[number]
        child = a_task(id=f"{number + 1:032x}", seq=10 + number, parent=task_id, action=action, prompt=prompt)
        child = replace(child, **changes)
        self.world.tell(child)
        self.desk.endings[number]()
        return child


@pytest.fixture
def cards_of(
    world_of: Callable[[Sequence[Task]], World], theme: Theme, qtbot: QtBot
) -> Callable[[Task], Cards]:
    def make(task: Task) -> Cards:
        made = Cards(world_of([task]), theme, qtbot)
        made.world.focused.show(task)
        return made

    return make


def test_each_prompt_has_a_card_with_its_number_and_its_words_as_they_are(
    cards_of: Callable[[Task], Cards],
) -> None:
    cards = cards_of(DESCRIBED)
    assert [card.prompt.text for card in cards.view.cards] == list(TEXTS)
    assert [card.accessibleName() for card in cards.view.cards] == [f"Prompt {n}" for n in range(1, 5)]
    assert cards.view.since() == "just now"
    tall = cards.view.cards[3]
    assert tall.heightForWidth(336) > 20 * cards.view.cards[0].fontMetrics().height()
    cards.view.grab()


def test_the_time_goes_on(cards_of: Callable[[Task], Cards]) -> None:
    cards = cards_of(DESCRIBED)
    cards.now += 300
    cards.view.refresh()
    assert cards.view.since() == "5 min ago"


def test_the_buttons_of_a_card(cards_of: Callable[[Task], Cards]) -> None:
    cards = cards_of(DESCRIBED)
    card = cards.view.cards[1]
    edited: list[str] = []
    copied: list[str] = []
    cards.view.edit_requested.connect(edited.append)
    cards.view.copy_requested.connect(copied.append)
    card.edit.click()
    card.copy.click()
    assert edited == copied == [TEXTS[1]]
    for _ in range(2):  # as a double click comes
        QTest.mouseClick(card.imagine, Qt.MouseButton.LeftButton)
    assert [prompt for _, _, prompt in cards.desk.pressed] == [TEXTS[1]]
    assert not card.imagine.isEnabled()


def test_a_prompt_that_was_imagined_leads_to_its_pictures(cards_of: Callable[[Task], Cards]) -> None:
    cards = cards_of(DESCRIBED)
    card = cards.view.cards[0]
    card.imagine.click()
    child = cards.grow(0, state=TaskState.RUNNING, progress=42)
    assert card.state() == card.imagine.label() == "42%"
    cards.world.tell(replace(child, state=TaskState.SUCCEEDED))
    assert (card.state(), card.imagine.label()) == ("", "Imagine")
    assert card.imagine.is_done()
    card.imagine.click()
    assert len(cards.desk.pressed) == 1
    menu = card.menu()
    assert menu is not None
    show, again = menu.actions()
    chosen: list[Task] = []
    cards.view.task_chosen.connect(chosen.append)
    show.trigger()
    assert [task.id for task in chosen] == [child.id]
    again.trigger()
    assert len(cards.desk.pressed) == 2
    menu.close()


def test_all_others_at_once(cards_of: Callable[[Task], Cards]) -> None:
    cards = cards_of(DESCRIBED)
    assert cards.view.all_button.label() == "Imagine all 4"
    cards.view.cards[2].imagine.click()
    assert cards.view.all_button.label() == "Imagine the other 3"
    cards.view.all_button.click()
    assert len(cards.desk.pressed) == 4
    assert not cards.view.all_button.isVisibleTo(cards.view)


def test_the_keyboard_reaches_every_button_in_order(cards_of: Callable[[Task], Cards]) -> None:
    cards = cards_of(DESCRIBED)
    cards.view.activateWindow()
    order: list[QWidget] = []
    first = cards.view.cards[0].imagine
    first.setFocus(Qt.FocusReason.TabFocusReason)
    while (here := cards.view.focusWidget()) not in order:
        order.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    wished = [button for card in cards.view.cards for button in (card.imagine, card.edit, card.copy)]
    assert order == [*wished, cards.view.all_button]
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert len(cards.desk.pressed) == 1


def test_weights_are_shown_and_spoken(cards_of: Callable[[Task], Cards]) -> None:
    shortened = replace(
        DESCRIBED, kind=TaskKind.SHORTEN, prompt="calm a 🦊 very tall", words=WORDS, inputs=()
    )
    cards = cards_of(shortened)
    assert cards.view.weighed is not None
    assert cards.view.weighed.words() == "calm a 🦊 very tall"
    cards.view.grab()
    cards.world.focused.show(DESCRIBED)
    assert cards.view.weighed.words() == ""
    assert not cards.view.weighed.isVisibleTo(cards.view)


def test_an_answer_without_prompts_is_said_so(cards_of: Callable[[Task], Cards]) -> None:
    cards = cards_of(replace(DESCRIBED, texts=()))
    assert cards.view.cards == ()
    assert cards.view.heightForWidth(336) < 120


def test_another_task_takes_the_cards_along(cards_of: Callable[[Task], Cards]) -> None:
    cards = cards_of(DESCRIBED)
    cards.world.focused.show(replace(DESCRIBED, id="e" * 32, texts=("one", "two")))
    assert [card.prompt.text for card in cards.view.cards] == ["one", "two"]
    cards.world.focused.show(a_grid(5))
    assert cards.view.cards == ()
    cards.world.focused.show(replace(DESCRIBED, actions=(read_action("MJ::Job::PicReader::1"),)))
    assert len(cards.view.cards) == 4


def test_both_shades_are_drawn(cards_of: Callable[[Task], Cards], theme: Theme) -> None:
    cards = cards_of(replace(DESCRIBED, words=WORDS))
    dark = cards.view.grab().toImage()
    theme.switch(Scheme.LIGHT)
    light = cards.view.grab().toImage()
    card = cards.view.cards[0].geometry().center()
    assert dark.pixelColor(card).lightness() < 80
    assert light.pixelColor(card).lightness() > 200


def test_a_flag_stays_on_one_line_and_keeps_its_colour(
    cards_of: Callable[[Task], Cards], theme: Theme
) -> None:
    cards = cards_of(replace(DESCRIBED, texts=("🦊 fox --ar 16:9 a--b --s 50", "b")))
    words = cards.view.cards[0].findChild(ColouredText)
    assert words is not None
    assert words.text() == "1  🦊 fox --\u2060ar 16:9 a--b --\u2060s 50"
    assert words.accessibleName() == "Prompt 1: 🦊 fox --ar 16:9 a--b --s 50"
    shown = words.text().encode("utf-16-le")
    parts = [
        (shown[2 * each.start : 2 * (each.start + each.length)].decode("utf-16-le"), each.look)
        for each in words.stretches()
    ]
    assert [text for text, _ in parts] == ["1", "--\u2060ar", "16:9", "--\u2060s", "50"]
    assert parts[1][1].foreground().color() == ink(theme.tokens.flag)
