"""Whatever a gateway says about a task is kept, found again and exported, and stays inside its folders."""

from __future__ import annotations

import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mjdesk.api.reader import read_receipt, read_reports
from mjdesk.api.redact import Redactor
from mjdesk.domain.library import TaskQuery
from mjdesk.domain.picture import Picture, PictureRole
from mjdesk.domain.task import Task, TaskState
from mjdesk.domain.task_report import merged
from mjdesk.storage.file_names import file_name, free_path, safe_stem
from mjdesk.storage.library import Library
from mjdesk.storage.locations import Locations
from mjdesk.storage.pictures import Pictures
from tests.hostile.strategies import MARKUP, PATHS, SIGNS, tasks, texts, values
from tests.storage.support import a_picture, encoded, gradient
from tests.support.builders import a_task

HIDE = Redactor("sk-test-0123456789abcdef")
NOW = 1_800_000_000.0
BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
rows = st.lists(tasks(), min_size=1, max_size=5)


def told(prompt: str, told_rows: list[dict[str, Any]]) -> list[tuple[Task, str]]:
    """Tasks of ours after what was told about them, and the words as delivered."""
    found: list[tuple[Task, str]] = []
    for number, row in enumerate(told_rows):
        for report in read_reports(row, HIDE):
            task = a_task(id=f"{number:032x}", prompt=prompt, remote_id=report.remote_id)
            once = merged(task, report, now=NOW)
            assert merged(once, report, now=NOW) == once, "the same row twice changes nothing"
            found.append((once, report.raw))
    return found


@settings(max_examples=25)
@given(prompt=texts, told_rows=rows, query=texts)
async def test_what_was_told_is_kept_as_it_was_read(
    prompt: str, told_rows: list[dict[str, Any]], query: str
) -> None:
    found = told(prompt, told_rows)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        async with Library(place / "library.db", place / "backups", now=lambda: NOW) as library:
            for task, raw in found:
                await library.put([task], raw={task.id: raw})
                kept = await library.get(task.id)
                assert kept is not None
                assert replace(kept, seq=0) == replace(task, seq=0)
                assert await library.raw(task.id) == raw
                await library.by_remote_id(task.account, task.remote_id)
            for text in (query, prompt, *(task.final_prompt for task, _ in found)):
                await library.index(TaskQuery(text=text), limit=5)
            assert len(await library.recent_prompts(10)) <= 1
        async with Library(place / "library.db", place / "backups", now=lambda: NOW) as library:
            assert library.opened.trouble is None
        assert {name.partition("-")[0].partition(".")[0] for name in names_in(place)} <= {
            "library",
            "backups",
        }


@settings(max_examples=200)
@given(value=values | tasks(), is_action=st.booleans())
def test_the_reader_gives_plain_values(value: object, is_action: bool) -> None:
    receipt = read_receipt(value, is_action=is_action)
    if receipt is not None:
        for remote_id in receipt.remote_ids:
            assert remote_id == remote_id.strip() != ""
            assert remote_id.isprintable() or any(not letter.isspace() for letter in remote_id)
    for report in read_reports(value, HIDE):
        for link in report.media:
            assert link.url.isprintable()
            assert not link.url.lower().startswith(("file:", "data:", "ftp:", "javascript:"))
        for action in report.actions:
            assert action.custom_id.isprintable()
            assert len(action.label) <= 100
        if report.state is not TaskState.SUCCEEDED:
            assert report.media == ()


def names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def files_below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def is_below(path: str, folder: Path) -> bool:
    return folder.resolve() in Path(path).resolve().parents


def a_hostile_task(text: str) -> Task:
    return a_task(prompt=text, seed=text, final_prompt=text, remote_id=text, texts=(text,))


@settings(max_examples=150)
@given(
    text=texts,
    template=st.sampled_from(
        ("{date} {prompt} {id}", "{prompt}", "{seed}", "{id}{variant}", "{kind}/{seed}")
    ),
)
def test_a_file_name_is_one_step(text: str, template: str) -> None:
    name = file_name(a_picture(), a_hostile_task(text), template)
    here = Path("here")
    assert (here / name).parent == here
    assert name not in {"", ".", ".."}
    assert not set(name) & set('/\\:*?"<>|\x00\n\u202e')
    assert len(name.encode()) <= 255
    assert not {unicodedata.category(letter) for letter in name} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(letter) for letter in name} & BIDI_CONTROLS
    assert name.endswith(".png")


@settings(max_examples=100)
@given(text=texts)
def test_a_name_stays_the_same_when_it_is_made_safe_again(text: str) -> None:
    stem = safe_stem(text)
    assert safe_stem(stem) == stem


@pytest.mark.parametrize("text", [*PATHS, *MARKUP, *SIGNS])
@pytest.mark.parametrize("media_format", ["PNG", "JPEG", "WEBP"])
async def test_exports_stay_in_their_folder(tmp_path: Path, text: str, media_format: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    locations = Locations.below(tmp_path / "home")
    async with Pictures(locations) as pictures:
        kept = await pictures.keep_bytes(encoded(gradient(32, 32), media_format))
        picture = Picture(
            digest=kept.digest,
            media_type=kept.media_type,
            width=kept.width,
            height=kept.height,
            size=kept.size,
            role=PictureRole.GRID,
            source_url=text,
        )
        task = a_hostile_task(text)
        first, second = [await pictures.export(picture, task, str(out)) for _ in range(2)]
        named = pictures.named_file(picture, task)
    assert first != second
    assert sorted(str(out / name) for name in names_in(out)) == sorted((first, second))
    for path in (first, second):
        with Image.open(path) as image:
            image.load()
    assert named is not None
    assert is_below(named, tmp_path / "home")
    assert names_in(tmp_path) == {"home", "out"}


@pytest.mark.parametrize("digest", [*PATHS, "d" * 63, "D" * 64, "../" + "d" * 61, "\u0664" * 64])
async def test_what_is_no_digest_opens_nothing(tmp_path: Path, digest: str) -> None:
    async with Pictures(Locations.below(tmp_path / "home")) as pictures:
        before = files_below(tmp_path)
        assert pictures.path(digest) is None
        assert await pictures.original(digest) is None
        assert await pictures.thumbnail(digest, 256) is None
        assert pictures.named_file(a_picture(digest=digest), a_hostile_task(digest)) is None
        assert files_below(tmp_path) == before


def test_a_free_path_never_leaves_its_folder(tmp_path: Path) -> None:
    for text in (*PATHS, *SIGNS, *MARKUP):
        target = free_path(tmp_path, f"{safe_stem(text)}.png")
        target.write_bytes(b"x")
        assert target.parent == tmp_path
    assert len(list(tmp_path.iterdir())) == len(PATHS) + len(SIGNS) + len(MARKUP)
