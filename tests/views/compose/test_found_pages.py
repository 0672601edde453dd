"""The pages of describe and shorten: what they ask for, and which answer they show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtTest import QTest

from mjdesk.domain.request import DescribeRequest, ShortenRequest, Speed
from mjdesk.domain.task import Failure, TaskChange, TaskKind, TaskState
from mjdesk.models.focused_task import FocusedTask
from mjdesk.models.prompt_draft import PromptDraft
from mjdesk.models.slot_list import SlotList
from mjdesk.views.compose import pages
from mjdesk.views.compose.compose_panel import ComposePanel
from mjdesk.views.compose.describe_page import DescribePage
from mjdesk.views.compose.shorten_page import ShortenPage
from mjdesk.views.drop_places import DESCRIBE, ComposeMode
from tests.support.behind_models import FeedOfTest, ScopeNow, StoreOfTest
from tests.support.builders import a_task
from tests.support.clock import FakeClock
from tests.views.compose.conftest import DeskOfTest, ThumbnailsOfTest, a_picture
from tests.widgets.showing import show_active

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.parameters import ParameterTable
    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from mjdesk.views.compose.page import ComposePage

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXTS = ("a fox --ar 3:2", "a hare", "an owl", "a crow")


class Told(QObject):
    submitted = Signal(object)
    grown = Signal(object)
    cap_reached = Signal(object)


@dataclass
class BusyDesk(DeskOfTest):
    """The desk of the compose tests, which also says what it did."""

    told: Told = field(default_factory=Told)
    did: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @property
    def submitted(self) -> Any:
        return self.told.submitted

    @property
    def grown(self) -> Any:
        return self.told.grown

    @property
    def cap_reached(self) -> Any:
        return self.told.cap_reached

    def retry(self, task_id: str) -> None:
        self.did.append(("retry", task_id))

    def cancel(self, task_id: str) -> None:
        self.did.append(("cancel", task_id))

    def check_again(self, task_id: str) -> None:
        self.did.append(("check", task_id))

    def collect_again(self, task_id: str) -> None:
        self.did.append(("collect", task_id))


class Pages:
    """A panel with the pages of words, and a store whose news they hear."""

    def __init__(self, theme: Theme, table: ParameterTable, qtbot: QtBot) -> None:
        self.store = StoreOfTest()
        self.desk = BusyDesk()
        self.draft = PromptDraft()
        self.wishes: list[Any] = []
        thumbnails = ThumbnailsOfTest()
        models = SimpleNamespace(
            draft=self.draft,
            desk=self.desk,
            thumbnails=thumbnails,
            follow=self._follow,
            clock=FakeClock(),
            load_history=self._load_history,
        )

        def make_page(mode: ComposeMode) -> ComposePage:
            return pages.make_page(mode, theme, cast("Any", models), self.panel)

        self.panel = ComposePanel(
            theme,
            self.draft,
            SlotList(),
            cast("Any", self.desk),
            cast("Any", thumbnails),
            table,
            make_page=make_page,
        )
        thumbnails.setParent(self.panel)
        self.desk.told.setParent(self.panel)
        qtbot.addWidget(self.panel)
        self.panel.resize(376, 900)
        show_active(qtbot, self.panel)
        self.panel.submitted.connect(self.wishes.append)

    def _follow(self, name: str) -> FocusedTask:
        feed, store, scope = FeedOfTest([]), cast("Any", self.store), cast("Any", ScopeNow())
        return FocusedTask(cast("Any", feed), store, scope, name=name)

    def _load_history(self, to: Callable[[Sequence[str]], object]) -> None:
        to(("an older prompt",))

    def describe(self) -> DescribePage:
        page = self.panel.show_mode(ComposeMode.DESCRIBE)
        assert isinstance(page, DescribePage)
        return page

    def shorten(self) -> ShortenPage:
        page = self.panel.show_mode(ComposeMode.SHORTEN)
        assert isinstance(page, ShortenPage)
        return page

    def born(self, task: Task) -> Task:
        """The desk says that it was written down."""
        self.store.tasks[task.id] = task
        self.desk.told.submitted.emit((task,))
        return task

    def tell(self, task: Task, **changes: Any) -> Task:
        """News of a task."""
        after = replace(task, **changes)
        self.store.tasks[task.id] = after
        self.store.changed.emit(TaskChange(task, after))
        return after


@pytest.fixture
def place(theme: Theme, table: ParameterTable, qtbot: QtBot) -> Pages:
    return Pages(theme, table, qtbot)


def a_describe(letter: str = "a", number: int = 1, **changes: Any) -> Task:
    facts: dict[str, Any] = {
        "id": f"{number:032x}",
        "kind": TaskKind.DESCRIBE,
        "prompt": "",
        "inputs": (a_picture(letter),),
        "state": TaskState.DRAFTED,
    }
    return a_task(**facts | changes)


def test_a_describe_asks_for_the_picture_in_its_place(place: Pages) -> None:
    page = place.describe()
    assert page.obstacle() == "Put in a picture first"
    assert page.requests() == ()
    assert page.button() == ("Describe", "scan-eye")
    page.slot.set_picture(a_picture("a"))
    place.draft.set_speed(Speed.FAST)
    place.panel.submit()
    (wish,) = place.wishes
    assert isinstance(wish, DescribeRequest)
    assert (wish.picture.digest, wish.picture.name, wish.speed) == ("a" * 64, "a.png", Speed.FAST)
    assert page.facts() == "1 job"


def test_pictures_come_by_drop_and_paste(place: Pages) -> None:
    page = place.describe()
    assert page.places() == (DESCRIBE,)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/pictures/a.png")])
    assert page.would_take(mime)
    page.show_drop(True)
    assert page.slot.place.is_hovered_by_drop()
    page.show_drop(False)
    assert page.take(mime, DESCRIBE.key)
    place.desk.files[0][1](a_picture("a"))
    assert page.slot.picture is not None
    page.focus_first()
    assert page.slot.place.hasFocus()


def test_how_far_it_is_stands_below_in_words_with_a_number(place: Pages) -> None:
    page = place.describe()
    page.slot.set_picture(a_picture("a"))
    task = place.born(a_describe())
    assert page.section.line.text() == "Waiting for its turn"
    assert page.obstacle() == "It is being described"
    task = place.tell(task, state=TaskState.SUBMITTED, queue_position=3)
    assert page.section.line.text() == "3rd in the gateway's queue"
    task = place.tell(task, state=TaskState.RUNNING, progress=40)
    assert page.section.line.text() == "Looking at the picture, 40%"
    task = place.tell(task, state=TaskState.SUCCEEDED, texts=TEXTS)
    assert not page.section.line.isVisible()
    assert [card.prompt.text for card in page.section.cards.cards] == list(TEXTS)
    assert page.button() == ("Describe again", "scan-eye")
    assert page.obstacle() == ""


def test_trouble_says_what_to_do_on_the_page_itself(place: Pages) -> None:
    page = place.describe()
    page.slot.set_picture(a_picture("a"))
    task = place.born(a_describe())
    failure = Failure(error="task-failed", text="No face of it", may_have_cost=True)
    place.tell(task, state=TaskState.FAILED, failure=failure)
    assert page.section.trouble.isVisible()
    assert not page.section.cards.isVisible()
    asked: list[tuple[str, str]] = []

    def on_commanded(task_id: str, command: str) -> None:
        asked.append((task_id, command))

    place.panel.commanded.connect(on_commanded)
    for command in ("retry", "check", "cancel", "collect", "copy-details"):
        page.section.trouble.commanded.emit(command)
    assert place.desk.did == [(name, task.id) for name in ("retry", "check", "cancel", "collect")]
    assert asked == [(task.id, "copy-details")]
    again = place.born(a_describe(number=2))
    assert page.task == again, "what is tried again is followed"


def test_a_wish_of_another_picture_changes_nothing_here(place: Pages) -> None:
    page = place.describe()
    page.slot.set_picture(a_picture("a"))
    mine = place.born(a_describe("a", 1))
    other = place.born(a_describe("b", 2))
    place.born(a_task(id="f" * 32))
    assert page.task == mine
    page.slot.set_picture(a_picture("b"))
    assert page.task == other
    page.slot.set_picture(a_picture("c"))
    assert page.task is None
    page.slot.set_picture(None)
    assert page.section.cards.cards == ()


def test_described_again_by_the_gateways_own_button_is_followed(place: Pages) -> None:
    page = place.describe()
    page.slot.set_picture(a_picture("a"))
    task = place.born(a_describe(state=TaskState.SUCCEEDED, texts=TEXTS))
    child = a_describe(number=2, inputs=(), parent=task.id)
    place.store.tasks[child.id] = child
    place.desk.told.grown.emit((child,))
    assert page.task == child


def test_a_shorten_begins_with_the_words_of_the_imagine_page(place: Pages) -> None:
    place.draft.set_text("a very long prompt --ar 3:2")
    page = place.shorten()
    assert page.editor.text() == "a very long prompt --ar 3:2"
    place.panel.submit()
    (wish,) = place.wishes
    assert isinstance(wish, ShortenRequest)
    assert wish.prompt == "a very long prompt --ar 3:2"
    page.editor.show_text("--ar 3:2")
    assert page.obstacle() == "Write a prompt first"
    page.editor.show_text("")
    assert page.obstacle() == "Write a prompt first"


def test_keys_send_and_walk_through_prompts_of_before(place: Pages) -> None:
    page = place.shorten()
    page.focus_first()
    assert page.editor.hasFocus()
    page.editor.insertPlainText("a long prompt")
    QTest.keyClick(page.editor, Qt.Key.Key_Return, CONTROL)
    assert len(place.wishes) == 1
    QTest.keyClick(page.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.editor.text() == "a long prompt"
    QTest.keyClick(page.editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.editor.text() == "an older prompt"
    assert not page.would_take(QMimeData())


def test_short_prompts_stay_while_the_words_above_change(place: Pages) -> None:
    page = place.shorten()
    page.editor.show_text("a long prompt")
    words = {"kind": TaskKind.SHORTEN, "prompt": "a long prompt", "texts": ("long", "prompt")}
    task = place.born(a_task(state=TaskState.SUCCEEDED, **words))
    assert page.task == task
    assert page.button()[0] == "Shorten again"
    page.editor.show_text("a longer prompt")
    assert len(page.section.cards.cards) == 2
    assert page.button()[0] == "Shorten"
    place.born(a_task(id="e" * 32, kind=TaskKind.SHORTEN, prompt="of somebody else"))
    assert page.task == task
    page.prompt.clear_requested.emit()
    assert page.task is None
    assert page.editor.text() == ""


def test_a_card_fills_the_imagine_page(place: Pages) -> None:
    page = place.describe()
    page.slot.set_picture(a_picture("a"))
    place.born(a_describe(state=TaskState.SUCCEEDED, texts=TEXTS))
    copied: list[str] = []
    place.panel.copy_requested.connect(copied.append)
    page.section.cards.cards[0].copy.click()
    page.section.cards.cards[0].edit.click()
    assert copied == ["a fox --ar 3:2"]
    assert place.panel.mode is ComposeMode.IMAGINE
    assert place.panel.editor.hasFocus()
    assert place.draft.text == "a fox"
    assert place.draft.settings.aspect == (3, 2)


def test_addresses_lead_the_prompt(place: Pages) -> None:
    place.draft.set_text("a fox")
    place.describe()
    place.panel.use_links(("https://cdn.test/a.png", "https://cdn.test/b.png"))
    assert place.draft.text == "https://cdn.test/a.png https://cdn.test/b.png a fox"
    assert place.panel.mode is ComposeMode.IMAGINE


def test_a_second_click_asks_for_nothing_until_the_first_is_over(place: Pages) -> None:
    page = place.describe()
    page.slot.set_picture(a_picture("a"))
    place.panel.submit()
    place.panel.submit()
    assert len(place.wishes) == 1
    assert not place.panel.foot.create_button.isEnabled()
    place.born(a_describe(state=TaskState.SUCCEEDED, texts=TEXTS))
    place.panel.submit()
    assert len(place.wishes) == 2
    place.desk.told.cap_reached.emit(None)
    place.panel.submit()
    assert len(place.wishes) == 3, "held back by the limit of the day, it can be asked for again"
    page.slot.set_picture(a_picture("b"))
    place.panel.submit()
    assert len(place.wishes) == 4, "another picture waits for nobody"


def test_other_words_may_be_shortened_meanwhile(place: Pages) -> None:
    page = place.shorten()
    for words in ("one prompt", "one prompt", "another prompt"):
        page.editor.show_text(words)
        place.panel.submit()
    assert [wish.prompt for wish in place.wishes] == ["one prompt", "another prompt"]
