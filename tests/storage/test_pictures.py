"""Only whole pictures get in, under their digest, and everything that is made of them is right."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import signal
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from mjdesk.domain.errors import (
    DiskFull,
    DiskReadOnly,
    NotAPicture,
    PictureError,
    PictureTooLarge,
    PictureTruncated,
)
from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.storage.locations import Locations
from mjdesk.storage.pictures import Pictures
from tests.storage.support import a_film, a_picture, a_profile, encoded, finished, gradient, in_chunks, pixels

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mjdesk.domain.library import Kept


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _read(path: str) -> bytes:
    return Path(path).read_bytes()


def _write(path: str, data: bytes) -> None:
    Path(path).write_bytes(data)


def _declared(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
        )

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _animation(media_format: str) -> bytes:
    frames = [gradient(40, 30).rotate(90 * turn) for turn in range(3)]
    return encoded(frames[0], media_format, save_all=True, append_images=frames[1:], duration=80)


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


SMALL = gradient(120, 80)
GOOD: dict[str, tuple[bytes, MediaType, tuple[int, int]]] = {
    "one pixel": (encoded(Image.new("RGB", (1, 1))), MediaType.PNG, (1, 1)),
    "png": (encoded(SMALL), MediaType.PNG, (120, 80)),
    "palette": (encoded(SMALL.quantize(16)), MediaType.PNG, (120, 80)),
    "sixteen bits": (encoded(Image.new("I;16", (20, 10), 40000)), MediaType.PNG, (20, 10)),
    "jpeg": (encoded(SMALL, "JPEG"), MediaType.JPEG, (120, 80)),
    "cmyk": (encoded(SMALL.convert("CMYK"), "JPEG"), MediaType.JPEG, (120, 80)),
    "webp": (encoded(SMALL, "WEBP"), MediaType.WEBP, (120, 80)),
    "avif": (encoded(SMALL, "AVIF"), MediaType.AVIF, (120, 80)),
    "animated webp": (_animation("WEBP"), MediaType.WEBP, (40, 30)),
    "animated gif": (_animation("GIF"), MediaType.GIF, (40, 30)),
    "film": (a_film(), MediaType.MP4, (640, 360)),
}
BAD: dict[str, tuple[bytes, type[PictureError]]] = {
    "empty": (b"", NotAPicture),
    "text": (b"not found\n", NotAPicture),
    "html": (b"<!DOCTYPE html><html><body>502</body></html>", NotAPicture),
    "json": (b'{"error":"expired"}', NotAPicture),
    "noise": (bytes(range(256)) * 4, NotAPicture),
    "cut png": (_cut(encoded(gradient(300, 200))), PictureTruncated),
    "png without its end": (encoded(SMALL)[:-12], PictureTruncated),
    "cut jpeg": (_cut(encoded(gradient(300, 200), "JPEG")), PictureTruncated),
    "cut webp": (_cut(encoded(gradient(300, 200), "WEBP")), PictureTruncated),
    "cut gif": (_cut(_animation("GIF")), PictureTruncated),
    "cut avif": (_cut(encoded(gradient(300, 200), "AVIF")), PictureTruncated),
    "cut film": (a_film()[:-100], PictureTruncated),
    "film without data": (a_film(has_data=False), PictureTruncated),
    "only a head": (b"\x89PNG\r\n\x1a\n", PictureError),
    "a flipped bit": (encoded(SMALL)[:200] + b"\x00" + encoded(SMALL)[201:], PictureTruncated),
    "20,000 x 20,000": (_declared(20_000, 20_000), PictureTooLarge),
    "200 megapixels": (_declared(20_000, 10_000), PictureTooLarge),
    "a bomb": (_declared(2**31 - 1, 2**31 - 1), PictureError),
}


@pytest.mark.parametrize("name", GOOD)
async def test_whole_pictures_are_kept_unchanged(pictures: Pictures, name: str) -> None:
    data, media_type, size = GOOD[name]
    kept = await pictures.keep(in_chunks(data), expected=len(data))
    assert kept.digest == hashlib.sha256(data).hexdigest()
    assert (kept.media_type, (kept.width, kept.height), kept.size) == (media_type, size, len(data))
    assert await pictures.original(kept.digest) == data
    path = pictures.path(kept.digest)
    assert path is not None
    assert Path(path).name == kept.digest + media_type.suffix
    assert Path(path).parts[-3:-1] == (kept.digest[:2], kept.digest[2:4])


@pytest.mark.parametrize("name", BAD)
async def test_nothing_else_leaves_a_trace(pictures: Pictures, locations: Locations, name: str) -> None:
    data, error = BAD[name]
    with pytest.raises(error):
        await pictures.keep(in_chunks(data))
    assert _files(locations.data) == []
    assert pictures.path(hashlib.sha256(data).hexdigest()) is None


async def test_fewer_bytes_than_announced(pictures: Pictures, locations: Locations) -> None:
    data = encoded(SMALL)
    with pytest.raises(PictureTruncated):
        await pictures.keep(in_chunks(data), expected=len(data) + 1)
    assert _files(locations.data) == []


async def test_a_source_that_never_ends(locations: Locations) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield bytes(2**18)

    async with Pictures(locations, max_bytes=2**20) as pictures:
        with pytest.raises(PictureTooLarge):
            await pictures.keep(endless())
    assert _files(locations.data) == []


async def test_a_connection_that_breaks(pictures: Pictures, locations: Locations) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield encoded(SMALL)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await pictures.keep(broken())
    assert _files(locations.data) == []


async def test_the_same_bytes_are_kept_once(pictures: Pictures, locations: Locations) -> None:
    first = await pictures.keep_bytes(encoded(SMALL))
    second = await pictures.keep_bytes(encoded(SMALL))
    assert first == second
    assert len(_files(locations.originals)) == 1


async def test_foreign_formats_become_png(pictures: Pictures) -> None:
    kept = await pictures.keep_bytes(encoded(SMALL, "TIFF"))
    data = await pictures.original(kept.digest)
    assert data is not None
    assert kept.media_type is MediaType.PNG
    assert pixels(data) == pixels(encoded(SMALL))
    with pytest.raises(PictureError):
        await pictures.keep_bytes(b"II*\x00 not really a TIFF")


async def test_a_full_disk(pictures: Pictures, locations: Locations, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("mjdesk.storage.originals.os.fsync", no_room)
        with pytest.raises(DiskFull):
            await pictures.keep(in_chunks(encoded(SMALL)))
        assert _files(locations.data) == []
    await pictures.keep(in_chunks(encoded(SMALL)))


async def test_a_closed_folder(tmp_path: Path) -> None:
    locations = Locations.below(tmp_path / "home")
    locations.data.mkdir(parents=True)
    locations.originals.write_text("a file")
    async with Pictures(locations) as pictures:
        with pytest.raises(DiskReadOnly):
            await pictures.keep(in_chunks(encoded(SMALL)))
        assert await pictures.thumbnail("0" * 64, 400) is None


_KILLED = """
import asyncio, sys
from mjdesk.storage.locations import Locations
from mjdesk.storage.pictures import Pictures

