"""Jobs and pictures on disk."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mjdesk.studio.archive import Archive
from mjdesk.studio.job import Job, Kind, Shape, Status
from mjdesk.studio.recipe import Recipe, Step, Tile
from tests.studio.test_buttons import job_of

if TYPE_CHECKING:
    from pathlib import Path


@given(
    prompt=st.text(max_size=50),
    drift=st.lists(st.tuples(st.integers(0, 2**32), st.floats(0, 1)), max_size=3),
    kind=st.sampled_from(Kind),
    step=st.sampled_from(Step),
)
def test_jobs_come_back_as_they_went(prompt: str, drift: list[tuple[int, float]], kind: Kind, step: Step):
    tile = Tile(prompt, 3, 2, tuple(drift))
    recipe = Recipe(
        step, prompt, 5, root=tile, strength=0.4, sources=("a.png",), mask="m.png", direction="up"
    )
    job = replace(job_of(Shape.GRID, prompt), kind=kind, recipe=recipe, tile=tile, used=("x",), state="s")
    assert Job.from_json(job.to_json()) == job


def test_what_is_put_is_found(tmp_path: Path):
    archive = Archive(tmp_path)
    one = job_of(Shape.GRID)
    two = replace(one, id="2", status=Status.IN_PROGRESS, parent=one.id, kind=Kind.UPSCALE, index=3)
    archive.put(one)
    archive.put(two)
    archive.put(replace(one, used=("button",)))
    assert archive.get(one.id) == replace(one, used=("button",))
    assert archive.get("nothing") is None
    assert archive.unfinished() == [two]
    assert [job.id for job in archive.latest(5)] == ["2", one.id]
    assert archive.child(one.id, Kind.UPSCALE, 3) == two
    assert archive.child(one.id, Kind.UPSCALE, 2) is None
    archive.put(replace(two, status=Status.FAILURE))
    assert archive.child(one.id, Kind.UPSCALE, 3) is None
    archive.keep_fact("spent", "1.5")
    archive.close()
    again = Archive(tmp_path)
    assert again.fact("spent") == "1.5"
    assert again.get("2") == replace(two, status=Status.FAILURE)
    again.close()


def test_pictures(tmp_path: Path):
    archive = Archive(tmp_path)
    name = archive.keep_upload(b"data", ".png")
    assert archive.keep_upload(b"data", ".png") == name
    assert archive.picture(name).read_bytes() == b"data"
    assert list(archive.picture(name).parent.iterdir()) == [archive.picture(name)]
    os.utime(archive.picture(name), (1000, 1000))
    assert archive.forget_pictures(999) == 0
    assert archive.forget_pictures(1001) == 1
    archive.close()


@pytest.mark.parametrize("name", ["", "../studio.db", "a/b.png", ".hidden", "a\\b", "a" * 200])
def test_names_that_lead_elsewhere(tmp_path: Path, name: str):
    archive = Archive(tmp_path)
    with pytest.raises(ValueError, match=r".*"):
        archive.picture(name)
    archive.close()


def test_a_temporary_folder_goes_with_it():
    archive = Archive()
    folder = archive.folder
    archive.keep_picture("a.png", b"data")
    archive.close()
    assert not folder.exists()


def test_one_studio_per_folder(tmp_path: Path):
    archive = Archive(tmp_path)
    archive.put(job_of(Shape.GRID))
    with pytest.raises(OSError, match="locked"):
        Archive(tmp_path, patience=0)
    archive.close()
    Archive(tmp_path, patience=0).close()


def test_a_damaged_database_is_put_aside(tmp_path: Path):
    (tmp_path / "studio.db").write_bytes(b"this is not a database, " * 100)
    archive = Archive(tmp_path)
    assert archive.latest(1) == []
    archive.put(job_of(Shape.GRID))
    archive.close()
    assert (tmp_path / "studio.db.damaged-1").read_bytes().startswith(b"this is not")


def test_half_written_pictures_are_swept(tmp_path: Path):
    Archive(tmp_path).close()
    (tmp_path / "pictures" / "tmpabc.part").write_bytes(b"half")
    Archive(tmp_path).close()
    assert list((tmp_path / "pictures").iterdir()) == []
