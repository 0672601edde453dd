"""Each awkward file is kept, fitted and planned truly, or refused with the right sentence."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from mjdesk.domain.errors import PictureError
from mjdesk.domain.upload_plan import UploadLimits
from mjdesk.storage.locations import Locations
from mjdesk.storage.pictures import Pictures
from mjdesk.views.picture_words import brought_words
from tests.awkward.folder import Awkward, every
from tests.awkward.profiles import ADOBE_RGB, DISPLAY_P3, profile
from tests.storage.support import encoded, pixels

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

# Pillow warns of a bad EXIF block and goes on, which is what the program does.
pytestmark = pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
LIMITS = (UploadLimits(), UploadLimits(max_edge=64, max_bytes=20_000))
FILES = every()


@pytest.fixture
async def pictures(tmp_path: Path) -> AsyncIterator[Pictures]:
    async with Pictures(Locations.below(tmp_path / "home")) as pictures:
        yield pictures


@pytest.mark.parametrize("awkward", [one for one in FILES if not one.refusal], ids=lambda one: one.name[:40])
async def test_it_is_taken_and_what_is_sent_of_it_is_legal(pictures: Pictures, awkward: Awkward) -> None:
    kept = await pictures.keep_bytes(awkward.data)
    assert (kept.width, kept.height) == awkward.size
    await pictures.make_thumbnails(kept.digest)
    assert await pictures.thumbnail(kept.digest, 400)
    for limits in LIMITS:
        sent = await pictures.fit(kept.digest, limits)
        plan = await pictures.plan(kept.digest, limits)
        assert len(sent.data) <= limits.max_bytes
        with Image.open(io.BytesIO(sent.data)) as image:
            assert (image.width, image.height, len(sent.data)) == (
                plan.sent.width,
                plan.sent.height,
                plan.sent.size,
            )
            assert max(image.size) <= limits.max_edge
            assert image.format in {"PNG", "JPEG", "WEBP", "GIF"}
            assert image.mode in {"RGB", "L", "1", "P"} or plan.is_as_it_is
            assert getattr(image, "n_frames", 1) == 1
            assert image.getexif().get(0x0112, 1) == 1
            image.load()


@pytest.mark.parametrize("awkward", [one for one in FILES if one.refusal], ids=lambda one: one.name)
async def test_it_is_refused_in_words(pictures: Pictures, awkward: Awkward) -> None:
    with pytest.raises(PictureError) as caught:
        await pictures.keep_bytes(awkward.data)
    caught.value.name = awkward.name
    title, advice = brought_words(caught.value)
    assert title.startswith(f"“{awkward.name}” {awkward.refusal}")
    assert advice


@pytest.mark.parametrize(("name", "colours"), [("Display P3", DISPLAY_P3), ("Adobe RGB (1998)", ADOBE_RGB)])
async def test_wide_colours_are_brought_to_srgb(
    pictures: Pictures, name: str, colours: tuple[tuple[float, float, float], ...]
) -> None:
    """The same numbers mean a deeper colour there, so that in sRGB they lie farther apart."""
    reddish = Image.new("RGB", (16, 16), (170, 110, 100))
    kept = await pictures.keep_bytes(encoded(reddish, icc_profile=profile(name, colours)))
    red, green, _ = pixels((await pictures.fit(kept.digest, UploadLimits())).data)[:3]
    assert red - green > 63
    grey = Image.new("RGB", (16, 16), (128, 128, 128))
    kept = await pictures.keep_bytes(encoded(grey, icc_profile=profile(name, colours)))
    parts = pixels((await pictures.fit(kept.digest, UploadLimits())).data)[:3]
    assert max(parts) - min(parts) <= 2
