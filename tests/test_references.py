"""References in their roles, from their place in the panel to the finished task, over HTTP in each family.

The window is real, and so is the gateway: a studio in a thread of its own.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from mjdesk.domain.gateway import AuthStyle
from mjdesk.domain.picture import PictureRole
from mjdesk.domain.reference import ReferenceRole
from mjdesk.domain.task import Collection, TaskState
from mjdesk.studio.addresses import Addresses
from mjdesk.studio.config import Family, StudioConfig
from mjdesk.studio.server import StudioThread
from tests.studio.support import FakePainter
from tests.support.desktop import KEY, opened, prepare

if TYPE_CHECKING:
    from collections.abc import Generator

    from mjdesk.domain.task import Task
    from tests.support.desktop import Person

pytestmark = [pytest.mark.qt_loop, pytest.mark.usefixtures("qapp")]

IMAGE, STYLE, CHARACTER, OMNI, EDIT = ReferenceRole
VERSIONS = {IMAGE: "8.2", STYLE: "8.2", CHARACTER: "6.1", OMNI: "7", EDIT: "8.2"}
UPLOADING = (Family.PROXY_PLUS, Family.TRUEAI, Family.NEW_API)
_UPLOADED = re.compile(r"https?://\S+/attachments/\d+/0/up_\S+")


@contextmanager
def studio(**changes: Any) -> Generator[StudioThread]:
    facts: dict[str, Any] = {"secret": KEY, "pace": 0.0}
    with StudioThread(StudioConfig(**facts | changes), painter=FakePainter()) as thread:
        yield thread


def at(home: Path, gateway: StudioThread, family: Family = Family.NEW_API) -> Any:
    """Each family hears the key in another way; `mj-api-secret` is understood by all."""
    style = AuthStyle.BEARER if family is Family.NEW_API else AuthStyle.SECRET
    return prepare(home, gateway.url, auth=style)


def a_png(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (96, 64), colour).save(out, "PNG")
    return out.getvalue()


async def put(person: Person, colour: str, role: ReferenceRole) -> None:
    """A picture dropped into the panel, and its role chosen."""
    slots = person.models.slots
    before = slots.rowCount()
    person.models.desk.bring_in_bytes(a_png(colour), f"{colour}.png", slots.add)
    await person.until(lambda: slots.rowCount() > before, "the picture in its place")
    assert slots.set_role(before, role)


def forget(path: str) -> None:
    Path(path).unlink()


def is_done(task: Task) -> bool:
    return task.state is TaskState.SUCCEEDED and task.collection is Collection.DONE


def uploads(gateway: StudioThread) -> int:
    return sum("upload-discord-images" in one.path for one in gateway.log)


def on_the_wire(gateway: StudioThread) -> list[str]:
    return [submission.prompt for submission in gateway.submissions]


@pytest.mark.parametrize("family", UPLOADING)
@pytest.mark.parametrize("role", [STYLE, CHARACTER, OMNI, EDIT])
async def test_each_role_from_its_place_to_the_finished_task(
    tmp_path: Path, family: Family, role: ReferenceRole
) -> None:
    with studio(family=family) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            await put(person, "teal", role)
            person.create(f"a lighthouse --v {VERSIONS[role]}")
            task = await person.sees(is_done)
            assert person.toasts() == []
    assert task.prompt == f"a lighthouse --v {VERSIONS[role]}"
    assert [(each.role, each.name) for each in task.inputs] == [(role.picture_role, "teal.png")]
    (prompt,) = on_the_wire(gateway)
    words, _, link = prompt.partition(f" --{role.flag} ")
    assert words == task.prompt
    assert _UPLOADED.fullmatch(link)
    assert uploads(gateway) == 1


@pytest.mark.parametrize("family", list(Family))
async def test_image_prompts_need_no_upload_in_any_family(tmp_path: Path, family: Family) -> None:
    with studio(family=family) as gateway:
        async with opened(at(tmp_path, gateway, family)) as person:
            await put(person, "teal", IMAGE)
            person.create("a lighthouse")
            task = await person.sees(is_done)
    assert [each.role for each in task.inputs] == [PictureRole.INPUT]
    assert uploads(gateway) == 0


@pytest.mark.parametrize("role", [STYLE, CHARACTER, OMNI, EDIT])
async def test_where_nothing_can_be_uploaded_a_clear_sentence_and_nothing_lost(
    tmp_path: Path, role: ReferenceRole
) -> None:
    with studio(family=Family.PROXY) as gateway:
        async with opened(at(tmp_path, gateway, Family.PROXY)) as person:
            await put(person, "teal", role)
            words = f"a lighthouse --v {VERSIONS[role]}"
            person.create(words)
            task = await person.sees(lambda task: task.state is TaskState.REFUSED)
            await person.reads("takes no uploads")
            person.focus(task)
            await person.notes("takes no uploads", "image prompt, or give its address")
            for toast in person.window.news.stack.ids():
                person.window.news.stack.dismiss(toast)
            # From now on it is known, and said before anything is written down.
            person.create(words)
            await person.reads("takes no uploads")
            assert len(await person.library()) == 1
            assert person.window.compose.editor.toPlainText() == words
            assert [slot.role for slot in person.models.slots.slots()] == [role]
            # The way out: an address.
            person.models.slots.clear()
            assert person.models.slots.add_link("https://my.site/cat.png", role)
            person.create(words)
            done = await person.sees(is_done)
    assert done.prompt == f"{words} --{role.flag} https://my.site/cat.png"
    assert on_the_wire(gateway) == [done.prompt]


async def test_a_picture_from_the_web_works_where_nothing_can_be_uploaded(tmp_path: Path) -> None:
    with studio(family=Family.PROXY) as gateway:
        async with opened(at(tmp_path, gateway, Family.PROXY)) as person:
            await put(person, "teal", STYLE)
            (slot,) = person.models.slots.slots()
            person.models.slots.clear()
            came_from = replace(slot.picture, source_url="https://my.site/teal.png")
            person.models.slots.add(came_from, role=STYLE)
            person.create("a lighthouse --v 8.2")
            task = await person.sees(is_done)
            assert person.toasts() == []
    assert task.prompt == "a lighthouse --v 8.2"
    assert on_the_wire(gateway) == ["a lighthouse --v 8.2 --sref https://my.site/teal.png"]


async def test_all_together_with_weights_and_a_style_code_in_the_text(tmp_path: Path) -> None:
    with studio() as gateway:
        async with opened(at(tmp_path, gateway)) as person:
            for colour, role in (("teal", STYLE), ("navy", STYLE), ("red", IMAGE), ("gold", CHARACTER)):
                await put(person, colour, role)
            for name, weight in (("sw", 300), ("iw", 1.5), ("cw", 0), ("ow", 400)):
                person.models.draft.choose(name, weight)
            person.create("a lighthouse --sref 4242 --v 6.1")
            task = await person.sees(is_done)
    assert task.prompt == "a lighthouse --sref 4242 --v 6.1 --iw 1.5 --sw 300 --cw 0"
    (prompt,) = on_the_wire(gateway)
    assert re.fullmatch(
        rf"a lighthouse --sref 4242 {_UPLOADED.pattern} {_UPLOADED.pattern}"
        rf" --v 6\.1 --iw 1\.5 --sw 300 --cw 0 --cref {_UPLOADED.pattern}",
        prompt,
    )
    assert uploads(gateway) == 3


async def test_the_next_wish_and_the_next_start_use_the_same_upload(tmp_path: Path) -> None:
    with studio() as gateway:
        locations = at(tmp_path, gateway)
        async with opened(locations) as person:
            await put(person, "teal", STYLE)
            person.create("a lighthouse")
            await person.sees(is_done)
            person.create("a harbour")
            await person.sees(lambda task: is_done(task) and task.prompt.startswith("a harbour"))
        async with opened(locations) as person:
            await person.until(lambda: person.models.slots.rowCount() == 1, "the reference again")
            person.create("a pier")
            await person.sees(lambda task: is_done(task) and task.prompt.startswith("a pier"))
    links = {prompt.partition(" --sref ")[2] for prompt in on_the_wire(gateway)}
    assert len(on_the_wire(gateway)) == 3
    assert len(links) == uploads(gateway) == 1
    assert Addresses.read(links.pop()) is not None


async def test_killed_between_upload_and_sending_the_wish_is_sent_once_with_its_reference(
    tmp_path: Path,
) -> None:
    with studio() as gateway:
        locations = at(tmp_path, gateway)
        victim = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _VICTIM, str(tmp_path)),
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
        )
        assert victim.stdout is not None
        assert await victim.stdout.readline() == b"between\n"
        victim.kill()
        await victim.communicate()
        assert (uploads(gateway), on_the_wire(gateway)) == (1, [])
        async with opened(locations) as person:
            task = await person.sees(is_done)
            assert len(await person.library()) == 1
    assert [each.role for each in task.inputs] == [PictureRole.STYLE]
    (prompt,) = on_the_wire(gateway)
    assert prompt.startswith("a lighthouse --v 8.2 --sref ")
    assert uploads(gateway) == 1


_VICTIM = """
import asyncio, sys
from pathlib import Path
from mjdesk.assembly import Assembly
from mjdesk.domain.picture import PictureRef
from mjdesk.domain.reference import Reference, ReferenceRole
from mjdesk.domain.request import ImagineRequest
from mjdesk.storage.locations import Locations
from tests.support.desktop import KEY, OWN, MemorySecrets
from tests.test_references import a_png

