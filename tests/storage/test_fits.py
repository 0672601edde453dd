"""What was promised is what is sent, and an upload is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mjdesk.domain.errors import NotAPicture
from mjdesk.domain.upload_plan import UploadLimits
from mjdesk.storage import fits
from mjdesk.storage.fits import Fits
from tests.storage.support import encoded, gradient

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.storage.fitter import Prepared
    from mjdesk.storage.pictures import Pictures

LIMITS = UploadLimits(max_edge=100)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were really encoded."""
    files: list[str] = []
    real = fits.prepared

    def counting(source: Path, limits: UploadLimits, *, keeps_clear: bool) -> Prepared:
        files.append(source.name)
        return real(source, limits, keeps_clear=keeps_clear)

    monkeypatch.setattr(fits, "prepared", counting)
    return files


async def test_the_plan_tells_what_is_sent_and_costs_no_second_encoding(
    pictures: Pictures, made: list[str]
) -> None:
    kept = await pictures.keep_bytes(encoded(gradient(300, 150), "TIFF"))
    plan = await pictures.plan(kept.digest, LIMITS)
    sent = await pictures.fit(kept.digest, LIMITS)
    assert (plan.source.kind, plan.sent.width, plan.sent.height) == ("TIFF", 100, 50)
    assert plan.sent.size == len(sent.data)
    assert await pictures.plan(kept.digest, LIMITS) == plan
    assert len(made) == 1


async def test_other_limits_are_another_upload(pictures: Pictures, made: list[str]) -> None:
    kept = await pictures.keep_bytes(encoded(gradient(300, 150)))
    small = await pictures.plan(kept.digest, LIMITS)
    whole = await pictures.plan(kept.digest, UploadLimits())
    assert not small.is_as_it_is
    assert whole.is_as_it_is
    assert len(made) == 2


async def test_what_is_gone_has_no_plan(pictures: Pictures, made: list[str]) -> None:
    kept = await pictures.keep_bytes(encoded(gradient(300, 150)))
    await pictures.plan(kept.digest, LIMITS)
    await pictures.discard([kept.digest])
    await pictures.empty_trash()
    with pytest.raises(NotAPicture):
        await pictures.plan(kept.digest, LIMITS)
    assert len(made) == 1


def test_bytes_are_bounded_and_plans_outlive_them(tmp_path: Path, made: list[str]) -> None:
    held = Fits(held_bytes=10)
    source = tmp_path / "a.png"
    source.write_bytes(encoded(gradient(300, 150)))
    found = held.upload(("a", LIMITS, False), source)
    assert held.plan(("a", LIMITS, False)) == found.plan
    assert held.upload(("a", LIMITS, False), source).image == found.image
    assert made == ["a.png", "a.png"]
