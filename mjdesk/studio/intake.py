"""Takes in pictures that clients send, as data, or as an address of a picture that is here already."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from mjdesk.studio.addresses import Addresses
from mjdesk.studio.config import Family
from mjdesk.studio.refusal import Reason, Refusal

if TYPE_CHECKING:
    from mjdesk.studio.archive import Archive
    from mjdesk.studio.jobs import Jobs

_DATA_URL = re.compile(r"data:image/[a-z+.\-]+;base64,", re.IGNORECASE)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
)


class Intake:
    """Keeps what was sent under its digest. Owns nothing; never fetches from elsewhere."""

    def __init__(self, archive: Archive, jobs: Jobs, family: Family) -> None:
        self._archive = archive
        self._jobs = jobs
        # The originals insist on a data URL; T takes bare base64, and G passes on what it gets.
        self._bare_allowed = family in (Family.TRUEAI, Family.NEW_API)

    def picture(self, text: str) -> str:
        """The archive name of a picture sent as data URL, or named by one of our own addresses.

        Raises Refusal(IMAGE_MISSING) or Refusal(IMAGE_BAD).
        """
        if not text:
            raise Refusal(Reason.IMAGE_MISSING)
        if text.startswith(("http://", "https://")):
            name = self.own_picture(text)
            if name is None:
                raise Refusal(Reason.IMAGE_BAD)
            return name
        return self._archive.keep_upload(*decoded(text, bare_allowed=self._bare_allowed))

    def mask(self, text: str) -> str:
        """The archive name of a mask; only PNG will do (protocol.md 3.2).

        Raises Refusal(MASK_MISSING) or Refusal(MASK_BAD).
        """
        if not text:
            raise Refusal(Reason.MASK_MISSING)
        try:
            data, suffix = decoded(text, bare_allowed=self._bare_allowed)
        except Refusal:
            raise Refusal(Reason.MASK_BAD) from None
        if suffix != ".png":
            raise Refusal(Reason.MASK_BAD)
        return self._archive.keep_upload(data, suffix)

    def own_picture(self, url: str) -> str | None:
        """The archive name behind one of our own addresses; None for a foreign or unknown one."""
        target = Addresses.read(url)
        if target is None:
            return None
        if target.upload:
            return target.upload if self._archive.picture(target.upload).exists() else None
        job = self._jobs.get(target.job_id)
        if job is None or target.part != "o" or target.number >= len(job.pictures):
            return None
        return job.pictures[target.number]


def decoded(text: str, *, bare_allowed: bool) -> tuple[bytes, str]:
    """The bytes and file suffix of a data URL (or of bare base64).

    Raises Refusal(IMAGE_BAD) when it is neither, or no PNG, JPEG, WebP or GIF.
    """
    found = _DATA_URL.match(text)
    if not found and not bare_allowed:
        raise Refusal(Reason.IMAGE_BAD)
    try:
        data = base64.b64decode(text[found.end() :] if found else text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(Reason.IMAGE_BAD) from None
    suffix = picture_suffix(data)
    if suffix is None:
        raise Refusal(Reason.IMAGE_BAD)
    return data, suffix


def picture_suffix(data: bytes) -> str | None:
    """What kind of picture the first bytes promise."""
    for magic, suffix in _MAGIC:
        if data.startswith(magic):
            return suffix
    return ".webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None
