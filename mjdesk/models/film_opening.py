"""Finds what can play a film: its frames here, or Qt Multimedia where that is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mjdesk.domain.film import FilmFacts
    from mjdesk.domain.picture import Picture
    from mjdesk.models.playback import Playback


def playback_opener(
    path_of: Callable[[str], str | None],
) -> Callable[[Picture, FilmFacts], Playback | None]:
    """A function that opens a film by its digest; None when it is gone, or nothing here plays its kind."""

    def open_playback(picture: Picture, facts: FilmFacts) -> Playback | None:
        path = path_of(picture.digest)
        if path is None:
            return None
        if facts.has_frames:
            from mjdesk.models.reel import Reel

            return Reel(path, facts)
        from mjdesk.models.stream import open_stream

        return open_stream(path, facts.seconds)

    return open_playback
