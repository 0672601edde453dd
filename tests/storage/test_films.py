"""A film is whole or cut, so large and so long; an animation also shows its frames in a strip."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from mjdesk.domain.errors import NotAPicture, PictureError, PictureTruncated
from mjdesk.storage.films import film_facts, film_size, film_strip
from tests.storage.support import a_film, encoded, in_chunks

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.storage.locations import Locations
    from mjdesk.storage.pictures import Pictures


def _size(folder: Path, data: bytes) -> tuple[int, int]:
    path = folder / "film"
    path.write_bytes(data)
    return film_size(path)


def test_the_size_is_that_of_the_picture_track(tmp_path: Path) -> None:
    assert _size(tmp_path, a_film(width=1280, height=720)) == (1280, 720)


def test_a_track_of_sound_has_no_size(tmp_path: Path) -> None:
    assert _size(tmp_path, a_film(width=0, height=0)) == (0, 0)


def test_a_box_may_reach_to_the_end_or_have_a_long_size(tmp_path: Path) -> None:
    film = a_film()
    data = film.rindex(b"mdat") - 4
    content = film[data + 8 :]
    assert _size(tmp_path, film[:data] + bytes(4) + b"mdat" + content) == (640, 360)
    long_size = (1).to_bytes(4, "big") + b"mdat" + (len(content) + 16).to_bytes(8, "big")
    assert _size(tmp_path, film[:data] + long_size + content) == (640, 360)


@pytest.mark.parametrize("missing", [1, 100, 400, 600])
def test_a_cut_film(tmp_path: Path, missing: int) -> None:
    with pytest.raises(PictureTruncated):
        _size(tmp_path, a_film()[:-missing])


def test_no_film_at_all(tmp_path: Path) -> None:
    with pytest.raises(NotAPicture):
        _size(tmp_path, (8).to_bytes(4, "big") + b"moov")


@given(st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_never_hangs_or_surprises(tmp_path: Path, noise: bytes) -> None:
    for data in (noise, a_film()[:32] + noise, a_film() + noise):
        try:
            width, height = _size(tmp_path, data)
        except PictureError:
            continue
        assert width >= 0
        assert height >= 0


def _box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def _mp4_of(seconds: int, *, is_long: bool) -> bytes:
    """A film whose index tells its length, in a thousandths scale."""
    if is_long:
        times = bytes(16) + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(8, "big")
    else:
        times = bytes(8) + (1000).to_bytes(4, "big") + (seconds * 1000).to_bytes(4, "big")
    header = bytes([int(is_long), 0, 0, 0]) + times + bytes(80)
    kind = _box(b"ftyp", b"isom\x00\x00\x02\x00isommp41")
    return kind + _box(b"moov", _box(b"mvhd", header)) + _box(b"mdat", bytes(99))


def _moving(media_format: str, delays: list[int], size: tuple[int, int] = (48, 32)) -> bytes:
    frames = [Image.new("RGB", size, (6 * number, 0, 200)) for number in range(len(delays))]
    return encoded(frames[0], media_format, save_all=True, append_images=frames[1:], duration=delays, loop=0)


def _kept(folder: Path, data: bytes) -> Path:
    path = folder / "film"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("is_long", [False, True])
def test_an_mp4_says_how_long_it_is(tmp_path: Path, is_long: bool) -> None:
    facts = film_facts(_kept(tmp_path, _mp4_of(5, is_long=is_long)))
    assert (facts.seconds, facts.delays, facts.has_frames) == (5.0, (), False)


@pytest.mark.parametrize("media_format", ["WEBP", "GIF"])
def test_an_animation_says_how_long_each_frame_stands(tmp_path: Path, media_format: str) -> None:
    facts = film_facts(_kept(tmp_path, _moving(media_format, [80, 120, 200, 100])))
    assert facts.delays == (80, 120, 200, 100)
    assert (facts.width, facts.height, facts.seconds) == (48, 32, 0.5)


def test_frames_in_a_hurry_stand_as_in_a_browser(tmp_path: Path) -> None:
    assert film_facts(_kept(tmp_path, _moving("WEBP", [5, 10, 20]))).delays == (100, 100, 20)


def test_the_strip_shows_frames_spread_over_the_film(tmp_path: Path) -> None:
    path = _kept(tmp_path, _moving("WEBP", [40] * 40, (600, 300)))
    facts = film_facts(path)
    assert facts.strip_frames()[:3] == (0, 2, 5)
    with Image.open(io.BytesIO(film_strip(path, facts))) as strip:
        assert strip.size == (400 * 16, 200)


async def test_a_film_has_its_strip_made_once(pictures: Pictures, locations: Locations) -> None:
    kept = await pictures.keep(in_chunks(_moving("WEBP", [60] * 4)))
    facts = await pictures.film(kept.digest)
    assert facts is not None
    assert facts.strip_length == 4
    strip = await pictures.film_strip(kept.digest)
    (place,) = locations.thumbnails.rglob(f"{kept.digest}-strip")
    assert place.read_bytes() == strip
    place.write_bytes(b"as it was left")
    assert await pictures.film_strip(kept.digest) == b"as it was left"
    await pictures.discard([kept.digest])
    assert not place.exists()
    assert await pictures.film(kept.digest) is None


async def test_what_does_not_move_has_no_strip(pictures: Pictures) -> None:
    still = await pictures.keep_bytes(encoded(Image.new("RGB", (9, 9))))
    assert await pictures.film_strip(still.digest) is None
    film = await pictures.keep(in_chunks(a_film()))
    assert await pictures.film_strip(film.digest) is None
