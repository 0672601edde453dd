"""A film is looked at from outside only: whole or cut, and how large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mjdesk.domain.errors import NotAPicture, PictureError, PictureTruncated
from mjdesk.storage.films import film_size
from tests.storage.support import a_film

if TYPE_CHECKING:
    from pathlib import Path


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
