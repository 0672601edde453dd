from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mjdesk.domain.errors import LibraryError
from mjdesk.storage.upload_book import UploadFile

if TYPE_CHECKING:
    from pathlib import Path


async def test_what_was_kept_is_found_again_in_its_order(tmp_path: Path) -> None:
    kept = {("main", "b" * 64): "https://cdn.test/b.png?ex=1&hm=2&", ("studio", "a" * 64): "http://é/a.png"}
    await UploadFile(tmp_path / "sub" / "uploads.json").save(kept)
    found = await UploadFile(tmp_path / "sub" / "uploads.json").load()
    assert list(found.items()) == list(kept.items())


async def test_two_saves_at_once_end_in_the_later_one(tmp_path: Path) -> None:
    book = UploadFile(tmp_path / "uploads.json")
    await asyncio.gather(*(book.save({("main", "d"): f"https://{number}"}) for number in range(8)))
    assert await book.load() == {("main", "d"): "https://7"}


async def test_no_file_is_an_empty_book(tmp_path: Path) -> None:
    assert await UploadFile(tmp_path / "uploads.json").load() == {}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.sampled_from([b"[[]]", b"{}", b'[["a","b"],["a","b",1],"abc",[["a"]]]']))
def test_whatever_is_in_the_file_is_read_without_trouble(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "uploads.json"
    path.write_bytes(data)
    assert all(isinstance(url, str) for url in asyncio.run(UploadFile(path).load()).values())


async def test_a_place_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LibraryError):
        await UploadFile(tmp_path / "file" / "uploads.json").save({})
