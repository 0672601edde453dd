"""Collections as a person uses them: made, filled, aimed at, inherited, deleted and brought back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.action import read_action
from mjdesk.domain.album import Album
from mjdesk.domain.errors import WishInvalid
from mjdesk.domain.task import TaskState
from mjdesk.services.albums import Albums
from tests.support.builders import a_receipt, a_task, a_wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mjdesk.domain.album import AlbumSpending
    from mjdesk.domain.task import Task
    from tests.services.conftest import World


class Shelf:
    """Collections in memory."""

    def __init__(self) -> None:
        self.kept: dict[int, Album] = {}
        self.deleted: set[int] = set()

    async def albums(self) -> Sequence[Album]:
        return [each for each in self.kept.values() if each.id not in self.deleted]

    async def add_album(self, name: str) -> Album:
        made = Album(id=len(self.kept) + 1, name=name, created=0.0)
        self.kept[made.id] = made
        return made

    async def rename_album(self, album: int, name: str) -> None:
        self.kept[album] = replace(self.kept[album], name=name)

    async def delete_album(self, album: int, *, is_deleted: bool = True) -> None:
        (self.deleted.add if is_deleted else self.deleted.discard)(album)

    async def album_spending(self, since: int, until: int) -> Sequence[AlbumSpending]:
        return []


@pytest.fixture
def albums(world: World) -> Albums:
    return Albums(Shelf(), world.store, world.settings)


async def done(world: World, number: int, **changes: object) -> Task:
    facts: dict[str, object] = {
        "id": f"{number:032x}",
        "state": TaskState.SUCCEEDED,
        "remote_id": f"r{number}",
    }
    return await world.store.add(a_task(**facts | changes))


async def test_a_new_one_takes_what_was_dropped_on_it(world: World, albums: Albums) -> None:
    first, second = await done(world, 1), await done(world, 2)
    told: list[tuple[Album, ...]] = []
    albums.changed.connect(told.append)
    made = await albums.create("  Client   A ", [first.id, second.id])
    assert made.name == "Client A"
    assert [world.now(task).albums for task in (first, second)] == [(made.id,), (made.id,)]
    assert told[-1] == albums.all == (made,)
    assert await albums.add(made.id, [first.id]) == 0
    assert await albums.remove(made.id, [first.id, second.id]) == 2
    assert world.now(first).albums == ()


@pytest.mark.parametrize("name", ["", " \n\t ", "BOTANICAL", "botanical "])
async def test_a_name_must_say_something_new(albums: Albums, name: str) -> None:
    made = await albums.create("Botanical")
    with pytest.raises(WishInvalid) as caught:
        await albums.create(name)
    assert caught.value.reason == "album-name"
    assert albums.all == (made,)
    await albums.rename(made.id, "botanical")  # its own name, written otherwise
    assert [each.name for each in albums.all] == ["botanical"]


async def test_they_are_sorted_as_a_person_would(albums: Albums) -> None:
    for name in ("beta", "Alpha", "gamma"):
        await albums.create(name)
    assert [each.name for each in albums.all] == ["Alpha", "beta", "gamma"]


async def test_new_wishes_go_into_the_target(world: World, albums: Albums) -> None:
    made = await albums.create("Target")
    albums.aim(made.id)
    assert albums.target == made
    (task,) = await world.submitter.submit(a_wish("a fox"))
    assert world.now(task).albums == (made.id,)
    albums.aim(0)
    (other,) = await world.submitter.submit(a_wish("a hare"))
    assert world.now(other).albums == ()


async def test_children_belong_where_their_parent_is(world: World, albums: Albums) -> None:
    family, target = await albums.create("Family"), await albums.create("Target")
    albums.aim(target.id)
    parent = await done(world, 1, albums=(family.id,))
    action = read_action("MJ::JOB::upsample::1::x", "U1")
    (child,) = await world.submitter.act(parent.id, action)
    assert world.now(child).albums == (family.id,)
    lonely = await done(world, 2)
    (child,) = await world.submitter.act(lonely.id, action)
    assert world.now(child).albums == (target.id,)


async def test_a_repeated_wish_stays_with_the_first(world: World, albums: Albums) -> None:
    family = await albums.create("Family")
    failed = await world.store.add(a_task(state=TaskState.FAILED, prompt="a fox", albums=(family.id,)))
    (again,) = await world.submitter.retry(failed.id)
    assert world.now(again).albums == (family.id,)


async def test_every_task_of_one_click_is_in_it(world: World, albums: Albums) -> None:
    made = await albums.create("Target")
    albums.aim(made.id)
    world.gateway.answers.append(a_receipt("r1", "r2", "r3"))
    await world.submitting()
    await world.submitter.submit(a_wish("a fox"))
    await world.clock.rest()
    tasks = list(world.archive.tasks.values())
    assert len(tasks) == 3
    assert {task.albums for task in tasks} == {(made.id,)}


async def test_deleting_one_keeps_its_pictures_and_can_be_undone(world: World, albums: Albums) -> None:
    task = await done(world, 1)
    made = await albums.create("Old", [task.id])
    albums.aim(made.id)
    await albums.delete(made.id)
    assert albums.all == ()
    assert albums.target is None
    assert world.settings.value.target_album == 0
    assert world.now(task).state is TaskState.SUCCEEDED
    await albums.bring_back(made.id)
    assert albums.target == made
    assert world.now(task).albums == (made.id,)


async def test_a_target_that_is_gone_is_none(world: World, albums: Albums) -> None:
    world.settings.update(target_album=99)
    await albums.load()
    assert world.settings.value.target_album == 0
