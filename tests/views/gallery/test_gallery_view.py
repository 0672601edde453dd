"""The wall under real hands: pointer, buttons, keys, selection, scroll and drag."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from typing_extensions import override

from mjdesk.domain.action import ActionVerb
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.task import Collection, TaskState
from mjdesk.views import drag_out
from mjdesk.views.gallery import tile_pointer
from mjdesk.views.gallery.gallery_view import GalleryView
from tests.support.builders import a_grid, a_picture, a_task
from tests.support.hands import heard, move, turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from mjdesk.domain.task import Task
    from mjdesk.theme import Theme
    from tests.views.conftest import World

DAY = 86_400.0
START = 1_800_000_000.0


def grids(count: int, per_day: int = 5) -> list[Task]:
    return [a_grid(seq, created=START + seq // per_day * DAY) for seq in range(1, count + 1)]


def _nothing(_tasks: list[Task], _tile: int) -> None:
    """There is nothing to drag."""


def shown(
    qtbot: QtBot,
    theme: Theme,
    world: World,
    drag: Callable[[list[Task], int], QMimeData | None] | None = None,
) -> GalleryView:
    view = GalleryView(theme, world.rows, world.thumbnails, world.previews, drag or _nothing)
    qtbot.addWidget(view)
    view.resize(820, 620)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    ends = {0, world.rows.rowCount() - 1}  # they come in any order
    qtbot.waitUntil(lambda: all(world.rows.task(row) is not None for row in ends), timeout=2000)
    return view


def hover(view: GalleryView, at: QPoint) -> None:
    move(view.viewport(), at)


def click(
    view: GalleryView, at: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, at)


@pytest.fixture(autouse=True)
def who_reads_before_clicking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tile_pointer, "APPEARING", 0.0)


def test_who_clicks_before_a_button_could_be_seen_chooses_the_tile_and_pays_nothing(
    qtbot: QtBot,
    theme: Theme,
    world_of: Callable[[Sequence[Task]], World],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tile_pointer, "APPEARING", 3600.0)
    view = shown(qtbot, theme, world_of(grids(3)))
    acted = heard(view.acted)
    hover(view, view.tile_rect(1).center() - QPoint(20, 20))
    at = view.tile_buttons()[0].rect.center()
    click(view, at)
    assert acted == []
    assert [task.id for task in view.selected_tasks()] == [f"{2:032x}"]
    monkeypatch.setattr(tile_pointer, "APPEARING", 0.0)
    click(view, at)
    assert len(acted) == 1


@pytest.mark.parametrize("quadrant", [1, 2, 3, 4])
def test_hover_offers_u_and_v_of_the_quadrant_under_the_pointer(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World], quadrant: int
) -> None:
    view = shown(qtbot, theme, world_of(grids(3)))
    rect = view.tile_rect(0)
    corner = QPoint(
        rect.left() + rect.width() * (1 if quadrant % 2 else 3) // 4,
        rect.top() + rect.height() * (1 if quadrant < 3 else 3) // 5,
    )
    hover(view, corner)
    buttons = view.tile_buttons()
    assert [button.label for button in buttons[:2]] == [f"U{quadrant}", f"V{quadrant}"]
    assert len(buttons) <= 5
    assert all(rect.contains(button.rect) for button in buttons)
    middle = rect.center().y()
    assert all(button.rect.top() > middle for button in buttons)


def test_a_click_on_a_button_acts_once_and_selects_nothing(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    view = shown(qtbot, theme, world_of(grids(3)))
    acted = heard(view.acted)
    before = view.currentIndex().row()
    hover(view, view.tile_rect(1).center() - QPoint(20, 20))
    button = view.tile_buttons()[0]
    click(view, button.rect.center())
    assert [(task_id, action.verb, action.index) for task_id, action in acted] == [
        (f"{2:032x}", ActionVerb.UPSCALE, 1)
    ]
    assert view.selected_tasks() == []
    assert view.currentIndex().row() == before


def test_a_double_click_on_a_button_pays_once(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    view = shown(qtbot, theme, world_of(grids(3)))
    acted, commanded = heard(view.acted), heard(view.commanded)
    hover(view, view.tile_rect(0).center() - QPoint(20, 20))
    at = view.tile_buttons()[0].rect.center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, pos=at)
    QTest.mouseRelease(view.viewport(), left, pos=at)
    QTest.mouseDClick(view.viewport(), left, pos=at)
    assert len(acted) == 1
    assert commanded == []


def test_a_press_on_a_button_released_elsewhere_does_nothing(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    view = shown(qtbot, theme, world_of(grids(6)))
    acted = heard(view.acted)
    hover(view, view.tile_rect(0).center() - QPoint(20, 20))
    at = view.tile_buttons()[0].rect.center()
    away = view.tile_rect(2).center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, pos=at)
    move(view.viewport(), away, left)
    QTest.mouseRelease(view.viewport(), left, pos=away)
    assert acted == []
    assert view.selected_tasks() == []


def test_the_buttons_change_with_the_state(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    world = world_of([a_grid(1), a_task(id="b" * 32, seq=2, state=TaskState.RUNNING)])
    view = shown(qtbot, theme, world)
    commands = {
        TaskState.RUNNING: ["cancel"],
        TaskState.NEEDS_ANSWER: ["answer", "more"],
    }
    for state, wanted in commands.items():
        world.tell(a_task(id="b" * 32, seq=2, state=state))
        hover(view, view.tile_rect(0).center() - QPoint(3, 3))
        hover(view, view.tile_rect(0).center())
        assert [button.command for button in view.tile_buttons()] == wanted
    told = heard(view.commanded)
    click(view, view.tile_buttons()[0].rect.center())
    assert told == [("b" * 32, "answer")]


def test_every_state_has_at_most_five_buttons_inside_the_tile(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    states = list(TaskState)
    tasks = [
        a_task(id=f"{n:032x}", seq=n, state=state, remote_id="", collection=Collection.NOTHING)
        for n, state in enumerate(states, start=1)
    ]
    single = a_grid(
        90,
        pictures=(a_picture("e" * 64, PictureRole.SINGLE, width=500, height=1500),),
        actions=(*a_grid().actions,),
    )
    view = shown(qtbot, theme, world_of([*tasks, single, a_grid(91)]))
    view.set_row_height(110)
    for row in range(view.model().rowCount()):
        view.scrollTo(view.model().index(row, 0))
        rect = view.tile_rect(row)
        hover(view, rect.center())
        buttons = view.tile_buttons()
        assert len(buttons) <= 5
        assert all(rect.contains(button.rect) for button in buttons)


def test_keys_walk_over_sections_and_reach_both_ends(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    world = world_of([a_task(id="b" * 32, seq=99, state=TaskState.RUNNING), *grids(23)])
    view = shown(qtbot, theme, world)

    def press(key: Qt.Key) -> int:
        QTest.keyClick(view, key)
        return view.currentIndex().row()

    assert press(Qt.Key.Key_Home) == 0
    seen = [0]
    while (row := press(Qt.Key.Key_Right)) != seen[-1]:
        seen.append(row)
    assert seen == list(range(24))
    assert press(Qt.Key.Key_Home) == 0
    assert press(Qt.Key.Key_Left) == 0
    tops = [view.tile_rect(0).top()]
    lines = [0]
    while (row := press(Qt.Key.Key_Down)) != lines[-1]:
        lines.append(row)
        tops.append(view.tile_rect(row).top())
        assert view.viewport().rect().contains(view.tile_rect(row))
    assert world.rows.section(lines[-1]) == world.rows.section(23)
    assert len({world.rows.section(row) for row in lines}) == len({world.rows.section(r) for r in range(24)})
    while press(Qt.Key.Key_Up) > 0:
        assert view.viewport().rect().contains(view.tile_rect(view.currentIndex().row()))
    assert press(Qt.Key.Key_End) == 23
    assert press(Qt.Key.Key_PageUp) < 23


def test_letters_do_not_search_through_the_library(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    view = shown(qtbot, theme, world_of(grids(8)))
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClicks(view, "a")
    assert view.currentIndex().row() == 7


def test_from_right_to_left_the_arrows_follow_the_eye(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    view = shown(qtbot, theme, world_of(grids(8)))
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    click(view, view.tile_rect(1).center())
    before = view.tile_rect(1).left()
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().row() == 2
    assert view.tile_rect(2).left() < before
    rect = view.tile_rect(0)
    for x in (rect.left(), rect.right()):
        assert view.indexAt(QPoint(x, rect.center().y())).row() == 0


def test_what_one_looks_at_stays_when_rows_come_and_go_above(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    world = world_of(grids(60))
    view = shown(qtbot, theme, world)
    view.verticalScrollBar().setValue(900)
    row = next(n for n in range(60) if view.tile_rect(n).top() > 150)
    qtbot.waitUntil(lambda: world.rows.task(row) is not None, timeout=2000)
    task = world.rows.task(row)
    assert task is not None
    top = view.tile_rect(row).top()

    def where() -> int:
        return view.tile_rect(world.rows.row_of(task)).top()

    world.tell(a_grid(100, created=START + 40 * DAY))
    assert where() == top
    lively = a_task(id="c" * 32, seq=101, state=TaskState.RUNNING, created=START + 40 * DAY)
    world.tell(lively)
    assert where() == top
    world.tell(a_grid(101, id="c" * 32, created=START + 40 * DAY))
    assert where() == top
    world.tell(replace(world.store.tasks[f"{100:032x}"], trashed_at=1.0))
    assert where() == top
    view.set_row_height(150)
    assert abs(where() - top) < 200


def test_scrolling_up_into_what_was_only_estimated_never_jumps(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    tall = [
        a_grid(n, created=START + n // 6 * DAY, pictures=(a_picture(f"{n:064x}", width=900, height=300),))
        for n in range(1, 301)
    ]
    world = world_of(tall)
    view = shown(qtbot, theme, world)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(60):
        row = view.indexAt(QPoint(60, 300)).row()
        if row < 0:
            row = view.indexAt(QPoint(60, 250)).row()
        before = view.tile_rect(row).top()
        offset = bar.value()
        turn(view.viewport(), 120)
        if offset == 0:
            break
        moved = view.tile_rect(row).top() - before
        assert moved == 120 or bar.value() == 0


def test_the_selection_survives_a_task_that_settles(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    live = [a_task(id=f"{n:032x}", seq=n, state=TaskState.RUNNING, created=START) for n in (50, 51)]
    world = world_of([*live, *grids(4)])
    view = shown(qtbot, theme, world)
    click(view, view.tile_rect(0).center())
    click(view, view.tile_rect(3).center(), Qt.KeyboardModifier.ControlModifier)
    before = {task.id for task in view.selected_tasks()}
    assert len(before) == 2
    world.tell(a_grid(50, created=START))
    world.tell(a_grid(51, created=START))
    assert {task.id for task in view.selected_tasks()} == before
    focused = view.focused_task()
    assert focused is not None
    assert focused.id in before


def test_news_of_the_current_task_reach_who_shows_it(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    task = a_task(id="b" * 32, seq=9, state=TaskState.RUNNING, progress=10)
    world = world_of([task])
    view = shown(qtbot, theme, world)
    click(view, view.tile_rect(0).center())
    told = heard(view.focused)
    world.tell(replace(task, progress=64))
    assert [task.progress for (task,) in told] == [64]


def test_a_drag_carries_what_is_selected(
    qtbot: QtBot,
    theme: Theme,
    world_of: Callable[[Sequence[Task]], World],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dragged: list[tuple[list[str], int]] = []
    carried: list[QMimeData] = []

    class Drag(drag_out.QDrag):
        @override
        def exec(self, *_: Any, **__: Any) -> Qt.DropAction:
            carried.append(self.mimeData())
            return Qt.DropAction.CopyAction

    def data_of(tasks: list[Task], tile: int) -> QMimeData:
        dragged.append(([task.id for task in tasks], tile))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile("/pictures/one.png")])
        return data

    monkeypatch.setattr(drag_out, "QDrag", Drag)
    view = shown(qtbot, theme, world_of(grids(4)), data_of)
    start = view.tile_rect(1).center() + QPoint(-10, 10)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), left, pos=start)
    for step in (10, 30):
        move(view.viewport(), start + QPoint(step, 0), left)
    QTest.mouseRelease(view.viewport(), left, pos=start + QPoint(30, 0))
    assert dragged == [([f"{3:032x}"], 3)], "the variant that the hand took, wherever it went then"
    assert len(carried) == 1


def test_enter_and_double_click_open_and_answer(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    asking = a_task(id="b" * 32, seq=9, state=TaskState.NEEDS_ANSWER)
    view = shown(qtbot, theme, world_of([asking, *grids(2)]))
    told = heard(view.commanded)
    QTest.mouseDClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.tile_rect(0).topLeft() + QPoint(9, 9)
    )
    click(view, view.tile_rect(0).topLeft() + QPoint(9, 9))
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.mouseDClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.tile_rect(1).topLeft() + QPoint(9, 9)
    )
    assert told == [("b" * 32, "answer"), ("b" * 32, "answer"), (f"{2:032x}", "view")]


@pytest.mark.parametrize(
    "prompt",
    [
        "word " * 2000,
        "x" * 10_000,
        "👩‍🚀🏔️" * 400,
        "منارة فوق بحر عاصف " * 60,
        "<b>bold</b> <img src='http://host/x.png'> <h1>tall</h1>",
        "line\nline\nline",
        "--ar 16:9",
        "",
    ],
)
@pytest.mark.parametrize("state", [TaskState.RUNNING, TaskState.SUCCEEDED, TaskState.FAILED])
def test_no_prompt_breaks_a_tile(
    qtbot: QtBot,
    theme: Theme,
    world_of: Callable[[Sequence[Task]], World],
    prompt: str,
    state: TaskState,
) -> None:
    plain = a_grid(1) if state is TaskState.SUCCEEDED else a_task(id="b" * 32, seq=9, state=state)
    view = shown(qtbot, theme, world_of([replace(plain, prompt=prompt)]))
    rect = view.tile_rect(0)
    hover(view, rect.center())
    with_words = view.grab().toImage()
    ground = with_words.pixelColor(rect.right() + 30, rect.center().y())
    for y in range(rect.bottom() + 4, rect.bottom() + 80, 4):
        assert with_words.pixelColor(rect.center().x(), y) == ground
    for x in range(rect.right() + 4, rect.right() + 60, 4):
        assert with_words.pixelColor(x, rect.bottom() - 14) == ground


def test_what_is_selected_can_be_counted(
    qtbot: QtBot, theme: Theme, world_of: Callable[[Sequence[Task]], World]
) -> None:
    view = shown(qtbot, theme, world_of(grids(5)))
    assert view.selected_count() == 0
    control = Qt.KeyboardModifier.ControlModifier
    for row in (0, 2, 3):
        click(view, view.tile_rect(row).center(), control)
    assert view.selected_count() == len(view.selected_tasks()) == 3
