"""Pictures come home whole, or the reason is known; nothing is fetched twice and nothing is forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.action import read_action
from mjdesk.domain.errors import (
    DiskFull,
    Nonsense,
    NotAPicture,
    PictureError,
    PictureExpired,
    PictureTruncated,
    SecretsError,
    Unreachable,
)
from mjdesk.domain.picture import PictureRole, Ratio
from mjdesk.domain.task import Collection, MediaLink, TaskKind, TaskState
from tests.support.builders import GRID_URL, a_result, a_task
from tests.support.fake_gateway import PNG

if TYPE_CHECKING:
    from mjdesk.domain.errors import DeskError
    from mjdesk.domain.task import Task
    from tests.services.conftest import World

TILE_URLS = tuple(f"https://cdn.test/tile{n}.png" for n in range(1, 5))


async def owing(world: World, number: int = 1, **changes: object) -> Task:
    facts = {
        "id": f"{number:032x}",
        "remote_id": f"r{number}",
        "state": TaskState.SUCCEEDED,
        "collection": Collection.WAITING,
        "media": (MediaLink(url=GRID_URL, role=PictureRole.GRID),),
    }
    return await world.store.add(a_task(**facts | changes))


async def test_a_grid_comes_home_is_cut_and_thumbnailed_in_one_write(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = PNG + b"grid"
    task = await owing(world)
    before = len(world.archive.writes)
    world.pictures.on_thumbnails = lambda: seen.append(world.now(task).collection)
    seen: list[Collection] = []
    await world.collecting()
    known = world.now(task)
    assert known.collection is Collection.DONE
    assert [(picture.role, picture.index) for picture in known.pictures] == [
        (PictureRole.GRID, 0),
        *((PictureRole.TILE, index) for index in range(1, 5)),
    ]
    assert known.pictures[0].source_url == GRID_URL
    assert all(picture.is_split for picture in known.pictures[1:])
    assert world.pictures.thumbnailed == [picture.digest for picture in known.pictures]
    assert seen == [Collection.WAITING] * 5
    assert len(world.archive.writes) == before + 1


async def test_the_shape_becomes_that_of_the_real_picture(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = PNG
    world.pictures.shape = (400, 200)
    task = await owing(world, ratio=Ratio(1, 1))
    almost = await owing(world, 2, ratio=Ratio(199, 100))
    await world.collecting()
    assert world.now(task).ratio == Ratio(2, 1)
    assert world.now(almost).ratio == Ratio(199, 100)


async def test_tiles_of_the_gateway_are_not_cut_again(world: World) -> None:
    urls = (GRID_URL, *TILE_URLS)
    world.gateway.pictures.files.update({url: PNG + url.encode() for url in urls})
    tiles = (MediaLink(url=url, role=PictureRole.TILE, index=n) for n, url in enumerate(TILE_URLS, 1))
    task = await owing(world, media=(MediaLink(url=GRID_URL, role=PictureRole.GRID), *tiles))
    await world.collecting()
    assert world.pictures.split == []
    assert [picture.source_url for picture in world.now(task).pictures] == list(urls)


async def test_a_tile_that_is_lost_is_cut_from_the_sheet(world: World) -> None:
    world.gateway.pictures.files.update({url: PNG + url.encode() for url in (GRID_URL, *TILE_URLS[:3])})
    tiles = (MediaLink(url=url, role=PictureRole.TILE, index=n) for n, url in enumerate(TILE_URLS, 1))
    task = await owing(world, media=(MediaLink(url=GRID_URL, role=PictureRole.GRID), *tiles))
    await world.collecting()
    assert world.now(task).collection is Collection.DONE
    assert len(world.now(task).pictures) == 5


async def test_an_upscale_is_a_single_whatever_the_gateway_calls_it(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = PNG
    upscale = read_action("MJ::JOB::upsample::1::h")
    task = await owing(world, kind=TaskKind.UPSCALE, action=upscale)
    await world.collecting()
    assert [picture.role for picture in world.now(task).pictures] == [PictureRole.SINGLE]
    assert world.pictures.split == []


async def test_no_more_than_four_downloads_run_at_once(world: World) -> None:
    for number in range(12):
        url = f"https://cdn.test/{number}.png"
        world.gateway.pictures.files[url] = PNG + url.encode()
        await owing(world, number, media=(MediaLink(url=url, role=PictureRole.SINGLE),))
    await world.collecting()
    await world.clock.rest()
    assert world.store.owed() == ()
    assert world.gateway.pictures.most_open == 4


async def test_an_expired_address_is_renewed_once(world: World) -> None:
    task = await owing(world)
    world.gateway.pictures.files["https://cdn.test/new.png"] = PNG
    world.gateway.says("r1", a_result(url="https://cdn.test/new.png"))
    await world.collecting()
    assert world.now(task).collection is Collection.DONE
    assert world.gateway.pictures.opened == [GRID_URL, "https://cdn.test/new.png"]
    assert world.heard == []


async def test_what_stays_expired_is_told_and_can_be_tried_again(world: World) -> None:
    task = await owing(world)
    world.gateway.says("r1", a_result())
    await world.collecting()
    assert world.now(task).collection is Collection.EXPIRED
    assert world.told == ["picture-expired"]
    assert isinstance(world.heard[0].error, PictureExpired)
    assert len(world.gateway.asked) == 1
    await world.clock.advance(600)
    assert world.gateway.pictures.opened == [GRID_URL, GRID_URL, "/mj/image/r1"]
    world.gateway.pictures.files[GRID_URL] = PNG
    await world.collector.collect_again(task.id)
    await world.clock.rest()
    assert world.now(task).collection is Collection.DONE
    assert f"picture-expired {task.id}" in world.withdrawn


async def test_the_gateway_s_own_copy_is_the_last_resort(world: World) -> None:
    world.gateway.pictures.files["/mj/image/r1"] = PNG + b"copy"
    task = await owing(world)
    world.gateway.says("r1", a_result())
    await world.collecting()
    known = world.now(task)
    assert known.collection is Collection.DONE
    assert [picture.role for picture in known.pictures[:2]] == [PictureRole.GRID, PictureRole.TILE]
    assert [link.url for link in known.media] == [GRID_URL], "what the gateway said stays as it was"
    assert world.told == []


@pytest.mark.parametrize("trouble", [NotAPicture("json"), Nonsense("HTTP 500"), PictureExpired("gone")])
async def test_a_copy_that_is_none_means_expired(world: World, trouble: DeskError) -> None:
    task = await owing(world)
    world.gateway.says("r1", a_result())
    world.gateway.pictures.troubles["/mj/image/r1"] = [trouble]
    await world.collecting()
    await world.clock.advance(60)
    assert world.now(task).collection is Collection.EXPIRED
    assert world.told == ["picture-expired"]
    assert isinstance(world.heard[0].error, PictureError)


async def test_a_film_has_no_copy_at_the_gateway(world: World) -> None:
    url = "https://cdn.test/film.mp4"
    task = await owing(world, kind=TaskKind.VIDEO, media=(MediaLink(url=url, role=PictureRole.VIDEO),))
    world.gateway.says("r1", a_result(media=(MediaLink(url=url, role=PictureRole.VIDEO),)))
    await world.collecting()
    assert world.now(task).collection is Collection.EXPIRED
    assert world.gateway.pictures.opened == [url, url]


async def test_an_expired_picture_waits_for_a_gateway_that_is_away(world: World) -> None:
    task = await owing(world)
    world.gateway.query_troubles.extend([Unreachable()] * 2)
    await world.collecting()
    world.gateway.says("r1", a_result(url="https://cdn.test/new.png"))
    world.gateway.pictures.files["https://cdn.test/new.png"] = PNG
    await world.clock.advance(60)
    assert world.now(task).collection is Collection.DONE


async def test_what_is_no_picture_is_broken_at_once(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = b"<html>sold out</html>"
    task = await owing(world)
    await world.collecting()
    assert world.now(task).collection is Collection.BROKEN
    assert isinstance(world.heard[0].error, NotAPicture)
    assert world.told == ["picture-broken"]


async def test_a_truncated_picture_gets_a_second_chance(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = PNG
    world.pictures.troubles.append(PictureTruncated())
    task = await owing(world)
    await world.collecting()
    await world.clock.advance(3)
    assert world.now(task).collection is Collection.DONE
    world.pictures.troubles.extend([PictureTruncated()] * 2)
    other = await owing(world, 2)
    await world.clock.advance(10)
    assert world.now(other).collection is Collection.BROKEN


async def test_a_network_that_is_away_is_waited_for(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = PNG
    world.gateway.pictures.troubles[GRID_URL] = [Unreachable() for _ in range(30)]
    task = await owing(world)
    await world.collecting()
    await world.clock.advance(3600)
    assert world.now(task).collection is Collection.DONE


async def test_nonsense_is_not_waited_for_for_ever(world: World) -> None:
    world.gateway.pictures.troubles[GRID_URL] = [Nonsense() for _ in range(30)]
    task = await owing(world)
    await world.collecting()
    await world.clock.advance(3600)
    assert world.now(task).collection is Collection.BROKEN
    assert len(world.gateway.pictures.opened) == 5


async def test_a_full_disk_is_told_and_waited_for(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = PNG
    world.pictures.troubles.append(DiskFull())
    task = await owing(world)
    await world.collecting()
    assert world.told == ["library"]
    assert world.now(task).collection is Collection.WAITING
    await world.clock.advance(20)
    assert world.now(task).collection is Collection.DONE
    assert "library" in world.withdrawn


async def test_without_a_key_it_waits_for_the_next_start(world: World) -> None:
    world.gateways.trouble = SecretsError()
    task = await owing(world)
    await world.collecting()
    await world.clock.advance(600)
    assert world.told == ["picture-waiting"]
    assert world.now(task).collection is Collection.WAITING


async def test_what_an_earlier_run_left_is_collected(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = PNG
    task = await world.archive.add(
        a_task(
            state=TaskState.SUCCEEDED,
            collection=Collection.WAITING,
            media=(MediaLink(url=GRID_URL, role=PictureRole.GRID),),
        )
    )
    await world.collecting()
    await world.store.restore()
    await world.clock.rest()
    assert world.now(task).collection is Collection.DONE


async def test_what_is_here_already_is_not_downloaded_again(world: World) -> None:
    world.gateway.pictures.files[GRID_URL] = PNG
    task = await owing(world)
    await world.collecting()
    await world.store.update(task.id, lambda now: replace(now, collection=Collection.WAITING))
    await world.clock.rest()
    assert world.now(task).collection is Collection.DONE
    assert world.gateway.pictures.opened == [GRID_URL]


async def test_a_trashed_task_is_left_alone(world: World) -> None:
    await owing(world, trashed_at=5.0)
    await world.collecting()
    assert world.gateway.pictures.opened == []
