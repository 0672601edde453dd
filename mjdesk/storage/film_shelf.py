"""Films among the originals, and the strips of frames that are made of them once."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from mjdesk.storage.disk import write_whole
from mjdesk.storage.films import film_facts, film_strip
from mjdesk.storage.originals import is_digest

if TYPE_CHECKING:
    from pathlib import Path

    from mjdesk.domain.film import FilmFacts
    from mjdesk.storage.originals import Originals


class FilmShelf:
    """Owns the strips in the folder of thumbnails. Raises the kinds of `PictureError`, and `OSError`."""

    def __init__(self, originals: Originals, thumbnails: Path) -> None:
        self._originals = originals
        self._thumbnails = thumbnails

    def facts(self, digest: str) -> FilmFacts | None:
        """How large and long a film is; None when it is gone."""
        path = self._originals.path(digest)
        return film_facts(path) if path is not None else None

    def strip(self, digest: str) -> bytes | None:
        """Its frames side by side; made and kept when it is first wanted, None for what has none."""
        path = self._originals.path(digest)
        if path is None:
            return None
        place = self._place(digest)
        with contextlib.suppress(OSError):
            if known := place.read_bytes():
                return known
        facts = film_facts(path)
        if not facts.has_frames:
            return None
        made = film_strip(path, facts)
        with contextlib.suppress(OSError):
            write_whole(place, made, is_synced=False)
        return made

    def forget(self, digest: str) -> None:
        """The film is gone, and so is its strip."""
        if is_digest(digest):
            with contextlib.suppress(OSError):
                self._place(digest).unlink(missing_ok=True)

    def _place(self, digest: str) -> Path:
        return self._thumbnails / digest[:2] / digest[2:4] / f"{digest}-strip"