async def hang(*_):
    print("between", flush=True)
    await asyncio.Event().wait()

async def main():
    locations = Locations.below(Path(sys.argv[1]))
    async with Assembly(locations, secrets=MemorySecrets(**{OWN: KEY})) as parts:
        parts.submitter._sending._exchange = hang
        parts.begin()
        picture = await parts.images.bring_in_bytes(a_png("teal"), "teal.png")
        style = Reference(PictureRef(picture.digest, name=picture.name), ReferenceRole.STYLE)
        await parts.submitter.submit(ImagineRequest(prompt="a lighthouse --v 8.2", references=(style,)))
        await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_references_survive_a_restart_and_missing_ones_are_left_out(tmp_path: Path) -> None:
    with studio() as gateway:
        locations = at(tmp_path, gateway)
        async with opened(locations) as person:
            for colour, role in (("teal", STYLE), ("navy", OMNI), ("red", IMAGE)):
                await put(person, colour, role)
            person.models.slots.add_link("https://my.site/cat.png", STYLE)
            person.models.slots.set_locked(1, True)
            person.models.draft.choose("sw", 300)
            before = person.models.slots.slots()
            gone = person.models.desk.picture_path(before[2].picture.digest)
            assert gone is not None
        async with opened(locations) as person:
            await person.until(lambda: person.models.slots.rowCount() == 4, "the references again")
            assert person.models.slots.slots() == before
            assert person.models.draft.weight(STYLE, person.models.table) == 300
            # Left at once: what was not brought back yet is not forgotten.
        async with opened(locations):
            pass
        forget(gone)
        async with opened(locations) as person:
            slots = person.models.slots
            await person.until(lambda: slots.rowCount() == 3, "the references again")
            assert [slot.role for slot in slots.slots()] == [STYLE, OMNI, STYLE]
            assert person.toasts() == []


