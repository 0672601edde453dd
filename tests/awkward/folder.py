"""The folder of awkward pictures: what each file is, and what is to become of it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from tests.awkward.profiles import ADOBE_RGB, DISPLAY_P3, profile
from tests.storage.support import a_film, encoded, gradient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Awkward:
    """One file."""

    name: str
    data: bytes
    refusal: str = ""
    """Words of the sentence that refuses it; empty when it is taken."""
    size: tuple[int, int] = (60, 40)
    """Pixels, upright, of one that is taken."""

    def put(self, folder: Path) -> Path:
        path = folder / self.name
        path.write_bytes(self.data)
        return path


def every() -> list[Awkward]:
    """All of them; those that are taken first."""
    return [*_of_each_format(), *_of_each_defect(), *_refused()]


def _of_each_format() -> Iterator[Awkward]:
    image = gradient(60, 40)
    clear = gradient(60, 40, "RGBA")
    moving = [image, image.rotate(180), image.rotate(90)]
    for name, media_format in (
        *(("plain.png", "PNG"), ("plain.jpg", "JPEG"), ("plain.webp", "WEBP"), ("plain.gif", "GIF")),
        *(("plain.avif", "AVIF"), ("plain.bmp", "BMP"), ("plain.tif", "TIFF"), ("plain.jp2", "JPEG2000")),
        *(("plain.tga", "TGA"), ("plain.ppm", "PPM"), ("plain.qoi", "QOI")),
    ):
        yield Awkward(name, encoded(image, media_format))
    yield Awkward("icon.ico", encoded(gradient(48, 48), "ICO", sizes=[(16, 16), (48, 48)]), size=(48, 48))
    yield Awkward("layers.psd", _psd(image))
    yield Awkward("clear.png", encoded(clear))
    yield Awkward("clear.webp", encoded(clear, "WEBP"))
    yield Awkward("clear.avif", encoded(clear, "AVIF"))
    yield Awkward("clear palette.png", encoded(_palette(), transparency=2))
    yield Awkward("clear palette.gif", encoded(_palette(), "GIF", transparency=2))
    for name, media_format in (("moving.gif", "GIF"), ("moving.webp", "WEBP"), ("moving.png", "PNG")):
        yield Awkward(name, encoded(image, media_format, save_all=True, append_images=moving, duration=50))
    yield Awkward("pages.tif", encoded(image, "TIFF", save_all=True, append_images=moving))
    yield Awkward("grey 16 bit.png", encoded(Image.new("I;16", (60, 40), 40000)))
    yield Awkward("colour 16 bit.png", _png(60, 40, 16, 2, bytes(1 + 60 * 6) * 40))
    yield Awkward("one bit.tif", encoded(image.convert("1"), "TIFF"))
    yield Awkward("float.tif", encoded(image.convert("F"), "TIFF"))
    yield Awkward("lab.tif", encoded(Image.new("LAB", (60, 40), (120, 140, 90)), "TIFF"))
    yield Awkward("ink.jpg", encoded(image.convert("CMYK"), "JPEG"))
    yield Awkward("ink.tif", encoded(image.convert("CMYK"), "TIFF"))
    yield Awkward("progressive.jpg", encoded(image, "JPEG", progressive=True))
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = turn
        size = (60, 40) if turn < 5 else (40, 60)
        yield Awkward(f"turned {turn}.jpg", encoded(image, "JPEG", exif=exif), size=size)
    for name, colours in (("Display P3", DISPLAY_P3), ("Adobe RGB (1998)", ADOBE_RGB)):
        data = encoded(image, "JPEG", icc_profile=profile(name, colours))
        yield Awkward(f"{name}.jpg", data)


def _of_each_defect() -> Iterator[Awkward]:
    image = gradient(60, 40)
    yield Awkward("one pixel.png", encoded(Image.new("RGB", (1, 1), "red")), size=(1, 1))
    yield Awkward("one line.png", encoded(gradient(3000, 1)), size=(3000, 1))
    yield Awkward("really a jpeg.png", encoded(image, "JPEG"))
    yield Awkward("really a tiff.jpg", encoded(image, "TIFF"))
    yield Awkward("broken profile.jpg", encoded(image, "JPEG", icc_profile=b"no profile at all" * 9))
    yield Awkward("profile of grey.png", encoded(image, icc_profile=profile("odd", DISPLAY_P3)[:200]))
    yield Awkward("many words.png", _with_words(encoded(image), 3_000_000))
    yield Awkward("many segments.jpg", _with_segments(encoded(image, "JPEG"), 80))
    yield Awkward("猫 & “friends”; 100%.png", encoded(image))
    yield Awkward("x" * 200 + ".png", encoded(image))
    yield Awkward("behind the end.jpg", encoded(image, "JPEG") + b"<html>" * 300)
    yield Awkward("bad exif.jpg", encoded(image, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"))


def _refused() -> Iterator[Awkward]:
    large = gradient(400, 300)
    yield Awkward("empty.png", b"", "is empty")
    yield Awkward("notes.png", b"Dear diary, today I drew a cat. " * 40, "is not a picture")
    yield Awkward("page.jpg", b"<!DOCTYPE html><html><body>404</body></html>" * 9, "is not a picture")
    yield Awkward("film.png", a_film(), "is a film")
    yield Awkward("phone.heic", _heic(), "is a HEIC picture")
    yield Awkward("phone.jpg", _heic(), "is a HEIC picture")
    bomb = _png(20000, 20000, 8, 2, b"")
    assert len(bomb) < 1024
    yield Awkward("bomb.png", bomb, "has 400 megapixels")
    yield Awkward(
        "bomb.gif", b"GIF89a" + struct.pack("<HHBBB", 60000, 60000, 0, 0, 0) + _gif_frame(), "has 3,600"
    )
    yield Awkward("word bomb.png", _with_words(encoded(large), 200_000_000, is_packed=True), "is too large")
    for name, media_format in (
        *(("cut.png", "PNG"), ("cut.jpg", "JPEG"), ("cut.webp", "WEBP"), ("cut.gif", "GIF")),
        *(("cut.tif", "TIFF"), ("cut.bmp", "BMP"), ("cut.avif", "AVIF")),
    ):
        whole = encoded(large, media_format)
        yield Awkward(name, whole[: len(whole) * 2 // 3], "is damaged or incomplete")
    broken = bytearray(encoded(large))
    broken[len(broken) // 2] ^= 0xFF
    yield Awkward("flipped bit.png", bytes(broken), "is damaged or incomplete")
    yield Awkward("head alone.jpg", b"\xff\xd8\xff\xe0", "is damaged or incomplete")


def _palette() -> Image.Image:
    image = Image.new("P", (60, 40), 1)
    image.putpalette([0, 0, 0, 200, 60, 50, 255, 255, 255])
    image.paste(2, (0, 0, 20, 20))
    return image


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _png(width: int, height: int, depth: int, colour: int, rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _with_words(png: bytes, size: int, *, is_packed: bool = False) -> bytes:
    """Text before the pixels, `size` characters of it."""
    if is_packed:
        packer = zlib.compressobj(9)
        words = b"".join(packer.compress(b"a" * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()
        chunk = _chunk(b"zTXt", b"Comment\0\0" + words)
    else:
        chunk = _chunk(b"tEXt", b"Comment\0" + b"a" * size)
    return png[:33] + chunk + png[33:]


def _with_segments(jpeg: bytes, count: int) -> bytes:
    """Five megabytes of what some cameras write before the picture."""
    segment = b"\xff\xee\xff\xff" + bytes(65533)
    return jpeg[:2] + segment * count + jpeg[2:]


def _gif_frame() -> bytes:
    return b"\x2c" + struct.pack("<HHHHB", 0, 0, 60000, 60000, 0) + b"\x02\x02\x44\x01\x00\x3b"


def _heic() -> bytes:
    brands = b"heic" + bytes(4) + b"mif1heic"
    return struct.pack(">I", 8 + len(brands)) + b"ftyp" + brands + bytes(900)


def _psd(image: Image.Image) -> bytes:
    """Photoshop's simplest form: three raw channels, no layers."""
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, image.height, image.width, 8, 3)
    channels = b"".join(channel.tobytes() for channel in image.split())
    return head + bytes(4) + bytes(4) + bytes(4) + struct.pack(">H", 0) + channels
