"""Rows in chunks: the first at once, the rest without holding anybody up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mjdesk.domain.library import TaskQuery
from mjdesk.domain.task import TaskState
from mjdesk.services.gallery_feed import FeedChunk, GalleryFeed
from tests.support.builders import a_task

if TYPE_CHECKING:
    from tests.services.conftest import World


async def filled(world: World, count: int) -> None:
    for number in range(count):
        await world.archive.add(a_task(id=f"{number:032x}", state=TaskState.SUCCEEDED, settled_at=1.0))


async def chunks_of(world: World, query: TaskQuery) -> list[FeedChunk]:
    feed, chunks = GalleryFeed(world.archive, world.store), list[FeedChunk]()
    feed.chunks.connect(chunks.append)
    await feed.open(query)
    return chunks


async def test_all_rows_come_in_order_and_the_first_few_come_first(world: World) -> None:
    await filled(world, 700)
    chunks = await chunks_of(world, TaskQuery())
    assert [(len(chunk.rows), chunk.is_first, chunk.is_last) for chunk in chunks] == [
        (300, True, False),
        (400, False, True),
    ]
    assert [row.seq for chunk in chunks for row in chunk.rows] == list(range(700, 0, -1))
    assert world.archive.asked_before == [None, 401]


async def test_an_exact_end_still_ends(world: World) -> None:
    await filled(world, 300)
    chunks = await chunks_of(world, TaskQuery())
    assert [(len(chunk.rows), chunk.is_last) for chunk in chunks] == [(300, False), (0, True)]


async def test_nothing_is_one_empty_chunk(world: World) -> None:
    (chunk,) = await chunks_of(world, TaskQuery(text="nobody"))
    assert (chunk.rows, chunk.is_first, chunk.is_last) == ((), True, True)


async def test_the_store_knows_better_than_what_was_read(world: World) -> None:
    task = await world.store.add(a_task())
    newer = await world.store.update(task.id, lambda now: replace(now, rating=5))
    world.archive.tasks[task.id] = task
    feed = GalleryFeed(world.archive, world.store)
    assert await feed.tasks([task.seq]) == [newer]
    assert await feed.lineage(task.id) == [newer]
    assert await feed.unsettled() == [newer]


async def test_what_was_read_ahead_is_taken_once(world: World) -> None:
    await filled(world, 20)
    feed, chunks = GalleryFeed(world.archive, world.store), list[FeedChunk]()
    feed.chunks.connect(chunks.append)
    await feed.read_ahead()
    assert (world.archive.asked_before, chunks) == ([None], [])
    await feed.open(TaskQuery())
    assert (len(world.archive.asked_before), len(chunks[0].rows), len(chunks[0].tasks)) == (1, 20, 20)
    await feed.open(TaskQuery())
    assert len(world.archive.asked_before) == 2


async def test_another_query_does_not_take_what_was_read_ahead(world: World) -> None:
    await filled(world, 3)
    feed, chunks = GalleryFeed(world.archive, world.store), list[FeedChunk]()
    feed.chunks.connect(chunks.append)
    feed.read_ahead()
    await feed.open(TaskQuery(text="nobody"))
    assert chunks[0].rows == ()
