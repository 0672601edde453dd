"""The inspector: what the task offers, what was done, what is wrong, and plain words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from mjdesk.domain.action import ActionVerb, read_action
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import Collection, Failure, TaskKind, TaskState
from mjdesk.models.found_prompts import FoundPrompts
from mjdesk.views.inspector.inspector import Inspector
from mjdesk.views.prompt_cards import PromptCards
from mjdesk.widgets.buttons import PushButton
from mjdesk.widgets.chip import Chip
from mjdesk.widgets.icon_button import IconButton
from mjdesk.widgets.popup_menu import PopupMenu
from mjdesk.widgets.surface import SectionHead
from tests.models.test_found_prompts import DeskOfTest
from tests.support.builders import a_grid, a_picture, a_task
from tests.support.hands import heard, move

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World

    WorldOf = Callable[[Sequence[Task]], World]

NOW = 1_800_000_100.0
LEFT = Qt.MouseButton.LeftButton


def inspecting(qtbot: QtBot, theme: Theme, world: World, task: Task) -> Inspector:
    inspector = Inspector(
        theme,
        world.focused,
        world.thumbnails,
        world.previews,
        lambda account: f"<b>{account}</b>",
        lambda: NOW,
    )
    qtbot.addWidget(inspector)
    inspector.resize(324, 900)
    inspector.show()
    qtbot.waitExposed(inspector)
    world.focused.show(task)
    QApplication.processEvents()  # layouts place what is new when the loop turns
    return inspector


def labels(inspector: Inspector) -> list[str]:
    return [button.label() for button in inspector.findChildren(PushButton) if button.isVisible()]


def test_without_a_task_it_says_so(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    world = world_of([])
    inspector = inspecting(qtbot, theme, world, a_grid(1))
    world.focused.show(None)
    texts = [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]
    assert "Nothing selected" in texts


def test_every_offer_has_a_button_and_unknown_ones_stand_under_more(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    odd = read_action("MJ::Sparkle::1", "Glow <i>up</i>")
    hidden = read_action("MJ::BOOKMARK::x")
    task = a_grid(1, actions=(*a_grid().actions, odd, hidden))
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    shown = labels(inspector)
    for name in ("U1", "U4", "V1", "V4", "Reroll", "Save 4 tiles", "Glow <i>up</i>"):
        assert name in shown
    assert "Favourite" not in shown
    heads = [head for head in inspector.findChildren(SectionHead) if head.isVisible()]
    more = next(
        head
        for head in heads
        if "MORE" in head.accessibleName() + "".join(label.text() for label in head.findChildren(QLabel))
    )
    button = inspector.offer.button(ActionVerb.UNKNOWN)
    assert button is not None
    assert button.mapTo(inspector, QPoint(0, 0)).y() > more.mapTo(inspector, QPoint(0, 0)).y()
    acted = heard(inspector.acted)
    QTest.mouseClick(button, LEFT)
    assert acted == [(task.id, odd)]


def test_a_done_action_is_marked_and_leads_to_its_result(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1)
    world = world_of([task])
    inspector = inspecting(qtbot, theme, world, task)
    button = inspector.offer.button(ActionVerb.UPSCALE, 2)
    assert button is not None
    assert not button.is_done()
    child = a_grid(2, parent=task.id, action=task.actions[1])
    world.tell(child)
    assert button.is_done()
    acted, chosen = heard(inspector.acted), heard(inspector.task_chosen)
    QTest.mouseClick(button, LEFT)
    assert acted == []
    menu = next(menu for menu in inspector.findChildren(PopupMenu) if menu.isVisible())
    entries = {entry.text(): entry for entry in menu.actions()}
    assert list(entries) == ["Show the result", "Do it again"]
    entries["Show the result"].trigger()
    assert chosen == [(child,)]
    entries["Do it again"].trigger()
    assert acted == [(task.id, task.actions[1])]
    menu.hide()
    qtbot.waitUntil(lambda: not inspector.findChildren(PopupMenu), timeout=2000)


@pytest.mark.parametrize(
    ("task", "wanted", "command"),
    [
        (a_task(state=TaskState.NEEDS_ANSWER), "Answer", "answer"),
        (a_task(state=TaskState.RUNNING), "Cancel", "cancel"),
        (a_task(state=TaskState.FAILED, failure=Failure(error="task-failed")), "Retry", "retry"),
        (a_task(state=TaskState.REFUSED, failure=Failure(error="BannedPrompt", word="x")), "Retry", "retry"),
        (a_task(state=TaskState.UNKNOWN, failure=Failure(error="OutcomeUnknown")), "Check again", "check"),
        (a_task(state=TaskState.VANISHED), "Check again", "check"),
        (a_task(state=TaskState.CANCELLED), "Retry", "retry"),
        (a_grid(collection=Collection.EXPIRED, pictures=()), "Fetch again", "collect"),
    ],
)
def test_trouble_and_questions_have_a_way_on(
    qtbot: QtBot, theme: Theme, world_of: WorldOf, task: Task, wanted: str, command: str
) -> None:
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    told = heard(inspector.commanded)
    button = next(b for b in inspector.findChildren(PushButton) if b.isVisible() and b.label() == wanted)
    QTest.mouseClick(button, LEFT)
    assert told == [(task.id, command)]


def test_details_of_a_trouble_can_be_copied(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_task(state=TaskState.FAILED, failure=Failure(error="task-failed"), price="0.12")
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    told = heard(inspector.commanded)
    button = next(b for b in inspector.findChildren(PushButton) if b.label() == "Copy details")
    QTest.mouseClick(button, LEFT)
    assert told == [(task.id, "copy-details")]
    inspector = inspecting(qtbot, theme, world_of([]), a_task(state=TaskState.RUNNING))
    assert "Copy details" not in labels(inspector)


def test_what_was_paid_is_among_the_facts(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_grid(1, price="0.12", currency="CNY")
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    texts = [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]
    assert "about ¥ 0.12" in texts


def test_the_time_so_far_stays_while_progress_comes_in(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_task(state=TaskState.RUNNING, progress=10, created=NOW - 41)
    world = world_of([task])
    inspector = inspecting(qtbot, theme, world, task)

    def texts() -> list[str]:
        return [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]

    assert "41 s so far" in texts()
    world.tell(replace(task, progress=20))
    assert "41 s so far" in texts()


def test_tiles_can_be_saved_even_when_the_gateway_offers_nothing(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1, actions=())
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    assert labels(inspector) == ["Save 4 tiles", "Animate", "Edit", "Retexture"]


def test_the_sheets_of_films_and_edits_are_one_click_away(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1)
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    told = heard(inspector.commanded)
    for command in ("animate", "edit", "retexture"):
        button = inspector.offer.maker(command)
        assert button is not None
        QTest.mouseClick(button, LEFT)
    assert told == [(task.id, "animate"), (task.id, "edit"), (task.id, "retexture")]


def test_a_right_click_on_a_variation_offers_other_words(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    task = a_grid(1)
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    worded, acted = heard(inspector.worded), heard(inspector.acted)
    button = inspector.offer.button(ActionVerb.VARIATION, 3)
    assert button is not None
    button.customContextMenuRequested.emit(QPoint(5, 5))
    (menu,) = [each for each in inspector.offer.findChildren(PopupMenu) if each.isVisible()]
    (entry,) = menu.actions()
    assert entry.text().startswith("Vary picture 3 with other words…")
    entry.trigger()
    menu.hide()
    assert acted == []
    ((task_id, action),) = worded
    assert task_id == task.id
    assert action in task.actions
    upscale = inspector.offer.button(ActionVerb.UPSCALE, 3)
    assert upscale is not None
    assert upscale.contextMenuPolicy() is not Qt.ContextMenuPolicy.CustomContextMenu


@pytest.mark.parametrize("variant", [1, 2, 3, 4])
def test_each_variant_of_the_picture_has_its_own_buttons(
    qtbot: QtBot, theme: Theme, world_of: WorldOf, variant: int
) -> None:
    task = a_grid(1)
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    card = inspector.card
    acted, told = heard(inspector.acted), heard(inspector.commanded)
    left = 0 if variant % 2 else card.width() // 2
    bottom = card.height() // 2 if variant < 3 else card.height()
    QTest.mouseClick(card, LEFT, pos=QPoint(left + 24, bottom - 20))
    QTest.mouseClick(card, LEFT, pos=QPoint(left + 64, bottom - 20))
    QTest.mouseClick(card, LEFT, pos=QPoint(left + 24, bottom - 90))
    assert [(action.verb, action.index) for _, action in acted] == [
        (ActionVerb.UPSCALE, variant),
        (ActionVerb.VARIATION, variant),
    ]
    assert told == [(task.id, "view")]
    move(card, QPoint(left + 24, bottom - 20))


@pytest.mark.parametrize(
    "prompt",
    [
        "word " * 2000,
        "x" * 10_000,
        "👩‍🚀🏔️" * 400,
        "منارة فوق بحر عاصف " * 60,
        "<b>bold</b> <img src='http://host/x.png'> <h1>tall</h1>",
        "a --no " + "y" * 9000,
        "a --no <img src=http://host/x.png>",
        "line\n" * 300,
    ],
)
def test_no_prompt_breaks_the_panel(qtbot: QtBot, theme: Theme, world_of: WorldOf, prompt: str) -> None:
    odd = read_action("MJ::Sparkle::1", "<b>" + "label " * 60)
    task = a_grid(
        1, prompt=prompt, seed="9" * 200, failure=None, actions=(*a_grid().actions, odd), job_hash="h" * 300
    )
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    scroll = inspector.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    content: Any = scroll.widget()
    assert content.width() <= scroll.viewport().width()
    for widget in (*inspector.findChildren(Chip), *inspector.findChildren(PushButton)):
        right = widget.mapTo(inspector, QPoint(widget.width(), 0)).x()
        assert right <= inspector.width()
        assert "<img" not in widget.toolTip()
    for label in inspector.findChildren(QLabel):
        if label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText
        assert "<img" not in label.toolTip()


def test_a_chip_uses_its_parameter_again_whole(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_grid(1, prompt="a cat --stylize 180 --no " + "y" * 90)
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    told = heard(inspector.parameter_chosen)
    for chip in inspector.findChildren(Chip):
        chip.click()
    assert ("--no " + "y" * 90,) in told
    assert ("--stylize 180",) in told


def test_stars_are_told_and_the_prompt_is_copied_whole(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    task = a_grid(1, prompt="<b>a cat</b> --ar 1:1")
    inspector = inspecting(qtbot, theme, world_of([task]), task)
    rated, copied = heard(inspector.rated), heard(inspector.copy_requested)
    inspector.facts.rated.emit(4)
    assert rated == [(task.id, 4)]
    button = next(b for b in inspector.findChildren(IconButton) if b.label() == "Copy prompt")
    QTest.mouseClick(button, LEFT)
    assert copied == [("<b>a cat</b> --ar 1:1",)]


def test_the_family_is_a_strip_that_leads_on(qtbot: QtBot, theme: Theme, world_of: WorldOf) -> None:
    root = a_grid(1)
    task = a_grid(2, parent=root.id, action=root.actions[4])
    child = a_grid(3, parent=task.id, action=read_action("MJ::Odd::1", "<b>odd</b>"))
    world = world_of([root, task, child])
    inspector = inspecting(qtbot, theme, world, task)
    assert inspector.lineage.isVisible()
    chosen = heard(inspector.task_chosen)
    QTest.mouseClick(inspector.lineage, LEFT, pos=QPoint(10, 20))
    QTest.keyClick(inspector.lineage, Qt.Key.Key_Right)
    assert [told.id for (told,) in chosen] == [root.id, child.id]


DESCRIBED = a_task(
    id="d" * 32,
    seq=3,
    kind=TaskKind.DESCRIBE,
    state=TaskState.SUCCEEDED,
    prompt="",
    texts=("a fox --ar 3:2", "a hare"),
    inputs=(a_picture("1" * 64, PictureRole.INPUT),),
    actions=tuple(
        read_action(name) for name in ("MJ::Job::PicReader::1", "MJ::Job::PicReader::2", "MJ::Picread::Retry")
    ),
)


def with_cards(inspector: Inspector, theme: Theme, world: World) -> DeskOfTest:
    desk = DeskOfTest()
    found = FoundPrompts(world.focused, cast("Any", desk))
    inspector.offer_cards(lambda: PromptCards(theme, found, lambda: NOW))
    return desk


def test_prompts_that_were_found_have_cards_and_no_second_buttons(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    world = world_of([DESCRIBED, a_grid(1)])
    inspector = inspecting(qtbot, theme, world, a_grid(1))
    desk = with_cards(inspector, theme, world)
    assert not inspector.findChildren(PromptCards), "made for the first task that has any"
    world.focused.show(DESCRIBED)
    cards = inspector.cards
    assert cards is not None
    assert [card.prompt.text for card in cards.cards] == list(DESCRIBED.texts)
    QApplication.processEvents()
    shown = labels(inspector)
    assert "Describe again" in shown
    assert "Prompt 1" not in shown
    edited: list[str] = []
    inspector.edit_requested.connect(edited.append)
    cards.cards[1].edit.click()
    cards.cards[1].imagine.click()
    assert edited == ["a hare"]
    assert [prompt for _, _, prompt in desk.pressed] == ["a hare"]
    world.focused.show(a_grid(1))
    assert not cards.isVisible()


def test_a_shortened_prompt_has_no_picture_and_a_describe_has_one_from_the_start(
    qtbot: QtBot, theme: Theme, world_of: WorldOf
) -> None:
    live = replace(DESCRIBED, id="e" * 32, state=TaskState.SUBMITTED, texts=())
    shortened = replace(DESCRIBED, id="f" * 32, kind=TaskKind.SHORTEN, inputs=(), prompt="a long one")
    world = world_of([DESCRIBED, live, shortened])
    inspector = inspecting(qtbot, theme, world, live)
    with_cards(inspector, theme, world)
    assert inspector.card.isVisible()
    inspector.grab()
    world.focused.show(replace(live, state=TaskState.RUNNING, progress=40))
    inspector.grab()
    world.focused.show(shortened)
    assert not inspector.card.isVisible()
    assert "1:1" not in [chip.text() for chip in inspector.findChildren(Chip) if chip.isVisible()]
    world.focused.show(DESCRIBED)
    assert inspector.card.isVisible()
    inspector.set_picture_shown(False)
    world.focused.show(shortened)
    world.focused.show(DESCRIBED)
    assert not inspector.card.isVisible(), "the viewer shows it large"