async def slowly(data):
    half = len(data) // 2
    yield data[:half]
    print("half", flush=True)
    await asyncio.Event().wait()

async def main():
    async with Pictures(Locations.below(sys.argv[1])) as pictures:
        await pictures.keep(slowly(open(sys.argv[2], "rb").read() * 4))

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
async def test_a_killed_program_leaves_no_half_picture(locations: Locations, tmp_path: Path) -> None:
    source = tmp_path / "source.png"
    source.write_bytes(encoded(Image.effect_noise((1200, 900), 90)))
    process = subprocess.Popen(  # noqa: ASYNC220 (nothing else runs meanwhile)
        [sys.executable, "-c", _KILLED, str(tmp_path / "home"), str(source)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process.stdout as output:
        assert output.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
    process.wait()
    left = _files(locations.originals)
    assert [path.suffix for path in left] == [".part"]
    assert left[0].stat().st_size > 0
    yesterday = left[0].stat().st_mtime - 2 * 24 * 3600
    os.utime(left[0], (yesterday, yesterday))
    async with Pictures(locations) as pictures:
        kept = await pictures.keep_bytes(encoded(SMALL))
    assert [path.stem for path in _files(locations.data)] == [kept.digest]


async def test_names_that_are_no_digests_are_not_looked_up(pictures: Pictures) -> None:
    for name in ("", "..", "../../etc/passwd", "A" * 64, "0" * 63):
        assert pictures.path(name) is None
        assert await pictures.original(name) is None
        assert await pictures.thumbnail(name, 400) is None
        assert not await pictures.recover(name)


async def test_thumbnails_are_made_once_and_again_when_they_are_gone(
    pictures: Pictures, locations: Locations
) -> None:
    kept = await pictures.keep_bytes(encoded(gradient(2000, 1000)))
    await pictures.make_thumbnails(kept.digest)
    made = _files(locations.thumbnails)
    assert len(made) == 2
    small = await pictures.thumbnail(kept.digest, 300)
    assert small is not None
    with Image.open(io.BytesIO(small)) as image:
        assert (image.format, image.size) == ("JPEG", (400, 200))
    large = await pictures.thumbnail(kept.digest, 401)
    assert large is not None
    with Image.open(io.BytesIO(large)) as image:
        assert image.size == (1024, 512)
    for path in made:
        path.unlink()
    again = await pictures.thumbnail(kept.digest, 300)
    assert again is not None
    with Image.open(io.BytesIO(again)) as image:
        assert image.size == (400, 200)
    assert len(_files(locations.thumbnails)) == 1
    assert await pictures.thumbnail(kept.digest, 2000) == await pictures.original(kept.digest)


async def test_an_empty_thumbnail_is_made_anew(pictures: Pictures, locations: Locations) -> None:
    kept = await pictures.keep_bytes(encoded(SMALL))
    await pictures.make_thumbnails(kept.digest)
    for path in _files(locations.thumbnails):
        path.write_bytes(b"")
    assert await pictures.thumbnail(kept.digest, 100)


async def test_films_have_no_thumbnail(pictures: Pictures) -> None:
    kept = await pictures.keep(in_chunks(a_film()))
    await pictures.make_thumbnails(kept.digest)
    assert await pictures.thumbnail(kept.digest, 400) is None
    assert await pictures.thumbnail(kept.digest, 4000) is None


async def test_a_film_that_is_not_decoded_takes_the_picture_it_was_made_from(pictures: Pictures) -> None:
    still = await pictures.keep_bytes(encoded(gradient(600, 300)))
    film = await pictures.keep(in_chunks(a_film()))
    await pictures.make_thumbnails(film.digest, like=still.digest)
    poster = await pictures.thumbnail(film.digest, 400)
    assert poster is not None
    assert poster == await pictures.thumbnail(still.digest, 400)


async def test_a_film_is_no_reference(pictures: Pictures) -> None:
    with pytest.raises(NotAPicture) as caught:
        await pictures.keep_bytes(a_film())
    assert caught.value.reason == "film"


async def test_large_views_of_formats_that_toolkits_cannot_read(pictures: Pictures) -> None:
    kept = await pictures.keep_bytes(encoded(gradient(1400, 900), "AVIF"))
    data = await pictures.thumbnail(kept.digest, 1400)
    assert data is not None
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("JPEG", (1400, 900))


def _as_picture(kept: Kept, role: PictureRole = PictureRole.GRID) -> Picture:
    return Picture(
        digest=kept.digest,
        media_type=kept.media_type,
        width=kept.width,
        height=kept.height,
        size=kept.size,
        role=role,
    )


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
async def test_tiles_are_the_quarters_pixel_for_pixel(pictures: Pictures, mode: str) -> None:
    sheet = gradient(200, 120, mode)
    kept = await pictures.keep_bytes(encoded(sheet))
    tiles = await pictures.split_grid(_as_picture(kept))
    assert [(tile.role, tile.index, tile.is_split) for tile in tiles] == [
        (PictureRole.TILE, number, True) for number in range(1, 5)
    ]
    for tile, (left, top) in zip(tiles, ((0, 0), (100, 0), (0, 60), (100, 60)), strict=True):
        data = await pictures.original(tile.digest)
        assert data is not None
        assert (tile.width, tile.height, tile.size) == (100, 60, len(data))
        assert pixels(data) == pixels(encoded(sheet.crop((left, top, left + 100, top + 60))))


async def test_the_colours_of_a_tile_are_those_of_its_sheet(pictures: Pictures) -> None:
    profile = a_profile()
    kept = await pictures.keep_bytes(encoded(gradient(200, 120), icc_profile=profile))
    tile = (await pictures.split_grid(_as_picture(kept)))[0]
    with Image.open(pictures.path(tile.digest) or "") as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize(
    ("size", "role"),
    [((201, 120), PictureRole.GRID), ((200, 121), PictureRole.GRID), ((200, 120), PictureRole.SINGLE)],
)
async def test_odd_sheets_and_single_pictures_are_left_alone(
    pictures: Pictures, size: tuple[int, int], role: PictureRole
) -> None:
    kept = await pictures.keep_bytes(encoded(gradient(*size)))
    assert await pictures.split_grid(_as_picture(kept, role)) == ()


async def test_small_sheets_are_left_to_the_gateways_own_button(locations: Locations) -> None:
    async with Pictures(locations) as pictures:
        kept = await pictures.keep_bytes(encoded(gradient(1024, 1024)))
        assert await pictures.split_grid(_as_picture(kept)) == ()
        assert await pictures.split_grid(a_picture(9)) == ()


async def test_animations_are_no_sheets(pictures: Pictures) -> None:
    kept = await pictures.keep_bytes(_animation("WEBP"))
    assert await pictures.split_grid(_as_picture(kept)) == ()


async def test_what_no_task_uses_goes_to_the_trash_and_can_come_back(
    pictures: Pictures, locations: Locations
) -> None:
    kept = await pictures.keep_bytes(encoded(SMALL))
    await pictures.make_thumbnails(kept.digest)
    assert await pictures.discard([kept.digest, "0" * 64]) == 1
    assert pictures.path(kept.digest) is None
    assert _files(locations.thumbnails) == []
    assert await pictures.recover(kept.digest)
    assert pictures.path(kept.digest) is not None
    await pictures.discard([kept.digest])
    assert await pictures.empty_trash(older_than=3600) == 0
    assert await pictures.empty_trash() == kept.size
    assert not await pictures.recover(kept.digest)


async def test_exports_carry_the_suffix_of_their_format(pictures: Pictures, tmp_path: Path) -> None:
    kept = await pictures.keep_bytes(encoded(SMALL, "JPEG"))
    task = finished(1, "a/b: fog --ar 3:2")
    named = await pictures.export(_as_picture(kept), task, str(tmp_path / "my picture.png"))
    assert named == str(tmp_path / "my picture.png.jpg")
    assert await pictures.export(_as_picture(kept), task, str(tmp_path / "x.JPEG")) == str(
        tmp_path / "x.JPEG"
    )
    first = await pictures.export(_as_picture(kept), task, str(tmp_path))
    second = await pictures.export(_as_picture(kept), task, str(tmp_path))
    assert Path(first).parent == Path(second).parent == tmp_path
    assert Path(second).stem == f"{Path(first).stem} (2)"
    with pytest.raises(NotAPicture):
        await pictures.export(a_picture(5), task, str(tmp_path))
    with pytest.raises(DiskReadOnly):
        await pictures.export(_as_picture(kept), task, str(tmp_path / "x.JPEG" / "y.jpg"))


async def test_a_named_file_is_the_original_under_a_name_for_people(
    pictures: Pictures, locations: Locations
) -> None:
    data = encoded(gradient(40, 30))
    kept = await pictures.keep_bytes(data)
    picture, task = _as_picture(kept), finished(1)
    named = pictures.named_file(picture, task)
    assert named is not None
    assert named == pictures.named_file(picture, task)
    assert Path(named).is_relative_to(locations.cache)
    assert Path(named).name.endswith(".png")
    assert kept.digest not in Path(named).name
    assert _read(named) == data
    _write(named, b"changed by another program")
    assert await pictures.original(kept.digest) == data
    assert _read(pictures.named_file(picture, task) or "") == data
    await pictures.discard([kept.digest])
    assert pictures.named_file(picture, task) is None