async def test_a_prompt_that_is_used_again_brings_its_references_back(tmp_path: Path) -> None:
    with studio() as gateway:
        async with opened(at(tmp_path, gateway)) as person:
            await put(person, "teal", STYLE)
            await put(person, "navy", IMAGE)
            person.models.draft.choose("sw", 300)
            person.create("a lighthouse")
            task = await person.sees(is_done)
            slots, draft = person.models.slots, person.models.draft
            before = [(slot.key, slot.role) for slot in slots.slots()]
            slots.clear()
            draft.take_over("something else", person.models.table)
            await put(person, "red", IMAGE)
            slots.set_locked(0, True)
            person.focus(task)
            person.window.commander.run(task.id, "reuse")
            locked, *others = slots.slots()
            assert locked.picture.name == "red.png"
            # Image prompts come first in the record of a wish.
            assert {(slot.key, slot.role) for slot in others} == set(before)
            slots.remove(0)
            person.create()
            await person.until(lambda: len(on_the_wire(gateway)) == 2, "the second wish")
            first, second = on_the_wire(gateway)
            assert first == second
            assert draft.weight(STYLE, person.models.table) == 300


async def test_once_more_after_a_trouble_sends_the_same(tmp_path: Path) -> None:
    with studio() as gateway:
        async with opened(at(tmp_path, gateway)) as person:
            await put(person, "teal", STYLE)
            person.create("a lighthouse fail:error")
            task = await person.sees(lambda task: task.state is TaskState.FAILED)
            person.window.commander.run(task.id, "retry")
            await person.until(lambda: len(on_the_wire(gateway)) == 2, "the second wish")
            first, second = on_the_wire(gateway)
    assert first == second
    assert " --sref " in first
    assert uploads(gateway) == 1
