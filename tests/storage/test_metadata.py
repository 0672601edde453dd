"""The story travels inside the file, other programs can read it, and no pixel knows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from mjdesk.domain.picture import MediaType, Picture, PictureRole
from mjdesk.storage.metadata import SOURCE_TYPE, facts_of, with_metadata, xmp
from tests.storage.support import a_profile, encoded, finished, gradient, pixels

if TYPE_CHECKING:
    from mjdesk.domain.task import Task

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
IPTC = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
OURS = "{urn:mjdesk:1.0}"


def _picture(media_type: MediaType, width: int = 40, height: int = 30) -> Picture:
    return Picture("0" * 64, media_type, width, height, 1, PictureRole.TILE, index=2, is_split=True)


def _task(prompt: str = '一只猫 <fog> & "light" --ar 4:3') -> Task:
    return finished(1, prompt, job_hash="abc-1", seed="4242", finished_at=1_700_000_000.0)


def _packet(data: bytes) -> ElementTree.Element:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        packet = image.info["xmp"]
    return ElementTree.fromstring(packet)


@pytest.mark.parametrize("media_format", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_packet_is_read_by_others_and_the_pixels_are_the_same(media_format: str, mode: str) -> None:
    if (media_format, mode) == ("JPEG", "RGBA"):
        mode = "L"
    data = encoded(gradient(40, 30, mode), media_format, icc_profile=a_profile())
    told = with_metadata(data, _picture(MediaType(f"image/{media_format.lower()}")), _task())
    assert pixels(told) == pixels(data)
    with Image.open(io.BytesIO(told)) as image, Image.open(io.BytesIO(data)) as plain:
        assert (image.mode, image.info["icc_profile"]) == (plain.mode, plain.info["icc_profile"])
    packet = _packet(told)
    assert packet.findtext(f".//{DC}description//{RDF}li") == f"{_task().prompt} Job ID: abc-1"
    assert packet.findtext(f".//{IPTC}DigitalSourceType") == SOURCE_TYPE
    assert packet.findtext(f".//{IPTC}DigImageGUID") == "abc-1"
    assert packet.findtext(f".//{OURS}Prompt") == _task().prompt
    assert packet.findtext(f".//{OURS}Seed") == "4242"
    assert packet.findtext(f".//{OURS}SplitFromGrid") == "yes"


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 60}, {"lossless": True, "exact": True}])
def test_simple_webp_gets_the_header_that_xmp_needs(options: dict[str, object]) -> None:
    for mode in ("RGB", "RGBA"):
        data = encoded(gradient(33, 21, mode), "WEBP", **options)
        told = with_metadata(data, _picture(MediaType.WEBP, 33, 21), _task())
        assert pixels(told) == pixels(data)
        assert _packet(told).findtext(f".//{OURS}Prompt") == _task().prompt


def test_an_animation_keeps_its_frames() -> None:
    frames = [gradient(40, 30).rotate(90 * turn) for turn in range(3)]
    data = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    told = with_metadata(data, _picture(MediaType.WEBP), _task())
    with Image.open(io.BytesIO(told)) as image:
        assert getattr(image, "n_frames", 1) == 3
    assert _packet(told) is not None


def test_png_text_is_where_programs_look_for_it() -> None:
    told = with_metadata(encoded(gradient(40, 30)), _picture(MediaType.PNG), _task("fog " * 600))
    with Image.open(io.BytesIO(told)) as image:
        assert isinstance(image, PngImagePlugin.PngImageFile)
        text = image.text
    assert text["Description"].startswith("fog fog")
    assert text["Seed"] == "4242"
    assert text["Software"] == "MJ Desk"
    assert text["Creation Time"] == "2023-11-14T22:13:20Z"


@pytest.mark.parametrize("media_format", ["PNG", "JPEG", "WEBP"])
def test_telling_twice_replaces(media_format: str) -> None:
    picture = _picture(MediaType(f"image/{media_format.lower()}"))
    once = with_metadata(encoded(gradient(40, 30), media_format), picture, _task("first"))
    twice = with_metadata(once, picture, _task("second"))
    assert b"second" in twice
    assert b"first" not in twice
    assert twice == with_metadata(twice, picture, _task("second"))


def test_what_others_wrote_stays() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "somebody")
    told = with_metadata(encoded(gradient(9, 9), pnginfo=info), _picture(MediaType.PNG), _task())
    with Image.open(io.BytesIO(told)) as image:
        assert image.info["Author"] == "somebody"


@given(st.text(st.characters(), max_size=60))
def test_any_prompt_makes_a_packet_that_parses(prompt: str) -> None:
    facts = facts_of(_picture(MediaType.PNG), _task(prompt))
    ElementTree.fromstring(xmp(facts))
    told = with_metadata(encoded(gradient(4, 4)), _picture(MediaType.PNG), _task(prompt))
    with Image.open(io.BytesIO(told)) as image:
        image.load()
        assert image.info["Kind"] == "imagine"


@given(st.binary(max_size=60), st.sampled_from(MediaType))
def test_odd_files_come_back_whole(rest: bytes, media_type: MediaType) -> None:
    heads = {
        MediaType.PNG: b"\x89PNG\r\n\x1a\n",
        MediaType.JPEG: b"\xff\xd8\xff\xe0",
        MediaType.WEBP: b"RIFF\x00\x00\x00\x00WEBP",
    }
    data = heads.get(media_type, b"") + rest
    assert len(with_metadata(data, _picture(media_type), _task())) >= len(data)


def test_formats_that_carry_nothing_are_left_alone() -> None:
    data = encoded(gradient(9, 9), "GIF")
    assert with_metadata(data, _picture(MediaType.GIF), _task()) == data


def test_no_address_and_no_account_is_told() -> None:
    task = finished(1, preview_url="https://secret.example/x", account="my-account")
    assert not any(
        "secret" in fact or "my-account" in fact for fact in facts_of(_picture(MediaType.PNG), task).values()
    )
