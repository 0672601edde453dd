"""The pictures that a prompt is given on the command line: files, or addresses, each in its role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mjdesk.domain.picture import PictureRef
from mjdesk.domain.reference import Reference, ReferenceRole

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from mjdesk.services.image_library import ImageLibrary

_HELP = {
    ReferenceRole.IMAGE: "a picture as image prompt",
    ReferenceRole.STYLE: "a picture whose style is taken (--sref)",
    ReferenceRole.CHARACTER: "a picture of a person who appears again (--cref)",
    ReferenceRole.OMNI: "a picture of somebody or something to put in (--oref)",
    ReferenceRole.EDIT: "a picture for the edit model (--edit)",
}


def add_options(parser: ArgumentParser) -> None:
    """`--image`, `--style` and so on; each may be given several times, with a file or an address."""
    for role in ReferenceRole:
        parser.add_argument(
            f"--{role.value}", action="append", default=[], metavar="FILE|URL", help=_HELP[role]
        )


async def given(images: ImageLibrary, options: Namespace) -> tuple[Reference, ...]:
    """What the options name, files brought into the library. Raises `PictureError`, `LibraryError`."""
    found: list[Reference] = []
    for role in ReferenceRole:
        for word in getattr(options, role.value):
            if word.lower().startswith(("http://", "https://")):
                ref = PictureRef(url=word)
            else:
                picture = await images.bring_in(word)
                ref = PictureRef(picture.digest, name=picture.name)
            found.append(Reference(ref, role))
    return tuple(found)
